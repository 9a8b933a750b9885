"""Verbs of the desk before a session: what is known of a person, what the prescriber writes, days to come.  Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from facilitator_app.faults import Refusal
from facilitator_app.record.entry import Fact
from facilitator_app.record.integration import VisitPlace
from facilitator_app.record.leave import Recipient
from facilitator_app.record.orders import ClearedForMedicine
from facilitator_app.record.people import PersonTold
from facilitator_app.record.prescribing import Asa, Assessed
from facilitator_app.record.release import MedicalLeaveGiven
from facilitator_app.record.room import Leave
from facilitator_app.rehearsal import acts, limits_told, medicine_told
from facilitator_app.rehearsal.before_told import TellBefore
from facilitator_app.rehearsal.grammar import Verb
from facilitator_app.rehearsal.words import Words


class TellPerson(acts.Before, frozen=True, kw_only=True):
    """What is known of a person from now on."""

    person: str
    fact: PersonTold | Refusal


class SamePerson(acts.Before, frozen=True, kw_only=True):
    """A person was entered twice, as ``other`` too; what both tell and not alike holds as ``person`` has it."""

    person: str
    other: str
    reason: str


class TwoPeople(acts.Before, frozen=True, kw_only=True):
    """Those who were last made one person are two after all."""

    person: str
    reason: str


class TakeBack(acts.Before, frozen=True, kw_only=True):
    """The last assessment, order or clearance of a person is taken back."""

    what: str
    person: str
    reason: str


class SetSession(acts.Before, frozen=True, kw_only=True):
    """A session is set for a day and a time of the room, by the story's programme; ``group`` by its theme."""

    title: str
    day: str
    time: str
    group: str
    place: str
    minutes: int | None


class CallOff(acts.Before, frozen=True, kw_only=True):
    """A session that was set does not take place."""

    title: str
    reason: str


class Expect(acts.Before, frozen=True, kw_only=True):
    """People are expected at a session that is set, perhaps on a seat; or are not coming."""

    people: tuple[str, ...]
    title: str
    seat: int | None = None
    coming: bool = True


class SetMeeting(acts.Before, frozen=True, kw_only=True):
    """A preparation meeting is set for a day and a time of the room."""

    person: str
    day: str
    time: str
    staff: str
    minutes: int | None
    place: VisitPlace


FIELDS = {
    "legal": "legal_name",
    "pronouns": "pronouns",
    "born": "birth_date",
    "allergies": "allergies",
    "conditions": "conditions",
    "medicines": "medicines",
    "escort": "escort",
    "intention": "intention",
    "contacts": "contacts",
    "emergency": "emergency_contact",
    "access": "access_needs",
    "language": "language",
    "weight": "weight_kg",
    "usual systolic": "usual_systolic",
    "usual diastolic": "usual_diastolic",
    "usual hr": "usual_heart_rate",
    "usual spo2": "usual_spo2",
}
"""What can be told of a person at the desk, as a story calls it."""
WRITTEN = ("assessment", "order", "clearance")
"""What the prescriber writes before a session, as a story calls it."""


def about(words: Words) -> acts.Act:
    """``about PERSON FIELD TEXT, FIELD TEXT ...``."""
    person, told = words.person(), dict[str, str]()
    while not words.is_done:
        words.skip(",")
        field = words.one_of(FIELDS, "what is told, such as allergies")
        told[FIELDS[field]] = words.text_until(",", field)
    try:
        return TellPerson(person=person, fact=PersonTold(**told))  # type: ignore[arg-type]  # the fields of text alone
    except Refusal as refusal:
        return TellPerson(person=person, fact=refusal)


def same_person(words: Words) -> acts.Act:
    """``same person PERSON as PERSON because REASON``."""
    person = words.person()
    words.skip("as")
    return SamePerson(person=person, other=words.person(), reason=words.because())


def two_people(words: Words) -> acts.Act:
    """``two people PERSON because REASON``."""
    return TwoPeople(person=words.person(), reason=words.because())


