"""The verbs of a story: each with an example, what it means, and how its line is read into a typed act.  Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from facilitator_app.faults import Refusal
from facilitator_app.record import company, room
from facilitator_app.record.doses import DoseGiven, Route, read_amount
from facilitator_app.record.entry import Fact
from facilitator_app.record.vitals import Measure, Unavailable
from facilitator_app.rehearsal import acts
from facilitator_app.rehearsal.words import MEASURES, UNAVAILABLE, Words


class Verb(NamedTuple):
    """One verb: how its line begins, a line as an example, what it does, and how it is read."""

    phrase: str
    example: str
    meaning: str
    read: Callable[[Words], acts.Act]


def told(people: tuple[str, ...], make: Callable[[], Fact], *, ends_draft: bool = False) -> acts.Tell:
    """A plain fact; one that is impossible as written is kept as its Refusal."""
    try:
        return acts.Tell(people=people, fact=make(), ends_draft=ends_draft)
    except Refusal as refusal:
        return acts.Tell(people=people, fact=refusal)


def open_session(words: Words) -> acts.Act:
    """``open session [because REASON]``."""
    return acts.OpenSession(reason=words.because())


def close_session(words: Words) -> acts.Act:
    """``close session [NOTE]``."""
    return acts.CloseSession(note="" if words.is_done else words.text("a note"))


def seat(words: Words) -> acts.Act:
    """``seat PERSON NUMBER``."""
    return acts.Seat(person=words.person(), seat=words.number("a seat"))


def phase(words: Words) -> acts.Act:
    """``phase NAME``."""
    name = words.text("a phase").lower().replace(" ", "_")
    return told((), lambda: room.PhaseBegan(phase=name))


def state(words: Words) -> acts.Act:
    """``state PEOPLE STATE``."""
    people = words.people()
    said = words.one_of([state.value for state in room.State], "a state, such as inward")
    return told(people, lambda: room.StateSaid(state=room.State(said)))


def vitals(words: Words) -> acts.Act:
    """``vitals PERSON MEASURE VALUE ... [confirmed]``."""
    person = words.person()
    typed, in_words = readings(words)
    return acts.Check(person=person, typed=typed, words=in_words, confirmed=words.skip("confirmed"))


def readings(words: Words) -> tuple[dict[Measure, str], dict[Measure, Unavailable]]:
    """Pairs of measure and value as typed, or measure and the word that stands in its place."""
    typed: dict[Measure, str] = {}
    in_words: dict[Measure, Unavailable] = {}
    while (name := words.one_of_or_none(MEASURES)) is not None:
        measures = MEASURES[name]
        if measures[0] in typed or measures[0] in in_words:
            raise Refusal("story.twice", what=name)
        phrase = next((phrase for phrase in UNAVAILABLE if words.skip(phrase)), None)
        if phrase is not None:
            in_words |= dict.fromkeys(measures, UNAVAILABLE[phrase])
        else:
            value = words.take("a value")
            values = value.split("/") if len(measures) == 2 else [value]
            if len(values) != len(measures):
                raise Refusal("story.expected", what="a blood pressure such as 128/82")
            typed |= dict(zip(measures, values, strict=True))
        words.skip(",")
    return typed, in_words


def observe(words: Words) -> acts.Act:
    """``observe PEOPLE WORD``: the word as it reads on the screen, or its key."""
    return acts.Observe(people=words.people(), word=words.text("a word of the programme"))


def note(words: Words) -> acts.Act:
    """``note PEOPLE TEXT`` or ``note room TEXT``."""
    people = () if words.skip("room") else words.people()
    text = words.text("the text of the note")
    return told(people, lambda: room.Noted(text=text), ends_draft=len(people) == 1)


def draft(words: Words) -> acts.Act:
    """``draft PERSON TEXT``."""
    return acts.Draft(person=words.person(), text=words.text("the text so far"))


def quote(words: Words) -> acts.Act:
    """``quote PERSON TEXT``."""
    return acts.Quote(person=words.person(), text=words.text("the person's words"))


def intention(words: Words) -> acts.Act:
    """``intention PERSON TEXT``."""
    people, text = (words.person(),), words.text("the intention")
    return told(people, lambda: room.IntentionSaid(text=text))


def dose(words: Words) -> acts.Act:
    """``dose PERSON DRUG AMOUNT ROUTE ...``."""
    person = words.person()
    make = dose_made(words)
    return told((person,), make)


_ROUTE = "|".join(route.value for route in Route)
_DRUG = re.compile(rf"[^\d.,].*?(?=[\s,]+(?:[\d.,+-]|(?:{_ROUTE}|as salt|by oneself)(?=[\s,]|$))|$)")
_DOSE = {
    field: re.compile(rf"(?P<said>[\d.,]*\d) ?{unit}(?=[\s,]|$)")
    for field, unit in {
        "amount_mg": "mg",
        "strength_mg_per_ml": "mg/ml",
        "volume_ml": "ml",
        "strength_mg_per_unit": "mg/unit",
        "units": "units?",
    }.items()
} | {
    "route": re.compile(rf"(?P<said>{_ROUTE})(?=[\s,]|$)"),
    "stated_as": re.compile(r"as (?P<said>salt)(?=[\s,]|$)"),
    "by_oneself": re.compile(r"by (?P<said>oneself)(?=[\s,]|$)"),
}
_BETWEEN = re.compile(r"[\s,]*")


def _parts(text: str) -> dict[str, str]:
    """What a dose says, each part once and nothing besides: ``drug`` and the fields of ``_DOSE`` as typed."""
    drug = _DRUG.match(text)
    if drug is None:
        raise Refusal("story.expected", what="the drug, the amount and the route spelled out, such as intramuscular")
    typed, rest = {"drug": drug[0]}, _rest(text, drug)
    while rest:
        field, found = next(((f, m) for f, p in _DOSE.items() if (m := p.match(rest))), ("", None))
        if found is None:
            raise Refusal("story.too_much", rest=rest)
        if field in typed:
            raise Refusal("story.twice", what=found[0])
        typed[field], rest = found["said"], _rest(rest, found)
    return typed


def _rest(text: str, read: re.Match[str]) -> str:
    """What stands behind what was read."""
    return _BETWEEN.sub("", text[read.end() :], count=1)


def dose_made(words: Words) -> Callable[[], DoseGiven]:
    """``DRUG 50 mg intramuscular [50 mg/ml 1 ml | 100 mg/unit 2 units] [as salt] [by oneself]``."""
    said = words.text_until("because", "the drug, the amount and the route")
    typed = _parts(words.as_told(said, (route.value for route in Route)))
    if "route" not in typed:
        raise Refusal("story.expected", what="the drug, the amount and the route spelled out, such as intramuscular")
    if "amount_mg" not in typed:
        raise Refusal("story.expected", what="an amount in mg")
    amounts = {field: said for field, said in typed.items() if said[-1].isdigit() and field != "drug"}

    def make() -> DoseGiven:
        read = {field: read_amount(value, field) for field, value in amounts.items()}
        return DoseGiven(
            drug=typed["drug"],
            route=Route(typed["route"]),
            amount_mg=read["amount_mg"] or Decimal(0),
            strength_mg_per_ml=read.get("strength_mg_per_ml"),
            volume_ml=read.get("volume_ml"),
            strength_mg_per_unit=read.get("strength_mg_per_unit"),
            units=read.get("units"),
            stated_as="salt" if "stated_as" in typed else "base",
            by_oneself="by_oneself" in typed,
        )

    return make


def defer(words: Words) -> acts.Act:
    """``defer PERSON MEASURES NUMBER min because REASON [breathing seen]``."""
    people, measures = (words.person(),), words.measures()
    minutes = words.number("after how many minutes to ask again")
    words.skip("min")
    seen = words.skip("breathing seen")
    reason = words.because()
    return told(
        people,
        lambda: room.Deferred(measures=measures, reason=reason, breathing_seen=seen, again_minutes=minutes),
    )


def support(words: Words) -> acts.Act:
    """``support PERSON [WHAT]``."""
    people = (words.person(),)
    wanted = "" if words.is_done else words.text("what is wanted")
    return told(people, lambda: room.SupportCalled(wanted=wanted))


def answer(words: Words) -> acts.Act:
    """``answer PERSON``."""
    return told((words.person(),), room.SupportAnswered)


def settle(words: Words) -> acts.Act:
    """``settle PERSON [WHAT WAS DONE]``."""
    people = (words.person(),)
    done = "" if words.is_done else words.text("what was done")
    return told(people, lambda: room.SupportSettled(done=done))


def touch(words: Words) -> acts.Act:
    """``touch PERSON [narrowed] CONSENT``."""
    people, narrowed = (words.person(),), words.skip("narrowed")
    consent = words.text("what touch is agreed to")
    return told(people, lambda: room.TouchAgreed(consent=consent, narrowed=narrowed))


def with_person(words: Words) -> acts.Act:
    """``sits with PERSON``."""
    return told((words.person(),), company.CompanyBegan)


def leaves_person(words: Words) -> acts.Act:
    """``goes from PERSON``."""
    return told((words.person(),), company.CompanyEnded)


def steps_out(words: Words) -> acts.Act:
    """``steps out PERSON WHERE [with WHOM]``."""
    people, where = (words.person(),), words.text("where")
    with_whom = words.text("with whom") if words.skip("with") else ""
    return told(people, lambda: company.SteppedOut(where=where, with_whom=with_whom))


def comes_back(words: Words) -> acts.Act:
    """``comes back PERSON``."""
    return told((words.person(),), company.CameBack)


def care(words: Words) -> acts.Act:
    """``care PERSON TEXT``."""
    people, text = (words.person(),), words.text("what needs care")
    return told(people, lambda: room.NeedsCare(text=text))


def out(words: Words) -> acts.Act:
    """``out PEOPLE WAY [with ESCORT]``."""
    people = words.people()
    ways = {way.value.replace("_", " "): way for way in room.WayOut}
    way = ways[words.one_of(ways, "a way out, such as cleared")]
    escort = words.text("who comes with them") if words.skip("with") else ""
    return told(people, lambda: room.WentOut(way=way, escort=escort))


THINGS = {
    "score": "scored/1",
    "limit": "person_limit_set/1",
    "vitals": "vitals_taken/1",
    "dose": "dose_given/1",
    "order": "order_given/1",
    "medicine": "medication_given/1",
    "adverse event": "adverse_reported/1",
    "dose clock": "clock_recounted/1",
    "note": "noted/1",
    "quote": "quoted/1",
    "observation": "observed/1",
    "deferral": "deferred/1",
    "state": "state_said/1",
    "support call": "support_called/1",
    "touch": "touch_agreed/1",
    "care": "needs_care/1",
    "intention": "intention_said/1",
    "way out": "went_out/1",
    "seat": "seated/1",
    "phase": "phase_began/1",
    "packet": "packet_signed/1",
    "booking": "visit_booked/1",
    "visit": "visit_held/1",
    "passing": "readiness_passed/1",
    "answer": "readiness_told/1",
    "room check": "room_checked/1",
    "room passing": "room_passed/1",
    "clearance": "cleared_for_medicine/1",
    "staying": "stays_without/1",
    "contact": "contact_tried/1",
}
"""What a line is called in a story, and its kind in the record."""


def which(words: Words) -> acts.Which:
    """``PERSON's last THING``, ``PERSON's first THING`` or ``room's last THING``."""
    person = "" if words.skip("room's") or words.skip("room") else words.person()
    order = words.one_of(["last", "first"], "last or first")
    return acts.Which(
        person=person, thing=words.one_of(THINGS, "a kind of line, such as vitals"), first=order == "first"
    )


