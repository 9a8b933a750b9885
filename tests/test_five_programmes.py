"""The five programmes from intake to the first dose, with each condition broken in turn.

A break is told in lines of a story, which are put into the programme's own: what is refused, whose reason passes it, how it
is mended.  What was written is looked for in the review, in its words and with whose word it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from facilitator_app import key_slots, rules, text
from facilitator_app.faults import Refusal
from facilitator_app.lanes import Timeline
from facilitator_app.readiness import Measured, Status, board
from facilitator_app.record.programme import Never, Programme
from facilitator_app.record.readiness import MEASURED, RoomChecked, RoomPassed
from facilitator_app.record.roles import Role
from facilitator_app.rehearsal.play import play
from facilitator_app.rehearsal.story import read
from facilitator_app.review import timeline
from facilitator_app.session import Session, Who
from facilitator_app.wording import describe

STORIES = Path(__file__).parent / "stories"
HALE, INES, TOMAS, DEVI = "Dr. Hale", "Ines Okafor", "Tomas Lind", "Devi Rao"
WORDS = text.english()
ALL_DAYS = "2026-12-31"
IM50 = "ketamine 50 mg intramuscular"


class Cast(NamedTuple):
    """Who and what the breaks of a programme are told of.

    ``who`` is the person each condition is broken for and ``others`` are there besides them, one of them on ``taken``;
    ``fill`` make the group full, and ``beyond`` has then no place.  ``more`` lies outside the ``order``.  ``sets`` are lines
    that the clinic adds to what its story sets: where one is enough of the team, it wants two, so that too few can be there.
    """

    story: str
    who: str
    others: tuple[str, ...]
    taken: int
    title: str
    day: str
    dose: str
    more: str
    order: str
    beyond: str = "Juniper"
    theme: str = ""
    fill: tuple[str, ...] = ()
    provider: str = INES
    facilitator: str = TOMAS
    late: str = ""
    window: bool = True
    second: bool = False
    needs_provider: bool = True
    sets: tuple[str, ...] = ()

    @property
    def second_person(self) -> str:
        """How a dose names who confirms it, where the programme asks for one."""
        return f"with {DEVI} " if self.second else ""

    def why(self, matter: str) -> str:
        """The reason that is given for going on without a matter."""
        return f"it was weighed with {self.who} and said aloud: {matter}"


CIRCLE = Cast(
    "programme_1_group_circle", "Rowan", ("Amara",), 3, "First circle", "2026-03-05", IM50, "ketamine 90 mg intramuscular",
    "ketamine 40 to 60 mg intramuscular further after 20 min", theme="Coming back from a long illness",
    fill=("Idris", "Noor"), late=DEVI,
)  # fmt: skip
COHORT = Cast(
    "programme_2_shared_illness", "Idris", ("Noor", "Mae"), 2, "First circle of the cohort", "2026-03-10", IM50,
    "ketamine 50 mg oral", "ketamine 0.5 to 0.75 mg/kg intramuscular at 80 kg", theme="Living with MS", late=DEVI,
    second=True,
)  # fmt: skip
INTENSIVE = Cast(
    "programme_3_group_intensive", "Teodor", ("Juniper",), 1, "The intensive, first day", "2026-03-12", IM50,
    "ketamine 70 mg intramuscular", "ketamine 50 to 60 mg intramuscular further after 30 min", beyond="Sable",
    theme="Spring intensive", fill=("Mae",), late=DEVI, window=False, needs_provider=False,
)  # fmt: skip
HOUSE = Cast(
    "programme_4_home_like", "Rowan", ("Amara", "Idris", "Sable"), 6, "Wednesday house", "2026-03-04",
    "ketamine 100 mg sublingual", "ketamine 250 mg sublingual", "ketamine 100 to 200 mg sublingual further after 30 min",
    theme="The Wednesday house", fill=("Noor", "Mae"), late=DEVI,
    sets=("sets staff facilitator 2", f"staff {DEVI}: facilitator, later"),
)  # fmt: skip
ALONE = Cast(
    "programme_5_individual", "Amara", (), 0, "First of six", "2026-03-10", IM50, "ketamine 70 mg intramuscular",
    "ketamine 0.5 to 1 mg/kg intramuscular at 60 kg further after 20 min", provider=HALE, facilitator=DEVI, window=False,
    late=TOMAS, sets=("sets staff facilitator 2",),
)  # fmt: skip
CASTS = (CIRCLE, COHORT, INTENSIVE, HOUSE, ALONE)

Lines = list[str]
Written = list[tuple[str, str]]


class Break(NamedTuple):
    """A condition that is broken: ``at`` the desk when the session is ``set``, at its ``open``, before the ``dose`` or
    after (``end``).  ``written`` is what the review then says, and whose word it is."""

    name: str
    at: str
    lines: Callable[[Cast], Lines]
    written: Callable[[Cast], Written] = lambda cast: []
    holds: Callable[[Cast], object] = lambda cast: True


# ---------------------------------------------------------------------------------------------- whose word it takes
def others_than(cast: Cast, *allowed: str) -> list[str]:
    """Who of the team may not."""
    return [one for one in dict.fromkeys((cast.facilitator, HALE, cast.provider)) if one not in allowed]


def passed_by(cast: Cast, matter: str, allowed: list[str]) -> Lines:
    """Everybody else's word is refused, an empty reason too, and then it goes on and reads as it was said."""
    act = f"goes on without {cast.who} {matter}"
    tried = [
        line
        for one in others_than(cast, *allowed)
        for line in (f"screen {one}", f"refused session.not_your_word: {act} because {cast.why(matter)}")
    ]
    return [
        f"expect {cast.who} waits for {matter}",
        "expect everything not ready",
        *tried,
        f"screen {allowed[0]}",
        f"refused entry.empty: {act}",
        f"{act} because {cast.why(matter)}",
        f"expect {cast.who} waits for nothing",
        f'expect {cast.who}\'s last passing reads "{cast.why(matter)}"',
    ]


