"""The programme's sheet: lengths the source leaves open, what is still unset, and the signed plan in words."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF

from facilitator_app import programmes
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

        for key, minutes in (("arrival", "15"), ("peak", "40")):
            hands.write(f"lengths.{key}", minutes)
        assert hands.reads("lengths.gap_hours") == "48"  # the source gives it
        hands.write("lengths.gap_hours", "72")
        hands.touch("lengths.keep")
        assert app.clinic is not None
        kept = app.clinic.state.programmes
        await until(lambda: kept is not app.clinic.state.programmes)  # type: ignore[union-attr]  # it is open
        programme = app.clinic.state.programmes[CIRCLE]
        assert (programme.phase("peak").minutes, programme.integration_gap_hours) == (40, 72)
        assert programme.phase("return").minutes is None
        assert programme.plan is not None
        assert programme.plan.signer == "Ines Okafor, RN"
        assert hands.reads("lengths.peak") == "40"


async def test_zero_and_words_are_refused_at_their_field_and_what_was_typed_stays(tmp_path: Path) -> None:
    app = await opened(tmp_path)
    async with at_window(app) as hands:
        await at_home(hands, app)
        hands.touch("home.programmes")
        hands.touch("programmes.home_like_group")
        for field, typed, said in (
            ("peak", "0", "1 to 1,440 minutes, or nothing."),
            ("peak", "forty", "A whole number, or nothing."),
            ("peak", "4.5", "A whole number, or nothing."),
            ("peak", "1441", "1 to 1,440 minutes, or nothing."),
            ("gap_hours", "-3", "A whole number, or nothing."),
            ("gap_hours", "9000", "0 to 8,760 hours, or nothing."),
        ):
            hands.write("lengths.return", "25")
            hands.write(f"lengths.{field}", typed)
            hands.touch("lengths.keep")
            await hands.until_sees(f"lengths.{field}.error")
            assert hands.reads(f"lengths.{field}.error") == said
            assert (hands.reads(f"lengths.{field}"), hands.reads("lengths.return")) == (typed, "25")
            hands.write(f"lengths.{field}", "")
        assert app.clinic is not None
        assert app.clinic.state.programmes["home_like_group"].version == 1


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
        assert not hands.there("lengths.peak").isEnabled()
        assert not hands.there("lengths.keep").isEnabled()


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
        assert programmes.write_programme(kept) in own.replace("Group circle, three sessions", "River")
        await until(lambda: hands.shell.programmes.editor.typed["name"] == "Emory infusion report")
        hands.shell.programmes.editor.leave()
