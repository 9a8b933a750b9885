"""Reading a story: its heading and its lines, each refused by number and reason when it is wrong.  Pure.

A story is plain text, one act a line, made to be written by the people who run the room.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from facilitator_app import text
from facilitator_app.faults import Refusal
from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.people import PersonTold
from facilitator_app.record.roles import Role
from facilitator_app.rehearsal.acts import Act, Before, OpenSession
from facilitator_app.rehearsal.programme_told import ProgrammeSet, sets
from facilitator_app.rehearsal.verbs import BY_PHRASE
from facilitator_app.rehearsal.words import Names, Words


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody of the team.  ``later``: not in the room when the session opens."""

    name: str
    roles: tuple[Role, ...]
    lead: bool = False
    later: bool = False


class Guest(msgspec.Struct, frozen=True, kw_only=True):
    """A person of the programme, how they and theirs are reached, and the seat they take when the session opens."""

    told: ParticipantAdded
    reached: PersonTold | None = None
    seat: int | None = None


class Heading(msgspec.Struct, kw_only=True):
    """What stands before the first time: the clinic, the day, the programme, the team and the people."""

    clinic: str = "A rehearsal"
    zone: str = "UTC"
    day: date = date(2026, 1, 1)
    title: str = "A rehearsal"
    programme: str = "group_circle_three"
    sets: ProgrammeSet = msgspec.field(default_factory=ProgrammeSet)
    plan: str = "Demonstration plan (invented)"
    staff: list[Member] = []
    people: list[Guest] = []

    @property
    def names(self) -> Names:
        """Everybody by full name, and by first word where only one has it."""
        people = [guest.told.preferred_name for guest in self.people]
        staff = [member.name for member in self.staff]
        return Names(people=_short(people), staff=_short(staff))


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One act: when it is written, when it was (None: then), who did it ("": who is at the screen), and what is expected
    of it: ``refused`` or ``fails`` (then with ``key``, or "" for any), or nothing."""

    number: int
    written: str
    now: datetime
    was: datetime | None
    by: str
    act: Act
    expected: str = ""
    key: str = ""


class BadLine(msgspec.Struct, frozen=True, kw_only=True):
    """A line that could not be read, and why, in words."""

    number: int
    reason: str


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """A story as read."""

    heading: Heading
    lines: tuple[Line, ...]
    bad: tuple[BadLine, ...]


_TIME = re.compile(
    r"(?:(?P<day>\d{4}-\d\d-\d\d)\s+)?(?P<clock>\d{1,2}:\d\d(?::\d\d)?)(?=\s|$)|\+\s*(?P<count>\d+)\s*(?P<unit>min|s|h)\b"
)
_FOR = re.compile(r"for\s+(?:(?P<clock>\d{1,2}:\d\d(?::\d\d)?)|(?P<ago>\d+)\s*(?P<unit>min|s|h)\s+ago)\s+")
_EXPECTED = re.compile(r"(?P<how>refused|fails)(?:\s+(?P<key>[a-z_]+\.[a-z_]+))?:\s+")
_BY = re.compile(r'(?P<name>[^":]{1,60}?):\s+')
_UNITS = {"s": timedelta(seconds=1), "min": timedelta(minutes=1), "h": timedelta(hours=1)}


def read(source: str) -> Story:
    """The story in ``source``.  Never raises for a bad line: it is in ``bad``, and the rest is read."""
    reader = _Reader()
    for number, raw in enumerate(source.splitlines(), 1):
        line = without_comment(raw).strip()
        if line:
            reader.take(number, line)
    return Story(heading=reader.heading, lines=tuple(reader.lines), bad=tuple(reader.bad))


def without_comment(raw: str) -> str:
    """The line without what stands behind a ``#`` outside quotes."""
    in_quotes = False
    for place, letter in enumerate(raw):
        if letter == '"' and raw[place - 1 : place] != "\\":
            in_quotes = not in_quotes
        elif letter == "#" and not in_quotes and (place == 0 or raw[place - 1].isspace()):
            return raw[:place]
    return raw


