"""The programme's sheet and its editor: what the source leaves open, what is still unset, and the signed plan in words."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF

from facilitator_app import programme_written, text
from facilitator_app.record.programme import Giver, Never
from facilitator_app.record.roles import Role
from tests.ui import looks
from tests.ui.hands import at_window
from tests.ui.test_shell import at_home, opened
from tests.waiting import until

CIRCLE = "group_circle_three"


async def test_the_clinic_sets_what_the_source_leaves_open_and_the_plan_stays_signed(tmp_path: Path) -> None:
    app = await opened(tmp_path)
    async with at_window(app) as hands:
        await at_home(hands, app)
        hands.touch("home.programmes")
        hands.touch(f"programmes.{CIRCLE}")
        assert hands.reads("programme.unset") == "Not set yet: the length of each phase, the monitoring plan."
        hands.touch("programme.plan.0")
        hands.touch("programme.sign")
        await hands.until_sees("programme.signed_by")
        assert hands.reads("programme.signed_by").startswith(
            "Plan in use: Esketamine label, signed by Ines Okafor, RN, medical provider, on 5 March 2026"
        )
        assert "REMS" in hands.reads("programme.plan_source")
        assert hands.reads("programme.unset") == "Not set yet: the length of each phase."

        assert hands.reads("programme.fact.1") == (
            "In the room at least 2 × facilitator, 1 × medical provider · integration: group · "
            "integration 48 h later at the earliest"
        )
        hands.touch("programme.edit")
        await hands.until_sees("programme_edit.phase.0.minutes")
        assert hands.reads("programme_edit.integration_gap_hours") == "48"  # the source gives it
        hands.write("programme_edit.phase.0.minutes", "15")
        hands.write("programme_edit.phase.3.minutes", "40")
        hands.write("programme_edit.integration_gap_hours", "72")
        hands.touch("programme_edit.never.provider")
        for one in ("prescriber", "oneself", "facilitator", "prescriber"):  # the second touch takes it back
            hands.touch(f"programme_edit.doses_by.{one}")
        hands.touch("programme_edit.keep")
        await until(lambda: not hands.sees("programme_edit.keep"))
        assert app.clinic is not None
        programme = app.clinic.state.programmes[CIRCLE]
        assert (programme.phase("peak").minutes, programme.integration_gap_hours) == (40, 72)
        assert programme.phase("return").minutes is None
        assert programme.never_without == (Never.PROVIDER,)
        assert programme.doses_by == (Giver.FACILITATOR, Giver.ONESELF)
        assert programme.plan is not None
        assert programme.plan.signer == "Ines Okafor, RN"
        assert "nobody goes on without a medical provider in the room" in hands.reads("programme.fact.1")
        assert "doses also by a facilitator" in hands.reads("programme.fact.1")
        assert "Peak 40 min" in hands.reads("programme.fact.2")


async def test_a_clinic_made_in_english_takes_the_shipped_texts_when_the_window_speaks_spanish(tmp_path: Path) -> None:
    app = await opened(tmp_path)
    async with at_window(app) as hands:
        await at_home(hands, app)
        hands.touch("home.programmes")
        hands.touch(f"programmes.{CIRCLE}")
        assert not hands.sees("programme.take_texts")
        hands.touch("programme.close")
        hands.shell.appearance.speak("es")
        await until(lambda: hands.reads("home.programmes") == text.language("es").render("ui.home.programmes"))
        hands.touch("home.programmes")
        hands.touch(f"programmes.{CIRCLE}")
        await hands.until_sees("programme.take_texts")
        assert hands.reads("programme.take_texts") == "Tomar los textos incluidos en español (40)"
        hands.touch("programme.take_texts")
        await until(lambda: not hands.sees("programme.take_texts"))
        programme = app.clinic_state().programmes[CIRCLE]
        assert (programme.version, programme.phase("peak").name) == (2, "Pico")
        await until(lambda: "Círculo de apertura" in hands.reads("programme.fact.2"))


async def test_what_cannot_be_is_refused_at_its_field_and_what_was_typed_outlives_the_page(tmp_path: Path) -> None:
    app = await opened(tmp_path)
    async with at_window(app) as hands:
        await at_home(hands, app)
        hands.touch("home.programmes")
        hands.touch("programmes.home_like_group")
        hands.touch("programme.edit")
        await hands.until_sees("programme_edit.phase.0.name")
        hands.write("programme_edit.phase.3.minutes", "forty")
        hands.write("programme_edit.cap", "9")
        hands.touch("programme_edit.add_phase")
        hands.touch("programme_edit.keep")
        await hands.until_sees("programme_edit.cap.error")
        assert hands.reads("programme_edit.cap.error") == "1 to 8, or nothing."
        assert hands.reads("programme_edit.phase.3.minutes.error") == "A whole number, or nothing."
        assert hands.sees("programme_edit.phase.7.name.error")
        # the page goes to the first of them
        await until(lambda: hands.there("programme_edit.cap.input").hasActiveFocus())
        hands.touch("programme_edit.close")
        await until(lambda: not hands.sees("programme_edit.keep"))
        await until(lambda: not app.faults._tasks)
        hands.touch("programme.edit")
        await hands.until_sees("programme_edit.phase.7.name")
        assert (hands.reads("programme_edit.phase.3.minutes"), hands.reads("programme_edit.cap")) == ("forty", "9")
        hands.touch("programme_edit.start_over")
        await until(lambda: hands.reads("programme_edit.cap") == "6")
        assert not hands.sees("programme_edit.phase.7.name")
        assert app.clinic is not None
        assert app.clinic.state.programmes["home_like_group"].version == 1


async def test_a_programme_of_ones_own_begins_from_another(tmp_path: Path) -> None:
    app = await opened(tmp_path)
    async with at_window(app) as hands:
        await at_home(hands, app)
        hands.touch("home.programmes")
        hands.touch(f"programmes.{CIRCLE}")
        hands.touch("programme.new")
        await hands.until_sees("programme_edit.phase.0.name")
        assert hands.reads("programme_edit.name") == ""
        hands.write("programme_edit.name", "River")
        hands.touch("programme_edit.phase.1.remove")
        hands.touch("programme_edit.phase.2.up")
        hands.touch("programme_edit.keep")
        await until(lambda: hands.shell.programmes.shown["key"] == "river")  # and it is looked at
        assert app.clinic is not None
        own = app.clinic.state.programmes["river"]
        assert [phase.key for phase in own.phases[:3]] == ["medicine", "arrival", "peak"]
        assert (own.version, own.plan) == (1, None)
        assert own.source == "the clinic itself, begun from “Group circle, three sessions”"


async def test_who_does_not_keep_the_programmes_reads_them(tmp_path: Path) -> None:
    app = await opened(tmp_path)
    await app.unlock("ines", "the river is wide and slow")
    await app.add_account(
        name="Tomas Lind", roles=[Role.FACILITATOR], sign_in="tomas", passphrase="the river is wide and slow"
    )
    await app.lock()
    async with at_window(app) as hands:
        await hands.until_sees("unlock")
        hands.shell.unlock.open("tomas", "the river is wide and slow")
        await hands.until_sees("home")
        hands.touch("home.programmes")
        hands.touch(f"programmes.{CIRCLE}")
        assert not hands.there("programme.edit").isEnabled()
        assert not hands.there("programme.new").isEnabled()


async def test_the_way_to_the_plans_is_in_sight_from_the_start(tmp_path: Path) -> None:
    app = await opened(tmp_path)
    async with at_window(app, (1024, 640)) as hands:
        await at_home(hands, app)
        hands.touch("home.programmes")
        hands.touch("programmes.group_circle_three")
        await hands.until_sees("programme.to_plans")
        way, plan = hands.there("programme.to_plans"), hands.there("programme.plan.0")
        whole = QRectF(0, 0, 1024, 640)
        assert not whole.contains(plan.mapRectToScene(QRectF(0, 0, plan.width(), 56)))
        assert not looks.is_cut(way, way.mapRectToScene(QRectF(0, 0, way.width(), way.height())))
        hands.touch("programme.to_plans")
        plan = hands.there("programme.plan.0")
        assert not looks.is_cut(plan, plan.mapRectToScene(QRectF(0, 0, plan.width(), 56)))


async def test_a_programme_goes_out_as_a_file_and_comes_in_by_one_told_by_its_lines(tmp_path: Path) -> None:
    app = await opened(tmp_path / "clinic")
    stick = tmp_path / "stick"
    stick.mkdir()
    async with at_window(app) as hands:
        await at_home(hands, app)
        hands.touch("home.programmes")
        hands.touch(f"programmes.{CIRCLE}")
        hands.touch("programme.plan.1")
        hands.touch("programme.sign")
        await hands.until_sees("programme.signed_by")
        hands.touch("programme.save")
        hands.shell.files.go(str(stick))
        hands.touch("files.choose")
        await hands.until_sees("programme.saved")
        [written] = stick.iterdir()
        assert written.name in hands.reads("programme.saved")
        assert "Ines" not in written.read_text("utf-8")
        hands.touch("programme.close")

        broken = written.read_text("utf-8").replace('name = "Peak"', 'name = "Peak"\nminutes = -5')
        (stick / "broken.toml").write_text(broken, "utf-8")
        hands.touch("programmes.act")
        hands.touch("files.row.broken.toml")
        await hands.until_sees("programme_file.error")
        line = broken.splitlines().index("minutes = -5") + 1
        assert hands.reads("programme_file.error").startswith(
            f"broken.toml, line {line}: “phases 4, minutes”: “Peak” is -5"
        )
        assert not hands.sees("programme_file.keep")
        hands.touch("programme_file.other")
        hands.touch(f"files.row.{written.name}")  # the same as it stands: there is nothing to keep
        await until(lambda: "says the same already" in hands.shell.moving.programmes.form.general)
        hands.touch("programme_file.close")

        own = written.read_text("utf-8").replace(CIRCLE, "river").replace("every_minutes = 15", "every_minutes = 20")
        (stick / "river.toml").write_text(own.replace("Group circle, three sessions", "River"), "utf-8")
        hands.touch("programmes.act")
        hands.touch("files.row.river.toml")
        await hands.until_sees("programme_file.keep")
        assert hands.reads("programme_file.becomes") == "New in this clinic."
        assert "waits as a draft" in hands.reads("programme_file.about_plan")
        hands.touch("programme_file.keep")
        await hands.until_sees("plan.panel")
        kept = app.clinic_state().programmes["river"]
        assert (kept.name, kept.plan, len(app.clinic_state().programmes)) == ("River", None, 6)
        assert programme_written.write_programme(kept) in own.replace("Group circle, three sessions", "River")
        await until(lambda: hands.shell.programmes.editor.typed["name"] == "Emory infusion report")
        hands.shell.programmes.editor.leave()
