"""Who a handoff is for, at the window: named and agreed to, let go by the lead, read by its receiver, and by nobody else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from facilitator_app.record import room
from facilitator_app.record.handover import HandoffsTaken, HandoverConsent, HandoverSaid
from facilitator_app.record.integration import PacketReceived, Received
from facilitator_app.record.leave import Recipient
from facilitator_app.record.release import How, PacketReleased
from facilitator_app.record.roles import Role
from facilitator_app.ui.handoff_view import HandoffView
from facilitator_app.ui.integration_view import IntegrationView
from tests.ui.after import over
from tests.ui.hands import Hands, at_window
from tests.ui.scenes import Room
from tests.waiting import until

PASSPHRASES = {"ira": "five plain words of ira", "adm": "five plain words of adm", "kai": "five plain words of kai"}
TEAM = {
    "ira": ("Ira Thal", (Role.INTEGRATION_THERAPIST,)),
    "adm": ("Ada Moss", (Role.ADMINISTRATOR,)),
    "kai": ("Kai Stone", (Role.FACILITATOR, Role.INTEGRATION_THERAPIST)),
}


@asynccontextmanager
async def after_a_session(folder: Path) -> AsyncIterator[tuple[Hands, Room]]:
    """A session that is over, a clinic with an integration therapist, and Ines at the screen, who is not its lead."""
    place = await over(folder / "clinic")
    for sign_in, (name, roles) in TEAM.items():
        await place.app.add_account(name=name, roles=roles, sign_in=sign_in, passphrase=PASSPHRASES[sign_in])
    async with at_window(place.app, start=False) as hands:
        yield hands, place


def leaving(hands: Hands) -> HandoffView:
    """The screen's model."""
    view = hands.shell.properties["handoff"]
    assert isinstance(view, HandoffView)
    return view


async def released_to_ira(hands: Hands, place: Room) -> None:
    """Noor's handoff is agreed to, read, signed by Ines in the lead's place and released to Ira, who reads it here."""
    hands.shell.go("handoff")
    await hands.until_sees("handoff")
    hands.touch(f"handoff.person.{place.people['Noor']}")
    hands.touch("leaving.to.integration_lead")
    await hands.until_sees("receiver.known.0")
    names = [str(one["text"]) for one in leaving(hands).leaving.receiver.known]
    assert names == ["Tomas Lind", "Devi Rao", "Ira Thal", "Kai Stone"]
    hands.touch("receiver.known.2")
    await until(lambda: hands.reads("receiver.name") == "Ira Thal")
    assert hands.reads("receiver.told") == "Not asked yet: it stays here."
    hands.touch("receiver.consent.on_file")
    await until(lambda: hands.reads("receiver.told") == "It may go to Ira Thal.")
    assert hands.reads("instead.told").startswith("You are not the lead of this session.")
    hands.touch("leaving.read")
    await until(lambda: leaving(hands).leaving.has_read)
    assert not hands.there("leaving.sign").isEnabled()
    hands.touch("instead.do")
    await until(lambda: leaving(hands).leaving.receiver.form.errors.get("reason") is not None)
    hands.write("instead.why", "Tomas is on leave.")
    hands.touch("instead.do")
    await until(lambda: hands.there("leaving.sign").isEnabled())
    assert hands.reads("instead.told") == "In the place of Tomas Lind: Tomas is on leave."
    hands.touch("leaving.sign")
    await until(lambda: hands.there("leaving.write").isEnabled(), 20)
    hands.touch("leaving.write")
    await hands.until_sees("release.panel")
    assert hands.reads("release.about") == "Noor’s handoff for Ira Thal (integration lead)"
    hands.touch("release.way.read_here")
    hands.touch("release.go")
    await until(lambda: hands.sees("release.done") and hands.there("release.done").isEnabled(), 20)
    hands.touch("release.done")
    await until(lambda: not hands.sees("release.panel"))


async def sign_in(hands: Hands, place: Room, who: str) -> None:
    """Somebody else comes to the screen."""
    await place.app.lock()
    await place.app.unlock(who, PASSPHRASES[who])
    await until(lambda: place.app.at_screen is not None and place.app.at_screen.name == TEAM[who][0])
    hands.shell.go("home")
    await hands.until_sees("home.integration")


async def at_noors_page(hands: Hands, place: Room) -> str:
    """From home to what waits for Noor; returns the session."""
    scope = str(next(iter(place.app.clinic_state().sessions)))
    hands.touch("home.integration")
    row = f"desk.{scope}/{place.people['Noor']}"
    await hands.until_sees(row)
    hands.touch(row)
    await hands.until_sees("after.panel")
    return scope


