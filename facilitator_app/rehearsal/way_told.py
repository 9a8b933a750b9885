"""Verbs of touch, the circle and the way out: how a line is read into a typed act.  Pure."""

from __future__ import annotations

from facilitator_app.record import circle, leaving, room, touch
from facilitator_app.record.leave import Recipient
from facilitator_app.record.leaving import SCALES, LeavingScale
from facilitator_app.rehearsal import acts
from facilitator_app.rehearsal.grammar import told, which
from facilitator_app.rehearsal.words import Words

EXTENTS = {
    "no touch": touch.Extent.NONE,
    "hand only": touch.Extent.HAND,
    "hand or shoulder": touch.Extent.HAND_SHOULDER,
    "as prepared": touch.Extent.AS_PREPARED,
}
"""How far touch may go, as a story says it."""


def consents(words: Words) -> acts.Act:
    """``consents PERSON EXTENT [asked each time] [but not TEXT] [from STAFF]``."""
    person, extent = words.person(), EXTENTS[words.one_of(EXTENTS, "how far touch may go, such as hand only")]
    each_time = words.skip("asked each time")
    but_not = words.text("what is left out") if words.skip("but not") else ""
    staff = words.staff() if words.skip("from") else ""
    return acts.Consent(person=person, extent=extent, ask_each_time=each_time, but_not=but_not, staff=staff)


def safety_touch(words: Words) -> acts.Act:
    """``touch for safety PERSON yes|no [WORDS]``."""
    people = (words.person(),)
    agreed = words.one_of(["yes", "no"], "yes or no") == "yes"
    text = "" if words.is_done else words.text("in words")
    return told(people, lambda: touch.SafetyTouchAgreed(agreed=agreed, words=text))


def asks_touch(words: Words) -> acts.Act:
    """``asks for touch PERSON TEXT``."""
    people, text = (words.person(),), words.text("what is asked for")
    return told(people, lambda: touch.TouchAsked(text=text))


def touches(words: Words) -> acts.Act:
    """``touches PERSON TEXT [for safety]``."""
    people, text = (words.person(),), words.text("what was done, in quotes")
    for_safety = words.skip("for safety")
    return told(people, lambda: touch.TouchDone(text=text, for_safety=for_safety))


def leave(words: Words) -> acts.Act:
    """``leave PERSON's last quote yes|no [for RECIPIENT]``; without a recipient, for every one."""
    line = which(words)
    answer = room.Leave(words.one_of(["yes", "no", "not asked"], "yes or no").replace(" ", "_"))
    names = {one.value.replace("_", " "): one for one in Recipient}
    to = tuple(Recipient) if not words.skip("for") else (names[words.one_of(names, "a recipient")],)
    return acts.AskLeave(which=line, leave=answer, to=to)


def rules(words: Words) -> acts.Act:
    """``rules TEXT``."""
    text = words.text("the group's rules")
    return told((), lambda: circle.RulesSaid(text=text))


def checks_in(words: Words) -> acts.Act:
    """``checks in PERSON opening|closing TEXT``."""
    people = (words.person(),)
    at = circle.Circle(words.one_of([one.value for one in circle.Circle], "opening or closing"))
    text = words.text("how they are")
    return told(people, lambda: circle.CheckedIn(circle=at, text=text))


def criterion(words: Words) -> acts.Act:
    """``criterion PERSON KEY yes|no [NOTE]``."""
    people, key = (words.person(),), words.take("a line of the leaving list, such as steady")
    met = words.one_of(["yes", "no"], "yes or no") == "yes"
    note = "" if words.is_done else words.text("a note")
    return told(people, lambda: leaving.CriterionAnswered(criterion=key, met=met, note=note))


def ready(words: Words) -> acts.Act:
    """``ready PEOPLE [with ESCORT]``."""
    people = words.people()
    return acts.Ready(people=people, escort=words.text("who is here for them") if words.skip("with") else "")


def passes(words: Words) -> acts.Act:
    """``passes criterion PERSON KEY because REASON``."""
    people, key = (words.person(),), words.take("a line of the leaving list, such as since_dose")
    reason = words.because()
    return told(people, lambda: leaving.CriterionPassed(criterion=key, reason=reason))


def signs(words: Words) -> acts.Act:
    """``signs leaving PEOPLE [by STAFF]``."""
    people = words.people()
    return acts.SignLeaving(people=people, staff=words.staff() if words.skip("by") else "")


def scale(words: Words) -> acts.Act:
    """``scale PERSON aldrete|padss FIGURES``: an item each, in the scale's order."""
    people = (words.person(),)
    known = LeavingScale(words.one_of([one.value for one in SCALES], "aldrete or padss"))
    values = [words.number("0, 1 or 2") for _ in SCALES[known].items]
    items = dict(zip(SCALES[known].items, values, strict=True))
    return told(people, lambda: leaving.LeavingScored(scale=known, version=SCALES[known].version, items=items))


def discloses(words: Words) -> acts.Act:
    """``discloses PERSON TEXT to STAFF``."""
    person, text = words.person(), words.text("what is told, in quotes")
    words.skip("to")
    return acts.Disclose(person=person, text=text, owner=words.staff())


def answers_risk(words: Words) -> acts.Act:
    """``answers disclosure PERSON TEXT``."""
    return acts.AnswerRisk(person=words.person(), text=words.text("what was done"))
