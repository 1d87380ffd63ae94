"""What of the packages isn't needed to run the program, and so isn't in the folder; each kind with its reason.

The trial of the folder (tools/bundle/trial) runs whole months on what is left, which is how a wrong line would show.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_KINDS = (
    (r"(^|/)tests?/", "the packages' own tests"),
    (r"\.(pyi|pyx|pxd|pxi|h|hpp|c|cc|cpp|lib|a|pdb|cmake)$", "for compilers and type checkers"),
    (r"^pyarrow/(include|src)/", "for compilers"),
    (r"^lxml/(includes|isoschematron)/", "for compilers, and schemas that nothing here asks for"),
    (r"^pyarrow/((lib)?arrow(_python)?_|_)?flight\b[^/]*$", "Arrow over a network"),
    (
        r"^pyarrow/(arrow_|_)?substrait\b[^/]*$",
        "plans of queries between programs; Linux' libraries want theirs at the start",
    ),
    (r"^pyarrow/((lib)?arrow_s3|_s3fs|_gcsfs|_azurefs|_hdfs)\b[^/]*$", "files in a cloud"),
    (r"^pyarrow/libarrow_python\.so(\.\d+\.\d+\.\d+)?$", "further names of a library that is asked for by another"),
    (r"^pyarrow/(arrow_gandiva|_gandiva|gandiva|arrow_cuda|_cuda|cuda)\b[^/]*$", "compilers and graphics cards"),
    (
        r"^pyarrow/(_?arrow_)?(_?dataset(_\w+)?|_?acero|_orc|_feather|_csv|_json|_pyarrow_cpp_tests)\.(dll|cp\d+-win_amd64\.pyd)$",
        "folders of many files, joins, formats that nothing here reads; Linux' libraries ask for some of these",
    ),
    (r"^pyarrow/(_|arrow_python_)parquet_encryption\.(dll|cp\d+-win_amd64\.pyd)$", "files with a key"),
    (r"^lxml/objectify\.cp\d+-win_amd64\.pyd$", "XML as Python objects"),
    (r"^numpy/_core/_(simd|\w+_tests)\.cp\d+-win_amd64\.pyd$", "numpy's own tests"),
    (r"^numpy/(f2py|_pyinstaller)/", "Fortran, and other packers"),
    (r"^(pygments|markdown_it|mdurl)(-[^/]+)?/", "colours of source code, which rich asks for only to print it"),
    (r"\.data/|^bin/|^Scripts/", "commands of the packages"),
    (r"\.dist-info/(RECORD|WHEEL|INSTALLER|top_level\.txt|entry_points\.txt)$", "lists of what was unpacked"),
)
_NOT_NEEDED = re.compile("|".join(f"(?:{pattern})" for pattern, _ in _KINDS))
_LICENCE = re.compile(r"\.dist-info/(licenses/|LICEN[CS]E|COPYING|NOTICE|AUTHORS|METADATA)", re.IGNORECASE)


def needed(path: str) -> bool:
    """Whether a file of a wheel goes into the folder.

    >>> [needed(each) for each in ("pandas/core/frame.py", "pandas/tests/test_x.py", "pyarrow/arrow_flight.dll")]
    [True, False, False]
    """
    return bool(_LICENCE.search(path)) or not _NOT_NEEDED.search(path)


def trimmed(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files (path -> bytes) that are needed, licences with them."""
    return {path: content for path, content in files.items() if needed(path)}
