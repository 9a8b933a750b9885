"""The seats that a text speaks of, by number, by word, by rank, or as "the one on three".  For the guard: pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from facilitator_app.handoff import ordinary

_PLACES = {
    word: place for words in (*ordinary.SPELLED, *ordinary.ORDINALS) for place, word in enumerate(words.split(), 1)
}
_SPELLED = "|".join(" ".join(ordinary.SPELLED).split())
_ONE = rf"(?:[1-8](?!\d)|(?:{_SPELLED})\b)"
_WHICH = rf"(?:[1-8](?:st|nd|rd|th|\.?(?:[ao]|er))|{'|'.join(' '.join(ordinary.ORDINALS).split())})"
_NUMBER = re.compile(rf"{_WHICH}\b|{_ONE}")
_NO = r"(?:no\.?|nr\.?|numbers?|num(?:eros?|s)?\.?|n\.\s?o\.?|#)?"
_SEATS = re.compile(
    rf"\b(?:{ordinary.SEATS}|place|bed|cama)(?:"
    rf"e?s\s*{_NO}\s*(?P<several>{_ONE}(?:\s*(?:,|and|&|/|or|to|-|–|y|o|a)\s*{_ONE})*)"
    rf"|\s*{_NO}\s*(?P<one>{_ONE}(?:\s*(?:and|&|/|or|y|o)\s*[1-8](?!\d))*))"
    r"|(?<!\w)\#\s?(?P<sign>[1-8])(?!\d)"
    rf"|(?<!\ba )(?<!\ben )\b(?P<which>{_WHICH})\s+(?:{ordinary.SEATS})\b"
)

_MEASURED = r"(?!\s?[%°]|[/:.,]\d| ?[/–-] ?\d|\s+(?:out\s+of|of|de|per\s?cent|por\s+ciento)\b)"
"""What follows a figure of something else: a share, a time, a pressure, a date, a scale."""
_VERBS = "|".join(sorted(ordinary.AFTER_A_NAME | ordinary.DONE_BY_SOMEBODY))
_GOES_ON = rf"(?=\s*(?:$|[^\w\s%°/-])|\s+(?:{_VERBS}|(?!hundred|need)\w+ed)\b)"
"""The sentence goes on about somebody; nothing is counted ("someone in three minutes")."""
_UNITS = r"(?!\s+(?!nos\b|los\b|las\b|les\b|mas\b|antes\b|despues\b|entonces\b)\w+s\b)(?!\s+al?\s+\d)"
_SOMEBODY = re.compile(
    rf"\b(?:(?:the|that)\s+(?:one|other)|{ordinary.SOMEBODY})\s+(?:over\s+)?(?:on|in|from)\s+(?:number\s+)?"
    rf"(?P<english>{_ONE}){_MEASURED}{_GOES_ON}"
    rf"|\b(?:el|la|lo|al|los|las|{ordinary.SOMEBODY_IN_SPANISH})\s+(?:del|de\s+la|en\s+el|en\s+la)\s+(?:numero\s+)?"
    rf"(?P<spanish>{_ONE}){_MEASURED}{_UNITS}"
    rf"|\b(?:{ordinary.TOWARDS})\s+(?:el\s+|la\s+)?(?:number|numero)\s+(?P<number>{_ONE}){_MEASURED}(?!\s+(?:on|in|en)\b)"
)


def seats_in(text: str) -> Iterator[tuple[int, int, int]]:
    """Every seat spoken of in a folded text: its number, and where the words for it begin and end."""
    for match in _SEATS.finditer(text):
        numbers = match.span(next(name for name in ("several", "one", "sign", "which") if match[name]))
        for number in _NUMBER.finditer(text, *numbers):
            first = match.start() if number.start() == numbers[0] else number.start()
            yield _figure(number.group()), first, match.end() if match["which"] else number.end()
    for match in _SOMEBODY.finditer(text):
        said = match["english"] or match["spanish"] or match["number"]
        yield _figure(said), *match.span()


def _figure(word: str) -> int:
    return int(word[0]) if word[0].isdigit() else _PLACES[word]