async def test_its_receiver_reads_their_own_cut_and_says_so_under_it_and_nobody_else_does(tmp_path: Path) -> None:
    async with after_a_session(tmp_path) as (hands, place):
        await released_to_ira(hands, place)
        released = next(e for e in place.session.history.entries if isinstance(e.fact, PacketReleased))
        assert isinstance(released.fact, PacketReleased)
        assert (released.fact.recipient, released.fact.how) == ("Ira Thal", How.READ_HERE)
        kinds = {type(e.fact) for e in place.session.history.entries}
        assert {HandoffsTaken, HandoverSaid} <= kinds
        await sign_in(hands, place, "ira")
        scope = await at_noors_page(hands, place)
        item = f"waits.receipt:{released.id}"
        await hands.until_sees(item)
        assert hands.reads(item).startswith("Handoff for you to read")
        assert not hands.sees("receipt.by")
        hands.touch(f"after.read.{released.id}")
        await hands.until_sees("read.panel")
        assert hands.reads("read.about").startswith("Released to Ira Thal by Ines Okafor")
        assert hands.reads("read.signed").startswith("Signed by Ines Okafor, medical provider, 5 March 2026, 14:4")
        assert "Group circle" in hands.reads("read.text.integration") or hands.sees("read.text.account")
        assert hands.reads("read.text.vitals").startswith("The medical part (vitals, medicines, adverse events)")
        assert not [one for one in hands.controls() if one.inherits("QQuickTextInput")]
        hands.touch("read.say")
        await hands.until_sees("read.came")
        assert hands.reads("read.came").startswith("You acknowledged it on")
        hands.touch("read.close")
        await until(lambda: not hands.sees(item))
        session = await place.app.read_session(next(iter(place.app.clinic_state().sessions)))
        (came,) = [e for e in session.history.entries if isinstance(e.fact, PacketReceived)]
        assert came.fact == PacketReceived(release=released.id, by="Ira Thal", how=Received.READ_HERE)
        hands.shell.enter(scope, "handoff")  # everybody's, uncut: not for who is given a cut
        await until(lambda: "A handoff for you stands under Integration" in hands.shell.entering.general)
        assert hands.shell.screen == "home"
        assert place.app.session is None


async def test_an_administrator_comes_to_a_course_by_an_emergency_alone(tmp_path: Path) -> None:
    async with after_a_session(tmp_path) as (hands, place):
        await sign_in(hands, place, "adm")
        home, chart = hands.shell.settle().home, hands.shell.settle().sheets.chart
        home.show_course(str(place.people["Noor"]))
        await until(lambda: chart.open)
        assert not hands.sees("course.page")
        chart.show("", "", "fell in the corridor")
        await until(lambda: chart.rows)
        chart.course()
        await hands.until_sees("course.page")


async def test_an_administrator_reads_no_clinical_text(tmp_path: Path) -> None:
    async with after_a_session(tmp_path) as (hands, place):
        await released_to_ira(hands, place)
        await sign_in(hands, place, "adm")
        scope = await at_noors_page(hands, place)
        for hidden in ("after.course", "after.part.visit", "read.panel", "receipt.open"):
            assert not hands.sees(hidden), hidden
        assert not [key for key in (str(one["mine"]) for one in place_releases(hands)) if key]
        for screen in ("review", "handoff"):
            hands.shell.enter(scope, screen)
            await until(lambda: "Sessions are read by the facilitators" in hands.shell.entering.general)
            assert hands.shell.screen == "home"


def place_releases(hands: Hands) -> list[dict[str, str]]:
    """What the page says of what left."""
    desk = hands.shell.home.integration
    assert isinstance(desk, IntegrationView)
    found: list[dict[str, str]] = desk.page.reading.releases
    return found


async def test_an_amendment_after_it_came_is_a_correction_that_is_due_on_the_desk(tmp_path: Path) -> None:
    async with after_a_session(tmp_path) as (hands, place):
        await released_to_ira(hands, place)
        await place.session.write(room.NeedsCare(text="Call on the next day."), [place.people["Noor"]])
        released = next(e for e in place.session.history.entries if isinstance(e.fact, PacketReleased))
        hands.shell.go("home")
        await hands.until_sees("home.integration")
        await at_noors_page(hands, place)
        item = f"waits.correction:{released.id}"
        await hands.until_sees(item)
        assert hands.reads(item).startswith("A correction is due: Ira Thal")
        assert str(hands.there(item).property("note")) == "Tomas Lind"
        if not hands.sees("receipt.open"):
            hands.touch(item)
        await hands.until_sees("receipt.open")


async def test_a_no_holds_it_and_the_persons_own_copy_is_asked_of_nobody(tmp_path: Path) -> None:
    async with after_a_session(tmp_path) as (hands, place):
        hands.shell.go("handoff")
        await hands.until_sees("handoff")
        hands.touch(f"handoff.person.{place.people['Noor']}")
        hands.touch("leaving.to.prescriber")
        await hands.until_sees("receiver.name")
        assert hands.reads("receiver.told") == "Say first who it is for."
        hands.write("receiver.name", "Dr. Hale")
        await until(lambda: "It may go unasked" in hands.reads("receiver.told"))
        hands.touch("receiver.consent.no")
        await until(lambda: hands.reads("receiver.told") == "They said no: it stays here.")
        said = [e.fact for e in place.session.history.entries if isinstance(e.fact, HandoverSaid)]
        assert said == [HandoverSaid(to=Recipient.PRESCRIBER, name="Dr. Hale", consent=HandoverConsent.NO)]
        hands.touch("leaving.to.person")
        await until(lambda: "A person may have what is written of them" in hands.reads("receiver.told"))
        assert not hands.sees("receiver.name")
        assert leaving(hands).leaving.receiver.may_go
