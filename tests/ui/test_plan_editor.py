"""A clinic writes a monitoring plan of its own in the real window, from a starting plan to the signature."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt

from facilitator_app.app import App
from facilitator_app.record.programme import Plan
from facilitator_app.record.roles import Role
from facilitator_app.record.scores import Scale
from facilitator_app.record.vitals import Measure
from tests.ui.hands import Hands, at_window, spoken
from tests.ui.test_shell import at_home, opened
from tests.waiting import until

CIRCLE = "group_circle_three"


async def writing(hands: Hands, place: int = 2) -> None:
    """The editor is open on the starting plan of that place."""
    hands.touch("home.programmes")
    hands.touch(f"programmes.{CIRCLE}")
    hands.touch(f"programme.plan.{place}")
    hands.touch("programme.write")
    await hands.until_sees("plan.name")


async def test_a_clinic_makes_a_plan_of_its_own_and_signs_it(tmp_path: Path) -> None:
    app = await opened(tmp_path)
    async with at_window(app) as hands:
        await at_home(hands, app)
        await writing(hands)
        assert hands.reads("plan.name") == "Demonstration plan (invented), our own"
        hands.write("plan.name", "Thursday plan")
        hands.touch("plan.rule.2.remove")
        hands.write("plan.rule.1.every_minutes", "5")
        hands.write("plan.rule.1.until_minutes", "")
        hands.touch("plan.add_rule")
        hands.touch("plan.rule.4.temperature")
        hands.write("plan.rule.4.every_minutes", "60")
        hands.touch("plan.rule.4.anew")
        hands.touch("plan.limit.breathing")
        hands.write("plan.limit.breathing.low", "9")
        hands.write("plan.limit.breathing.reason", "Slow breathing.")
        hands.write("plan.limit.systolic.rise_by", "40")
        hands.touch("plan.score.acvpu")
        assert hands.reads("plan.too_much") == "This cannot be kept: 4 people × 2 min > 5 min."
        hands.write("plan.minutes_each", "1")
        assert not hands.sees("plan.too_much")
        hands.touch("plan.sign")
        await hands.until_sees("programme.signed_by")
        await until(lambda: not hands.sees("plan.name"))
        assert hands.reads("programme.signed_by").startswith("Plan in use: Thursday plan, signed by Ines Okafor, RN")
        plan = _plan(app)
        assert [rule.every_minutes for rule in plan.rules] == [None, 5, None, 60]
        assert [rule.anew for rule in plan.rules] == [True, True, True, False]
        slow = next(limit for limit in plan.limits if limit.measure is Measure.BREATHING)
        assert (slow.low, slow.reason, slow.owner) == (Decimal(9), "Slow breathing.", "Ines Okafor, RN")
        assert next(limit for limit in plan.limits if limit.measure is Measure.SYSTOLIC).rise_by == 40
        assert plan.scores == (Scale.RASS, Scale.ACVPU)
        assert (plan.invented, plan.minutes_each) == (False, Decimal(1))


def _plan(app: App) -> Plan:
    assert app.clinic is not None
    signed = app.clinic.state.programmes[CIRCLE].plan
    assert signed is not None
    return signed.plan


async def test_what_is_wrong_is_told_at_its_field_and_nothing_is_signed(tmp_path: Path) -> None:
    app = await opened(tmp_path)
    async with at_window(app) as hands:
        await at_home(hands, app)
        await writing(hands)
        for field, typed, said in (
            ("rule.1.every_minutes", "0", "A line of the plan that counts from the dose needs an interval above zero."),
            ("rule.1.every_minutes", "ten", "A whole number, or nothing."),
            ("rule.2.until_minutes", "70", "A line of the plan ends before it begins."),
            ("repeat_minutes", "0", "1 to 120, or nothing."),
            (
                "limit.systolic.high",
                "301",
                "A limit lies from 40 to 300 mmHg: beyond that nothing can be written down.",
            ),
            ("limit.heart_rate.low", "120", "The lower end lies below the upper one."),
            ("limit.spo2.reason", " ", "The reason is empty."),
        ):
            before = hands.reads(f"plan.{field}")
            hands.write(f"plan.{field}", typed)
            hands.touch("plan.sign")
            await hands.until_sees(f"plan.{field}.error")
            assert hands.reads(f"plan.{field}.error") == said, field
            assert hands.reads(f"plan.{field}") == typed
            hands.write(f"plan.{field}", before)
        assert app.clinic is not None
        assert app.clinic.state.programmes[CIRCLE].plan is None


async def test_what_was_typed_is_there_again_after_the_editor_was_left_and_for_who_signs(tmp_path: Path) -> None:
    app = await opened(tmp_path, Role.FACILITATOR)
    async with at_window(app) as hands:
        await at_home(hands, app)
        await writing(hands)
        hands.write("plan.name", "Half of a plan")
        hands.write("plan.repeat_minutes", "7")
        assert not hands.there("plan.sign").isEnabled()
        hands.key(Qt.Key.Key_Escape)
        await until(lambda: not hands.sees("plan.name"))
        await until(lambda: "Half" in str(app.drafts))
        hands.touch("programme.close")
        await app.lock()
        await app.unlock("ines", "the river is wide and slow")
        await at_home_again(hands)
        await writing(hands, 0)
        assert (hands.reads("plan.name"), hands.reads("plan.repeat_minutes")) == ("Half of a plan", "7")
        hands.touch("plan.start_over")
        await until(lambda: hands.reads("plan.name") == "Esketamine label, our own")


async def at_home_again(hands: Hands) -> None:
    await hands.until_sees("home.programmes")


async def test_the_keyboard_alone_makes_and_signs_a_plan(tmp_path: Path) -> None:
    app = await opened(tmp_path)
    async with at_window(app) as hands:
        await at_home(hands, app)
        await writing(hands)
        hands.there("plan.name.input").forceActiveFocus()
        reached = walk(hands, "plan.sign")
        for name in ("plan.rule.1.heart_rate", "plan.rule.1.when.before_leaving", "plan.rule.1.every_minutes.input",
                     "plan.rule.1.anew", "plan.rule.3.remove", "plan.add_rule", "plan.repeat_minutes.input",
                     "plan.limit.spo2.low.input", "plan.limit.breathing", "plan.score.news2"):  # fmt: skip
            assert name in reached, reached
        said = [spoken(control) for control in hands.controls() if control.objectName().startswith("plan.")]
        assert len(said) > 60
        assert "" not in said
        assert [name for name in said if said.count(name) > 1] == []
        hands.key(Qt.Key.Key_Return, "\r")
        await hands.until_sees("programme.signed_by")
        assert _plan(app).name == "Demonstration plan (invented), our own"


def walk(hands: Hands, to: str) -> list[str]:
    """Tab from control to control until that one; the names of all on the way, each in view when it has the keyboard."""
    reached: list[str] = []
    for _ in range(200):
        hands.key(Qt.Key.Key_Tab, "\t")
        item = hands.window.view.activeFocusItem()
        assert item is not None
        reached.append(item.objectName())
        if reached[-1] == to:
            break
    return reached
