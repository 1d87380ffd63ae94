"""A PDF of LibreOffice as one that depends on its document alone: date, identity, language; and the faces in it.

LibreOffice writes three fields anew in each conversion: the day of creation, the file's identity and a checksum. They
are rewritten at their length, so that no place of the file moves.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256

_DAYS = re.compile(rb"(/(?:CreationDate|ModDate)\s*\()D:\d{14}([^)]*)\)")
_STAMPS = re.compile(rb"(<xmp:(?:Create|Modify|Metadata)Date>)[^<]*(</)")
_IDENTITY = re.compile(rb"(/ID\s*\[\s*<)([0-9A-Fa-f]{32})(>\s*<)([0-9A-Fa-f]{32})(>)")
_CHECKSUM = re.compile(rb"(/DocChecksum\s*/)([0-9A-Fa-f]{32})")
_LANGUAGE = re.compile(rb"(/Type\s*/Catalog\b(?:(?!endobj).)*?/Lang\s*\()[^)]{5}(\))", re.DOTALL)
_CHINESE = b"zh-CN"
_FACE = re.compile(rb"/BaseFont\s*/(?:[A-Z]{6}\+)?([^\s/<>\[\]()]+)")
_PACKED = re.compile(rb"/ObjStm\b(?:(?!stream).)*?stream\r?\n(.*?)endstream", re.DOTALL)
_MOST_PACKED = 8_000_000
_NAMES: dict[str, tuple[str, ...]] = {
    "方正小标宋简体": ("FZXBSJW--GB1-0", "FZXiaoBiaoSong-B05S"),
    "方正小标宋_GBK": ("FZXBSK--GBK1-0", "FZXiaoBiaoSong-B05"),
    "方正仿宋_GBK": ("FZFSK--GBK1-0", "FZFangSong-Z02"),
    "方正楷体_GBK": ("FZKTK--GBK1-0", "FZKai-Z03"),
    "方正黑体_GBK": ("FZHTK--GBK1-0", "FZHei-B01"),
    "仿宋_GB2312": ("FangSong_GB2312",),
    "仿宋": ("FangSong",),
    "楷体_GB2312": ("KaiTi_GB2312",),
    "楷体": ("KaiTi",),
    "黑体": ("SimHei",),
    "宋体": ("SimSun",),
    "华文仿宋": ("STFangsong",),
    "华文中宋": ("STZhongsong",),
    "华文楷体": ("STKaiti",),
    "华文宋体": ("STSong",),
    "微软雅黑": ("MicrosoftYaHei",),
}
"""Face -> its names in a PDF. Of a face that isn't here nobody can say by which name it would be found."""


def settled(pdf: bytes, made_on: date) -> bytes:
    """The PDF with ``made_on`` as its day of creation, an identity made of its content, and Chinese as its language.

    The same document gives the same bytes. What a PDF doesn't have isn't added.
    """
    day = made_on.strftime("%Y%m%d").encode()
    pdf = _DAYS.sub(lambda found: found[1] + b"D:" + day + b"000000" + _zone(found[2]) + b")", pdf)
    pdf = _STAMPS.sub(lambda found: found[1] + _stamp(found[0], made_on) + found[2], pdf)
    pdf = _LANGUAGE.sub(lambda found: found[1] + _CHINESE + found[2], pdf, count=1)
    plain = _CHECKSUM.sub(rb"\1", _IDENTITY.sub(rb"\1\3\5", pdf))
    name = sha256(plain).hexdigest()[:32].upper().encode()
    pdf = _IDENTITY.sub(lambda found: found[1] + name + found[3] + name + found[5], pdf)
    return _CHECKSUM.sub(lambda found: found[1] + name, pdf)


def _zone(written: bytes) -> bytes:
    """The same zone on every machine, at the length of the one that was written: Z' or +08'00'."""
    return b"+00'00'" if len(written) == len(b"+08'00'") else b"Z'"[: len(written)].ljust(len(written), b"'")


def _stamp(found: bytes, made_on: date) -> bytes:
    length = found.index(b"</") - found.index(b">") - 1
    return f"{made_on.isoformat()}T00:00:00Z".encode()[:length].ljust(length)


def faces_in(pdf: bytes) -> set[str]:
    """The names of the fonts in a PDF, as it writes them: FangSong_GB2312, NotoSansCJKsc-Regular."""
    texts = [pdf, *_unpacked(pdf)]
    return {name.decode("utf-8", "replace") for text in texts for name in _FACE.findall(text)}


def _unpacked(pdf: bytes) -> Iterator[bytes]:
    for packed in _PACKED.findall(pdf):
        try:
            yield zlib.decompressobj().decompress(packed, _MOST_PACKED)
        except zlib.error:
            continue


def replaced_faces(wanted: Iterable[str], found: Iterable[str]) -> list[str]:
    """The faces of ``wanted``, in their order, that no PDF holds under any of its names; [] when nothing was found."""
    present = {re.split(r"[,]|-(?:Bold|Italic|Regular)", name)[0].lower() for name in found}
    return [
        face for face in wanted if present and face in _NAMES and not present & {name.lower() for name in _NAMES[face]}
    ]
