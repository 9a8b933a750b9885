"""Every word the program can say exists, and is filled with what it is given."""

from __future__ import annotations

import ast
import logging
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import facilitator_app
from facilitator_app import text
from facilitator_app.faults import Refusal, Trouble
from facilitator_app.record.doses import Route
from facilitator_app.record.music import MusicChanged
from facilitator_app.record.music import What as MusicDone
from facilitator_app.record.programme import When
from facilitator_app.record.roles import Role
from facilitator_app.record.room import Leave, State, WayOut
from facilitator_app.record.vitals import Measure, Unavailable, examine
from facilitator_app.wording import describe

PACKAGE = Path(facilitator_app.__file__).parent
SPEAKERS = {"Refusal", "Question", "Trouble", "render"}
NOT_VALUES = {"confirm", "zone"}


class Spoken:
    """A key that stands in the code, where, and the names of the values that go with it (None: not to be told)."""

    def __init__(self, where: str, key: str, values: frozenset[str] | None) -> None:
        self.where, self.key, self.values = where, key, values


def spoken_in(path: Path) -> Iterator[Spoken]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name not in SPEAKERS and not name.startswith("_ask"):
            continue
        first = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        keys = [value for value in first[:1] if "." in value and " " not in value]
        told = {keyword.arg for keyword in node.keywords}
        values = None if None in told else frozenset(str(name) for name in told if name not in NOT_VALUES)
        if name.startswith("_ask") and values is not None:
            values |= {"field"}
        for key in keys:
            yield Spoken(f"{path.relative_to(PACKAGE)}:{node.lineno}", key, values)


def all_spoken() -> list[Spoken]:
    return [spoken for path in sorted(PACKAGE.rglob("*.py")) for spoken in spoken_in(path)]


def test_every_key_in_the_code_has_a_text() -> None:
    catalogue = text.english()
    spoken = all_spoken()
    assert len(spoken) > 25
    assert [f"{s.where} {s.key}" for s in spoken if s.key not in catalogue.keys] == []


def test_every_text_is_given_the_values_it_wants() -> None:
    catalogue = text.english()
    missing = [
        f"{s.where} {s.key} wants {sorted(catalogue.places(s.key) - s.values)}"
        for s in all_spoken()
        if s.key in catalogue.keys and s.values is not None and catalogue.places(s.key) - s.values
    ]
    assert missing == []


def test_the_field_of_a_refusal_is_named_in_words() -> None:
    with pytest.raises(Refusal) as refused:
        examine({Measure.SYSTOLIC: "700"})
    assert text.say(refused.value) == "Systolic must be 40 to 300 mmHg."
    with pytest.raises(Refusal) as asked:
        examine({Measure.TEMPERATURE: "98"})
    assert text.say(asked.value) == "98 °F = 36.7 °C?"


def test_a_refusal_from_an_unnamed_field_still_reads() -> None:
    assert text.say(Refusal("entry.empty", field="somewhere")) == "The value is empty."
    assert text.render("entry.empty") == "The value is empty."


@pytest.mark.expects_log
def test_an_unknown_key_is_shown_as_itself(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        assert text.render("room.no_such_thing", seat=3) == "room.no_such_thing"
        assert text.render("room.no_such_seat") == "There is no seat …. Seats are 1 to 8."
    assert [record.message for record in caplog.records] == [
        "no text for room.no_such_…",
        "a text has no value for seat",
    ]


@pytest.mark.expects_log
def test_a_key_that_is_made_of_a_value_leaves_no_value_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    changed = MusicChanged(what=MusicDone.HELD, level_db=-6, minutes=5, because="Rowan Marsh wept")
    with caplog.at_level(logging.DEBUG):
        describe(changed, text.catalogue())
        text.render("Rowan")
    assert [record.message for record in caplog.records] == ["no text for told.music_because_…", "no text for …"]


def test_values_are_said_plainly() -> None:
    catalogue = text.Text({"x": "{a}, {b}, {c}, {d:%d %b %H:%M}, {e}"}, ZoneInfo("America/Denver"))
    at = datetime(2026, 1, 5, 23, 4, tzinfo=UTC)
    said = catalogue.render("x", a=Decimal("1E+2"), b=Decimal("37.0"), c=at, d=at, e="{a} <b>")
    assert said == "100, 37.0, 16:04, 05 Jan 16:04, {a} <b>"
    assert catalogue.render("x", zone=UTC, a=1, b=2, c=at, d=at, e="") == "1, 2, 23:04, 05 Jan 23:04, "


def test_a_day_of_the_week_is_said_in_the_language_that_is_spoken_short_or_long() -> None:
    """What is to come in a person's course stood as *Thu* in Spanish."""
    at, zone = datetime(2026, 3, 5, 17, 0, tzinfo=UTC), ZoneInfo("America/Denver")
    assert text.language("es").render("course.set_for", zone=zone, at=at) == "jue, 5 mar 2026, 10:00"
    assert text.language("en").render("course.set_for", zone=zone, at=at) == "Thu, 5 Mar 2026, 10:00"
    assert text.language("es").render("paper_day.day", zone=zone, at=at) == "jueves, 5 de marzo de 2026"


@pytest.mark.parametrize("family", [State, WayOut, Route, Role, Unavailable, Measure, Leave, When])
def test_every_word_of_the_record_can_be_said(family: type[Enum]) -> None:
    catalogue = text.english()
    for member in family:
        said = catalogue.word(member)
        assert said
        assert "_" not in said


def test_a_broken_catalogue_is_told(tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text("not toml at all")
    with pytest.raises(Trouble) as told:
        text.Text.load(tmp_path)
    assert told.value.values == {"file": "broken.toml"}


def test_a_day_alone_has_the_names_of_the_language_as_a_moment_has() -> None:
    said = text.language("es").render("groups.before_the_version", version=1, day=date(2026, 3, 5))
    assert said.startswith("La versión 1 se guardó aquí el 5 de marzo de 2026,")
    assert (
        text.english()
        .render("groups.before_the_version", version=1, day=date(2026, 3, 5))
        .startswith("Version 1 was kept here on 5 March 2026,")
    )
