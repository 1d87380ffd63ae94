#!/bin/sh
# Opens a window for commands in the folder of the data.
home=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")" && pwd)
exec "$home/tongbao-{version}/tongbao" shell
