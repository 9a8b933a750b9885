"""The encrypted file in which a clinic's record lies.  Knows entries and SQL; knows nothing of screens or rules."""

from facilitator_app.journal.aside import newest as newest_aside
from facilitator_app.journal.backups import take as take_backup
from facilitator_app.journal.erased import Gone
from facilitator_app.journal.erasing import Held
from facilitator_app.journal.file import JournalFile, RawLine
from facilitator_app.journal.findings import Finding
from facilitator_app.journal.projections import SessionRow
from facilitator_app.journal.restore import Restored, Weighed, copies_in, newest_in, restore, same_key_file, weigh
from facilitator_app.journal.turning import settle_if_free

__all__ = [
    "Finding",
    "Gone",
    "Held",
    "JournalFile",
    "RawLine",
    "Restored",
    "SessionRow",
    "Weighed",
    "copies_in",
    "newest_aside",
    "newest_in",
    "restore",
    "same_key_file",
    "settle_if_free",
    "take_backup",
    "weigh",
]