def nobody_passes(cast: Cast, matter: str, whose: list[str]) -> Lines:
    """Not even the word of those whose it would be passes it, and the dose is refused whatever the reason."""
    act = f"goes on without {cast.who} {matter} because {cast.why(matter)}"
    tried = [
        line
        for key, team in (("session.not_your_word", others_than(cast, *whose)), ("readiness.never_passed", whose))
        for one in team
        for line in (f"screen {one}", f"refused {key}: {act}")
    ]
    dose = f"time-out {cast.who} {cast.second_person}{cast.dose}"
    return [
        f"expect {cast.who} waits for {matter}",
        "expect everything not ready",
        *(f"expect {one} waits for nothing" for one in cast.others[:1] if cast is not INTENSIVE),  # it is no one else's
        *tried,
        f"refused dose.never_without: {dose}",
        f"refused dose.never_without: {dose} because the prescriber was asked by telephone",
    ]


def asked(matter: str, *, medical: bool) -> Break:
    """A matter that is told at the board."""

    def allowed(cast: Cast) -> list[str]:
        return [cast.provider] if medical else [cast.facilitator, cast.provider]

    def lines(cast: Cast) -> Lines:
        told = f"before the medicine {cast.who} {matter}"
        return [
            f'{told} no "not as it has to be"',
            f"screen {cast.provider}",
            f"refused dose.reason_needed: time-out {cast.who} {cast.second_person}{cast.dose}",
            *passed_by(cast, matter, allowed(cast)),
            f'{told} yes "mended"',
            "expect everything ready",
        ]

    def written(cast: Cast) -> Written:
        return [
            (f"{SAID[matter]}, not as it has to be: not as it has to be", ""),
            (f"goes on without: {SAID[matter]}. {cast.why(matter)}", allowed(cast)[0]),
            (f"{SAID[matter]}, as it has to be: mended", allowed(cast)[0]),
        ]

    return Break(matter, "dose", lines, written)


SAID = {
    matter: WORDS.render(f"matter.{matter}") for matter in ("escort", "food", "medicines", "pregnancy", "agreement")
}


