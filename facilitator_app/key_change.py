"""Another key for the whole record once somebody has left: who still had the old one opens no more than copies from before.

Nobody's passphrase changes.  Not while a session runs: nothing is written meanwhile.
"""

from __future__ import annotations

from facilitator_app.app import App
from facilitator_app.door import Inside
from facilitator_app.faults import Refusal
from facilitator_app.record.retention import KeyChanged
from facilitator_app.record.roles import Act, word_counts
from facilitator_app.session import Who


async def change(app: App) -> None:
    """Change it now, write that down, and take copies that open by it.

    Raises Refusal key_change.in_session, session.not_your_word and those of the vault, and Trouble when it cannot be.
    """
    journal, clinic, who = app.journal, app.clinic, _administrator(app)
    if journal is None or clinic is None:
        raise Refusal("app.locked")
    if app.session is not None:
        raise Refusal("key_change.in_session")
    opened = await app.door.record_key.change(journal, who.id)
    app.door.forget_kept()  # they hold the key of before
    app.take(Inside(opened, journal, clinic, who))
    await clinic.note(KeyChanged())
    await app.copies.take(journal)


def new_code(app: App) -> str:
    """Another code on paper for the record, shown once; the one before opens no more."""
    return app.door.record_key.new_code(_administrator(app).id)


def _administrator(app: App) -> Who:
    if app.at_screen is None or not word_counts(app.at_screen.roles, Act.MANAGE_CLINIC):
        raise Refusal("session.not_your_word", act=Act.MANAGE_CLINIC.value)
    return app.at_screen
