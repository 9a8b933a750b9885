"""What tiles and marks tell of who is with whom, of limits and of late returners, from the lines of a session."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

import msgspec
import pytest

from facilitator_app.record import room
from facilitator_app.record.company import CompanyBegan, CompanyEnded, SteppedOut
from facilitator_app.record.programme import Limit, Plan, Rule, SignedPlan, When
from facilitator_app.record.roles import Role
from facilitator_app.record.touch import Extent, TouchAgreed
from facilitator_app.record.vitals import Measure, VitalsTaken
from facilitator_app.ui.late_marks import late_marks
from facilitator_app.ui.names import of_the_team
from facilitator_app.ui.repeats import limit_mark
from facilitator_app.ui.tile_set import TileSet, tiles
from facilitator_app.ui.tiles import Tile
from tests.people import AMARA, DEVI, IDRIS, INES, ROWAN, START, TOMAS
from tests.told import PROGRAMME, Told


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def shown(told: Told, minutes: float) -> dict[UUID, Tile]:
    return {UUID(tile.person): tile for tile in tiles(told.history.state, at(minutes), ())}


def test_who_is_out_with_somebody_is_not_alone_and_never_the_longest() -> None:
    told = Told().staff().seated(ROWAN, AMARA)
    told.write(5, CompanyBegan(), AMARA, by=TOMAS)
    told.write(6, CompanyEnded(), AMARA, by=TOMAS)
    told.write(7, SteppedOut(where="the lavatory", with_whom=INES.name), ROWAN, by=INES)
    there = shown(told, 25)
    assert (there[ROWAN].away, there[ROWAN].company) == ("still out 18 min: the lavatory, Ines", "")
    assert "nobody with them" not in there[ROWAN].accessible
    assert (there[ROWAN].longest, there[AMARA].longest) == (False, True)
    assert there[AMARA].company == "alone 19 min, longest"
    assert there[AMARA].company_brief == "longest 19 min", "a small tile says it in a word too"
    assert "nobody with them since 19 min, the longest of all" in there[AMARA].accessible


def test_who_is_out_alone_leaves_longest_to_somebody_in_the_room() -> None:
    told = Told().staff().seated(ROWAN, AMARA)
    told.write(15, room.Observed(word="held", label="Hand held", group="support given"), AMARA)
    told.write(16, SteppedOut(where="outside"), ROWAN)
    there = shown(told, 40)
    assert (there[ROWAN].longest, there[AMARA].longest) == (False, True)
    assert there[AMARA].company == "alone 25 min, longest"


def test_who_answers_a_call_is_there_and_no_longer_with_another() -> None:
    told = Told().staff().seated()
    told.write(5, CompanyBegan(), IDRIS, by=DEVI)
    told.write(10, room.SupportCalled(wanted="a hand"), ROWAN)
    told.write(11, room.SupportAnswered(), ROWAN, by=DEVI)
    there = shown(told, 30)
    assert (there[ROWAN].support, there[ROWAN].company) == ("with them · 19 min", "Devi · 19 min")
    assert there[IDRIS].company.startswith("alone 19 min")
    told.write(31, CompanyBegan(), IDRIS, by=DEVI)
    there = shown(told, 36)
    assert (there[ROWAN].support, there[ROWAN].tone) == ("support · 26 min", "attention"), "nobody is there any more"


def test_each_of_two_is_told_with_their_own_time() -> None:
    told = Told().staff().seated(ROWAN)
    told.write(5, CompanyBegan(), ROWAN, by=INES)
    told.write(28, CompanyBegan(), ROWAN, by=TOMAS)
    there = shown(told, 30)[ROWAN]
    assert (there.company, there.company_brief) == ("Ines · 25 min, Tomas · 2 min", "Ines, Tomas")
    assert "Ines with them since 25 min, Tomas with them since 2 min" in there.accessible
    assert there.company_unnamed == "somebody · 25 min"


@pytest.mark.parametrize(
    ("names", "called"),
    [
        (("Ines Okafor", "Tomas Lind"), ["Ines", "Tomas"]),
        (("Dr. Ines Okafor", "Prof. Dr. med. Tomas Lind"), ["Ines", "Tomas"]),
        (("Dra Ana Ruiz", "Ana Lopez"), ["Ana R.", "Ana L."]),
        (("Ana Ruiz", "Ana Rivas"), ["Ana Ruiz", "Ana Rivas"]),
        (("José Cruz", "Jose Diaz"), ["José C.", "Jose D."]),
        (("J. Smith", "Dr."), ["J. Smith", "Dr."]),
        (("Prince", ""), ["Prince", ""]),
    ],
)
def test_the_team_is_called_by_first_names_never_by_titles_and_two_of_one_are_told_apart(
    names: tuple[str, ...], called: list[str]
) -> None:
    assert list(of_the_team({UUID(int=place): name for place, name in enumerate(names)}).values()) == called


def test_a_doctor_is_called_by_name_on_the_tile_wherever_they_are_named() -> None:
    ines = msgspec.structs.replace(INES, name="Dr. Ines Okafor")
    told = Told().staff(ines, TOMAS).seated(ROWAN, AMARA)
    told.write(4, TouchAgreed(extent=Extent.AS_PREPARED), ROWAN)
    told.write(5, TouchAgreed(extent=Extent.NONE, staff=ines.id, staff_name=ines.name), ROWAN)
    told.write(6, CompanyBegan(), AMARA, by=ines)
    assert shown(told, 10)[AMARA].company == "Ines · 4 min"
    assert shown(told, 10)[ROWAN].touch == "touch: not Ines"
    told.write(12, SteppedOut(where="outside", with_whom=ines.name), AMARA, by=ines)
    assert shown(told, 15)[AMARA].away == "out 3 min: outside, Ines"


def watched() -> tuple[Told, Plan]:
    """Rowan dosed at five minutes, under a plan that watches oxygen and pressure and asks again after five minutes."""
    plan = Plan(
        name="Watch", source="made up",
        rules=(Rule(measures=(Measure.SPO2, Measure.SYSTOLIC), when=When.AFTER_DOSE, every_minutes=15),),
        limits=(
            Limit(measure=Measure.SYSTOLIC, high=Decimal(160), reason="made up"),
            Limit(measure=Measure.SPO2, low=Decimal(92), reason="made up"),
        ),
        repeat_minutes=5, deferrals_most=3, deferral_gap_minutes=60,
    )  # fmt: skip
    role = Role.MEDICAL_PROVIDER
    signed = SignedPlan(plan=plan, signed_by=INES.id, signer=INES.name, role=role, signed_at=START)
    told = Told(programme=msgspec.structs.replace(PROGRAMME, plan=signed)).staff().seated(ROWAN, AMARA)
    told.dose(5, ROWAN)
    return told, plan


def test_each_measure_beyond_its_limit_is_asked_again_at_its_own_time() -> None:
    told, plan = watched()
    told.write(20, VitalsTaken(values={Measure.SPO2: Decimal(88)}, confirmed=(Measure.SPO2,)), ROWAN)
    told.write(24, VitalsTaken(values={Measure.SYSTOLIC: Decimal(175), Measure.DIASTOLIC: Decimal(90)}), ROWAN)

    def mark(minutes: float) -> str:
        return limit_mark(told.history.state.people[ROWAN], plan, at(minutes))

    assert mark(25) == "limit: SpO₂ · now; BP · in 4 min"
    later = room.Deferred(measures=(Measure.SPO2,), reason="deep", breathing_seen=True, again_minutes=10)
    told.write(25, later, ROWAN, by=INES)
    assert mark(30) == "limit: BP · now; SpO₂ · in 5 min", "the provider put it off"


def test_a_late_returners_mark_tells_a_call_and_a_passed_limit_before_what_is_due() -> None:
    told, _ = watched()
    told.dose(5, AMARA)
    told.write(20, VitalsTaken(values={Measure.SPO2: Decimal(97)}), ROWAN)
    for who in (ROWAN, AMARA):
        told.vitals(20, who, "BP 120/80")
    told.write(21, VitalsTaken(values={Measure.SPO2: Decimal(88)}, confirmed=(Measure.SPO2,)), AMARA)

    def marks(minutes: float) -> list[str]:
        return [mark.text for mark in late_marks([("x", told.history.state)], at(60), at(minutes))]

    assert marks(22)[0] == "Amara of the earlier session: limit: SpO₂ · in 4 min, SpO₂ due in 4 min"
    told.write(22, room.SupportCalled(wanted="a hand"), ROWAN)
    told.write(22, room.SupportCalled(wanted="a hand"), AMARA)
    first, second = marks(24)
    assert {first.split(": ", 1)[1].split(",")[0], second.split(": ", 1)[1].split(",")[0]} == {"support · 2 min"}
    limited = next(mark for mark in (first, second) if mark.startswith("Amara"))
    assert "support · 2 min, limit: SpO₂ · in 2 min" in limited


def test_an_entry_makes_the_tile_anew_of_whom_it_is_about_alone_and_the_next_second_makes_all() -> None:
    told, kept = Told().staff().seated(ROWAN, AMARA, IDRIS), TileSet()
    told.write(5, CompanyBegan(), IDRIS, by=DEVI)

    def anew(seconds: float) -> set[str]:
        now, before = at(30) + timedelta(seconds=seconds), {tile.person: tile for tile in there}
        there[:] = kept.look(told.history.state, now, chosen)
        return {tile.name for tile in there if tile is not before.get(tile.person)}

    there: list[Tile] = []
    chosen: list[UUID] = []
    assert anew(0) == {"Rowan", "Amara", "Idris"}
    assert anew(0.2) == set()
    told.write(30, room.Observed(word="still", label="Still"), AMARA)
    assert anew(0.3) == {"Amara"}, "a word about her, and nobody else's tile says otherwise"
    told.write(30, CompanyBegan(), ROWAN, by=DEVI)
    assert anew(0.4) == {"Rowan", "Idris", "Amara"}, "Devi went from Idris to Rowan, and Amara is alone for longest now"
    told.write(30, CompanyBegan(), AMARA, by=TOMAS)
    assert anew(0.5) == {"Amara"}
    chosen.append(ROWAN)
    assert anew(0.6) == {"Rowan"}
    assert tuple(there) == tiles(told.history.state, at(30), chosen), "as if all were made in that second"
    assert anew(1.0) == {"Rowan", "Amara", "Idris"}, "ages and clocks are another second's"
    kept.grow_older()
    assert anew(1.1) == {"Rowan", "Amara", "Idris"}
    assert anew(0.9) == {"Rowan", "Amara", "Idris"}, "the machine's clock was set back"