def passing(matter: str, cast: Cast, by: str) -> Written:
    """How going on without a matter reads."""
    return [(f"goes on without: {WORDS.render(f'matter.{matter}')}. {cast.why(matter)}", by)]


# ---------------------------------------------------------------------------------------------- at the desk
def desk(cast: Cast) -> Lines:
    """What the prescriber alone writes, and what cannot be."""
    before = f"{cast.day[:5]}02-01"
    tried = [
        line
        for one in others_than(cast, HALE)
        for line in (
            f"screen {one}",
            f"refused session.not_your_word: prescribes {cast.who} {cast.order} by Dr. Hale",
            f"refused session.not_your_word: clears beforehand {cast.who} until {ALL_DAYS} by Dr. Hale",
            f'refused session.not_your_word: assesses {cast.who} "Healthy." by Dr. Hale',
            f"refused session.not_your_word: takes back clearance {cast.who} because of doubts",
        )
        if one != INES or "takes back" not in line  # a provider stops what a prescriber wrote
    ]
    return [
        *tried,
        f"screen {HALE}",
        f"refused prescribing.over: clears beforehand {cast.who} until {before} by Dr. Hale",
        f"refused prescribing.ends_before: clears beforehand {cast.who} until {day_before(cast)} by Dr. Hale",
        f"refused order.upside_down: prescribes {cast.who} ketamine 60 to 40 mg intramuscular by Dr. Hale",
        f'refused agenda.past: sets session "Too late" {before} 10:00',
        f"refused clinic.birth_date_to_come: about {cast.who} born 2027-01-01",
        f"screen {cast.facilitator}",
    ]


def day_before(cast: Cast) -> str:
    return f"{cast.day[:8]}{int(cast.day[8:]) - 1:02}"


def not_yet(cast: Cast) -> Lines:
    """A state: nothing is refused for it."""
    return [
        f'feels ready {cast.who} not yet "Not this week."',
        f"expect {cast.who} feels not yet",
        f'feels ready {cast.who} yes "Now."',
        f"expect {cast.who} feels ready",
    ]


def full(cast: Cast) -> Lines:
    """The cap, and the intake window: one comes in later on purpose alone."""
    if not cast.theme:
        return [f'refused room.full: expects {cast.beyond} at "{cast.title}"']
    meant = "outside the intake " if cast.window else ""
    late = [
        f'refused groups.outside_intake: joins {one} "{cast.theme}" by {TOMAS} because of a call' for one in cast.fill
    ]
    return [
        *(late if cast.window else []),
        *(f'joins {one} "{cast.theme}" by {TOMAS} {meant}because two have asked for it' for one in cast.fill),
        f'refused groups.full: joins {cast.beyond} "{cast.theme}" by {TOMAS} {meant}because there is a chair',
        *(f'leaves group {one} "{cast.theme}" because the day does not suit' for one in cast.fill),
    ]


# ---------------------------------------------------------------------------------------------- in the room
def short_of_staff(cast: Cast) -> Lines:
    return [f'refused session.too_few_staff: open session as set "{cast.title}"']


def no_clearance(cast: Cast) -> Lines:
    return [
        f"withdraw {cast.who}'s last clearance because it was read in another file",
        *nobody_passes(cast, "cleared", [cast.provider]),
        f"screen {HALE}",
        f"clears for medicine {cast.who} until {day_before(cast)} by Dr. Hale",  # one that has ended is none
        f"expect {cast.who} waits for cleared",
        f"refused dose.never_without: time-out {cast.who} {cast.second_person}{cast.dose} because it ended yesterday",
        f"clears for medicine {cast.who} until {ALL_DAYS} by Dr. Hale",
        "expect everything ready",
    ]


def no_order(cast: Cast) -> Lines:
    return [
        f"withdraw {cast.who}'s last order because it was written for another",
        *nobody_passes(cast, "order", [cast.provider]),
        f"screen {HALE}",
        f"order {cast.who} {cast.order} by Dr. Hale",
        "expect everything ready",
    ]


