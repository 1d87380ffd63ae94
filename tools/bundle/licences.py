"""What the parts of the folder may be used for: their licence texts, a list in Chinese, and an SBOM (CycloneDX)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.parser import BytesParser
from pathlib import PurePosixPath

from tools.bundle.packages import Package

FOLDER = "许可"
_LICENCE = re.compile(
    r"^(?P<base>[^/]+\.dist-info)/(?:licenses/)?(?P<name>[^/]*(?:LICEN[CS]E|COPYING|NOTICE)[^/]*)$", re.IGNORECASE
)
_LONGEST_FIELD = 60
_LGPL = """docxtpl 以 LGPL-2.1 许可发布：它原样放在程序文件夹的 site 文件夹里，可以换成您自己的版本。"""


@dataclass(frozen=True)
class Part:
    """One part of the folder: its name, version, licence in a word, and the SHA-256 of what it came in."""

    name: str
    version: str
    licence: str
    sha256: str


def parts(packages: Sequence[Package], files: Mapping[str, bytes]) -> list[Part]:
    """The packages as parts, each with the licence that its own METADATA names."""
    said = {}
    for path, content in files.items():
        if path.endswith(".dist-info/METADATA"):
            header = BytesParser().parsebytes(content, headersonly=True)
            said[_key(str(header["Name"]))] = _licence(header.get("License-Expression"), header.get("License"), header)
    return [Part(each.name, each.version, said[_key(each.name)], each.sha256) for each in packages]


def _key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _licence(expression: str | None, text: str | None, header: object) -> str:
    if expression:
        return str(expression)
    classified = [
        line.rpartition(" :: ")[2]
        for line in getattr(header, "get_all")("Classifier", [])  # noqa: B009 - a message of the mail format
        if line.startswith("License :: ")
    ]
    if classified and classified != ["OSI Approved"]:
        return "; ".join(classified)
    first = str(text or "").strip().splitlines()
    return first[0][:_LONGEST_FIELD] if first else "see its licence text"


def texts(files: Mapping[str, bytes], interpreter: Mapping[str, bytes], own: bytes) -> dict[str, bytes]:
    """Path below the folder -> bytes of every licence text: of the packages, of CPython, of the program itself."""
    found = {f"{FOLDER}/tongbao/LICENSE.txt": own}
    if "LICENSE.txt" in interpreter:
        found[f"{FOLDER}/CPython/LICENSE.txt"] = interpreter["LICENSE.txt"]
    for path, content in files.items():
        match = _LICENCE.match(path)
        if match:
            name = match["base"].removesuffix(".dist-info").rpartition("-")[0]
            suffix = "" if PurePosixPath(match["name"]).suffix else ".txt"
            found[f"{FOLDER}/{name}/{match['name']}{suffix}"] = content
    return found


def listed(members: Sequence[Part]) -> str:
    """The list for people: a line a part."""
    lines = [f"{each.name} {each.version}：{each.licence}" for each in members]
    return "\n".join(("本文件夹的组成部分和许可：", "", *lines, "", _LGPL, "各部分的许可文本在同一文件夹里。", ""))


def bill(version: str, members: Sequence[Part]) -> bytes:
    """The list for programs: CycloneDX 1.5, the same bytes each time (no serial number, no time)."""
    components = [
        {
            "type": "library",
            "name": each.name,
            "version": each.version,
            "purl": f"pkg:{'generic' if each.name == 'CPython' else 'pypi'}/{each.name.lower()}@{each.version}",
            "hashes": [{"alg": "SHA-256", "content": each.sha256}],
            "licenses": [{"license": {"name": each.licence}}],
        }
        for each in members
    ]
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "tongbao", "version": version}},
        "components": components,
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