def arrives(words: Words) -> acts.Act:
    """``arrives STAFF``."""
    return acts.Arrive(staff=words.staff())


def leaves(words: Words) -> acts.Act:
    """``leaves STAFF``."""
    return acts.Leaves(staff=words.staff())


def screen(words: Words) -> acts.Act:
    """``screen STAFF``."""
    return acts.Screen(staff=words.staff())


def lock(words: Words) -> acts.Act:
    """``lock``."""
    return acts.Lock()


def unlock(words: Words) -> acts.Act:
    """``unlock STAFF [wrongly]``."""
    return acts.Unlock(staff=words.staff(), wrongly=words.skip("wrongly"))


def packet(words: Words) -> acts.Act:
    """``packet PERSON SECTION TEXT``."""
    return acts.EditPacket(person=words.person(), section=words.take("a section"), text=words.text("the text"))


def pass_find(words: Words) -> acts.Act:
    """``pass find PERSON FOUND [with STAFF] because REASON``."""
    person, found = words.person(), words.take("what the guard found")
    second = words.staff() if words.skip("with") else ""
    return acts.PassFind(person=person, found=found, second=second, reason=words.because())


def sign_packet(words: Words) -> acts.Act:
    """``sign packet PERSON``."""
    return acts.SignPacket(person=words.person())