def renewed_and_withdrawn(cast: Cast) -> Lines:
    """What was replaced stays replaced: once the later one is withdrawn nothing holds until it is written anew."""
    dose = f"time-out {cast.who} {cast.second_person}{cast.dose}"
    found = [f"screen {HALE}"]
    for what, matter, line in (
        ("clearance", "cleared", f"clears for medicine {cast.who} until {ALL_DAYS} by Dr. Hale"),
        ("order", "order", f"order {cast.who} {cast.order} by Dr. Hale"),
    ):
        found += [
            line,
            "expect everything ready",
            f"withdraw {cast.who}'s last {what} because of chest pain this morning",
            f"expect {cast.who} waits for {matter}",
            "expect everything not ready",
            f"refused dose.never_without: {dose} because it was written before",
            line,
            "expect everything ready",
        ]
    return found


def replaced_at_the_desk(cast: Cast) -> Lines:
    """The same before a session is begun: the one that is taken back leaves nothing to take back."""
    found = [f"screen {HALE}"]
    for what, line in (
        ("clearance", f"clears beforehand {cast.who} until {ALL_DAYS} by Dr. Hale"),
        ("order", f"prescribes {cast.who} {cast.order} by Dr. Hale"),
    ):
        back = f"takes back {what} {cast.who} because of chest pain this morning"
        found += [line, line, back, f"refused session.no_such_line: {back}", line]
    return [*found, f"screen {cast.facilitator}"]


def no_consent(cast: Cast) -> Lines:
    return [
        f'before the medicine {cast.who} consent no "not signed today"',
        *nobody_passes(cast, "consent", [cast.facilitator, cast.provider]),
        f'before the medicine {cast.who} consent yes "signed now"',
        "expect everything ready",
    ]


def outside(cast: Cast) -> Lines:
    """A dose that does not fit takes a named reason; one that a facilitator writes down awaits the provider."""
    dose, because = (
        f"time-out {cast.who} {cast.second_person}{cast.more}",
        "because the prescriber was asked by telephone",
    )
    taken_back = f"withdraw {cast.who}'s last dose because it was not given"
    return [
        f"screen {cast.provider}",
        f"refused dose.reason_needed: {dose}",
        f"{dose} {because}",
        f"expect {cast.who}'s last dose plain",
        taken_back,
        f"screen {cast.facilitator}",
        f"{dose} {because}",
        f"expect {cast.who}'s last dose awaiting",
        taken_back,
        f"expect {cast.who} 0 doses",
        "expect everything ready",
    ]


def no_second(cast: Cast) -> Lines:
    return [
        f"screen {cast.provider}",
        f"refused dose.second_needed: time-out {cast.who} {cast.dose}",
        f"refused dose.second_is_the_same: time-out {cast.who} with {cast.provider} {cast.dose}",
        f'time-out {cast.who} alone "The others are with Noor." {cast.dose}',
        f"withdraw {cast.who}'s last dose because it was not given",
    ]


def no_agreement(cast: Cast) -> Lines:
    """A new version of a group's agreement is everybody's to accept; saying that somebody agreed is not accepting."""
    return [
        f'paper "{cast.theme}" agreement "What is said and seen here stays here."',
        f"expect {cast.who} lacks agreement",
        *(f'accepts {one} "{cast.theme}" agreement before {cast.facilitator}' for one in cast.others),
        f'refused readiness.by_papers: before the medicine {cast.who} agreement yes "said so"',
        *passed_by(cast, "agreement", [cast.facilitator, cast.provider]),
        f'accepts {cast.who} "{cast.theme}" agreement before {cast.facilitator}',
        f"expect {cast.who} lacks nothing",
        "expect everything ready",
    ]


