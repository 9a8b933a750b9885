"""Verbs of the time after a session: contacts, the integration visit, to whom a handoff may go, the team's round.  Pure."""

from __future__ import annotations

from datetime import date

from facilitator_app.faults import Refusal
from facilitator_app.record.debrief import DebriefSaid, Topic
from facilitator_app.record.handover import HandoverConsent, HandoverSaid
from facilitator_app.record.integration import (
    Attendance,
    ContactTried,
    InnerPart,
    PartKind,
    Reach,
    Received,
    Task,
    VisitCancelled,
    VisitHeld,
    VisitKind,
    VisitPlace,
)
from facilitator_app.record.leave import Recipient
from facilitator_app.rehearsal import acts
from facilitator_app.rehearsal.grammar import Verb, told
from facilitator_app.rehearsal.words import Words


class BookVisit(acts.Act, frozen=True, kw_only=True):
    """The integration visit is booked: a day and a time of the room's zone; ``staff`` may be nobody."""

    person: str
    day: str
    time: str
    form: VisitKind
    place: VisitPlace
    staff: str
    reason: str


class SignVisit(acts.Act, frozen=True, kw_only=True):
    """Who is at the screen signs the person's last visit."""

    person: str


class GiveContact(acts.Act, frozen=True, kw_only=True):
    """A contact that is owed is another's from now on."""

    person: str
    task: Task
    days: int
    staff: str


class TakeOn(acts.Act, frozen=True, kw_only=True):
    """Who was given the person's handoff says that it came."""

    person: str
    by: str
    how: Received
    note: str


def books(words: Words) -> acts.Act:
    """``books visit PERSON DAY TIME group|individual [office|telehealth] [with STAFF] [because REASON]``."""
    person = words.person()
    day, time = words.take("a day, such as 2026-03-07"), words.take("a time")
    form, place = _kind(words), _place(words)
    staff = words.staff() if words.skip("with") else ""
    return BookVisit(person=person, day=day, time=time, form=form, place=place, staff=staff, reason=words.because())


def calls_off(words: Words) -> acts.Act:
    """``calls off visit PERSON because REASON``."""
    people, reason = (words.person(),), words.because()
    return told(people, lambda: VisitCancelled(reason=reason))


def holds(words: Words) -> acts.Act:
    """``holds visit PERSON ATTENDANCE FORM [PLACE] [TEXT] [themes TEXT] [parts TEXT] [agreed TEXT] ... [because REASON]``."""
    people = (words.person(),)
    attendance = Attendance(words.one_of([one.value for one in Attendance], "came, partly or absent"))
    form, place = _kind(words), _place(words)
    came_up = words.text("what came up") if words.peek() == "" and not words.is_done else ""
    lists = {name: _several(words, name) for name in ("themes", "parts")}
    agreed = words.text("what was agreed, in quotes") if words.skip("agreed") else ""
    contact = _day(words) if words.skip("next contact") else None
    continues = {"goes on": True, "ends here": False}.get(words.one_of_or_none(["goes on", "ends here"]) or "")
    reason = words.because()
    return told(
        people,
        lambda: VisitHeld(
            attendance=attendance,
            form=form,
            place=place,
            came_up=came_up,
            themes=lists["themes"],
            parts=tuple(_part(one) for one in lists["parts"]),
            agreements=agreed,
            next_contact=contact,
            continues=continues,
            reason=reason,
        ),
    )


def signs(words: Words) -> acts.Act:
    """``signs visit PERSON``."""
    return SignVisit(person=words.person())


def contact(words: Words) -> acts.Act:
    """``contact PERSON call|after DAYS days reached|not reached|let go [NOTE]``."""
    people = (words.person(),)
    task, days = _owed(words)
    reach = Reach(
        words.one_of(["reached", "not reached", "let go"], "reached, not reached or let go").replace(" ", "_")
    )
    note = "" if words.is_done else words.text("a note")
    return told(people, lambda: ContactTried(task=task, days=days, reach=reach, note=note))


def gives(words: Words) -> acts.Act:
    """``gives contact PERSON call|after DAYS days to STAFF``."""
    person = words.person()
    task, days = _owed(words)
    words.skip("to")
    return GiveContact(person=person, task=task, days=days, staff=words.staff())


def may_go(words: Words) -> acts.Act:
    """``handoff may go PERSON to RECIPIENT [NAME] yes|no|on file|not asked``."""
    people = (words.person(),)
    words.skip("to")
    names = {one.value.replace("_", " "): one for one in Recipient}
    to = names[words.one_of(names, "a recipient")]
    name = words.text("a name, in quotes") if words.peek() == "" and not words.is_done else ""
    consent = HandoverConsent(words.one_of(["yes", "no", "on file", "not asked"], "yes or no").replace(" ", "_"))
    return told(people, lambda: HandoverSaid(to=to, consent=consent, name=name))


