"""People bring their history in a table: told line by line first, matched to whom it is of, never this clinic's word."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from facilitator_app import history_file, history_in, moving_in, search
from facilitator_app.faults import Question, Refusal
from facilitator_app.history_file import Answers, Sort
from facilitator_app.history_in import Trial
from facilitator_app.moving_in import What
from facilitator_app.own_copy import own_copy
from facilitator_app.people_file import OFFERED, suggested
from facilitator_app.record import elsewhere
from facilitator_app.record import room as room_facts
from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.doses import DoseGiven, Route
from facilitator_app.record.elsewhere import DoseElsewhere, ScoreElsewhere, SessionElsewhere, VisitElsewhere
from facilitator_app.record.entry import Part
from facilitator_app.record.findable import asked
from facilitator_app.record.integration import VisitPlace
from facilitator_app.record.preparation import PreparationHeld
from facilitator_app.record.questionnaires import ResultTold
from facilitator_app.table_file import Dates, Sign, figure, read_table, sign_of_decimals
from facilitator_app.text import catalogue, render
from tests.test_app import Room, here

__all__ = ["here"]

HEAD = "Legal name;Date of birth;Type;Date;Programme;Session number;Medicine;Dose;Unit;Route;Scale;Version;Score;Item 9;Notes"
HEADS = {field: render(f"field.{field}") for field in OFFERED}


@pytest.fixture
async def room(tmp_path: Path) -> Room:
    """Rowan and Amara, known by legal name and day of birth; Ines is at the screen."""
    there = Room(tmp_path / "clinic")
    await there.make()
    clinic = there.app.clinic
    assert clinic is not None
    await clinic.add_participants(
        [
            (ParticipantAdded(preferred_name="Sable", legal_name="Sable Quill", birth_date="1984-05-21"), None),
            (ParticipantAdded(preferred_name="Noor", legal_name="Noor Haddad", birth_date="1979-12-03"), None),
        ]
    )
    return there


def person(room: Room, name: str) -> ParticipantAdded:
    [found] = [one for one in room.app.clinic_state().participants.values() if one.told.preferred_name == name]
    return found.told


async def tried(room: Room, content: bytes, answers: Answers | None = None) -> Trial:
    table = read_table(content)
    columns = history_file.suggested(table.heads, history_in.called())
    return await history_in.try_out(room.app, table, content, columns, answers or Answers())


async def taken(room: Room, trial: Trial, *others: int, good_only: bool = False) -> int:
    assert room.app.clinic is not None
    return await history_in.take_in(room.app.clinic, trial, others, good_only=good_only)


def told(room: Room, trial: Trial) -> list[tuple[int, str]]:
    state = room.app.clinic_state()
    return [(one.line, said) for one, said in history_in.outcomes_told(trial, state)]


def lines(*rows: str) -> bytes:
    return b"\xef\xbb\xbf" + "\r\n".join((HEAD, *rows, "")).encode("latin-1")


def brought(room: Room, name: str) -> list[elsewhere.Happened]:
    clinic = room.app.clinic
    assert clinic is not None
    [id] = [id for id, one in clinic.state.participants.items() if one.told.preferred_name == name]
    return [entry.fact for entry in elsewhere.brought(clinic.history.about(id))]  # type: ignore[misc]


OLD = lines(
    "Sable Quill;21.05.1984;session;13.04.2024;Añoranza;2;MDMA;120,5;mg;oral;;;;;Held outdoors",
    "sable quill;21.05.1984;score;14.04.2024;;;;;;;PHQ-9;2 weeks;14;1;",
    "Noor Haddad;03.12.1979;visita de preparación;01.03.2024;;;;;;;;;;;Asked about the sea",
    "Noor Haddad;03.12.1979;integration;20.04.2024;;;;;;;;;;;",
)


async def test_history_comes_in_as_brought_from_elsewhere_and_a_second_time_adds_nothing(room: Room) -> None:
    trial = await tried(room, OLD)
    assert told(room, trial) == [
        (2, "Sable: session 2024-04-13; dose 2024-04-13."),
        (3, "Sable: score 2024-04-14."),
        (4, "Noor: preparation visit 2024-03-01."),
        (5, "Noor: integration visit 2024-04-20."),
    ]
    assert brought(room, "Sable") == []  # nothing is written before somebody says so
    assert await taken(room, trial) == 4
    day, digest = date(2024, 4, 13), trial.digest
    assert brought(room, "Sable") == [
        SessionElsewhere(day=day, in_programme="Añoranza", place=2, words="Held outdoors", file_digest=digest),
        DoseElsewhere(day=day, drug="MDMA", amount=Decimal("120.5"), unit="mg", route="oral", file_digest=digest),
        ScoreElsewhere(
            day=day + timedelta(days=1),
            name="PHQ-9",
            version="2 weeks",
            total=Decimal(14),
            item_9=1,
            file_digest=digest,
        ),
    ]
    again = await tried(room, OLD)
    assert [one.what for one in again.outcomes] == [What.THERE] * 4
    with pytest.raises(Refusal) as nothing:
        await taken(room, again)
    assert nothing.value.key == "history.nothing"


async def test_two_of_one_name_are_told_apart_in_what_becomes_of_the_lines_and_among_what_is_found(room: Room) -> None:
    clinic = room.app.clinic
    assert clinic is not None
    anas = [
        ParticipantAdded(preferred_name="Ana", legal_name=legal, birth_date=born)
        for legal, born in (("Ana López", "1980-05-21"), ("Ana Luna", "1991-02-03"))
    ]
    await clinic.add_participants([(one, None) for one in anas])
    trial = await tried(
        room,
        lines(
            "Ana López;21.05.1980;integration;20.04.2024;;;;;;;;;;;",
            "Ana Luna;03.02.1991;integration;20.04.2024;;;;;;;;;;;",
        ),
    )
    assert [said for _, said in told(room, trial)] == [
        "Ana (Ana López, 1980-05-21): integration visit 2024-04-20.",
        "Ana (Ana Luna, 1991-02-03): integration visit 2024-04-20.",
    ]
    both = [id for id, one in clinic.state.participants.items() if one.told.preferred_name == "Ana"]
    await room.app.begin_session(
        title="Circle", programme="group_circle_three", lead=room.tomas, staff=[room.app.at_screen.id, room.tomas],  # type: ignore[union-attr]
        seats=dict(enumerate(both, 1)), staffing_reason="Devi is ill.", people_reason="ill",
    )  # fmt: skip
    noted = await room.session.write(room_facts.Noted(text="Spoke of the river."), both)
    found = search.finds_of(noted, asked("river"), clinic.state, catalogue())
    assert [one.who for one in found] == ["Ana (Ana López, 1980-05-21)", "Ana (Ana Luna, 1991-02-03)"]
    await room.app.close()


async def test_what_was_brought_in_says_so_wherever_it_is_read(room: Room) -> None:
    clinic = room.app.clinic
    assert clinic is not None
    trial = await tried(room, OLD)
    await taken(room, trial)
    [sable] = [id for id, one in clinic.state.participants.items() if one.told.preferred_name == "Sable"]
    made = own_copy(sable, clinic.history, (), catalogue())
    [section] = [one for one in made.sections if one.heading == "Brought in from elsewhere"]
    assert section.rows[0][1].startswith("None of this is this clinic's own record.")
    assert section.rows[1:] == (
        ("2024-04-13", "Session 2, Añoranza, Held outdoors"),
        ("2024-04-13", "MDMA, 120.5 mg, oral"),
        ("2024-04-14", "PHQ-9 (2 weeks): 14, item 9: 1"),
        (
            "Where it is from",
            f"Brought in by Ines Okafor, {clinic.today:%d %B %Y}, from a file with the sum {trial.digest[:16]}",
        ),
    )
    assert not clinic.state.sessions
    assert not clinic.state.risks  # what was answered elsewhere is no disclosure of today


async def test_lines_that_cannot_be_are_told_and_only_asked_for_are_the_good_ones_taken_alone(room: Room) -> None:
    content = lines(
        "Sable Quill;21.05.1984;dose;13.04.2024;;;MDMA;120;mg;oral;;;;;",
        "Sable Quill;21.05.1984;dose;13.04.2024;;;MDMA;120;mg;oral;;;;;",
        "Sable Quill;21.05.1984;dose;13.04.2024;;;MDMA;120;;;;;;;",
        "Sable Quill;21.05.1984;dose;13.04.2999;;;MDMA;120;mg;;;;;;",
        "Sable Quill;21.05.1984;dose;13.04.1983;;;MDMA;120;mg;;;;;;",
        "Mae Ito;21.05.1984;dose;13.04.2024;;;MDMA;120;mg;;;;;;",
        "Sable Quill;;dose;13.04.2024;;;MDMA;120;mg;;;;;;",
        "Sable Quill;21.05.1984;score;13.04.2024;;;;;;;PHQ-9;;28;;",
        "Sable Quill;21.05.1984;dose;13.04.2024;Circle;;MDMA;120;mg;;;;;;",
        "Sable Quill;21.05.1984;walk;13.04.2024;;;;;;;;;;;",
        "Sable Quill;21.05.1984;dose;31.02.2024;;;MDMA;much;mg;;;;;;",
        "only;three;cells",
    )
    trial = await tried(room, content)
    assert told(room, trial) == [
        (2, "Sable: dose 2024-04-13."),
        (3, "Sable: dose 2024-04-13, the same as line 2."),
        (4, "Not taken. The unit is empty."),
        (5, "Not taken. That moment has not come yet."),
        (6, "Not taken. This day is before the person was born."),
        (7, "Not taken. Nobody here is called so and was born then. Take the people in first."),
        (8, "Not taken. It does not say of whom it is: legal name and date of birth, or a number."),
        (9, "Not taken. A total of PHQ-9 lies between 0 and 27."),
        (10, "Not taken. Programme and place belong to a session, and this line is about: dose."),
        (
            11,
            "Not taken. “walk” is nothing a line can be about. It can be: session, dose, score, preparation visit, "
            "integration visit.",
        ),
        (12, "Not taken. “31.02.2024” is no date."),
        (13, "Not taken. It has 3 cells, and the head has 15."),
    ]
    with pytest.raises(Question) as asked:
        await taken(room, trial)
    assert (asked.value.key, asked.value.confirm) == ("history.some_refused", "good_only")
    assert brought(room, "Sable") == []
    assert await taken(room, trial, 3, good_only=True) == 2  # it was said that the dose was given twice
    assert [one.what for one in (await tried(room, content)).outcomes][:2] == [What.THERE, What.THERE]


async def test_a_number_tells_who_it_is_and_who_it_may_not_be(room: Room) -> None:
    clinic = room.app.clinic
    assert clinic is not None
    people = read_table(b"Name;Legal name;Born;MRN\nMae;Mae Ito;1990-01-01;A-117\nMae;Mae Ito;1990-01-01;A-118\n")
    trial = moving_in.try_out(clinic, people, suggested(people.heads, moving_in.called()), None)
    assert await moving_in.take_in(clinic, trial, (3,)) == 2
    there = moving_in.try_out(clinic, people, suggested(people.heads, moving_in.called()), None)
    assert [one.what for one in there.outcomes] == [What.THERE, What.THERE]
    content = (
        b"Chart number;Legal name;Date of birth;Date;Notes\n"
        b"a-118;;;2024-05-01;By number\n"
        b";Mae Ito;1990-01-01;2024-05-01;Which of them\n"
        b"A-117;Noor Haddad;1979-12-03;2024-05-01;Of another\n"
        b"A-999;Noor Haddad;1979-12-03;2024-05-01;Number not known here\n"
    )
    trial_of = await tried(room, content, Answers(sort=Sort.SESSION))
    assert [said for _, said in told(room, trial_of)] == [
        "Mae (Mae Ito, 1990-01-01): session 2024-05-01.",
        "Not taken. This could be more than one person here.",
        "Not taken. This number is somebody's whose name or date of birth is another.",
        "Noor: session 2024-05-01.",
    ]


async def test_what_the_file_does_not_tell_is_asked_and_never_guessed(room: Room) -> None:
    content = b"Legal name;Date of birth;Date;Medicine;Dose\nSable Quill;1984-05-21;03.04.2024;MDMA;1.000 mg\n"
    table = read_table(content)
    columns = history_file.suggested(table.heads, history_in.called())
    assert history_file.asks(table, columns) == {"dates", "decimals", "sort"}
    answered = Answers()
    for said, key in (
        ({"dates": Dates.DMY}, "people_file.which_dates"),
        ({"sign": Sign.POINT}, "history_file.which_decimals"),
        ({"sort": Sort.DOSE}, "history_file.which_sort"),
    ):
        with pytest.raises(Refusal) as asked:
            await tried(room, content, answered)
        assert asked.value.key == key
        answered = answered._replace(**said)
    [one] = (await tried(room, content, answered)).outcomes
    assert one.facts == (DoseElsewhere(day=date(2024, 4, 3), drug="MDMA", amount=Decimal(1), unit="mg"),)


@pytest.mark.parametrize(
    ("cells", "sign"),
    [
        (("1,5", "1.000"), Sign.COMMA),
        (("1.5", "1,000"), Sign.POINT),
        (("1.234,5",), Sign.POINT),  # nothing is open: the figure tells its own sign
        (("1,000",), None),
        (("1,000", "1,5", "1.5"), None),
        (("12", "0,125"), Sign.POINT),
    ],
)
def test_the_sign_before_decimals_is_found_out_or_asked(cells: tuple[str, ...], sign: Sign | None) -> None:
    table = read_table("\n".join(("dose;x", *(f"{cell};" for cell in cells))).encode())
    assert sign_of_decimals(table, {"dose": "amount"}, ("amount",)) is sign


@pytest.mark.parametrize(
    ("said", "sign", "value"),
    [
        ("1.234,5", Sign.POINT, "1234.5"),
        ("1,234.5", Sign.COMMA, "1234.5"),
        ("1.000", Sign.COMMA, "1000"),
        ("1.000", Sign.POINT, "1.000"),
        ("0,125", Sign.POINT, "0.125"),
        ("-3", Sign.POINT, "-3"),
    ],
)
def test_figures_read_as_they_were_meant(said: str, sign: Sign, value: str) -> None:
    assert figure(said, sign, "amount") == Decimal(value)


@pytest.mark.parametrize("said", ["much", "1e3", "1,2,3", "nan", ""])
def test_what_is_no_figure_is_refused(said: str) -> None:
    with pytest.raises(Refusal) as no:
        figure(said, Sign.POINT, "amount")
    assert no.value.key == "people_file.no_figure"


def test_two_columns_of_one_name_are_refused_with_both_named() -> None:
    with pytest.raises(Refusal) as no:
        read_table(b"Name;Born;Name\nRowan;1984-05-21;Amara\n")
    assert (no.value.key, no.value.values) == ("people_file.same_heads", {"head": "Name", "first": 1, "second": 3})
    assert read_table(b"Name;;;Born\nRowan;a;b;1984-05-21").heads == ("Name", "#2", "#3", "Born")


@pytest.mark.parametrize(
    ("heads", "key"),
    [
        ("Legal name;Date of birth;Notes", "history_file.no_date_column"),
        ("Date;Notes;Legal name", "history_file.no_who"),
    ],
)
async def test_columns_that_cannot_be_meant_are_refused(room: Room, heads: str, key: str) -> None:
    with pytest.raises(Refusal) as no:
        await tried(room, f"{heads}\na;b;c".encode())
    assert no.value.key == key


async def test_what_was_held_here_goes_out_and_comes_in_elsewhere_as_it_was(room: Room, tmp_path: Path) -> None:
    clinic = room.app.clinic
    assert clinic is not None
    [noor] = [id for id, one in clinic.state.participants.items() if one.told.preferred_name == "Noor"]
    note = 'Asked about the sea.\r\nAnd "the boat"; twice.'
    at = room.app.clock.now() - timedelta(days=9)
    await clinic.write(
        [
            Part(fact=PreparationHeld(place=VisitPlace.OFFICE, note=note), about=noor, at=at),
            Part(fact=ResultTold(name="MEQ-30", version="2015", total=Decimal("112.5")), about=noor, at=at),
        ]
    )
    await taken(room, await tried(room, OLD))
    people, history = moving_in.people_table(clinic, HEADS), await history_in.history_table(room.app)
    assert [one.what for one in (await tried(room, history)).outcomes] == [What.THERE] * 7  # here it is all known

    other = Room(tmp_path / "other")
    await other.make()
    new = other.app.clinic
    assert new is not None
    table = read_table(people)
    trial = moving_in.try_out(new, table, suggested(table.heads, moving_in.called()), None)
    alike = {one.line for one in trial.outcomes if one.what is What.ALIKE}
    await moving_in.take_in(new, trial, alike)
    assert await taken(other, await tried(other, history)) == 7
    assert await history_in.history_table(other.app) == history
    [visit] = [one for one in brought(other, "Noor") if isinstance(one, VisitElsewhere) and "boat" in one.words]
    assert visit.words == 'Asked about the sea.\nAnd "the boat"; twice.'


async def test_a_session_that_was_held_here_goes_out_with_its_place_and_its_dose(here: Room) -> None:
    dose = DoseGiven(drug="ketamine", route=Route.INTRAMUSCULAR, amount_mg=Decimal("40.5"))
    await here.session.write(dose, [here.rowan])
    assert b"ketamine" not in await history_in.history_table(here.app)  # it is not over
    await here.session.write(
        room_facts.WentOut(way=room_facts.WayOut.LEFT_BEFORE_CLEARANCE, note="Wanted to go."), [here.rowan]
    )
    await here.session.write(room_facts.WentOut(way=room_facts.WayOut.WITHDREW), [here.amara])
    await here.app.close_session()
    out = (await history_in.history_table(here.app)).decode("utf-8-sig").splitlines()
    day = f"{here.clock.now():%Y-%m-%d}"
    assert f"{here.rowan},,,dose,{day},,,ketamine,40.5,mg,intramuscular,,,,," in out
    assert sum(f",session,{day}," in line and ",1,,,,,,,,," in line for line in out) == 2
    again = await tried(here, "\n".join(out).encode())
    assert {one.what for one in again.outcomes} == {What.THERE}
    assert len(again.outcomes) == 3


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ("session;2024-04-13;Circle;0;;;;;;;;;", "The place in a course is a number from 1 to 1,000."),
        ("session;2024-04-13;Circle;two;;;;;;;;;", "“two” is no whole number."),
        ("dose;2024-04-13;;;MDMA;0;mg;;;;;;", "An amount is above 0 and up to 100,000."),
        ("dose;2024-04-13;;;;12;mg;;;;;;", "Drug is empty."),
        ("dose;2024-04-13;;;MDMA;12 mg;mL;;;;;;", "The unit is “mg” in one column and “mL” in another."),
        ("score;2024-04-13;;;;;;;;;3;;", "The name is empty."),
        ("score;2024-04-13;;;;;;;EBI;;2000000;;", "This total cannot be read."),
        ("score;2024-04-13;;;;;;;GAD-7;;10;1;", "With a PHQ-9, and with no other, say what item 9 was: 0 to 3."),
        ("score;2024-04-13;;;;;;;PHQ-9;;2;3;", "Item 9 is answered from 0 to 3, and is a part of the total."),
        ("session;1899-12-31;Circle;;;;;;;;;;", "This day is before 1900."),
        (";2024-04-13;Circle;;;;;;;;;;", "What it is about is empty."),
    ],
)
async def test_what_cannot_have_been_is_told_at_its_line(room: Room, cells: str, said: str) -> None:
    [(line, why)] = told(room, await tried(room, lines(f"Sable Quill;1984-05-21;{cells}")))
    assert (line, why) == (2, f"Not taken. {said}")