def not_measured(cast: Cast) -> Lines:
    """Nothing, or not all that the plan asks for before a dose: the board waits, and the time-out asks for the reason."""
    dose = f"time-out {cast.who} {cast.second_person}{cast.dose}"
    waits = [
        f"screen {cast.provider}",
        f"expect {cast.who} waits for baseline",
        f"refused dose.reason_needed: {dose}",
    ]
    return [
        f"screen {cast.facilitator}",
        f"withdraw {cast.who}'s last vitals because they were another's",
        *waits,
        f"vitals {cast.who} hr 68 bp 126/78",
        *waits,
        f"screen {cast.facilitator}",
        f"defer {cast.who} spo2, br 60 min breathing seen because the clip is in use",  # that is no provider's word
        *waits,
        *passed_by(cast, "baseline", [cast.provider]),
        f"vitals {cast.who} hr 68 bp 126/78 spo2 98 br 14",
        "expect everything ready",
    ]


def no_weight(cast: Cast) -> Lines:
    """An order for each kg without a weight is none: nothing is written, and the one before it goes on to hold."""
    return [
        f"screen {HALE}",
        f"refused order.no_weight: order {cast.who} ketamine 0.5 to 1 mg/kg intramuscular by Dr. Hale",
        "expect everything ready",
    ]


def beyond_a_limit(cast: Cast) -> Lines:
    return [
        f"screen {cast.facilitator}",
        f"vitals {cast.who} hr 68 bp 190/84 confirmed",
        *passed_by(cast, "baseline", [cast.provider]),
        f"vitals {cast.who} hr 68 bp 126/78 spo2 98 br 14",
        "expect everything ready",
    ]


def no_intention(cast: Cast) -> Lines:
    return [
        f"withdraw {cast.who}'s last intention because it was another's",
        *passed_by(cast, "intention", [cast.facilitator, cast.provider]),
        f'intention {cast.who} "To be here."',
        "expect everything ready",
    ]


def no_touch_consent(cast: Cast) -> Lines:
    return [
        f"withdraw {cast.who}'s last touch because it was said for another day",
        *passed_by(cast, "touch", [cast.facilitator, cast.provider]),
        f"consents {cast.who} hand only",
        "expect everything ready",
    ]


def no_seat(cast: Cast) -> Lines:
    """Who has no seat is not of the session; nobody sits where another does, and no stranger at all."""
    stranger = "groups.only_members" if cast.theme else "room.full"
    return [
        f"refused room.not_seated: before the medicine {cast.beyond} consent yes",
        f"refused {stranger}: seat {cast.beyond} 8",
        *([f"refused room.seat_taken: seat {cast.who} {cast.taken}"] if cast.taken else []),
    ]


def room_passed_by(cast: Cast, matter: str, one: str) -> Lines:
    """What is missing of the room or the team: who runs the room says why it goes on without, and nobody else."""
    act = f"room goes on without {matter}"
    return [
        f"expect room waits for {matter}",
        "expect everything not ready",
        *([] if cast is ALONE else [f"screen {HALE}", f"refused session.not_your_word: {act} because of the hour"]),
        f"screen {one}",
        f"refused entry.empty: {act}",
        f"{act} because {cast.why(matter)}",
        "expect everything ready",
        f'expect room\'s last room passing reads "{cast.why(matter)}"',
    ]


def one_leaves(cast: Cast) -> Lines:
    """Under the minimum the board is not green until somebody says why, or is back."""
    return [
        f"screen {cast.provider}",
        f"leaves {cast.late}",
        *room_passed_by(cast, "facilitator", cast.provider),
        f"arrives {cast.late}",
        "expect everything ready",
    ]


def no_provider(cast: Cast) -> Lines:
    dose = f"time-out {cast.who} {cast.second_person}{cast.dose}"
    refused = [
        "refused readiness.never_without_provider: room goes on without medical provider because she is on the train",
        f"refused dose.never_without_provider: {dose}",
        f"refused dose.never_without_provider: {dose} because she is on the train",
    ]
    return [
        f"screen {cast.facilitator}",
        f"leaves {cast.provider}",
        "expect room waits for medical provider",
        "expect everything not ready",
        *(refused if cast.needs_provider else room_passed_by(cast, "medical provider", cast.facilitator)),
        f"arrives {cast.provider}",
        "expect everything ready",
    ]


