"""What a tile says of a person at a moment, and what the model tells of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

import msgspec
import pytest

from facilitator_app.faults import Refusal
from facilitator_app.record import room
from facilitator_app.record.company import Away, SteppedOut
from facilitator_app.record.company import Company as With
from facilitator_app.record.doses import Route
from facilitator_app.record.state import Dose, Out, Person, Reading, Said, Support
from facilitator_app.record.touch import Extent, Touch, TouchAgreed, after
from facilitator_app.record.vitals import Measure, Unavailable
from facilitator_app.ui.arrange import arrangement, columns_for
from facilitator_app.ui.brief_words import said_by
from facilitator_app.ui.panels.moment import moment_at
from facilitator_app.ui.room import SECTIONS, RoomView
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.tiles import Tile, company_of, tile
from facilitator_app.ui.times import clock, countdown, said, short
from tests.people import NOOR, START
from tests.ui import looks
from tests.ui.hands import Hands, spoken, under
from tests.ui.scenes import PLAN
from tests.ui.test_look import overlaps, resized
from tests.ui.test_room import in_the_room
from tests.waiting import until

LINE = UUID(int=99)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def noor(**told: object) -> Person:
    """Noor, given a dose when the story starts, with a full check at 15 minutes."""
    at = START + minutes(15)
    values = {Measure.HEART_RATE: 84, Measure.SYSTOLIC: 140, Measure.DIASTOLIC: 81, Measure.SPO2: 96}
    readings = {measure: Reading(at=at, entry=LINE, value=Decimal(value)) for measure, value in values.items()}
    readings[Measure.BREATHING] = Reading(at=at, entry=LINE, value=Decimal(14))
    person = Person(
        id=NOOR, seat=4, preferred_name="Noor", seated_at=START, seated_told_at=START, state=room.State.INWARD,
        readings=readings, answered=dict.fromkeys(readings, at),
        baseline={Measure.HEART_RATE: Decimal(70), Measure.SYSTOLIC: Decimal(120), Measure.SPO2: Decimal(98)},
        doses=(Dose(at=START, entry=LINE, drug="ketamine", route=Route.ORAL, amount_mg=Decimal(60)),),
    )  # fmt: skip
    return msgspec.structs.replace(person, **told)


def test_a_calm_tile_says_state_dose_values_with_age_and_the_time_to_the_next_check() -> None:
    shown = tile(noor(), PLAN, START + minutes(20), chosen=False)
    assert (shown.seat, shown.name, shown.state_word, shown.since_dose) == (4, "Noor", "inward", "20 min")
    assert (shown.heart_rate, shown.heart_rate_age, shown.heart_rate_arrow) == ("84", "5 m", "up")
    assert (shown.pressure, shown.pressure_arrow, shown.spo2, shown.spo2_arrow) == ("140/81", "up", "96", "down")
    assert (shown.check, shown.check_text, shown.tone) == ("wait", "10:00", "calm")


def test_a_check_comes_soon_falls_due_and_is_overdue_by_the_clock_alone() -> None:
    kinds = [(13.5, "soon"), (15.5, "due"), (18.1, "overdue")]
    for late, kind in kinds:
        shown = tile(noor(), PLAN, START + minutes(15 + late), chosen=False)
        assert shown.check == kind
        assert shown.check_under, f"{kind} has no word"
    overdue = tile(noor(), PLAN, START + minutes(33.1), chosen=False)
    assert (overdue.check_text, overdue.tone) == ("+3:06", "overdue")
    assert "overdue" in overdue.accessible


def test_an_old_value_looks_old_and_keeps_its_age() -> None:
    shown = tile(noor(), PLAN, START + minutes(49), chosen=False)
    assert (shown.heart_rate, shown.heart_rate_age, shown.heart_rate_stale) == ("84", "34 m", True)
    assert "34 minutes ago, old value" in shown.accessible


def test_a_word_stands_where_there_is_no_number() -> None:
    moving = Reading(at=START + minutes(16), entry=LINE, word=Unavailable.UNRELIABLE_MOVING)
    readings = {**noor().readings, Measure.SPO2: moving}
    shown = tile(noor(readings=readings), PLAN, START + minutes(17), chosen=False)
    assert (shown.spo2, shown.spo2_word, shown.spo2_arrow) == ("unreliable, moving", True, "")


def test_half_a_blood_pressure_is_shown_as_half() -> None:
    readings = {**noor().readings, Measure.DIASTOLIC: Reading(at=START, entry=LINE, word=Unavailable.NOT_OBTAINABLE)}
    assert tile(noor(readings=readings), PLAN, START + minutes(17), chosen=False).pressure == "140/–"
    both = {**readings, Measure.SYSTOLIC: readings[Measure.DIASTOLIC]}
    assert tile(noor(readings=both), PLAN, START + minutes(17), chosen=False).pressure == "not obtainable"


def test_a_half_taken_since_the_last_pair_stands_alone_with_its_own_age() -> None:
    alone = {**noor().readings, Measure.SYSTOLIC: Reading(at=START + minutes(48), entry=LINE, value=Decimal(76))}
    shown = tile(noor(readings=alone), PLAN, START + minutes(49), chosen=False)
    assert (shown.pressure, shown.pressure_age, shown.pressure_stale) == ("76/–", "1 m", False)


def consents(*agreed: TouchAgreed) -> Touch:
    there = Touch()
    for fact in agreed:
        there = after(there, fact, START)
    return there


TOMAS, DEVI = UUID(int=71), UUID(int=72)
NONE, HAND, PREPARED = Extent.NONE, Extent.HAND, Extent.AS_PREPARED


@pytest.mark.parametrize(
    ("agreed", "told"),
    [
        ((), "touch: not asked"),
        ((TouchAgreed(extent=PREPARED),), ""),
        ((TouchAgreed(extent=NONE),), "no touch"),
        ((TouchAgreed(extent=HAND),), "touch: hand only"),
        ((TouchAgreed(extent=PREPARED, ask_each_time=True),), "touch: as prepared, asked each time"),
        (
            (TouchAgreed(extent=PREPARED), TouchAgreed(extent=NONE, staff=TOMAS, staff_name="Tomas Lind")),
            "touch: not Tomas",
        ),
        (
            (TouchAgreed(extent=NONE), TouchAgreed(extent=HAND, staff=DEVI, staff_name="Devi Rao")),
            "no touch · Devi: hand only",
        ),
        (
            (
                TouchAgreed(extent=HAND),
                TouchAgreed(extent=PREPARED, staff=DEVI, staff_name="Devi Rao"),
                TouchAgreed(extent=NONE, staff=TOMAS, staff_name="Tomas Lind"),
            ),
            "touch: not Tomas; hand only; Devi: as prepared",
        ),
        (
            (TouchAgreed(extent=PREPARED), TouchAgreed(extent=HAND, staff=DEVI, staff_name="Devi Rao")),
            "touch: Devi: hand only",
        ),
        (
            (
                TouchAgreed(extent=NONE, staff=DEVI, staff_name="Devi Rao"),
                TouchAgreed(extent=NONE, staff=TOMAS, staff_name="Devi Lind"),
            ),
            "touch: not Devi R., Devi L.",
        ),
    ],
)
def test_touch_is_told_whenever_it_is_not_as_prepared_from_everybody(
    agreed: tuple[TouchAgreed, ...], told: str
) -> None:
    shown = tile(noor(consent=consents(*agreed)), PLAN, START + minutes(20), chosen=False)
    assert shown.touch == told
    assert told in shown.accessible
    assert ("Touch consent" in shown.unnamed) == bool(told), "and behind the veil that there is something"


def test_touch_that_nobody_asked_about_is_told_apart_from_a_yes_and_from_a_no() -> None:
    def marked(*agreed: TouchAgreed) -> tuple[str, bool]:
        shown = tile(noor(consent=consents(*agreed)), PLAN, START + minutes(20), chosen=False)
        return shown.touch, shown.touch_unasked

    nobody_asked, yes, no = marked(), marked(TouchAgreed(extent=PREPARED)), marked(TouchAgreed(extent=NONE))
    assert (nobody_asked, yes, no) == (("touch: not asked", True), ("", False), ("no touch", False))
    of_one_alone = marked(TouchAgreed(extent=NONE, staff=TOMAS, staff_name="Tomas Lind"))
    assert of_one_alone == ("touch: not Tomas", False)
    as_first_told = tile(noor(touch="as prepared"), PLAN, START, chosen=False)  # by the first version
    assert (as_first_told.touch, as_first_told.touch_unasked) == ("", False)
    gone = Out(
        at=START, way=room.WayOut.WITHDREW, escort="", by=None, entry=LINE, was=room.State.INWARD, was_since=None
    )
    assert tile(noor(out=gone), PLAN, START, chosen=False).touch == "", "there is nobody to ask any more"


def test_who_may_not_touch_is_in_the_least_that_a_tile_says() -> None:
    not_tomas = TouchAgreed(extent=NONE, staff=TOMAS, staff_name="Tomas Lind")
    by_hand = TouchAgreed(extent=HAND, staff=DEVI, staff_name="Devi Rao")

    def least(*agreed: TouchAgreed) -> str:
        return tile(noor(consent=consents(*agreed)), PLAN, START + minutes(20), chosen=False).touch_least

    assert least(TouchAgreed(extent=PREPARED), not_tomas) == "touch: not Tomas"
    assert least(TouchAgreed(extent=HAND), not_tomas, by_hand) == "touch: not Tomas"
    assert least(TouchAgreed(extent=NONE), by_hand) == "no touch"
    assert least(TouchAgreed(extent=HAND)) == "touch"
    assert least() == "touch: not asked"


def test_support_limit_and_narrowed_touch_are_said_in_words() -> None:
    low = {**noor().readings, Measure.SPO2: Reading(at=START + minutes(16), entry=LINE, value=Decimal(88))}
    call = Support(since=START + minutes(12), entry=LINE, wanted="")
    person = noor(readings=low, support=call, touch="hand only", touch_narrowed=True)
    shown = tile(person, PLAN, START + minutes(20), chosen=False)
    assert (shown.support, shown.limit, shown.touch) == ("support · 8 min", "limit: SpO₂", "touch: hand only")
    assert (shown.spo2_passed, shown.heart_rate_passed, shown.tone) == (True, False, "attention")
    for word in (shown.support, shown.limit, shown.touch):
        assert word in shown.accessible


def test_the_last_observation_has_its_age_and_the_one_who_left_a_way_out() -> None:
    seen = Said(at=START + minutes(18), entry=LINE, text="Humming")
    shown = tile(noor(observation=seen), PLAN, START + minutes(20), chosen=False)
    assert (shown.observation, shown.observation_age, shown.observation_picture) == ("Humming", "2 min", "seen")
    gone = noor(
        out=Out(
            at=START + minutes(14),
            way=room.WayOut.TRANSFERRED,
            escort="",
            by=None,
            entry=LINE,
            was=room.State.INWARD,
            was_since=None,
        )
    )
    left = tile(gone, PLAN, START + minutes(20), chosen=False)
    assert (left.out, left.check, left.check_under, left.tone) == ("transferred", "none", "6 min", "out")


@pytest.mark.parametrize(("left", "said"), [(1, "in 1 minute."), (2, "in 2 minutes.")])
def test_one_minute_is_said_as_one(left: int, said: str) -> None:
    assert said in tile(noor(), PLAN, START + minutes(30 - left), chosen=False).accessible


def test_under_the_veil_a_tile_says_neither_name_nor_notes() -> None:
    seen = Said(at=START + minutes(18), entry=LINE, text="Humming")
    shown = tile(
        noor(observation=seen, touch="hand only", touch_narrowed=True), PLAN, START + minutes(20), chosen=False
    )
    assert shown.unnamed.startswith("Seat 4, inward. Next check in 10 minutes. 20 min since the last dose. HR 84")
    assert shown.unnamed.endswith("Touch consent")
    out = Away(where="lavatory", with_whom="Devi Rao", since=START, back_within=10)
    away = tile(noor(away=out), PLAN, START + minutes(20), chosen=False)
    assert "still out 20 min" in away.unnamed
    told = shown.unnamed + away.unnamed
    assert not any(word in told for word in ("Noor", "Humming", "hand only", "lavatory", "Devi"))


@pytest.mark.parametrize(
    ("seats", "size", "columns"),
    [
        (1, (820, 600), 1),
        (4, (820, 600), 2),
        (6, (820, 600), 3),
        (8, (820, 600), 4),
        (6, (500, 900), 2),
        (0, (9, 9), 1),
    ],
)
def test_tiles_stand_in_the_columns_that_make_them_read_best(seats: int, size: tuple[int, int], columns: int) -> None:
    assert columns_for(seats, *size, 12) == columns


@pytest.mark.parametrize(
    ("seats", "size", "pages"),
    [
        (8, (820, 608), (4, 2, 8, 1)),
        (8, (648, 480), (4, 2, 8, 1)),
        (7, (648, 480), (4, 2, 7, 1)),
        (6, (648, 480), (3, 2, 6, 1)),
        (8, (784, 552), (4, 2, 8, 1)),
        (8, (300, 300), (2, 1, 2, 4)),
        (1, (100, 100), (1, 1, 1, 1)),
    ],
)
def test_tiles_page_before_marks_or_figures_would_go(
    seats: int, size: tuple[int, int], pages: tuple[int, int, int, int]
) -> None:
    assert arrangement(seats, *size, 8)[:4] == pages


async def test_each_figure_shows_its_own_age_whatever_stands_beside_it(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        for later in (0, 21, 60):
            place.clock.advance(minutes(later))
            view.tick()
            for size in ((1280, 800), (1024, 640), (1920, 1080)):
                await resized(hands, size)
                for seat in range(1, 7):
                    assert ages_drawn(hands, seat) == [hands.there(f"tile.{seat}").property(age) for age in AGES]
                assert overlaps(hands) == []


async def test_in_a_narrow_tile_a_value_gets_smaller_before_its_age_goes(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=8, scene="crowded") as (_, hands, _view):
        for seat in range(1, 8):
            assert ages_drawn(hands, seat) == [hands.there(f"tile.{seat}").property(age) for age in AGES]
        assert overlaps(hands) == []


AGES = ("heart_rate_age", "pressure_age", "spo2_age")


def ages_drawn(hands: Hands, seat: int) -> list[str]:
    drawn = [item for item in under(hands.there(f"tile.{seat}")) if item.objectName() == "age" and item.isVisible()]
    return [str(item.property("text")) for item in drawn]


def on_the_page(hands: Hands) -> list[int]:
    """The seats whose tiles are drawn whole."""
    hands.window.view.grabWindow()
    return [seat for seat in range(1, 9) if hands.sees(f"tile.{seat}")]


def drawn(hands: Hands, seat: int) -> str:
    """What is to be read on a tile."""
    hands.window.view.grabWindow()
    return " ".join(str(text.property("text")) for text, _ in looks.texts(hands.there(f"tile.{seat}")))


async def test_where_tiles_page_the_page_follows_whom_one_chooses_and_the_strip_tells_of_everybody_else(
    tmp_path: Path,
) -> None:
    async with in_the_room(tmp_path, seats=8, scene="crowded", size=(1280, 800)) as (_, hands, _view):
        hands.shell.appearance.set_percent("200")
        await until(lambda: on_the_page(hands) == [1, 2])
        assert [seat for seat in range(1, 9) if hands.sees(f"tile.brief.{seat}")] == [3, 4, 5, 6, 7, 8]
        assert "support" in spoken(hands.there("tile.brief.7"))
        hands.touch("tile.brief.7")
        assert hands.reads("panel.name") == "Sable"
        assert 7 in on_the_page(hands)
        hands.keys("2")
        await until(lambda: 2 in on_the_page(hands))
        hands.touch("veil")
        assert "Sable" not in spoken(hands.there("tile.brief.7" if hands.sees("tile.brief.7") else "tile.7"))


@pytest.mark.parametrize(("size", "percent"), [((1024, 640), "100"), ((1280, 800), "200"), ((800, 1280), "200")])
async def test_however_little_room_there_is_a_tile_says_seat_name_state_check_and_every_mark_in_words(
    tmp_path: Path, size: tuple[int, int], percent: str
) -> None:
    async with in_the_room(tmp_path, seats=8, scene="crowded", size=size) as (_, hands, view):
        hands.shell.appearance.set_percent(percent)
        hands.touch("tile.3")
        for page in SECTIONS:
            view.open(page)
            await until(lambda: 3 in on_the_page(hands))
            said = drawn(hands, 3)
            assert all(word in said for word in ("3", "Idris", "inward", "overdue", "support", "limit")), (page, said)


@pytest.mark.parametrize("tag", ["en", "es"])
@pytest.mark.parametrize(
    ("size", "percent"), [((1024, 640), "100"), ((1024, 640), "200"), ((1280, 800), "200"), ((800, 1280), "200")]
)
async def test_eight_people_with_every_mark_page_sooner_than_a_mark_loses_its_word(
    tmp_path: Path, size: tuple[int, int], percent: str, tag: str
) -> None:
    async with in_the_room(tmp_path, seats=8, scene="marked", size=size) as (_, hands, _view):
        hands.shell.appearance.speak(tag)
        hands.shell.appearance.set_percent(percent)
        for seat in (1, 8):
            hands.touch(f"tile.{seat}")
            hands.touch("rail.words")
            await until(lambda: seat in on_the_page(hands))  # noqa: B023 - it is awaited here
            await until(lambda: unsaid(hands, seat) == [])  # noqa: B023 - likewise
            assert overlaps(hands) == []


def unsaid(hands: Hands, seat: int) -> list[str]:
    """The least of each mark that is not to be read whole on a tile: the call, who may not touch, that a check is overdue."""
    shown = Tile(*next(row for row in hands.shell.findChildren(RoomView)[-1].tiles.rows if row[1] == seat))
    marks = [item for item in under(hands.there(f"tile.{seat}")) if item.objectName() == "mark" and item.isVisible()]
    read = " ".join(str(mark.property("text")) for mark in marks if not mark.property("truncated"))
    said = said_by(tuple(shown)).marks
    return [word for word in said if not any(letter.isdigit() for letter in word) and word not in read]


async def test_where_tiles_are_brief_a_passed_value_goes_last_and_a_late_check_keeps_its_minutes(
    tmp_path: Path,
) -> None:
    async with in_the_room(tmp_path, seats=8, scene="busy", size=(1024, 640)) as (_, hands, _view):
        assert not hands.sees("panel.back"), "whole tiles are in view"
        hands.touch("tile.2")
        await hands.until_sees("panel.back")
        for seat, said in (
            (2, "support"),
            (3, "188/104"),
            (4, "overdue"),
            (4, "+8:46"),
            (5, "limit"),
            (5, "88%"),
            (6, "1:36"),
        ):
            await until(lambda: said in drawn(hands, seat))  # noqa: B023 - it is awaited here
        hands.touch("panel.back")
        await until(lambda: hands.there("tile.2").height() > 150 and not hands.sees("panel.back"))


def test_after_a_further_dose_the_tile_says_the_time_since_the_last_and_since_the_first() -> None:
    first, last = START - minutes(44), START - minutes(20)
    doses = tuple(
        Dose(at=at, entry=LINE, drug="ketamine", route=Route.ORAL, amount_mg=Decimal(60)) for at in (first, last)
    )
    shown = tile(noor(doses=doses), PLAN, START, chosen=False)
    assert (shown.since_dose, shown.first_dose) == ("20 min", "1st 44 min")
    assert "20 min since the last of 2 doses, 44 min since the first" in shown.accessible


def test_spans_are_said_short() -> None:
    assert [said(minutes(m)) for m in (0.5, 34, 64)] == ["now", "34 min", "1 h 04"]
    assert [short(minutes(m)) for m in (0.5, 34, 64)] == ["now", "34 m", "1h04"]
    assert clock(minutes(72.72)) == "1:12:43"
    assert [countdown(minutes(m)) for m in (4.2, -1.1, -35.2, -68, 74)] == ["4:12", "+1:06", "+35", "+68", "74 min"]


def test_a_time_of_the_day_is_the_last_time_the_rooms_clock_showed_it() -> None:
    from zoneinfo import ZoneInfo

    denver = ZoneInfo("America/Denver")  # 17:00 UTC is 10:00 there
    assert moment_at("9:45", START, denver) == START - minutes(15)
    assert moment_at("1005", START, denver) == START - minutes(24 * 60 - 5)
    for wrong in ("", "soon", "25:00", "9:75"):
        with pytest.raises(Refusal) as refused:
            moment_at(wrong, START, denver)
        assert refused.value.key == "room_ui.no_time"


def test_in_the_night_when_an_hour_comes_twice_a_time_is_the_nearest_that_has_been() -> None:
    from zoneinfo import ZoneInfo

    denver = ZoneInfo("America/Denver")  # at 8:00 UTC of 1 November the clocks there go from 2:00 back to 1:00
    again = datetime(2026, 11, 1, 8, 5, tzinfo=UTC)  # 1:05 for the second time
    assert moment_at("1:55", again, denver) == again - minutes(10), "before the clocks went back"
    assert moment_at("1:02", again, denver) == again - minutes(3)
    assert moment_at("0:50", again, denver) == again - minutes(75)
    assert moment_at("1:30", again - minutes(60), denver) == again - minutes(60 + 23 * 60 + 35), (
        "none was yet that night"
    )


class Row(NamedTuple):
    key: str
    told: str


def test_the_model_tells_only_what_changed() -> None:
    model = Rows(Row)
    heard: list[object] = []
    model.dataChanged.connect(lambda first, last, roles: heard.append((first.row(), list(roles))))
    model.modelReset.connect(lambda: heard.append("reset"))
    model.rowsInserted.connect(lambda parent, first, last: heard.append(("in", first, last)))
    model.show([Row("a", "1"), Row("b", "2")])
    model.show([Row("a", "1"), Row("b", "3")])
    model.show([Row("n", "0"), Row("a", "1"), Row("b", "3")])
    model.show([Row("n", "0"), Row("a", "1"), Row("b", "3")])
    told = next(role for role, name in model.roleNames().items() if bytes(name.data()) == b"told")
    assert heard == [("in", 0, 1), (1, [told]), ("in", 0, 0)]
    model.show([Row("z", "9")])
    assert heard[-1] == "reset"
    assert model.data(model.index(0), told) == "9"


def test_who_has_just_sat_down_is_not_told_as_alone() -> None:
    new = msgspec.structs.replace(noor(), attended_at=None)
    told = [company_of(new, START + minutes(count), {}, None).text for count in (0, 0.9, 1, 12)]
    assert told == ["just seated", "just seated", "alone 1 min", "alone 12 min"]
    left = msgspec.structs.replace(new, attended_at=START + minutes(5))
    assert company_of(left, START + minutes(5), {}, None).text == "just seen to", "whoever was with her has just gone"


def test_the_veil_hides_who_and_where_and_keeps_since_when() -> None:
    late = START + minutes(36)
    alone = company_of(noor(), late, {}, None)
    assert (alone.unnamed, alone.spoken_unnamed) == (alone.text, alone.spoken) == ("alone 36 min", alone.spoken)
    there = company_of(noor(company=(With(staff=TOMAS, since=START + minutes(30)),)), late, {TOMAS: "Tomas"}, None)
    assert (there.text, there.unnamed) == ("Tomas · 6 min", "somebody · 6 min")
    gone = noor(away=Away(since=START + minutes(30), where="quiet room", with_whom="Tomas Lind", back_within=5))
    shown = tile(gone, PLAN, late, chosen=False, company=there)
    assert (shown.away, shown.away_unnamed) == ("still out 6 min: quiet room, Tomas", "still out 6 min")
    assert "still out 6 min" in shown.unnamed
    assert "somebody with them since 6 min" in shown.unnamed
    assert "Tomas" not in shown.unnamed
    assert "quiet room" not in shown.unnamed


LONG_NAMES = ("Christopher O.", "Guadalupe A.", "Maximiliano", "Alexandra O.", "Esperanza M.", "Bartholomew")


async def test_a_name_of_twelve_letters_and_its_initial_is_whole_in_every_size(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, scene="busy") as (place, hands, view):
        for seat, (name, key) in enumerate(zip(LONG_NAMES, place.people, strict=True), start=1):
            await place.session.write(room.Seated(seat=seat, preferred_name=name), [place.people[key]])
        await until(lambda: [hands.there(f"tile.{seat}").property("name") for seat in range(1, 7)] == [*LONG_NAMES])
        for section in ("", "vitals"):
            if section:
                hands.touch("tile.1")
                view.open(section)
            for size in ((1280, 800), (1024, 640), (1920, 1080), (800, 1280)):
                await resized(hands, size)
                shown = [item for item in under(hands.window.view.contentItem()) if item.isVisible()]
                named = [item for item in shown if item.property("text") in LONG_NAMES]
                assert len(named) >= (7 if section else 6), "on every tile, and at the head of the panel"
                cut = [item.property("text") for item in named if item.property("truncated")]
                assert cut == [], (section, size)
        assert overlaps(hands) == []


async def test_out_of_the_room_tells_where_with_whom_and_since_when(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, _):
        await place.write("Idris", SteppedOut(where="quiet room", with_whom="Tomas Lind", back_within=5), ago=9)
        told = "still out 9 min: quiet room, Tomas"
        await until(lambda: hands.there("tile.3").property("away") == told)
        await resized(hands, (1280, 800))
        marks = [item for item in under(hands.there("tile.3")) if item.property("text") == told]
        assert [item.property("truncated") for item in marks] == [False]
        assert overlaps(hands) == []