class _Reader:
    """The state of reading: the heading so far, the time of the last line, what was read."""

    def __init__(self) -> None:
        self.heading = Heading()
        self.lines: list[Line] = []
        self.bad: list[BadLine] = []
        self._now: datetime | None = None
        self._opened = False

    def take(self, number: int, line: str) -> None:
        """Read one line; a bad one is kept with its reason."""
        try:
            if line[0].isdigit() or line[0] == "+":
                self.lines.append(self._line(number, line))
            elif self._now is not None:
                raise Refusal("story.no_time")
            else:
                self._heading(line)
        except Refusal as refusal:
            self.bad.append(BadLine(number=number, reason=text.say(refusal)))
        except OverflowError:  # a time beyond all calendars
            self.bad.append(BadLine(number=number, reason=text.render("story.no_such_moment")))

    def _line(self, number: int, line: str) -> Line:
        time = _TIME.match(line)
        if time is None:
            raise Refusal("story.no_time")
        now = self._moment(time)
        rest = line[time.end() :].strip()
        was, rest = self._told_for(rest, now)
        expected = _EXPECTED.match(rest)
        rest = rest[expected.end() :] if expected else rest
        by, rest = self._by(rest)
        names = self.heading.names
        words = Words(rest, names, lambda clock: self._at(clock, now))
        phrase = words.one_of_or_none(BY_PHRASE)
        if phrase is None:
            raise Refusal("story.unknown_verb", verb=words.take("a verb"))
        act = BY_PHRASE[phrase].read(words)
        words.end()
        if not self._opened and not isinstance(act, OpenSession | Before):
            raise Refusal("story.before_the_session")
        self._opened = self._opened or isinstance(act, OpenSession)
        self._now = now
        how, key = (expected["how"], expected["key"] or "") if expected else ("", "")
        return Line(number=number, written=line, now=now, was=was, by=by, act=act, expected=how, key=key)

    def _moment(self, time: re.Match[str]) -> datetime:
        """When a line is: a time of day not before the line above (far before: the next day), or so long after it."""
        if time["count"]:
            if self._now is None:
                raise Refusal("story.nothing_before")
            return self._now + int(time["count"]) * _UNITS[time["unit"]]
        if self._now is None:
            return self._clock(time["clock"], _date(time["day"]) if time["day"] else self.heading.day)
        local = self._now.astimezone(self._zone())
        now = self._clock(time["clock"], _date(time["day"]) if time["day"] else local.date())
        if now < self._now - timedelta(hours=12) and not time["day"]:
            now = self._clock(time["clock"], local.date() + timedelta(days=1))
        if now < self._now and not time["day"]:  # in the night the clocks go back, a time of day comes twice
            now = self._clock(time["clock"], local.date(), fold=1)
        if now < self._now:
            raise Refusal("story.time_goes_back", time=time["clock"])
        return now

    def _told_for(self, rest: str, now: datetime) -> tuple[datetime | None, str]:
        told = _FOR.match(rest)
        if told is None:
            return None, rest
        was = now - int(told["ago"]) * _UNITS[told["unit"]] if told["ago"] else self._at(told["clock"], now)
        return was, rest[told.end() :]

    def _by(self, rest: str) -> tuple[str, str]:
        """Who did it, when the line says so before a colon."""
        said = _BY.match(rest)
        if said is None or any(f"{rest.lower()} ".startswith(f"{phrase} ") for phrase in BY_PHRASE):
            return "", rest
        staff = self.heading.names.staff
        if said["name"] not in staff:
            raise Refusal("story.unknown_staff", name=said["name"])
        return staff[said["name"]], rest[said.end() :]

    def _at(self, clock: str, near: datetime) -> datetime:
        """The time of day that is nearest to ``near``."""
        day = near.astimezone(self._zone()).date()
        moments = [self._clock(clock, day + timedelta(days=days)) for days in (-1, 0, 1)]
        return min(moments, key=lambda moment: abs(moment - near))

    def _clock(self, clock: str, day: date, fold: int = 0) -> datetime:
        parts = [int(part) for part in clock.split(":")] if re.fullmatch(r"\d{1,2}(:\d\d){1,2}", clock) else [99]
        if parts[0] > 23 or any(part > 59 for part in parts[1:]):
            raise Refusal("story.not_a_time", time=clock)
        hours, minutes, seconds = (*parts, 0)[:3]
        moment = datetime(day.year, day.month, day.day, hours, minutes, seconds, tzinfo=self._zone(), fold=fold)
        return moment.astimezone(UTC)

    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.heading.zone)

    def _heading(self, line: str) -> None:
        name, _, said = line.partition(" ")
        read = _HEADING.get(name.lower().rstrip(":"))
        if read is None:
            raise Refusal("story.unknown_heading", name=name)
        if not said.strip():
            raise Refusal("story.expected", what=f"something after “{name}”")
        read(self.heading, said.strip())