def room_matters(cast: Cast) -> Lines:
    """Each matter of the room, the music and the loudspeaker among them."""
    found: Lines = []
    for matter in ("oxygen", "suction", "emergency kit", "telephone", "music", "tone", "volume", "quiet"):
        found += [
            f'room check {matter} no "{matter} is missing"',
            *room_passed_by(cast, matter, cast.facilitator),
            f'room check {matter} yes "{matter} is there"',
            "expect everything ready",
        ]
    return found


def too_soon(cast: Cast) -> Lines:
    """A further dose: sooner than ordered, or where none is."""
    dose = f"time-out {cast.who} {cast.second_person}{cast.dose}"
    return [
        f"screen {cast.provider}",
        f"refused dose.reason_needed: {dose}",
        f"{dose} because nothing was felt, and the prescriber was asked",
        f"expect {cast.who} 2 doses",
    ]


def further(cast: Cast) -> Written:
    said = "sooner than ordered," if "further" in cast.order else "no further dose allowed, given"
    return [(f"{said} because nothing was felt, and the prescriber was asked", cast.provider)]


BREAKS = (
    Break("what the prescriber alone writes", "set", desk),
    Break("replaced, and withdrawn at the desk", "set", replaced_at_the_desk),
    Break("not yet", "set", not_yet),
    Break("the cap and the intake", "set", full, holds=lambda cast: not cast.theme or cast.fill or cast is COHORT),
    Break("too few of the team", "open", short_of_staff),
    Break("no clearance, and one that has ended", "dose", no_clearance,
          lambda cast: [(f"until 31 December 2026, by {HALE}", "")]),
    Break("no order", "dose", no_order, lambda cast: [(f"by {HALE}", "")]),
    Break("renewed, and withdrawn", "dose", renewed_and_withdrawn,
          lambda cast: [(f"until 31 December 2026, by {HALE}", ""), (f"by {HALE}", "")]),
    Break("no consent", "dose", no_consent,
          lambda cast: [("consent for this session, not as it has to be: not signed today", "")]),
    Break("outside the order", "dose", outside,
          lambda cast: [("outside the order, because the prescriber was asked by telephone", cast.provider)]),
    Break("no second person", "dose", no_second,
          lambda cast: [("no second person, because The others are with Noor.", cast.provider)], lambda cast: cast.second),
    Break("an older agreement", "dose", no_agreement, lambda cast: passing("agreement", cast, cast.facilitator),
          lambda cast: cast.theme),
    asked("agreement", medical=False)._replace(holds=lambda cast: not cast.theme),
    asked("escort", medical=False),
    asked("food", medical=True),
    asked("medicines", medical=True),
    asked("pregnancy", medical=True),
    Break("not measured", "dose", not_measured, lambda cast: passing("baseline", cast, cast.provider)),
    Break("an order for each kg without a weight", "dose", no_weight),
    Break("baseline beyond a limit", "dose", beyond_a_limit, lambda cast: passing("baseline", cast, cast.provider)),
    Break("no intention", "dose", no_intention, lambda cast: passing("intention", cast, cast.facilitator)),
    Break("no touch consent", "dose", no_touch_consent, lambda cast: passing("touch", cast, cast.facilitator)),
    Break("no seat", "dose", no_seat),
    Break("one of the team leaves", "dose", one_leaves,
          lambda cast: [(f"goes on without: facilitator. {cast.why('facilitator')}", cast.provider)]),
    Break("no provider in the room", "dose", no_provider),
    Break("the room", "dose", room_matters,
          lambda cast: [("oxygen, not as it has to be: oxygen is missing", cast.facilitator),
                        ("test tone heard, not as it has to be: tone is missing", cast.facilitator),
                        (f"goes on without: suction. {cast.why('suction')}", cast.facilitator),
                        (f"goes on without: music can be played. {cast.why('music')}", cast.facilitator)]),
    Break("a further dose too soon", "end", too_soon, further),
)  # fmt: skip


