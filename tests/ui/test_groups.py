"""Groups at the window: formed, filled, agreed, and a session opened from one; nothing typed is lost by leaving."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt

from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.entry import Part
from facilitator_app.record.groups import AcceptedHow, Group, GroupPaper, PaperAccepted, PaperKept
from facilitator_app.record.preparation import OwnReadinessSaid
from facilitator_app.record.roles import Role
from facilitator_app.ui.group_members import FEW
from facilitator_app.ui.groups_view import GroupsView
from facilitator_app.ui.readiness_view import ReadinessView
from tests.people import START
from tests.test_app import Room
from tests.test_groups import ILLNESS, form, group, joins
from tests.ui import looks
from tests.ui.hands import Hands, at_window
from tests.waiting import until

CIRCLE = "group_circle_three"


@pytest.fixture
async def here(tmp_path: Path) -> Room:
    """Rowan and Amara; Ines and Tomas."""
    there = Room(tmp_path / "clinic")
    await there.make()
    return there


@pytest.fixture
async def formed(here: Room) -> Room:
    """The same with a group of both and an agreement that nobody has accepted."""
    clinic = here.app.clinic
    assert clinic is not None
    await form(clinic, days_ago=1, starts_on=date(2026, 3, 5))
    for person in (here.rowan, here.amara):
        await clinic.write([joins(person, decided_by=here.tomas, decided_by_name="Tomas Lind")])
    paper = PaperKept(group=ILLNESS, paper=GroupPaper.CONFIDENTIALITY, version=1, text="What is said here stays here.")
    await clinic.write([Part(fact=paper, at=START - timedelta(days=1))])
    return here


def the_group(here: Room) -> Group:
    assert here.app.clinic is not None
    return group(here.app.clinic)


@asynccontextmanager
async def window(here: Room) -> AsyncIterator[Hands]:
    """The window on a clinic that is made; it goes when all that was begun is done."""
    async with at_window(here.app, start=False) as hands:
        yield hands
        await until(lambda: not here.app.faults._tasks)


def view(hands: Hands) -> GroupsView:
    found = hands.shell.home.groups
    assert isinstance(found, GroupsView)
    return found


async def at_groups(hands: Hands) -> None:
    hands.shell.refresh()
    hands.touch("home.groups")
    await hands.until_sees("groups")


async def test_a_group_is_formed_and_what_cannot_be_is_told_at_its_field(here: Room) -> None:
    async with window(here) as hands:
        await at_groups(hands)
        assert "Form the first one" in hands.reads("groups.about")
        hands.touch("groups.act")
        await hands.until_sees("group.panel")
        hands.write("group.theme", "A long illness")
        hands.write("group.starts_on", "2nd of April")
        hands.touch("group.save")
        await hands.until_sees("group.starts_on.error")
        hands.write("group.starts_on", "2026-04-02")
        hands.touch("group.save")
        await hands.until_sees("group.programme.error")
        hands.touch(f"group.programme.{CIRCLE}")
        hands.touch("group.close")  # what was typed is there again
        await until(lambda: not hands.sees("group.panel"))
        hands.touch("home.people")
        hands.touch("home.groups")
        await hands.until_sees("groups")
        hands.touch("groups.act")
        await hands.until_sees("group.panel")
        assert hands.reads("group.theme") == "A long illness"
        hands.touch("group.save")
        await hands.until_sees("member.search")
        (found,) = here.app.clinic_state().groups.values()
        assert (found.theme, found.starts_on, found.programme) == ("A long illness", date(2026, 4, 2), CIRCLE)
        hands.touch("group.close")
        await hands.until_sees(f"groups.{found.id}")
        hands.touch("groups.act")
        await hands.until_sees("group.theme")
        assert hands.reads("group.theme") == ""  # what is on the record is no draft any more


async def test_a_member_is_taken_in_with_who_decided_and_why_and_leaves_again(here: Room) -> None:
    clinic = here.app.clinic
    assert clinic is not None
    await form(clinic, intake_until=date(2026, 3, 4))
    async with window(here) as hands:
        await at_groups(hands)
        hands.touch(f"groups.{ILLNESS}")
        await hands.until_sees("member.search")
        hands.write("member.why", "Asked for others.")
        hands.touch("member.join")
        await hands.until_sees("member.offered.error")
        hands.write("member.search", "row")
        await until(lambda: not hands.sees(f"member.offered.{here.amara}"))
        hands.touch(f"member.offered.{here.rowan}")
        hands.touch(f"member.decided_by.{here.tomas}")
        hands.touch("member.join")
        await hands.until_sees("member.join_outside")  # the intake window is over
        assert the_group(here).there == ()
        hands.touch("member.join_outside")
        await hands.until_sees(f"member.{here.rowan}.why")
        assert "Tomas Lind: Asked for others." in hands.reads(f"member.{here.rowan}.why")
        assert the_group(here).there[0].told.outside_intake
        hands.touch(f"member.{here.rowan}.leave")
        await hands.until_sees(f"member.{here.rowan}.reason")
        hands.write(f"member.{here.rowan}.reason", "Moved away.")
        hands.touch(f"member.{here.rowan}.leave.do")
        await until(lambda: not hands.sees(f"member.{here.rowan}.leave"))
        assert the_group(here).members[here.rowan].left_because == "Moved away."


async def test_a_paper_is_kept_in_versions_and_accepted_before_a_witness_or_on_paper(formed: Room) -> None:
    async with window(formed) as hands:
        await at_groups(hands)
        assert "2 have not accepted" in view(hands).rows.rows[0][2]
        hands.touch(f"groups.{ILLNESS}")
        await hands.until_sees(f"member.{formed.rowan}.lacking")
        hands.touch("group.part.papers")
        await hands.until_sees(f"accept.{formed.rowan}.open")
        hands.touch(f"accept.{formed.rowan}.open")
        await hands.until_sees(f"accept.{formed.rowan}.do")
        await until(lambda: looks.in_view(hands, f"accept.{formed.rowan}.do"))  # it opened below what was in view
        hands.touch(f"accept.{formed.rowan}.witness.{formed.tomas}")
        hands.touch(f"accept.{formed.rowan}.do")
        await until(lambda: not hands.sees(f"accept.{formed.rowan}.do"))
        assert the_group(formed).lacking(formed.rowan) == ()
        hands.touch(f"accept.{formed.amara}.open")
        await hands.until_sees(f"accept.{formed.amara}.do")
        hands.touch(f"accept.{formed.amara}.how.on_paper")
        await hands.until_sees(f"accept.{formed.amara}.reference")
        hands.touch(f"accept.{formed.amara}.do")
        await hands.until_sees(f"accept.{formed.amara}.reference.error")
        hands.write(f"accept.{formed.amara}.reference", "folder 3")
        hands.write(f"accept.{formed.amara}.day", "2026-03-04")
        hands.touch(f"accept.{formed.amara}.do")
        await until(lambda: not hands.sees(f"accept.{formed.amara}.do"))
        await hands.until_sees(f"accept.{formed.amara}.back")
        hands.touch(f"accept.{formed.amara}.back")  # she takes it back, and accepts again
        await hands.until_sees(f"accept.{formed.amara}.withdrawn.do")
        hands.touch(f"accept.{formed.amara}.withdrawn.do")
        await hands.until_sees(f"accept.{formed.amara}.withdrawn.reason.error")
        hands.write(f"accept.{formed.amara}.withdrawn.reason", "She wants to read it again.")
        hands.touch(f"accept.{formed.amara}.withdrawn.do")
        await hands.until_sees(f"accept.{formed.amara}.open")
        hands.touch(f"accept.{formed.amara}.open")
        await hands.until_sees(f"accept.{formed.amara}.do")
        hands.touch(f"accept.{formed.amara}.how.on_paper")
        await hands.until_sees(f"accept.{formed.amara}.reference")
        hands.write(f"accept.{formed.amara}.reference", "folder 3")
        hands.write(f"accept.{formed.amara}.day", "2026-03-04")
        hands.touch(f"accept.{formed.amara}.do")
        await until(lambda: not hands.sees(f"accept.{formed.amara}.do"))
        told = the_group(formed).members[formed.amara].accepted[GroupPaper.CONFIDENTIALITY].told
        assert isinstance(told, PaperAccepted)
        assert (told.how, told.reference, told.on) == (AcceptedHow.ON_PAPER, "folder 3", date(2026, 3, 4))
        assert not hands.sees("paper.keep")
        hands.write("paper.text", "What is said and seen here stays here.")
        await hands.until_sees("paper.keep")
        assert hands.there("paper.keep").property("text") == "Keep as version 2"
        hands.touch("paper.keep")
        await hands.until_sees("paper.before.0")
        assert hands.reads("paper.before.0") == "What is said here stays here."
        assert the_group(formed).lacking(formed.rowan) == (GroupPaper.CONFIDENTIALITY,)
        hands.touch("group.part.members")
        await hands.until_sees(f"member.{formed.amara}.lacking")


async def test_the_folder_of_papers_signed_before_the_text_changed_is_brought_in(formed: Room) -> None:
    clinic = formed.app.clinic
    assert clinic is not None
    two = PaperKept(
        group=ILLNESS, paper=GroupPaper.CONFIDENTIALITY, version=2, text="What is said and seen stays here."
    )
    await clinic.write([Part(fact=two)])
    async with window(formed) as hands:
        await at_groups(hands)
        hands.touch(f"groups.{ILLNESS}")
        await hands.until_sees("group.part.papers")
        hands.touch("group.part.papers")
        row = f"accept.{formed.rowan}"
        await hands.until_sees(f"{row}.open")
        hands.touch(f"{row}.open")
        await hands.until_sees(f"{row}.version.1")
        assert view(hands).page.papers.whose.endswith("version 2.")
        hands.touch(f"{row}.how.signed")
        await until(lambda: not hands.sees(f"{row}.version.1"))  # on the screen one signs what is read there
        hands.touch(f"{row}.how.on_paper")
        await hands.until_sees(f"{row}.version.1")
        hands.touch(f"{row}.version.1")
        assert view(hands).page.papers.whose.endswith("version 1.")
        hands.write(f"{row}.reference", "folder 3")
        hands.write(f"{row}.day", "2020-03-04")
        hands.touch(f"{row}.do")
        await hands.until_sees(f"{row}.day.error")
        assert hands.reads(f"{row}.day.error").startswith("Version 1 was kept here on 4 March 2026")
        hands.write(f"{row}.day", "2026-03-04")
        hands.touch(f"{row}.do")
        await until(lambda: not hands.sees(f"{row}.do"))
        told = the_group(formed).members[formed.rowan].accepted[GroupPaper.CONFIDENTIALITY].told
        assert isinstance(told, PaperAccepted)
        assert (told.version, told.on) == (1, date(2026, 3, 4))
        await until(lambda: "version 1" in hands.reads(f"{row}.text"))
        hands.touch(f"{row}.open")  # the newer one is lacking still; of a day before it, said twice, it is meant
        await hands.until_sees(f"{row}.do")
        hands.touch(f"{row}.how.on_paper")
        await hands.until_sees(f"{row}.reference")
        hands.write(f"{row}.reference", "folder 3")
        hands.write(f"{row}.day", "2026-03-04")
        hands.touch(f"{row}.do")
        await hands.until_sees(f"{row}.day.error")
        hands.touch(f"{row}.do")
        await until(lambda: the_group(formed).lacking(formed.rowan) == ())


async def test_who_is_not_ready_yet_leaves_the_others_on_their_places_as_a_session_is_begun(formed: Room) -> None:
    clinic = formed.app.clinic
    assert clinic is not None
    places = {member.id: member.place for member in clinic.state.groups[ILLNESS].there}
    first, *others = sorted(places, key=lambda one: places[one])
    assert others
    await clinic.write([Part(fact=OwnReadinessSaid(ready=False), about=first)])
    async with at_window(formed.app, start=False) as hands:
        hands.shell.setup.plan_for(str(ILLNESS))
        seats = {row["person"]: row["seat"] for row in hands.shell.setup.seats if row["person"]}
        assert seats == {str(one): places[one] for one in others}


async def test_a_session_is_opened_from_its_group_and_the_board_says_who_has_not_accepted(formed: Room) -> None:
    clinic = formed.app.clinic
    assert clinic is not None
    await clinic.write([Part(fact=OwnReadinessSaid(ready=False), about=formed.amara)])
    rules = PaperKept(group=ILLNESS, paper=GroupPaper.RULES, version=1, text="One speaks at a time.")
    await clinic.write([Part(fact=rules)])
    async with at_window(formed.app, start=False) as hands:  # its session goes on: something is always under way
        await at_groups(hands)
        hands.touch(f"groups.{ILLNESS}")
        await hands.until_sees("group.part.sessions")
        hands.touch("group.part.sessions")
        await hands.until_sees("group.plan")
        assert hands.reads("group.next") == "The next session: 1 of 3"
        hands.touch("group.plan")
        await until(lambda: hands.shell.screen == "setup")
        assert hands.shell.setup.summary.startswith("A long illness, 1 of 3")
        seated = [row["name"] for row in hands.shell.setup.seats if row["name"]]
        assert seated == ["Rowan"]  # Amara says that she is not ready yet
        notes = {row["name"]: str(row["note"]) for row in hands.shell.setup.participants}
        assert notes["Amara"].startswith("not yet")
        hands.shell.setup.toggle_staff(str(formed.tomas))
        hands.shell.setup.begin("", "Devi is ill.")
        await until(lambda: hands.shell.screen == "room")
        state = formed.session.state
        assert state.meets is not None
        assert (state.meets.number, state.circle_rules) == (1, "One speaks at a time.")
        hands.shell.go("home")
        await hands.until_sees("home.today")
        hands.touch("home.today")
        await hands.until_sees(f"today.readiness.{_only(formed)}")
        hands.touch(f"today.readiness.{_only(formed)}")
        await hands.until_sees("readiness.1.agreement")
        hands.touch("readiness.1.agreement")
        await hands.until_sees("matter.accept")
        assert hands.reads("matter.paper.0") == "What is said here stays here."
        assert not hands.sees("matter.yes")  # accepted, not said to be
        hands.touch("matter.accept")
        await until(lambda: not hands.sees("matter.accept"))
        assert the_group(formed).lacking(formed.rowan) == ()
        await until(lambda: hands.reads("matter.status") == "ready")
        board = hands.shell.findChild(ReadinessView)
        assert board is not None
        await until(lambda: not board.agreement.form.busy)


def _only(here: Room) -> UUID:
    (session,) = here.app.clinic_state().sessions
    return session


async def test_a_group_is_formed_by_keys_alone(here: Room) -> None:
    assert here.app.at_screen is not None
    assert Role.ADMINISTRATOR in here.app.at_screen.roles
    async with window(here) as hands:
        await at_groups(hands)
        hands.touch("groups.act")
        await until(
            lambda: hands.sees("group.panel") and bool(hands.there("group.theme.input").property("activeFocus"))
        )
        hands.keys("A long illness")
        hands.key(Qt.Key.Key_Tab)
        hands.key(Qt.Key.Key_Space)  # the first programme
        await until(lambda: bool(view(hands).page.chosen.get("programme")))
        hands.key(Qt.Key.Key_Escape)
        await until(lambda: not hands.sees("group.panel"))
        hands.touch("groups.act")
        await until(
            lambda: hands.sees("group.panel") and bool(hands.there("group.theme.input").property("activeFocus"))
        )
        hands.key(Qt.Key.Key_Return)
        await until(lambda: len(here.app.clinic_state().groups) == 1)


async def test_of_many_people_somebody_is_offered_once_a_part_of_a_name_is_typed(here: Room) -> None:
    clinic = here.app.clinic
    assert clinic is not None
    await clinic.add_participants([(ParticipantAdded(preferred_name=f"Sable {n}"), None) for n in range(FEW - 1)])
    await form(clinic)
    async with window(here) as hands:
        await at_groups(hands)
        hands.touch(f"groups.{ILLNESS}")
        await until(
            lambda: hands.sees("member.nobody") and hands.reads("member.nobody").startswith(f"{FEW + 1} people")
        )
        assert not hands.sees(f"member.offered.{here.rowan}")
        hands.touch("member.search.input")
        hands.keys("row")
        await hands.until_sees(f"member.offered.{here.rowan}")
        await until(lambda: not hands.sees("member.nobody"))
        hands.keys("x")
        await until(lambda: hands.sees("member.nobody") and hands.reads("member.nobody").startswith("Nobody else"))


async def test_a_member_is_taken_in_by_keys_alone(here: Room) -> None:
    clinic = here.app.clinic
    assert clinic is not None
    await form(clinic)
    async with window(here) as hands:
        await at_groups(hands)
        hands.touch(f"groups.{ILLNESS}")
        await hands.until_sees("member.search")
        hands.touch("member.search.input")  # from here on the keyboard alone
        hands.keys("row")
        await until(lambda: not hands.sees(f"member.offered.{here.amara}"))
        hands.key(Qt.Key.Key_Tab)
        hands.key(Qt.Key.Key_Space)
        assert view(hands).page.members.chosen["participant"] == str(here.rowan)
        hands.key(Qt.Key.Key_Tab)
        hands.key(Qt.Key.Key_Tab)
        hands.key(Qt.Key.Key_Space)
        assert view(hands).page.members.chosen["decided_by"] == str(here.tomas)
        hands.key(Qt.Key.Key_Tab)
        hands.keys("Asked for others.")
        hands.key(Qt.Key.Key_Return)
        await hands.until_sees(f"member.{here.rowan}.why")
        assert "Tomas Lind: Asked for others." in hands.reads(f"member.{here.rowan}.why")