def _zone(heading: Heading, said: str) -> None:
    try:
        ZoneInfo(said)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Refusal("clinic.unknown_zone", field="zone") from None
    heading.zone = said


def _day(heading: Heading, said: str) -> None:
    heading.day = _date(said)


def _date(said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise Refusal("story.not_a_date", said=said) from None


def _sets(heading: Heading, said: str) -> None:
    words = Words(said, heading.names, lambda clock: datetime.min.replace(tzinfo=UTC))
    sets(heading.sets, words)
    words.end()


def _staff(heading: Heading, said: str) -> None:
    """``NAME: ROLE, ROLE[, lead][, later]``."""
    name, _, roles = said.partition(":")
    if not name.strip():
        raise Refusal("story.expected", what="a name")
    words = [word.strip().lower() for word in roles.split(",") if word.strip()]
    known = {role.value.replace("_", " "): role for role in Role}
    for word in words:
        if word not in known and word not in ("lead", "later"):
            raise Refusal("story.unknown_role", role=word)
    held = tuple(known[word] for word in words if word in known)
    if not held:
        raise Refusal("clinic.no_role", field="roles")
    heading.staff.append(Member(name=name.strip(), roles=held, lead="lead" in words, later="later" in words))


def _person(heading: Heading, said: str) -> None:
    """``NAME, seat 1, legal "...", nicknames "...", born 1984-05-21, escort "...", contacts "...", emergency "..."``."""
    words = Words(said, heading.names, lambda clock: datetime.min.replace(tzinfo=UTC))
    told: dict[str, str] = {}
    seat: int | None = None
    name = words.text_until(",", "a name")
    while words.skip(","):
        field = words.one_of(
            ["seat", *_FIELDS],
            "seat, legal, nicknames, born, pronouns, allergies, escort, intention, contacts or emergency",
        )
        if field == "seat":
            seat = words.number("a seat")
        else:
            told[_FIELDS[field]] = words.text_until(",", field)
    words.end()
    nicknames = tuple(part.strip() for part in told.pop("nicknames", "").split(",") if part.strip())
    contacts, emergency = told.pop("contacts", None), told.pop("emergency_contact", None)
    is_told = contacts is not None or emergency is not None
    heading.people.append(
        Guest(
            told=ParticipantAdded(preferred_name=name, nicknames=nicknames, **told),
            reached=PersonTold(contacts=contacts, emergency_contact=emergency) if is_told else None,
            seat=seat,
        )
    )


_FIELDS = {
    "legal": "legal_name",
    "nicknames": "nicknames",
    "born": "birth_date",
    "pronouns": "pronouns",
    "allergies": "allergies",
    "escort": "escort",
    "intention": "intention",
    "contacts": "contacts",
    "emergency": "emergency_contact",
}


def _text(field: str) -> Callable[[Heading, str], None]:
    return lambda heading, said: setattr(heading, field, said)


_HEADING: dict[str, Callable[[Heading, str], None]] = {
    "clinic": _text("clinic"),
    "title": _text("title"),
    "programme": _text("programme"),
    "plan": _text("plan"),
    "sets": _sets,
    "zone": _zone,
    "date": _day,
    "staff": _staff,
    "person": _person,
}


def _short(names: list[str]) -> dict[str, str]:
    """Each name by itself, and by its first word where no other begins with it."""
    firsts = [name.split()[0] for name in names]
    short = {first: name for first, name in zip(firsts, names, strict=True) if firsts.count(first) == 1}
    return short | {name: name for name in names}