# ---------------------------------------------------------------------------------------------- how it is played
def broken(cast: Cast) -> list[tuple[str, str]]:
    """The lines of the programme's story with every break put in, each with the name of the break it is of."""
    source = (STORIES / f"{cast.story}.txt").read_text("utf-8").splitlines()
    known = {line.split()[1].rstrip(",") for line in source if line.startswith("person ")}
    strangers = [("", f"person {one}") for one in (*cast.fill, cast.beyond) if one not in known]
    marks = {
        "set": re.compile(rf'\d\d:\d\d expects \w+ at "{cast.title}" seat'),
        "open": re.compile(r".*\d\d:\d\d open session as set"),
        "dose": re.compile(r"\d\d:\d\d time-out "),
    }
    found: list[tuple[str, str]] = []
    for line in source:
        at = next((name for name, mark in marks.items() if mark.match(line)), "")
        marks.pop(at, None)
        inserted, after = of(cast, at), list[tuple[str, str]]()
        if line == f"staff {cast.late}: facilitator":
            line = f"{line}, later"
        if at == "open":
            line = f"{line} because {cast.late} is on the train"
            after = [("too few of the team", f"+0 s arrives {cast.late}")]
        own = [("", line), *([("", one) for one in cast.sets] if line.startswith("sets never") else [])]
        found += [*own, *inserted] if at == "set" else [*inserted, *own, *after]
        if line.startswith("person ") and strangers:
            found += strangers
            strangers = []
    assert not marks
    return found + of(cast, "end")


def of(cast: Cast, at: str) -> list[tuple[str, str]]:
    """The lines of the breaks at a place."""
    there = [one for one in BREAKS if one.at == at and one.holds(cast)]
    back = [("", f"+0 s screen {cast.provider}")] if at == "dose" else []
    return [(one.name, f"+0 s {line}") for one in there for line in one.lines(cast)] + back


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """The screen changes hands a hundred times here; what a passphrase costs is looked at elsewhere."""
    monkeypatch.setattr(key_slots, "COST", key_slots.Cost(passes=1, memory=64, lanes=1))


class Seen(NamedTuple):
    """What is left of a story that was played: its review, what it went by, and the words with which it opened."""

    lanes: Timeline
    programme: Programme
    opened: str


async def played(cast: Cast, folder: Path) -> Seen:
    """The story with its breaks; each line goes as it says."""
    lines = broken(cast)
    found = await play(read("\n".join(line for _, line in lines)), folder / "clinic")
    session = found.stage.session
    await device_broken(session, cast)
    lanes = timeline(session.history, ZoneInfo(session.state.zone), WORDS)
    opened = describe(session.history.entries[0].fact, WORDS)
    await found.stage.app.close()
    assert [(*lines[one.number - 1], one.reason) for one in found.findings] == []
    return Seen(lanes, session.programme, opened)


async def device_broken(session: Session, cast: Cast) -> None:
    """The disk, the backup, the charger and the sleep: measured, and no word of anybody's makes them so."""
    so, asked = Measured(status=Status.READY, words="as it has to be"), who_of(session, cast.facilitator)
    for matter in MEASURED:

        def stands(known: str, matter: str = matter) -> Status:
            missing = {matter: Measured(status=Status.NOT, words="not so", known=known)}
            measured = dict.fromkeys(MEASURED, so) | (missing if known else {})
            there = board(session.state, measured=measured)
            cell = next(cell for cell in there.room if cell.matter == matter)
            assert (cell in there.waits) is (cell.status is Status.NOT)
            assert not (cell in there.waits and there.is_ready)
            return cell.status

        assert (stands(""), stands("low")) == (Status.READY, Status.NOT)
        session.at_screen = asked
        with pytest.raises(Refusal) as no:
            await session.write(RoomChecked(matter=matter, holds=True))
        assert no.value.key == "readiness.measured"
        with pytest.raises(Refusal) as no:
            await session.write(RoomPassed(matter=matter, reason=" ", known="low"))
        assert no.value.key == "entry.empty"
        if cast is not ALONE:  # there the prescriber is the provider
            session.at_screen = who_of(session, HALE, Role.PRESCRIBER)
            with pytest.raises(Refusal) as no:
                await session.write(RoomPassed(matter=matter, reason="of the hour", known="low"))
            assert no.value.key == "session.not_your_word"
        session.at_screen = asked
        await session.write(RoomPassed(matter=matter, reason=cast.why(matter), known="low"))
        assert (stands("low"), stands("lower"), stands("")) == (Status.PASSED, Status.NOT, Status.READY)