def takes_on(words: Words) -> acts.Act:
    """``takes on PERSON NAME telephone|in person|in writing [NOTE]``."""
    person, by = words.person(), words.take("who has it, in quotes")
    ways = {one.value.replace("_", " "): one for one in Received if one is not Received.READ_HERE}
    how = ways[words.one_of(ways, "telephone, in person or in writing")]
    return TakeOn(person=person, by=by, how=how, note="" if words.is_done else words.text("a note"))


def debrief(words: Words) -> acts.Act:
    """``debrief went well|change|near miss|hardware TEXT``."""
    topics = {one.value.replace("_", " "): one for one in Topic}
    topic = topics[words.one_of(topics, "went well, change, near miss or hardware")]
    text = words.text("what was said")
    return told((), lambda: DebriefSaid(topic=topic, text=text))


def _kind(words: Words) -> VisitKind:
    return VisitKind(words.one_of([one.value for one in VisitKind], "group or individual"))


def _place(words: Words) -> VisitPlace:
    return VisitPlace(words.one_of_or_none([one.value for one in VisitPlace]) or VisitPlace.OFFICE)


def _owed(words: Words) -> tuple[Task, int]:
    if words.skip("call"):
        return Task.CALL, 0
    words.one_of(["after"], "call, or after how many days")
    days = words.number("how many days")
    words.skip("days")
    return Task.FOLLOW_UP, days


def _several(words: Words, name: str) -> tuple[str, ...]:
    """What stands in one text, one after the other, with semicolons between."""
    if not words.skip(name):
        return ()
    return tuple(one.strip() for one in words.text(f"{name}, in quotes").split(";"))


def _part(said: str) -> InnerPart:
    """``the watchman (manager)``."""
    name, _, kind = said.rstrip(")").partition("(")
    known = {one.value: one for one in PartKind}
    return InnerPart(name=name.strip(), kind=known[kind]) if kind in known else InnerPart(name=said)


def _day(words: Words) -> date:
    try:
        return date.fromisoformat(words.take("a day, such as 2026-04-02"))
    except ValueError:
        raise Refusal("story.expected", what="a day, such as 2026-04-02") from None


VERBS: tuple[Verb, ...] = (
    Verb(
        "handoff may go",
        '13:07 handoff may go Rowan to own therapist "Dr. Hale" yes',
        "What the person said of the whole going to a recipient: `yes`, `no`, `on file`, `not asked`.",
        may_go,
    ),
    Verb(
        "takes on",
        '+2 h takes on Rowan "Dr. Hale" telephone',
        "Who was given the last handoff says that it came: `telephone`, `in person`, `in writing`.",
        takes_on,
    ),
    Verb(
        "contact",
        '+20 h contact Rowan call reached "Slept well."',
        "The `call` on the next day, or the contact `after 30 days`: `reached`, `not reached`, or `let go` for a reason.",
        contact,
    ),
    Verb(
        "gives contact",
        "+20 h gives contact Rowan after 30 days to Devi Rao",
        "A contact that is owed is another's from now on.",
        gives,
    ),
    Verb(
        "books visit",
        "13:20 books visit Rowan 2026-03-08 14:00 individual telehealth with Devi Rao because the person asked for it",
        "The integration visit: a day and a time of the room, `group` or `individual`, perhaps `office` or `telehealth`, "
        "who holds it, and the reason where it is sooner than the gap.",
        books,
    ),
    Verb(
        "calls off visit",
        "13:21 calls off visit Rowan because of snow",
        "The visit that was booked does not take place.",
        calls_off,
    ),
    Verb(
        "holds visit",
        '+50 h holds visit Rowan came group "The sea again." themes "water; home" parts "the watchman (manager)" '
        'agreed "Walks at seven." next contact 2026-04-02 goes on',
        "`came`, `partly` or `absent`; what came up, themes and parts in their words, what was agreed, a next contact, "
        "whether the course `goes on` or `ends here`, and why sooner than the gap.",
        holds,
    ),
    Verb("signs visit", "+50 h signs visit Rowan", "Who held the person's last visit signs it.", signs),
    Verb(
        "debrief",
        '13:30 debrief near miss "The cuff was left on."',
        "The team's own round: `went well`, `change`, `near miss`, `hardware`.",
        debrief,
    ),
)
"""The verbs of these topics, as ``docs/stories.md`` explains them."""
