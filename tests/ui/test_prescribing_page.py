"""The prescriber's page: what holds of what was written, and what is said before a line is withdrawn."""

from __future__ import annotations

from facilitator_app.record.orders import Order
from facilitator_app.record.prescribing import prescribed
from facilitator_app.record.roles import Role
from facilitator_app.session import Who
from tests.test_app import Room
from tests.test_prescribing import CLEARED, write
from tests.ui.hands import Hands
from tests.ui.test_beforehand import at_rowan, clinic, here, view
from tests.ui.test_groups import window
from tests.waiting import until

__all__ = ["here"]


async def test_an_order_of_another_medicine_says_whether_the_first_holds_and_a_withdrawn_one_leaves_none(
    here: Room,
) -> None:
    async with window(here) as hands:
        await at_rowan(hands, here)
        hale = Who(id=here.tomas, name="Dr. Hale", roles=(Role.PRESCRIBER,))
        here.app.at_screen = clinic(here).at_screen = hale
        hands.touch("beforehand.part.prescribing")
        view(hands).look()
        await hands.until_sees("prescribing.order.do")
        await order(hands, "ketamine", "40")
        await until(lambda: "ketamine 40 mg" in hands.reads("stands.order"))
        await order(hands, "ketamine", "50")
        await until(lambda: "ketamine 50 mg" in hands.reads("stands.order"))
        assert not view(hands).prescribing.others
        await order(hands, "esketamine", "28")
        await hands.until_sees("prescribing.others.error")
        assert "ketamine" in view(hands).prescribing.others
        hands.touch("prescribing.others.beside")
        hands.touch("prescribing.order.do")
        await until(lambda: "esketamine 28 mg" in hands.reads("stands.order"))
        assert "ketamine 50 mg" in hands.reads("stands.order")
        assert hands.reads("stands.order.over") == "Each of these orders holds for its own medicine."
        rows = view(hands).prescribing.rows
        assert [row["note"] for row in rows] == ["", "", "A later one took its place."]
        await until(lambda: hands.reads("prescribing.drug") == "")
        await order(hands, "psilocybin", "25")
        await hands.until_sees("prescribing.others.error")
        hands.touch("prescribing.others.instead")
        hands.touch("prescribing.order.do")
        await until(lambda: [one.told.drug for one in orders(here)] == ["psilocybin"])
        await until(
            lambda: [row["text"].split()[0] for row in view(hands).prescribing.rows] == ["psilocybin", "ketamine"]
        )
        (last, first) = view(hands).prescribing.rows
        assert first["note"].startswith("A later one took its place and was withdrawn.")
        await hands.until_sees(f"prescribed.{last['id']}.withdraw")
        hands.touch(f"prescribed.{last['id']}.withdraw")
        await hands.until_sees("prescribed.withdrawn.then")
        assert hands.reads("prescribed.withdrawn.then").startswith("Then no order of psilocybin holds.")
        hands.write("prescribed.withdrawn.reason", "not today")
        hands.touch("prescribed.withdrawn.do")
        await until(lambda: hands.reads("stands.order") == "No order is recorded.")


async def test_a_lozenge_beside_the_injection_asks_whether_both_hold_and_both_stand_on_the_page(here: Room) -> None:
    async with window(here) as hands:
        await at_rowan(hands, here)
        hale = here.app.at_screen = clinic(here).at_screen = Who(
            id=here.tomas, name="Dr. Hale", roles=(Role.PRESCRIBER,)
        )
        hands.touch("beforehand.part.prescribing")
        view(hands).look()
        await hands.until_sees("prescribing.order.do")
        await order(hands, "ketamine", "50")
        await until(lambda: "ketamine 50 mg" in hands.reads("stands.order"))
        await order(hands, "ketamine", "100", "sublingual")
        await hands.until_sees("prescribing.other_route.error")
        asked = view(hands).prescribing.other_route
        assert asked == (
            "Is ordered already: ketamine 50 mg, intramuscular. Do both hold, or does this one take its place?"
        )
        hands.touch("prescribing.other_route.beside")
        hands.touch("prescribing.order.do")
        await until(lambda: "ketamine 100 mg, sublingual" in hands.reads("stands.order"))
        assert "ketamine 50 mg, intramuscular" in hands.reads("stands.order")
        assert hands.reads("stands.order.over") == "Each of these orders holds for its own route."
        (last, _) = view(hands).prescribing.rows
        await hands.until_sees(f"prescribed.{last['id']}.withdraw")
        hands.touch(f"prescribed.{last['id']}.withdraw")
        await hands.until_sees("prescribed.withdrawn.then")
        assert "That by another route holds on." in hands.reads("prescribed.withdrawn.then")
        await write(clinic(here), hale, here.rowan, CLEARED)
        view(hands).look()
        assert not hands.sees("stands.clearance.over"), "no orders stand there"


def orders(here: Room) -> tuple[Order, ...]:
    return prescribed(clinic(here).history, here.rowan).orders


async def order(hands: Hands, drug: str, low: str, route: str = "intramuscular") -> None:
    """What is typed and chosen for an order; kept."""
    await until(lambda: hands.reads("prescribing.drug") == "")
    hands.write("prescribing.drug", drug)
    hands.touch(f"prescribing.route.{route}")
    hands.write("prescribing.low", low)
    hands.touch("prescribing.unit.mg")
    hands.touch("prescribing.further.no")
    hands.touch("prescribing.order.do")
