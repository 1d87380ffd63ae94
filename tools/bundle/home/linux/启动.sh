#!/bin/sh
# Opens the desk; started by a double click or in a terminal.
home=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")" && pwd)
"$home/tongbao-{version}/tongbao" desk "$@"
code=$?
if [ "$code" -ne 0 ] && [ -t 0 ]; then
  printf '按回车键关闭这个窗口。'
  read -r _
fi
exit "$code"
