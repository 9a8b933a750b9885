"""How what SQLite and the disk say becomes a Trouble in the user's words.  Nothing of SQLAlchemy goes further up."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError
from sqlcipher3 import dbapi2

from facilitator_app.faults import Trouble


class AlreadyWritten(Exception):
    """A line with this id, or at this place of its chain, is in the record already."""


_BY_CODE = {
    dbapi2.SQLITE_FULL: "journal.disk_full",
    dbapi2.SQLITE_CORRUPT: "journal.damaged_while_open",
    dbapi2.SQLITE_NOTADB: "journal.damaged_while_open",
    dbapi2.SQLITE_READONLY: "journal.read_only",
}
_BY_ERRNO = {
    errno.ENOSPC: "journal.disk_full",
    errno.EDQUOT: "journal.disk_full",
    errno.EROFS: "journal.read_only",
    errno.EACCES: "journal.read_only",
    errno.EPERM: "journal.read_only",
}


def code_of(fault: BaseException) -> int | None:
    """SQLite's primary result code behind ``fault``, or None."""
    cause = fault.orig if isinstance(fault, DBAPIError) else fault
    code = getattr(cause, "sqlite_errorcode", None)
    return None if code is None else int(code) & 0xFF


def trouble_of(fault: SQLAlchemyError | OSError, otherwise: str) -> Trouble:
    """The Trouble that ``fault`` means, with the key ``otherwise`` when it is none of those with words of their own."""
    if isinstance(fault, OSError):
        return Trouble(_BY_ERRNO.get(fault.errno or 0, otherwise))
    return Trouble(_BY_CODE.get(code_of(fault) or 0, otherwise))


@contextmanager
def told_as(otherwise: str) -> Iterator[None]:
    """Turn what SQLAlchemy or the disk raise inside into a Trouble."""
    try:
        yield
    except IntegrityError as fault:
        raise AlreadyWritten from fault
    except (SQLAlchemyError, OSError) as fault:
        raise trouble_of(fault, otherwise) from fault
