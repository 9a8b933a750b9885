"""Whether a word that is also an ordinary one is written like a name where it stands.  For the guard: pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from facilitator_app.handoff import ordinary
from facilitator_app.handoff.letters import Token


def is_counted(token: Token, text: str) -> bool:
    """Whether it belongs to a figure and is nobody: the unit after it, or in Spanish the day or the month of a date."""
    before, after = text[max(0, token.start - 8) : token.start], text[token.end : token.end + 7]
    if token.word in ordinary.UNITS:
        return not token.capital and re.search(r"[\d/]\s*$", before) is not None
    if token.word in ordinary.SPANISH_MONTHS:
        return re.search(r"\d\s+de\s+$", before) is not None
    return token.word == "domingo" and re.match(r",?\s+\d{1,2}\s+de\s", after) is not None


def is_ordinary(token: Token, name: str, text: str) -> bool:
    """Whether a word that gives ``name`` away is an ordinary word too, in the language of its line."""
    if not ordinary.ALSO_WORDS.isdisjoint((token.word, name)):
        return True
    return not ordinary.ALSO_SPANISH.isdisjoint((token.word, name)) and _is_spanish(token, text)


def is_a_name(tokens: Sequence[Token], place: int, text: str) -> bool:
    """Whether such a word is written like a name here."""
    token, (before, after) = tokens[place], _around(tokens, place)
    if token.word in ordinary.MONTHS and (
        _is_a_month(token, before, text) or _word(tokens, place + 2) in ordinary.MONTHS
    ):
        return False
    if _is_a_saying(tokens, place, text) or before in ordinary.SAINTS:
        return False
    if not token.capital:
        return _is_a_small_name(tokens, place, text)
    if token.possessive or not token.opens:
        return True
    if token.word in ordinary.ALSO_SPANISH and _is_spanish(token, text):
        return (
            _stands_alone(token, text)
            or after in ordinary.AFTER_A_SPANISH_NAME
            or _is_spanish_past(tokens, place, text)
        )
    if token.word in ordinary.ASKING and after in ordinary.ASKED:
        return False
    if token.word in ordinary.LITTLE_WORDS:
        return _stands_alone(token, text) or after in ordinary.AFTER_A_NAME or _is_in_third_person(after)
    return after not in ordinary.AFTER_A_VERB or _is_one_of_two(tokens, place)


def _around(tokens: Sequence[Token], place: int) -> tuple[str, str]:
    before, after = _word(tokens, place - 1), _word(tokens, place + 1)
    if before == "to" and _word(tokens, place - 2) == "next":
        before = "beside"
    return before, after


def _word(tokens: Sequence[Token], place: int) -> str:
    return tokens[place].word if 0 <= place < len(tokens) else ""


def _is_a_small_name(tokens: Sequence[Token], place: int, text: str) -> bool:
    """The same for one in small letters: only a place or an act of a person tells ("hugged rose", "will's hand")."""
    token, (before, after) = tokens[place], _around(tokens, place)
    if before in ordinary.NAME_COMES or _SEAT_FOLLOWS.match(text, token.end):
        return True
    if before in ordinary.BEFORE_A_THING:  # in Spanish "a" is no article: "le dio la mano a angel"
        return before == "a" and _word(tokens, place - 2) in ordinary.DONE_TO_SOMEBODY_IN_SPANISH
    if before in ordinary.DONE_TO_SOMEBODY:
        return token.word not in ordinary.LITTLE_WORDS
    if after in ("who", "quien") and before in ("was", "is", "s", "fue", "era", "es"):  # "it was grace who ..."
        return True
    return token.possessive or after in ordinary.DONE_BY_SOMEBODY


def _is_a_saying(tokens: Sequence[Token], place: int, text: str) -> bool:
    """Whether it belongs to the word beside it, with nothing but a space between: "Amazing Grace"."""
    near = tokens[max(0, place - 1) : place + 2]
    return any(
        f"{one.word} {other.word}" in ordinary.SAYINGS and text[one.end : other.start].isspace()
        for one, other in pairwise(near)
    )


def _is_one_of_two(tokens: Sequence[Token], place: int) -> bool:
    """Whether it is joined to another name: "Rose and Imani", "Hope and I"."""
    other = tokens[place + 2] if place + 2 < len(tokens) else None
    return _word(tokens, place + 1) in ("and", "y") and other is not None and other.capital


def _stands_alone(token: Token, text: str) -> bool:
    return re.match(r"\s*[^\w\s]|\s*$", text[token.end :]) is not None


def _is_in_third_person(word: str) -> bool:
    """Whether the word has the ending of a verb that a name can have ("laughs", "laughed") and an auxiliary cannot."""
    ending = word.endswith(("s", "ed")) and not word.endswith(("ss", "eed"))
    return ending and word not in ordinary.AUXILIARY_TAILS


def _is_spanish_past(tokens: Sequence[Token], place: int, text: str) -> bool:
    """Whether the next word, as written with its accents, tells of somebody: "abrazó", "quería", "lloraba"."""
    after = text[tokens[place + 1].start : tokens[place + 1].end].lower() if place + 1 < len(tokens) else ""
    return after.endswith(("ó", "ía", "aba"))


def _is_spanish(token: Token, text: str) -> bool:
    """Whether the line that the word stands in has more of the little words of Spanish than of English."""
    line = text[text.rfind("\n", 0, token.start) + 1 : (text.find("\n", token.end) + 1 or len(text) + 1) - 1]
    words = re.findall(r"[^\W\d_]+", line.lower())
    return sum(word in ordinary.SPANISH for word in words) > sum(word in ordinary.ENGLISH for word in words)


_SEAT_FOLLOWS = re.compile(r"\s*,?\s*(?:in|on|at)\s+(?:seat|mat|chair)\b", re.IGNORECASE)


def _is_a_month(token: Token, before: str, text: str) -> bool:
    near = re.search(r"\d\w{0,2}\s+(?:of\s+)?$", text[: token.start]) or re.match(r"\s+\d", text[token.end :])
    return near is not None or before in ordinary.BEFORE_MONTHS
