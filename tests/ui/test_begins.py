"""What sessions begin with, set by the clinic at home: the leaving list, its figures and scale, the rules, the address."""

from __future__ import annotations

from pathlib import Path

from facilitator_app.record.leaving import SHIPPED, LeavingScale
from tests.ui import scenes
from tests.ui.hands import Hands, at_window
from tests.waiting import until


async def at_the_sheet(hands: Hands) -> None:
    """At home, with the sheet of the rehearsal's programme open."""
    hands.shell.go("home")
    await hands.until_sees("home.programmes")
    hands.touch("home.programmes")
    await hands.until_sees("programmes.rehearsal")
    hands.touch("programmes.rehearsal")
    await hands.until_sees("programme.begins")
    hands.touch("programme.begins")
    await hands.until_sees("begins.keep")


async def test_a_clinic_sets_its_list_its_rules_and_its_address_for_the_sessions_to_come(tmp_path: Path) -> None:
    place = await scenes.furnished(tmp_path, 2)
    running = place.session
    async with at_window(place.app, (1280, 800), start=False) as hands:
        await at_the_sheet(hands)
        hands.touch("begins.on.belongings")
        hands.write("begins.figure.since_dose", "90")
        hands.write("begins.own", "Has their lunch box")
        hands.touch("begins.add")
        assert hands.shell.sheets.begins.leaving.own == ""
        hands.touch("begins.scale.padss")
        assert "World J Gastrointest" in hands.shell.sheets.begins.leaving.scale_source
        hands.touch("begins.pass")
        hands.write("begins.rules", "Nobody has to speak.")
        hands.write("begins.address", "12 Lantern Lane")
        hands.touch("begins.part2")
        hands.touch("begins.keep")
        await until(lambda: place.app.clinic_state().part2)
        assert place.app.clinic_state().address == "12 Lantern Lane"
        clinic = place.app.clinic_state()
        kept = clinic.leaving["rehearsal"]
        asked = {one.key: one for one in kept.asked}
        assert "belongings" not in asked
        assert (asked["since_dose"].minutes, asked["own_1"].label) == (90, "Has their lunch box")
        assert (kept.scale, kept.may_pass, kept.version) == (LeavingScale.PADSS, False, SHIPPED.version + 1)
        assert clinic.rules == {"rehearsal": "Nobody has to speak."}
        assert running.state.leaving_list == SHIPPED, "the session that runs keeps what it began with"
        who = place.app.at_screen
        assert who is not None
        await place.app.begin_session(title="Next", programme="rehearsal", lead=who.id, staff=[who.id], seats={},
                                      staffing_reason="one is late")  # fmt: skip
        assert place.session.state.leaving_list == kept
        assert place.session.state.circle_rules == "Nobody has to speak."


async def test_a_figure_that_cannot_be_stays_as_typed_is_refused_at_its_field_and_nothing_is_kept(
    tmp_path: Path,
) -> None:
    place = await scenes.furnished(tmp_path, 2)
    beyond = "1 to 100 percent of the own baseline."
    async with at_window(place.app, (1280, 800), start=False) as hands:
        await at_the_sheet(hands)
        for typed in ("150", "1500", "12.5"):
            hands.write("begins.figure.vitals", typed)
            assert hands.reads("begins.figure.vitals.error") == beyond
        hands.write("begins.figure.vitals", "150")
        begins = hands.shell.sheets.begins
        hands.touch("begins.keep")
        await until(lambda: begins.form.general == beyond)
        assert (hands.reads("begins.figure.vitals"), hands.sees("begins.keep")) == ("150", True)
        assert place.app.clinic_state().leaving == {}
        hands.touch("begins.cancel")
        hands.touch("programme.begins")
        await until(lambda: hands.sees("begins.keep") and hands.reads("begins.figure.vitals") == "150")
        hands.write("begins.figure.vitals", "15")
        assert not hands.sees("begins.figure.vitals.error")
        hands.touch("begins.keep")
        await until(lambda: "rehearsal" in place.app.clinic_state().leaving)
        asked = {one.key: one for one in place.app.clinic_state().leaving["rehearsal"].asked}
        assert asked["vitals"].percent == 15