def assesses(words: Words) -> acts.Act:
    """``assesses PERSON TEXT [goals TEXT] [asa 1-4] by NAME``."""
    person, health = words.person(), words.text("what was weighed, in quotes")
    goals = words.text("the goals, in quotes") if words.skip("goals") else ""
    asa = Asa(f"asa_{words.one_of('1234', 'a class from 1 to 4')}") if words.skip("asa") else None
    name = _prescriber(words)
    return _told(person, lambda: Assessed(prescriber=name, health=health, goals=goals, asa=asa))


def prescribes(words: Words) -> acts.Act:
    """As ``order``, in the clinic's own record."""
    told = medicine_told.order(words)
    assert isinstance(told, acts.Tell)
    return TellBefore(person=told.people[0], fact=told.fact)


def clears(words: Words) -> acts.Act:
    """``clears beforehand PERSON until DAY [on condition TEXT] by NAME``."""
    person = words.person()
    words.skip("until")
    until = _day(words)
    conditions = words.text("the conditions, in quotes") if words.skip("on condition") else ""
    name = _prescriber(words)
    return _told(person, lambda: ClearedForMedicine(prescriber=name, until=until, conditions=conditions))


def limits(words: Words) -> acts.Act:
    """As ``limit``, in the clinic's own record."""
    told = limits_told.limit(words)
    assert isinstance(told, acts.Tell)
    return TellBefore(person=told.people[0], fact=told.fact)


def may_receive(words: Words) -> acts.Act:
    """``leave beforehand PERSON yes|no|not asked for RECIPIENT``."""
    person = words.person()
    leave = Leave(words.one_of(["yes", "no", "not asked"], "yes or no").replace(" ", "_"))
    words.skip("for")
    names = {one.value.replace("_", " "): one for one in Recipient}
    to = names[words.one_of(names, "a recipient")]
    return _told(person, lambda: MedicalLeaveGiven(recipient=to, leave=leave))


def takes_back(words: Words) -> acts.Act:
    """``takes back assessment|order|clearance PERSON because REASON``."""
    what = words.one_of(WRITTEN, "assessment, order or clearance")
    return TakeBack(what=what, person=words.person(), reason=words.because())


def sets_session(words: Words) -> acts.Act:
    """``sets session TITLE DAY TIME [N min] [of THEME] [in PLACE]``."""
    title, day, time = words.text("a title, in quotes"), words.take("a day, such as 2026-03-05"), words.take("a time")
    minutes = _minutes(words)
    group = words.text("a theme, in quotes") if words.skip("of") else ""
    place = words.text("a room, in quotes") if words.skip("in") else ""
    return SetSession(title=title, day=day, time=time, minutes=minutes, group=group, place=place)


def calls_off(words: Words) -> acts.Act:
    """``calls off session TITLE because REASON``."""
    return CallOff(title=words.text("a title, in quotes"), reason=words.because())


def expects(words: Words) -> acts.Act:
    """``expects PEOPLE at TITLE [seat N]``."""
    people = words.people()
    words.skip("at")
    title = words.text("a title, in quotes")
    return Expect(people=people, title=title, seat=words.number("a seat") if words.skip("seat") else None)


def stays_away(words: Words) -> acts.Act:
    """``stays away PERSON from TITLE``."""
    people = (words.person(),)
    words.skip("from")
    return Expect(people=people, title=words.text("a title, in quotes"), coming=False)


def sets_meeting(words: Words) -> acts.Act:
    """``sets meeting PERSON DAY TIME with STAFF [N min] [office|telehealth]``."""
    person, day, time = words.person(), words.take("a day, such as 2026-03-05"), words.take("a time")
    words.skip("with")
    staff, minutes = words.staff(), _minutes(words)
    place = VisitPlace(words.one_of_or_none([one.value for one in VisitPlace]) or VisitPlace.OFFICE.value)
    return SetMeeting(person=person, day=day, time=time, staff=staff, minutes=minutes, place=place)


def open_set(words: Words) -> acts.Act:
    """``open session as set TITLE [because REASON]``."""
    return acts.OpenSession(as_set=words.text("a title, in quotes"), reason=words.because())


def _minutes(words: Words) -> int | None:
    if not words.peek().isdecimal():
        return None
    minutes = words.number("how many minutes")
    words.skip("min")
    return minutes


def _prescriber(words: Words) -> str:
    words.skip("by")
    return words.text("the prescriber")


