"""A person's course over all sessions, and the team's numbers: what they say, and that they show nobody else."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import msgspec
import pytest

from facilitator_app import cli, report_files, text
from facilitator_app.course import course
from facilitator_app.course_told import in_a_row, in_full
from facilitator_app.export import export_session
from facilitator_app.faults import Refusal
from facilitator_app.handoff.packet import compose, texts
from facilitator_app.record import room
from facilitator_app.record.adverse import AdverseClassed, AdverseReported, Severity
from facilitator_app.record.debrief import DebriefSaid, Topic
from facilitator_app.record.elsewhere import SessionElsewhere
from facilitator_app.record.history import History
from facilitator_app.record.integration import (
    Attendance,
    InnerPart,
    PartKind,
    VisitHeld,
    VisitKind,
    VisitPlace,
)
from facilitator_app.record.programme import Limit, Plan, Rule, SignedPlan, When
from facilitator_app.record.roles import Role
from facilitator_app.record.scores import INWARD, Scale, scored
from facilitator_app.record.state import SessionState
from facilitator_app.record.vitals import Measure
from facilitator_app.team_report import SMALL, Figure, report, rows, table, tally
from tests.people import AMARA, IDRIS, INES, NOOR, ROWAN, START
from tests.told import PROGRAMME, Told, full_session

FIRST, SECOND = UUID(int=901), UUID(int=902)
VISIT = VisitHeld(
    attendance=Attendance.CAME,
    form=VisitKind.GROUP,
    place=VisitPlace.OFFICE,
    came_up="The lake.",
    themes=("water",),
    parts=(InnerPart(name="the watchman", kind=PartKind.MANAGER),),
)


def two_sessions() -> list[tuple[UUID, Told]]:
    first = full_session()
    first.write(50, scored(Scale.RASS, "-2"), ROWAN)
    first.write(55, scored(Scale.RASS, "-1"), ROWAN)
    first.write(58, scored(Scale.RASS, INWARD), ROWAN)
    first.write(60, AdverseReported(what="nausea", severity=Severity.MILD), ROWAN)
    first.observed(62, ROWAN, "nausea")
    first.write(4000, VISIT, ROWAN)
    second = Told(start=START + timedelta(days=14)).staff().seated(AMARA, ROWAN)
    second.write(4000, VISIT, ROWAN)
    return [(SECOND, second), (FIRST, first)]


def test_the_course_tells_each_session_in_its_order_and_what_recurs() -> None:
    told = [(id, one.history) for id, one in two_sessions()]
    found = course(ROWAN, "Rowan", told, text.english())
    assert [(one.session, one.number) for one in found.sittings] == [(FIRST, 1), (SECOND, 2)]
    one, two = found.sittings
    assert one.doses == ("ketamine 40 mg, intramuscular",)
    assert one.depth == ("RASS −2 light sedation", "inward")
    assert [(rise.by, rise.baseline, rise.highest) for rise in one.rises] == [
        (Decimal(24), Decimal(118), Decimal(142)),
        (Decimal(14), Decimal(76), Decimal(90)),
    ]
    assert one.queasy == 2
    assert one.played == ("Slow Tide", "Under Snow")
    assert [visit.told for visit in one.visits] == [VISIT]
    assert (two.doses, two.depth, two.rises, two.played, two.way_out) == ((), (), (), (), "")
    assert found.themes == (("water", 2),)
    assert found.parts == (("the watchman (manager)", 2),)
    assert course(NOOR, "Noor", told, text.english()).sittings == ()


def test_a_session_that_was_held_elsewhere_is_counted_with_those_of_its_programme() -> None:
    told, name = [(id, one.history) for id, one in two_sessions()], PROGRAMME.name
    first, second = START.date(), (START + timedelta(days=14)).date()

    def places(*brought: tuple[date, str, int | None]) -> list[int]:
        facts = [SessionElsewhere(day=day, in_programme=programme, place=place) for day, programme, place in brought]
        return [one.place for one in course(ROWAN, "Rowan", told, text.english(), facts).sittings]

    before = [first - timedelta(days=days) for days in (30, 20, 10)]
    assert places() == [1, 2]
    assert places(*((day, name, None) for day in before)) == [4, 5]
    assert places((before[2], f" {name.upper()} ", 3)) == [4, 5]  # by the number that it had there
    assert places((before[0], "Another", 1), (before[1], "", 2)) == [1, 2]  # of that programme alone
    assert places((before[0], name, 1), (before[0], name, 1)) == [2, 3]  # brought in twice
    assert places((first, name, 1), (second, name, None)) == [1, 2]  # those of here, come back in a file
    assert places((before[0], name, 1), (first + timedelta(days=3), name, None)) == [2, 4]
    assert places((second + timedelta(days=3), name, 3)) == [1, 2]


def test_a_missed_visit_hides_no_visit_that_was_held() -> None:
    told = full_session()
    told.write(4000, VISIT, ROWAN)
    told.write(
        9000, msgspec.structs.replace(VISIT, attendance=Attendance.ABSENT, came_up="", themes=(), parts=()), ROWAN
    )
    one = course(ROWAN, "Rowan", [(FIRST, told.history)], text.english()).sittings[0]
    said = [text for label, text in in_full(one, text.english()) if label == "Integration"]
    assert [line.splitlines()[-1] for line in said] == [
        "Parts: the watchman (manager)",
        "integration 11 Mar 2026: did not come",
    ]
    assert in_a_row(one, text.english())[1].endswith(
        "integration 8 Mar 2026: came; integration 11 Mar 2026: did not come"
    )


def test_what_is_inward_by_the_state_alone_is_told_and_what_played_on_to_the_end_of_an_open_stay() -> None:

    told = Told().staff().seated(ROWAN)
    told.dose(30, ROWAN)
    told.write(40, room.StateSaid(state=room.State.INWARD), ROWAN)
    told.music(41, "Slow Tide")
    one = course(ROWAN, "Rowan", [(FIRST, told.history)], text.english()).sittings[0]
    assert (one.depth, one.played) == (("inward",), ("Slow Tide",))


PLAN = Plan(
    name="Invented",
    source="Invented.",
    rules=(Rule(measures=(Measure.SYSTOLIC,), when=When.AFTER_DOSE, every_minutes=10),),
    limits=(Limit(measure=Measure.SYSTOLIC, high=Decimal(140), reason="invented"),),
)


def counted() -> Told:
    signed = SignedPlan(plan=PLAN, signed_by=INES.id, signer=INES.name, role=Role.MEDICAL_PROVIDER, signed_at=START)
    told = Told(programme=msgspec.structs.replace(PROGRAMME, plan=signed)).staff().seated(ROWAN, AMARA, IDRIS)
    told.vitals(10, ROWAN, "BP 118/76")
    told.dose(20, ROWAN)
    told.vitals(29, ROWAN, "BP 150/90")  # beyond, and in time
    told.vitals(45, ROWAN, "BP 130/80")  # six minutes late
    told.vitals(46, ROWAN, "HR 70")  # not what was late; after it nine of every ten minutes were never taken
    event = told.write(30, AdverseReported(what="nausea", severity=Severity.MILD), ROWAN)
    told.write(31, AdverseClassed(event=event, serious=True, reason="told so"), ROWAN)
    told.voided(33, told.write(32, AdverseReported(what="headache", severity=Severity.MILD), ROWAN))
    told.out(140, ROWAN)
    return told


def test_one_session_is_counted_by_what_was_known_then() -> None:
    found = tally(counted().history)
    assert (found.sittings, found.dosed, found.adverse, found.serious) == (3, 1, 1, 1)
    assert (found.beyond, found.overdue, found.clearances) == (1, 10, [120])


def test_small_cells_are_hidden_and_nobody_is_named() -> None:
    assert report([]) == (
        Figure(key="sessions", value=0),
        Figure(key="people", value=0),
        *(Figure(key=key, value=0) for key in ("sittings", "dosed", "adverse", "serious", "beyond")),
        *(Figure(key=key, value=0) for key in ("calls", "deferrals", "overdue")),
        Figure(key="clearance", value=None),
    )
    few = {figure.key: figure for figure in report([counted().history])}
    assert few["sessions"].value == 1
    assert all(few[key].hidden and few[key].value is None for key in ("people", "adverse", "clearance"))
    many = {figure.key: figure for figure in report([counted().history] * SMALL)}
    assert (many["people"].hidden, many["adverse"].value, many["clearance"].value) == (True, SMALL, 120)
    said = table(report([counted().history] * SMALL), text.english())
    assert "Values beyond a limit,5" in said
    assert '"From the last dose to clearance, median",120 min' in said
    assert not any(name in said for name in ("Rowan", "Amara", "Idris", "Ines", "Tomas"))
    assert dict(rows(report([]), text.english()))["From the last dose to clearance, median"] == "none"


def test_a_count_that_leaves_few_of_another_is_hidden_with_them() -> None:
    signed = SignedPlan(plan=PLAN, signed_by=INES.id, signer=INES.name, role=Role.MEDICAL_PROVIDER, signed_at=START)
    told = Told(programme=msgspec.structs.replace(PROGRAMME, plan=signed)).staff().seated(ROWAN, AMARA, IDRIS)
    told.dose(20, ROWAN)
    told.dose(21, AMARA)
    one_without = {figure.key: figure for figure in report([told.history] * 4)}  # 12 sat, 8 with medicine
    assert (one_without["sittings"].value, one_without["dosed"].hidden) == (12, True)
    enough = {figure.key: figure for figure in report([told.history] * SMALL)}
    assert (enough["sittings"].value, enough["dosed"].value) == (15, 10)


def test_that_one_of_six_came_twice_is_told_by_no_subtraction() -> None:
    six = [Told().staff().seated(ROWAN, AMARA).history, Told().staff().seated(IDRIS, NOOR).history, *_strangers(2)]
    once = {figure.key: figure for figure in report(six)}
    assert (once["people"].value, once["sittings"].value) == (6, 6)
    twice = {figure.key: figure for figure in report([*six, Told().staff().seated(ROWAN).history])}
    assert (twice["people"].hidden, twice["sittings"].value) == (True, 7)


def _strangers(count: int) -> list[History[SessionState]]:
    told = []
    for number in range(count):
        one = Told().staff()
        one.write(1, room.Seated(seat=1, preferred_name="Sable", legal_name="Sable Reed"), UUID(int=7000 + number))
        told.append(one.history)
    return told


def test_checks_that_nobody_took_are_counted_at_the_end_of_the_session() -> None:
    signed = SignedPlan(plan=PLAN, signed_by=INES.id, signer=INES.name, role=Role.MEDICAL_PROVIDER, signed_at=START)
    told = Told(programme=msgspec.structs.replace(PROGRAMME, plan=signed)).staff().seated(ROWAN, AMARA)
    told.dose(20, ROWAN)
    told.dose(20, AMARA)
    told.out(61, AMARA, room.WayOut.TRANSFERRED)
    assert tally(told.closed(81).history).overdue == 4 + 6


async def test_the_command_line_writes_the_report_of_a_period(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from tests.test_app import PASSPHRASE, Room

    here = Room(tmp_path / "clinic")
    await here.make()
    await here.begin()
    words, app = text.english(), here.app
    with pytest.raises(Refusal) as turned:
        await report_files.figures(app, date(2026, 3, 6), date(2026, 3, 5))
    assert turned.value.key == "report.turned_round"
    with pytest.raises(Refusal) as unknown:
        await report_files.write(app, date(2026, 3, 5), date(2026, 3, 5), tmp_path, frozenset({"xls"}), words)
    assert unknown.value.key == "export.unknown_kind"
    assert (await report_files.figures(app, date(2026, 3, 5), date(2026, 3, 5)))[0].value == 1
    assert (await report_files.figures(app, date(2026, 3, 6), date(2026, 3, 9)))[0].value == 0
    await app.close()
    secrets = tmp_path / "secrets"
    secrets.write_text(f"ines\n{PASSPHRASE}\n", "utf-8")
    import asyncio

    arguments = ["--data", str(tmp_path / "clinic"), "--passphrase-file", str(secrets), "report"]
    arguments += ["--from", "2026-03-01", "--until", "2026-03-31", "--to", str(tmp_path / "out")]
    assert await asyncio.to_thread(cli.main, arguments) == 0
    made = sorted(path.suffix for path in (tmp_path / "out").iterdir())
    assert made == [".csv", ".pdf"]
    assert len(capsys.readouterr().out.splitlines()) == 2


async def test_the_teams_round_is_in_nobodys_packet_nor_in_what_leaves_about_a_person(tmp_path: Path) -> None:
    from tests.test_app import Room

    here = Room(tmp_path / "clinic")
    await here.make()
    await here.begin()
    said = "The second cuff was nearly left on."
    await here.session.write(DebriefSaid(topic=Topic.NEAR_MISS, text=said))
    packet = compose(here.session.history, here.rowan, None, text.english())
    assert said not in "\n".join(texts(packet).values())
    files = list(export_session(here.session, here.app.clinic_state(), tmp_path / "out", who=here.rowan))
    assert files
    assert not any(said.encode() in path.read_bytes() for path in files)
    await here.app.close()
