"""What stands on the keys of the on-screen keyboard: its pages, what a held letter offers, what capitals look like.

Pure; knows no window and keeps nothing that was typed.
"""

from __future__ import annotations

from typing import NamedTuple


class Face(NamedTuple):
    """One key as it stands on the board now.

    ``text`` is drawn, and typed unless the key ``does`` something else; ``span``: its width, a tenth of the board being 1.
    """

    name: str
    text: str = ""
    does: str = ""
    icon: str = ""
    span: float = 1
    on: bool = False


LETTERS = ("qwertyuiop", "asdfghjkl'", "zxcvbnm")
SIGNS = ("1234567890", "-/:;()&@\"'", "?!¿¡+%°")
MORE_SIGNS = ("[]{}<>^~`|", "_\\#*=$€£½²", "…–«»×±µ")
ACCENTS = ("áéíóúüñç¿¡", "àèìòùâêîôû", "äëïöåøæ")
MORE_ACCENTS = ("šžčćđłńśżź", "ãõýÿœßðþěř", "őűůğşęą")
PAGES = {
    "letters": LETTERS,
    "signs": SIGNS,
    "more_signs": MORE_SIGNS,
    "accents": ACCENTS,
    "more_accents": MORE_ACCENTS,
}
FIGURES = ("123.:", "456,/", "789-+")

FORMS = {
    "a": "áàâäãåæāăą",
    "c": "çćč",
    "d": "ðďđ",
    "e": "éèêëēėęě",
    "g": "ğ",
    "i": "íìîïīįı",
    "l": "łľ",
    "n": "ñńňņ",
    "o": "óòôöõøœōő",
    "r": "řŕ",
    "s": "šśşșß",
    "t": "ťțþ",
    "u": "úùûüūůűų",
    "y": "ýÿ",
    "z": "žźż",
    "'": "’‘“”",
    ".": "?!…",
    ",": ";:",
}
"""What a key of the first page offers when it is held, at most ten."""

_BACK = Face("erase", does="erase", icon="delete-back", span=1.5)
_SPACE = Face("space", " ", span=2)
_NEXT = Face("next", does="next", icon="next-field", span=0.75)
_RETURN = Face("return", does="return", icon="return", span=1.25)
_HIDE = Face("hide", does="hide", icon="put-away", span=0.75)
_LEFT = Face("left", does="left", icon="arrow-left", span=0.75)
_RIGHT = Face("right", does="right", icon="arrow-right", span=0.75)
_UP = Face("up", does="up", icon="arrow-up", span=0.75)
_DOWN = Face("down", does="down", icon="arrow-down", span=0.75)
_TO_LETTERS = Face("letters", "abc", does="letters", span=1.25)
_TO_SIGNS = Face("signs", "123", does="signs", span=1.25)
_TO_ACCENTS = Face("accents", "áñ", does="accents")
_TO_MORE_ACCENTS = Face("more_accents", "šł", does="more_accents")


def capital(text: str) -> str:
    """The capital of a letter, one letter long."""
    return "ẞ" if text == "ß" else text.upper()


def lettered(page: str, capitals: str = "", held: str = "") -> list[list[Face]]:
    """The four rows of a page.  ``capitals``: "", "once" or "locked"; ``held``: whose forms stand in the first row."""
    first, second, third = PAGES[page]
    rows = [[_typed(text, capitals) for text in row] for row in (first, second, third)]
    if held:
        forms = [_typed(text, capitals)._replace(on=True) for text in FORMS[held]]
        rows[0] = [*forms, *rows[0][len(forms) :]]
    rows[2] = [_aside(page, capitals), *rows[2], _BACK]
    signs = page in ("signs", "more_signs")
    to_accents = _TO_MORE_ACCENTS if page == "accents" else _TO_ACCENTS
    moves = (_UP, _DOWN) if signs else (_LEFT, _RIGHT)
    stops = [_typed(text, "")._replace(span=0.75) for text in ",."]
    home = _TO_SIGNS if page == "letters" else _TO_LETTERS
    rows.append([home, to_accents, stops[0], _SPACE, stops[1], *moves, _NEXT, _RETURN, _HIDE])
    return rows


def figured() -> list[list[Face]]:
    """The four rows for a number."""
    wide = 10 / 6
    ends = (_BACK, _LEFT, _RIGHT)
    rows = [[*(_typed(text, "") for text in row), end] for row, end in zip(FIGURES, ends, strict=True)]
    rows.append([_TO_LETTERS, _typed("0", ""), _SPACE, _NEXT, _RETURN, _HIDE])
    return [[face._replace(span=wide) for face in row] for row in rows]


def _typed(text: str, capitals: str) -> Face:
    return Face(text, capital(text) if capitals else text)


def _aside(page: str, capitals: str) -> Face:
    """The key at the left of the third row."""
    if page == "signs":
        return Face("more_signs", "#=", does="more_signs", span=1.5)
    if page == "more_signs":
        return Face("signs", "123", does="signs", span=1.5)
    icon = "caps" if capitals == "locked" else "shift"
    return Face("shift", does="shift", icon=icon, span=1.5, on=bool(capitals))
