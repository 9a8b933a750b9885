"""What the desk writes of marked people before and after their session, and a walk past everything that shows it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from facilitator_app import attachments, key_change, own_copy_files
from facilitator_app.app import App
from facilitator_app.record import groups, integration, preparation, questionnaires, requests, retention, room
from facilitator_app.record.attachments import PictureKept
from facilitator_app.record.debrief import DebriefSaid, Topic
from facilitator_app.record.entry import Fact, Part
from facilitator_app.record.leaving import RiskDisclosed
from facilitator_app.record.people import PersonTold
from facilitator_app.text import english
from facilitator_app.ui.window import Window
from tests.pictured import photo
from tests.ui.hands import Hands
from tests.ui.test_accessible import walk

GROUP, PHQ9 = UUID(int=800), questionnaires.Questionnaire.PHQ9


async def write(app: App, mark: str) -> None:
    """Of a group, of how people were prepared, of what was answered, asked, denied and given."""
    clinic, who = app.clinic, app.at_screen
    assert clinic is not None
    assert who is not None
    rowan, amara = app.clinic_state().participants
    formed = groups.GroupFormed(group=GROUP, programme="group_circle_three", theme=f"{mark} theme")
    await clinic.write([Part(fact=formed)])
    for person in (rowan, amara):
        joined = groups.MemberJoined(
            group=GROUP, decided_by=who.id, decided_by_name=who.name, why=f"{mark} why", outside_intake=True
        )
        await clinic.write([Part(fact=joined, about=person)])
    rules = groups.PaperKept(group=GROUP, paper=groups.GroupPaper.RULES, version=1, text=f"{mark} rules")
    await clinic.write([Part(fact=rules)])
    await _signed(app, rowan, amara, mark)
    place = integration.VisitPlace.OFFICE
    told: tuple[Fact, ...] = (
        preparation.PreparationHeld(place=place, note=f"{mark} prepared", minutes=50),
        preparation.OwnReadinessSaid(ready=False, words=f"{mark} not yet"),
        preparation.WishTold(matter=preparation.WishMatter.MUSIC, text=f"{mark} wish"),
    )
    for fact in told:
        await clinic.write([Part(fact=fact, about=rowan)])
    answered = questionnaires.QuestionnaireAnswered(
        questionnaire=PHQ9, version="2 weeks", answers=(1, 2, 1, 0, 3, 1, 2, 0, 1)
    )
    risk = RiskDisclosed(text=f"{mark} risk", owner=who.id, owner_name=who.name)
    await clinic.write([Part(fact=answered, about=rowan), Part(fact=risk, about=rowan)])
    await clinic.tell_person(rowan, PersonTold(contacts=f"{mark} contact", medicines=f"{mark} medicine"), sure=True)
    await _asked(app, rowan, mark)
    await _afterwards(app, amara, mark)


async def _signed(app: App, rowan: UUID, amara: UUID, mark: str) -> None:
    """The rules signed by a typed name and by pages of a paper, and a picture; each page and the picture bear the mark."""
    clinic, who = app.clinic, app.at_screen
    assert clinic is not None
    assert who is not None
    page = photo("JPG", note=mark.encode())
    told: dict[str, Any] = {"group": GROUP, "paper": groups.GroupPaper.RULES, "version": 1}
    name = clinic.state.participants[rowan].told.preferred_name
    typed = groups.PaperSigned(**told, witness=who.id, witness_name=who.name, typed=name)
    await clinic.write([Part(fact=typed, about=rowan)])
    await attachments.keep(clinic, amara, [page, page], lambda kept: groups.PaperScanned(**told, scan=kept))
    await attachments.keep(clinic, rowan, [page], lambda kept: PictureKept(picture=kept))


async def _asked(app: App, person: UUID, mark: str) -> None:
    assert app.clinic is not None
    request = await app.clinic.note(requests.CorrectionAsked(text=f"{mark} correction"), person)
    await app.clinic.note(requests.AnswerPutOff(request=request.id, reason=f"{mark} later"), person)
    denied = requests.CorrectionAnswered(request=request.id, accepted=False, text=f"{mark} denied")
    await app.clinic.note(denied, person)
    await app.clinic.note(requests.DisagreementSaid(request=request.id, text=f"{mark} disagreement"), person)
    await app.clinic.note(requests.RebuttalSaid(request=request.id, text=f"{mark} rebuttal"), person)
    day = app.clinic.today.isoformat()
    told = requests.DisclosureTold(day=day, to=f"{mark} court", what=f"{mark} record", purpose=f"{mark} subpoena")
    await app.clinic.note(told, person)
    await app.clinic.note(retention.HoldPlaced(reason=f"{mark} hold"), person)


async def _afterwards(app: App, person: UUID, mark: str) -> None:
    """One goes out, is called, comes to a visit, and is spoken of."""
    session, who = app.session, app.at_screen
    assert session is not None
    assert who is not None
    await session.write(room.WentOut(way=room.WayOut.WITHDREW, escort=f"{mark} escort", note=f"{mark} out"), [person])
    call = integration.Task.CALL
    tried = integration.ContactTried(task=call, reach=integration.Reach.NOT_REACHED, note=f"{mark} voicemail")
    await session.write(tried, [person])
    form, place = integration.VisitKind.GROUP, integration.VisitPlace.TELEHEALTH
    at = app.clock.now() + timedelta(hours=80)
    booked = integration.VisitBooked(
        at=at, form=form, place=place, held_by=who.id, held_by_name=who.name, reason=f"{mark} sooner"
    )
    await session.write(booked, [person])
    held = integration.VisitHeld(
        attendance=integration.Attendance.CAME, form=form, place=place, came_up=f"{mark} lake", themes=(f"{mark} water",),
        agreements=f"{mark} walk", reason=f"{mark} asked",
    )  # fmt: skip
    await session.write(held, [person])
    await session.write(DebriefSaid(topic=Topic.NEAR_MISS, text=f"{mark} cuff"))


def shown(person: UUID) -> dict[str, tuple[str, ...]]:
    """What of the home screen shows what is written here, by the touches that open it."""
    of_one, of_group, guards = ("home.people", f"people.{person}"), ("home.groups", f"groups.{GROUP}"), "team.oversight"
    return {
        "after sessions": ("home.integration",),
        "the team's rounds": ("home.integration", "desk.tab.debrief"),
        "the team's report": ("home.integration", "desk.tab.report", "report.count"),
        "groups": ("home.groups",),
        "a group": of_group,
        "its papers": (*of_group, "group.part.papers"),
        "a person": of_one,
        "before their session": (*of_one, "person.beforehand"),
        "their record": (*of_one, "person.record"),
        "their course": (*of_one, "person.course"),
        "emergencies": ("home.team", guards),
        "who looked": ("home.team", guards, "oversight.part.looks"),
        "who keeps process notes": ("home.team", guards, "oversight.part.notes"),
        "the key": ("home.team", "team.key"),
    }


async def look_at_all(window: Window, person: UUID) -> None:
    """Everything that shows it is opened and drawn once."""
    hands = Hands(window)
    await hands.until_sees("home.today", 30)
    async for _ in walk(hands, shown(person)):
        window.view.grabWindow()


async def turn_and_give(app: App, to: Path) -> None:
    """Another key for the record, and a person's own copy, which leaves it on purpose."""
    await key_change.change(app)
    person = next(iter(app.clinic_state().participants))
    await own_copy_files.give(app, person, to, english())
