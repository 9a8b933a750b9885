"""The words of the questionnaires that ship: what is asked, item by item, and the answers.  Reads them from the resources."""

from __future__ import annotations

import functools

import msgspec

from facilitator_app import text
from facilitator_app.record.questionnaires import Questionnaire

FOLDER = text.RESOURCES / "questionnaires"


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked in one language: before the items, the items, and the answers from 0 on; ``credit``: whose it is.

    ``checked``: the words were held against the published form in that language; others are a translation nobody validated.
    """

    language: str
    stem: str
    items: tuple[str, ...]
    options: tuple[str, ...]
    credit: str
    checked: bool = True


class _Said(msgspec.Struct, frozen=True, kw_only=True):
    stem: str
    items: tuple[str, ...]
    options: tuple[str, ...]
    credit: str
    checked: bool = True


@functools.cache
def asked(questionnaire: Questionnaire, language: str) -> Asked:
    """A questionnaire in a language; in English where there is no form in that language that may be shipped."""
    source = (FOLDER / f"{questionnaire}.toml").read_bytes()
    forms = msgspec.toml.decode(source, type=dict[str, _Said])
    tongue = language if language in forms else "en"
    said = forms[tongue]
    return Asked(language=tongue, **msgspec.structs.asdict(said))