def countersign_packet(words: Words) -> acts.Act:
    """``countersign packet PERSON``."""
    return acts.CountersignPacket(person=words.person())


def release_packet(words: Words) -> acts.Act:
    """``release packet PERSON to RECIPIENT``."""
    person = words.person()
    words.skip("to")
    return acts.ReleasePacket(person=person, recipient=words.text("to whom"))


def music(words: Words) -> acts.Act:
    """``music begins`` and the like."""
    return acts.Music(does=acts.MusicDoes(words.one_of([does.value for does in acts.MusicDoes], "what the music does")))


def killed(words: Words) -> acts.Act:
    """``app killed [STAFF unlocks]``."""
    if words.is_done:
        return acts.AppKilled(staff="")
    staff = words.staff()
    words.skip("unlocks")
    return acts.AppKilled(staff=staff)


def jumps(words: Words) -> acts.Act:
    """``clock jumps +10 min``."""
    count = words.number("how far, such as +10 min")
    unit = words.one_of(["min", "s", "h"], "min, s or h")
    return acts.ClockJumps(seconds=count * {"s": 1, "min": 60, "h": 3600}[unit])


SCREENS = ("room", "review", "handoff")
"""The screens of a session that a picture can be taken of."""


def picture(words: Words) -> acts.Act:
    """``picture [room|review|handoff] NAME``."""
    screen = words.one_of_or_none(SCREENS) or "room"
    name = words.text("a name for the picture")
    return acts.Picture(screen=screen, name=re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "picture")
