"""Words are looked for: how what was typed is read, what it fits, and which words around a find are shown."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from facilitator_app import review, search, text
from facilitator_app.record.debrief import DebriefSaid, Topic
from facilitator_app.record.findable import asked, said_in, words_in
from facilitator_app.record.integration import (
    Attendance,
    InnerPart,
    PacketReceived,
    PartKind,
    Received,
    VisitHeld,
    VisitKind,
    VisitPlace,
)
from facilitator_app.record.room import Noted, PacketSaved
from facilitator_app.record.vitals import Measure, VitalsTaken
from facilitator_app.search import Sieve
from tests.people import AMARA, ROWAN
from tests.told import ZONE, Told, full_session

DENVER = ZoneInfo(ZONE)


@pytest.mark.parametrize(
    ("typed", "fits"),
    [
        ("warm", True),
        ("WÄRM li", True),
        ("light warm", True),
        ('"a warm light"', True),
        ('"warm a light"', False),
        ("arm", False),
        ("warm dark", False),
        ('light "a warm"', True),
    ],
)
def test_words_are_beginnings_and_phrases_stand_side_by_side(typed: str, fits: bool) -> None:
    assert asked(typed).fits(words_in("A warm light, everywhere.")) is fits


def test_nothing_typed_asks_for_nothing() -> None:
    assert not asked("  ")
    assert not asked('" "')
    assert not asked("- – …")


def test_what_is_no_words_or_is_not_to_be_found_has_none() -> None:
    assert said_in(VitalsTaken(values={Measure.HEART_RATE: Decimal(72)})) == ""
    assert said_in(PacketSaved(sections={"care": "to call"})) == ""
    assert said_in(Noted(text="slept")) == "slept"


def test_a_visit_is_found_by_what_came_up_its_themes_parts_and_agreements() -> None:
    visit = VisitHeld(
        attendance=Attendance.CAME,
        form=VisitKind.GROUP,
        place=VisitPlace.OFFICE,
        came_up="The lake.",
        themes=("water",),
        parts=(InnerPart(name="the watchman", kind=PartKind.MANAGER),),
        agreements="Walks at seven.",
    )
    assert all(asked(typed).fits(words_in(said_in(visit))) for typed in ("lake", "water", "watchm", "walks seven"))
    received = PacketReceived(release=UUID(int=1), by="Dr. Hale", how=Received.TELEPHONE)
    assert (said_in(received), said_in(DebriefSaid(topic=Topic.CHANGE, text="More light."))) == (
        "Dr. Hale",
        "More light.",
    )


def test_a_session_is_searched_by_words_kinds_and_names() -> None:
    told = Told().staff().seated()
    told.observed(10, ROWAN, "tears")
    told.quote(11, AMARA, "Tears of joy.")
    seen = review.timeline(told.history, DENVER, text.english())
    rows = [row for lane in seen.people for row in lane.rows]
    names = {lane.participant: lane.name for lane in seen.people}

    def found(typed: str) -> list[str]:
        return [row.text for row in search.in_rows(rows, asked(typed), names)]

    assert found("tear") == ["tears", "Tears of joy."]
    assert found("tear amara") == ["Tears of joy."]
    assert found("observation") == ["tears"]


def test_what_is_left_out_is_not_let_through_and_the_rest_stays() -> None:
    seen = review.timeline(full_session().history, DENVER, text.english())
    writer = seen.people[0].vitals[0].written_by
    without = seen.only(lambda row: Sieve(writers=frozenset({writer})).lets(row, ""))
    assert all(row.written_by != writer for lane in without.people for row in lane.rows)
    assert without.phases == seen.phases
    assert seen.only(lambda row: Sieve().lets(row, "")) == seen
    alone = seen.only(lambda row: Sieve(people=frozenset({ROWAN})).lets(row, "quote"))
    assert [lane.name for lane in alone.people if lane.rows] == [
        lane.name for lane in seen.people if lane.rows and lane.participant != ROWAN
    ]


def test_a_long_text_is_cut_to_the_words_around_the_first_that_fits() -> None:
    long = "She spoke of many things. " * 12 + "Then of the river,\nslowly. " + "And of the house again. " * 12
    shown = search.excerpt(long, asked("rivér"))
    assert "of the river, slowly." in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < 4 * search.AROUND
    assert search.excerpt("slept\nwell", asked("slept")) == "slept well"
    assert search.excerpt(long, asked("nowhere")).startswith("She spoke")
