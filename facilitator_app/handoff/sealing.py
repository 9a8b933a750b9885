"""Closes what leaves, so that only its receiver opens it: a PDF with a password, or one sealed file that holds several.

The password is made here, shown once to be told by another way, and kept nowhere.  Nothing that names anybody stands
outside the seal: a zip shows the names of its files to everyone, so those say nothing.
"""

from __future__ import annotations

import io
import secrets
import zipfile
from collections.abc import Mapping
from datetime import datetime
from typing import cast

from facilitator_app.faults import Refusal
from facilitator_app.record.release import How

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""No letter that is taken for another when it is read out: no i, l, o, 0 and 1."""
_GROUPS, _LENGTH = 4, 4
ENDINGS: Mapping[How, str] = {
    How.LOCKED_PDF: "pdf",
    How.AGE_KEY: "zip.age",
    How.AGE_PASSPHRASE: "zip.age",
    How.ZIP: "zip",
}
"""How a file ends, by how it is closed."""


def password() -> str:
    """A password that is easy to tell on the telephone: four groups of four, about 79 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(_LENGTH)) for _ in range(_GROUPS))


def locked(pdf: bytes, password: str) -> bytes:
    """The PDF encrypted by AES-256 (PDF 2.0, revision 6); its tags stay for who may open it."""
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    writer.encrypt(password, owner_password=secrets.token_hex(16), algorithm="AES-256")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def check_key(key: str) -> None:
    """Refuse what is no age recipient."""
    _recipient(key)


def sealed(files: Mapping[str, bytes], how: How, secret: str, at: datetime) -> bytes:
    """One file that holds ``files`` by name, closed for a key or with a passphrase (``secret``).

    Raises Refusal for what is no key.
    """
    if how is How.ZIP:
        return _locked_zip(files, secret, at)
    import pyrage

    if how is How.AGE_KEY:
        return cast("bytes", pyrage.encrypt(_zip(files, at), [_recipient(secret)]))
    return cast("bytes", pyrage.passphrase.encrypt(_zip(files, at), secret))


def _recipient(key: str) -> object:
    import pyrage

    try:
        return pyrage.x25519.Recipient.from_str(key.strip())
    except pyrage.RecipientError:
        raise Refusal("release.unknown_key", field="key") from None


def _zip(files: Mapping[str, bytes], at: datetime) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as box:
        for name, content in files.items():
            box.writestr(_entry(name, at), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _entry(name: str, at: datetime) -> zipfile.ZipInfo:
    """A file in the box: dated when all of them were made, and of no particular machine."""
    return zipfile.ZipInfo(name, at.timetuple()[:6])


def _locked_zip(files: Mapping[str, bytes], secret: str, at: datetime) -> bytes:
    """A zip whose files are encrypted by AES-256 (AE-2): 7-Zip and others open it, what ships with Windows does not."""
    import pyzipper

    made = io.BytesIO()
    with pyzipper.AESZipFile(made, "w", compression=pyzipper.ZIP_DEFLATED, encryption=pyzipper.WZ_AES) as box:
        box.setpassword(secret.encode("utf-8"))
        for name, content in files.items():
            entry = box.zipinfo_cls(name, at.timetuple()[:6])
            entry.compress_type = pyzipper.ZIP_DEFLATED
            box.writestr(entry, content)
    return made.getvalue()