def who_of(session: Session, name: str, *roles: Role) -> Who:
    """One of the team at the screen."""
    there = next((one for one in session.state.staff.values() if one.name == name), None)
    return Who(id=there.id if there else UUID(int=77), name=name, roles=there.roles if there else roles)


def rows_of(seen: Seen, cast: Cast) -> list[tuple[str, str]]:
    """What the review says of the person and of the room, and whose word it is."""
    (lane,) = [lane for lane in seen.lanes.people if lane.name == cast.who]
    return [(row.text, row.done_by) for row in (*lane.rows, *seen.lanes.room)]


@pytest.mark.parametrize("cast", CASTS, ids=lambda cast: cast.story)
async def test_each_condition_is_broken_in_turn(cast: Cast, tmp_path: Path) -> None:
    seen = await played(cast, tmp_path)
    rows = rows_of(seen, cast)
    for one in BREAKS:
        for said, by in one.written(cast) if one.holds(cast) else []:
            assert any(said in words and by in ("", done) for words, done in rows), (one.name, said, by)
    for matter in MEASURED:
        passing_it = f"goes on without: {WORDS.render(f'room_matter.{matter}')}. {cast.why(matter)}"
        assert any(passing_it in words and done == cast.facilitator for words, done in rows), matter
    assert f"{cast.late} is on the train" in seen.opened
    if cast is INTENSIVE:  # who stays without is told of in the review
        juniper = next(lane for lane in seen.lanes.people if lane.name == "Juniper")
        told = [row.text for row in juniper.readiness if row.text.startswith(("stays", "takes"))]
        assert told == [
            "stays and takes no medicine. Not today.",
            "takes the medicine after all. ",
            "stays and takes no medicine. No, not today. I stay with the others.",
        ]
    opens_with_its_minimum(seen.programme, cast)


def opens_with_its_minimum(programme: Programme, cast: Cast) -> None:
    """One short of each role takes a reason; where the programme says so, no reason stands for a provider."""
    whole = [role for role, least in programme.staff_minimum.items() for _ in range(least)]
    assert whole
    assert (Never.PROVIDER in programme.never_without) is cast.needs_provider
    for missing in dict.fromkeys((*whole, Role.MEDICAL_PROVIDER)):
        there = [[role] for role in whole]
        if [missing] in there:
            there.remove([missing])
        if missing is Role.MEDICAL_PROVIDER and cast.needs_provider:
            assert refusal(programme, there, "She is on the train.") == "session.never_without_provider"
        elif missing in whole:
            with_provider = [*there, [Role.MEDICAL_PROVIDER]] if missing is not Role.MEDICAL_PROVIDER else there
            assert refusal(programme, with_provider, "") == "session.too_few_staff"
            assert refusal(programme, with_provider, "She is on the train.") == ""


def refusal(programme: Programme, staff: list[list[Role]], reason: str) -> str:
    """The key with which opening is refused, or nothing."""
    try:
        rules.may_open(programme, staff, reason)
    except Refusal as refused:
        return refused.key
    return ""


@pytest.mark.parametrize("cast", CASTS, ids=lambda cast: cast.story)
def test_an_order_without_a_unit_or_a_route_is_told_at_its_line(cast: Cast) -> None:
    lines = broken(cast)
    at = next(number for number, (_, line) in enumerate(lines) if re.search(rf"prescribes {cast.who} ", line))
    for left_out, missing in ((r" mg(/kg)?\b", "mg or mg/kg"), (" (intramuscular|sublingual)", "a route spelled out")):
        bad = [line for _, line in lines]
        bad[at] = re.sub(left_out, "", bad[at], count=1)
        (found,) = read("\n".join(bad)).bad
        assert found.number == at + 1
        assert missing in found.reason
