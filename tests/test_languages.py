"""Every language says everything: the same keys, the same values in them, nothing left in English, no button too long."""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

import facilitator_app
from facilitator_app.medicine_words import known_medicine, medicine
from facilitator_app.record.leaving import SHIPPED
from facilitator_app.record.medication import DRUGS, NAMES
from facilitator_app.text import LANGUAGES, RESOURCES, Text, language
from facilitator_app.wording import of_list

TEXTS = RESOURCES / "text"
ENGLISH = TEXTS / "en"
OTHERS = sorted(path.name for path in TEXTS.iterdir() if path.is_dir() and path != ENGLISH)
QML = Path(facilitator_app.__file__).parent / "ui" / "qml"

SAME = {
    "es": {
        "SpO₂", "T", "Temp", "PA", "FC", "FR", "RASS", "MOAA/S", "ACVPU", "NEWS2", "42 CFR Part 2", "LUFS", "Roles",
        "min", "m", "h", "s", "mg", "mL", "mg/kg", "mg/mL", "dB", "no", "No", "base", "oral", "sublingual",
        "intramuscular", "intranasal", "delirium", "midazolam", "lorazepam", "labetalol", "metoprolol", "flumazenil",
        "individual", "Self", "kg", "t", "spo2",
    },
}  # fmt: skip
"""Per language, the words that are the same in English: signs, units, scales, and words of one root."""

BUTTON = re.compile(r"\b(?:Button|Segmented|NavRow|PieceButton)\s*\{")
LONGER, SHORT = 1.6, 9
"""A word on a button is at most so many times as long as in English; one of so few letters fits everywhere."""

TIGHT = {
    "room_ui.section_": 7,
    "room_ui.field_": 6,
    "readiness_short.": 8,
    "state.": 13,
    "tile.check_": 8,
    "measure.blood_pressure": 3,
    "measure.heart_rate": 3,
    "measure.breathing": 3,
}
"""What stands where there is room for so many letters: the rail, the pad, the board before the medicine, a tile."""


def files(tag: str) -> dict[str, dict[str, str]]:
    """The texts of a language by file, so that a missing one is told with the place where it belongs."""
    return {
        path.name: dict(flat(tomllib.loads(path.read_text("utf-8")))) for path in sorted((TEXTS / tag).glob("*.toml"))
    }


def flat(table: Mapping[str, object], before: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", str(value)


def places(text: str) -> set[str]:
    """The values a text wants: named ones, and the numbered ones that a screen fills."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name} | set(re.findall(r"%\d", text))


def words(text: str) -> list[str]:
    """What is left of a text without its values: the words, one by one."""
    return re.findall(r"[^\W\d_][\w₂/]*", re.sub(r"\{[^}]*\}|%\d", " ", text))


def on_buttons() -> set[str]:
    """The keys that the screens put on a button or a choice."""
    keys = set()
    for path in QML.rglob("*.qml"):
        source = path.read_text("utf-8")
        for begun in BUTTON.finditer(source):
            for told in re.findall(r"\btext:[^;\n]*", block(source, begun.end())):
                keys |= set(re.findall(r'qsTr\("([\w.]+)"\)', told))
    return keys


def block(source: str, start: int) -> str:
    """What stands between the braces of which the first ends at ``start``."""
    depth, end = 1, start
    while depth and end < len(source):
        depth += {"{": 1, "}": -1}.get(source[end], 0)
        end += 1
    return source[start:end]


def test_the_languages_that_are_offered_are_those_that_are_there() -> None:
    assert set(OTHERS) == set(LANGUAGES) - {"en"}


@pytest.mark.parametrize("tag", OTHERS)
def test_a_language_has_every_text_in_the_same_file(tag: str) -> None:
    english, other = files("en"), files(tag)
    known = {(file, key) for file, texts in english.items() for key in texts}
    said = {(file, key) for file, texts in other.items() for key in texts}
    assert sorted(known - said) == [], "not said yet"
    assert sorted(said - known) == [], "said, and nobody asks for it"


@pytest.mark.parametrize("tag", OTHERS)
def test_a_text_wants_the_same_values(tag: str) -> None:
    english, other = files("en"), files(tag)
    differ = [
        f"{file} {key}: {sorted(places(text))} and {sorted(places(other[file][key]))}"
        for file, texts in english.items()
        for key, text in texts.items()
        if key in other.get(file, {}) and places(text) != places(other[file][key])
    ]
    assert differ == []


@pytest.mark.parametrize("tag", OTHERS)
def test_nothing_is_left_in_english(tag: str) -> None:
    english, other = files("en"), files(tag)
    left = [
        f"{file} {key}: {text}"
        for file, texts in english.items()
        for key, text in texts.items()
        if text == other.get(file, {}).get(key) and text not in SAME[tag] and set(words(text)) - SAME[tag]
    ]
    assert left == []


@pytest.mark.parametrize("tag", OTHERS)
def test_an_empty_text_is_empty_in_english_too(tag: str) -> None:
    english = dict(pair for texts in files("en").values() for pair in texts.items())
    empty = [key for texts in files(tag).values() for key, text in texts.items() if not text.strip()]
    assert [key for key in empty if english[key].strip()] == []


@pytest.mark.parametrize("tag", OTHERS)
def test_no_word_is_too_long_for_its_button(tag: str) -> None:
    english = dict(pair for texts in files("en").values() for pair in texts.items())
    other = dict(pair for texts in files(tag).values() for pair in texts.items())
    keys = sorted(on_buttons() & english.keys() & other.keys())
    assert len(keys) > 150
    long = [key for key in keys if len(other[key]) > max(SHORT, LONGER * len(english[key]))]
    assert [f"{key}: {other[key]} for {english[key]}" for key in long] == []


@pytest.mark.parametrize("tag", OTHERS)
def test_what_stands_in_a_tight_place_fits(tag: str) -> None:
    texts = dict(pair for said in files(tag).values() for pair in said.items())
    long = [
        f"{key}: {text}" for key, text in texts.items() for start, most in TIGHT.items()
        if key.startswith(start) and len(text) > most
    ]  # fmt: skip
    assert long == []


def test_a_day_is_named_in_the_language() -> None:
    spanish = Text.load(TEXTS / "es")
    at = datetime(2026, 3, 5, 14, 5, tzinfo=UTC)
    assert spanish.render("print.date", at=at) == "jueves 5 de marzo de 2026, 14:05"
    assert spanish.render("room_ui.level", level=6) == "−6 dB"


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_medicine_has_its_name_in_the_language_and_the_record_keeps_one_name_for_it(tag: str) -> None:
    words = language(tag)
    for name in (*DRUGS, *NAMES):
        assert known_medicine(f" {medicine(name, words).upper()} ", words) == name
    assert known_medicine("another one ", words) == medicine("another one", words) == "another one"
    assert medicine("ketamine", language("es")) == "ketamina"


def test_the_leaving_list_that_ships_says_in_english_what_the_record_keeps() -> None:
    words = language("en")
    assert words.render("shipped_list.name") == SHIPPED.name
    assert words.render("shipped_list.source") == SHIPPED.source
    assert of_list(SHIPPED.name, language("es")) == "Lista de salida"
    assert of_list("Our own", language("es")) == "Our own"
