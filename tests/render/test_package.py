"""A package's bytes depend on its parts alone: neither on the time nor on the system on which it was packed."""

from __future__ import annotations

import io
import zipfile

import pytest

from pipeline.render.package import Deflating, deflated, inflated, members, pack, unpack, without_system

PARTS = {"[Content_Types].xml": b"<Types/>", "_rels/.rels": b"<Relationships/>", "xl/工作簿.xml": b"<workbook/>" * 90}
UNIX, WINDOWS = 3, 0


def packed_on(system: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in PARTS.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = system
            package.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def test_a_package_made_on_windows_and_one_made_elsewhere_have_the_same_bytes():
    assert packed_on(UNIX) != packed_on(WINDOWS)
    assert without_system(packed_on(UNIX)) == without_system(packed_on(WINDOWS)) == packed_on(WINDOWS)


def test_the_parts_stay_and_pass_their_check():
    plain = without_system(packed_on(UNIX))
    assert unpack(plain) == PARTS
    assert zipfile.ZipFile(io.BytesIO(plain)).testzip() is None


@pytest.mark.parametrize("other", [b"", b"PK", packed_on(UNIX)[:-1], packed_on(UNIX) + b"\x00"])
def test_bytes_that_zipfile_did_not_write_are_refused(other):
    with pytest.raises(ValueError, match="no package"):
        without_system(other)


def test_packing_shows_no_system_and_no_time():
    assert without_system(pack(PARTS)) == pack(PARTS)


def test_a_package_has_the_bytes_that_zipfile_writes():
    assert pack(PARTS) == packed_on(WINDOWS)


def test_a_part_that_was_deflated_before_is_packed_as_it_is():
    assert pack({name: deflated(part) for name, part in PARTS.items()}) == pack(PARTS)


def test_the_parts_of_a_package_are_read_by_its_list():
    assert {name: inflated(part) for name, part in members(pack(PARTS)).items()} == PARTS
    assert members(packed_on(UNIX)) == members(pack(PARTS))


def test_a_part_that_is_not_what_its_entry_says_is_refused():
    part = members(pack(PARTS))["_rels/.rels"]
    for other in (part._replace(crc=part.crc ^ 1), part._replace(size=part.size + 1)):
        with pytest.raises(zipfile.BadZipFile):
            inflated(other)


@pytest.mark.parametrize(
    "other", [b"", b"PK", pack(PARTS)[:-1], pack(PARTS)[1:], pack(PARTS).replace(b"_rels", b"_Rels", 1)]
)
def test_bytes_without_a_true_list_of_parts_are_refused(other):
    with pytest.raises(zipfile.BadZipFile):
        members(other)


def test_a_part_in_pieces_is_the_part_as_a_whole() -> None:
    """Cut anywhere, and with nothing in a piece."""
    part = "".join(f"<row r='{number}'/>" for number in range(20_000)).encode()
    piecemeal = Deflating()
    for start, stop in ((0, 1), (1, 1), (1, 70_000), (70_000, len(part))):
        piecemeal.add(part[start:stop])
    assert piecemeal.whole() == deflated(part)