def _day(words: Words) -> date:
    said = words.take("a day, such as 2026-03-05")
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise Refusal("story.not_a_date", said=said) from None


def _told(person: str, make: Callable[[], Fact]) -> TellBefore:
    try:
        return TellBefore(person=person, fact=make())
    except Refusal as refusal:
        return TellBefore(person=person, fact=refusal)


VERBS: tuple[Verb, ...] = (
    Verb(
        "about",
        '10:00 about Rowan born 1984-05-21, medicines "lisinopril", emergency "Jude, 555 0100"',
        "What is known of a person from now on: `legal`, `pronouns`, `born`, `allergies`, `conditions`, `medicines`, "
        "`escort`, `intention`, `contacts`, `emergency`, `access` needs, `language`, `weight`, and what is usual of them: "
        "`usual systolic`, `usual diastolic`, `usual hr`, `usual spo2`.",
        about,
    ),
    Verb(
        "same person",
        "10:00 same person Rowan as Mae because both have one telephone",
        "Somebody was entered twice and is the first named from now on; what both tell and not alike holds as that one has it.",
        same_person,
    ),
    Verb(
        "two people",
        "10:01 two people Rowan because they are cousins",
        "Those who were last made one person are two after all.",
        two_people,
    ),
    Verb(
        "assesses",
        '10:01 assesses Rowan "Blood pressure 128/80; no psychosis." goals "To grieve." asa 2 by Dr. Hale',
        "The prescriber's assessment, in the clinic's own record; by whose word it is stands at the screen.",
        assesses,
    ),
    Verb(
        "prescribes",
        "10:02 prescribes Rowan ketamine 40 to 60 mg intramuscular by Dr. Hale",
        "As `order`, before a session: only a prescriber at the screen writes it, and the room is told as the person sits.",
        prescribes,
    ),
    Verb(
        "clears beforehand",
        '10:03 clears beforehand Rowan until 2026-06-30 on condition "A blood pressure under 150." by Dr. Hale',
        "As `clears for medicine`, before a session; one that ends before the person's next session is refused.",
        clears,
    ),
    Verb(
        "limits beforehand",
        '10:03 limits beforehand Rowan systolic above 175 for Ines Okafor because "Lives with 165."',
        "As `limit`, before a session: it holds in every session to come, by a prescriber or a provider at the screen.",
        limits,
    ),
    Verb(
        "leave beforehand",
        "10:03 leave beforehand Rowan yes for prescriber",
        "May the medical part go to a recipient?  `yes`, `no` or `not asked`, before a session; each that begins knows it.",
        may_receive,
    ),
    Verb(
        "takes back",
        "10:04 takes back clearance Rowan because of a new heart murmur",
        "The last `assessment`, `order` or `clearance` that was written before a session, by a prescriber or a provider.",
        takes_back,
    ),
    Verb(
        "sets session",
        '10:05 sets session "First circle" 2026-03-05 10:00 60 min of "A long illness" in "Room 2"',
        "A session is set for a day and a time of the room; `of` a group by its theme.",
        sets_session,
    ),
    Verb(
        "calls off session",
        '10:06 calls off session "First circle" because the provider is ill',
        "It does not take place.",
        calls_off,
    ),
    Verb(
        "expects",
        '10:07 expects Rowan at "First circle" seat 3',
        "Who is expected at a session that is set, perhaps on a seat that is kept for them.",
        expects,
    ),
    Verb("stays away", '10:08 stays away Rowan from "First circle"', "Who is not coming.", stays_away),
    Verb(
        "sets meeting",
        "10:09 sets meeting Rowan 2026-03-03 14:00 with Ines Okafor 50 min telehealth",
        "A preparation meeting is set for a day and a time of the room; `office` or `telehealth`.",
        sets_meeting,
    ),
    Verb(
        "open session as set",
        '10:00 open session as set "First circle" because Devi Rao is on the train',
        "As `open session`: the one that was set, with who is expected, on the seats kept for them.  "
        "`for 10:00` before it: it was held on paper from then on, and is opened only now.",
        open_set,
    ),
)
"""The verbs of the desk, as ``docs/stories.md`` explains them."""
