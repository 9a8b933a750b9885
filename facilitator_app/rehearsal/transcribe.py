"""A paper log brought into the record: a CSV of times, names and acts becomes late entries, row by row.

Each row is written by itself or refused by its number and the reason; a row that stands in the record already is passed over,
so a file can be mended and read again.  A line of the record stands for one row: two rows that say the same are two lines.
Paper knows no seconds: what was written in the room within a row's minute, and copied onto paper, is that row's line.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from facilitator_app import programme_spoken, rules, text
from facilitator_app.faults import Refusal, Trouble
from facilitator_app.record import room, time_out, vitals
from facilitator_app.record.clinic import ClinicState
from facilitator_app.record.doses import SHORT, Concern, DoseGiven, DoseWithTimeOut, Route
from facilitator_app.record.entry import Entry, Fact
from facilitator_app.record.history import Line
from facilitator_app.record.names import alone
from facilitator_app.record.people import folded
from facilitator_app.record.programme import Programme, Word
from facilitator_app.record.state import SessionState
from facilitator_app.rehearsal import acts
from facilitator_app.rehearsal.changes import word_said
from facilitator_app.rehearsal.standing import medicine_of, standing
from facilitator_app.rehearsal.verbs import BY_PHRASE
from facilitator_app.rehearsal.words import MEASURES, UNAVAILABLE, Names, Words
from facilitator_app.session import Session
from facilitator_app.table_file import lines_of

COLUMNS = ("time", "by", "what")
SAID = ("vitals", "dose", "observe", "note", "quote", "support", "answer", "settle", "care")
"""How a row begins that a sheet prints, or that a hand adds to it, in every language that the app speaks."""
_KEYWORDS = ("all", "and", "room", "confirmed")
"""Words inside a row of a sheet, each said in every language that the app speaks."""
_PLAIN = {"story.too_much", "story.twice", "story.unclosed_quote", "story.not_a_time", "story.not_a_date"}
"""Refusals of a line that say it as well of a row."""
_OF_A_ROW = {"story.unknown_person", "story.unknown_staff", "story.unknown_verb", "story.too_long"}
"""Refusals that are worded anew for a row: who wrote it knows of no story."""
_MIDDLE = timedelta(hours=5)
"""A time of day alone is that of the day on which it is nearest to this long after the session began."""


class Refused(NamedTuple):
    """A row that could not be written, by its line in the file, and why, in words."""

    line: int
    reason: str


class Asked(NamedTuple):
    """A dose by its line in the file, and what it would have been asked about at its hour."""

    line: int
    concerns: tuple[Concern, ...]


class Stood(NamedTuple):
    """A row by its line in the file that was written in the room within its minute: of whom, and when."""

    line: int
    name: str
    at: datetime


class Transcribed(msgspec.Struct, kw_only=True):
    """What became of a file: rows written, rows that stood in the record already, and rows refused.

    ``asked``: doses that stand as they were given, and what each would have needed a named reason for.  ``stood``: what was
    not written since somebody had written it in the room.
    """

    written: int = 0
    there: int = 0
    refused: list[Refused] = []
    asked: list[Asked] = []
    stood: list[Stood] = []


class _Row(NamedTuple):
    """What became of a row: whether it was written of anybody, the lines of its doses, and those that the room wrote."""

    written: bool
    doses: list[UUID]
    of_room: list[Entry]


def other_names(clinic: ClinicState, session: Session) -> dict[UUID, tuple[str, ...]]:
    """What people of the session are called besides the names that it knows: what a hand writes down on paper."""
    people = ((id, clinic.known(id)) for id in session.state.people)
    return {id: known.told.nicknames for id, known in people if known is not None}


async def transcribe(
    session: Session, file: Path, besides: Mapping[UUID, Collection[str]] = MappingProxyType({})
) -> Transcribed:
    """Write the rows of ``file`` (UTF-8 or Latin-1; columns time, by, what; comma or semicolon) into ``session``.

    ``besides``: see ``other_names``; one that two of the session have is nobody's, and refused as any name that is not known.
    Raises Trouble when the file cannot be read, and Refusal when it is no such table; then nothing was written.  A fault of the
    world in the middle ends it: what is told as written is written.
    """
    done, also, told = Transcribed(), _also(), set[UUID]()
    doses: list[tuple[int, UUID]] = []
    for line, row in _rows(file):
        try:
            became = await _write(session, row, also, besides, told)
        except Refusal as refusal:
            done.refused.append(Refused(line, text.say(refusal)))
            continue
        done.written += became.written
        done.there += not became.written
        doses += [(line, dose) for dose in became.doses]
        done.stood += _stood(session, line, became.of_room)
    done.asked = _asked(session, doses)
    return done


def _asked(session: Session, doses: Iterable[tuple[int, UUID]]) -> list[Asked]:
    """What those doses, each by its line in the file, are compared with at their hour, once every row of the file stands.

    What was given was given: nothing is refused for it.  What nobody fills in on paper (the board, what was measured) is not
    compared.
    """
    found = []
    for row, dose in doses:
        line = session.history.line(dose)
        assert line is not None  # it was written, or stood there
        fact, at = line.entry.fact, line.entry.observed_at
        if line.voided is not None or not isinstance(fact, DoseGiven) or isinstance(fact, DoseWithTimeOut):
            continue  # what a time-out asked was answered at it
        person = time_out.but_for(session.state, session.history, line, at, line.first.recorded_at)
        before = tuple(one for one in person.doses if one.at <= at)
        asks = time_out.concerns(session.state, msgspec.structs.replace(person, doses=before), fact, at)
        asks = tuple(one for one in asks if one not in time_out.BEFOREHAND)
        found += [Asked(row, asks)] if asks else []
    return found


def _also() -> Mapping[str, Collection[str]]:
    """How else the words of a row are said: as the sheet prints them in each language, and as the screen does."""
    spoken = tuple(text.languages())
    own = {key: {one.render(f"on_paper.{key}") for one in spoken} for key in (*SAID, *MEASURES, *_KEYWORDS)}
    shown = {phrase: {one.word(word) for one in spoken} for phrase, word in UNAVAILABLE.items()}
    short = {route: {hand for hand, told in SHORT.items() if told is route} for route in Route}
    return own | shown | {route.value: {one.word(route) for one in spoken} | short[route] for route in Route}


def _rows(file: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows with the line each begins on; rows without anything in them are left out."""
    try:
        lines = lines_of(file.read_bytes())
    except OSError as cause:
        raise Trouble("transcribe.not_read") from cause
    source = "\n".join(line for line in lines if line is not None)
    if None in lines:
        raise Refusal("transcribe.letters", field="file", line=lines.index(None) + 1)
    head = source.partition("\n")[0]
    table = csv.reader(io.StringIO(source, newline=""), delimiter=";" if ";" in head else ",")
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        if [cell.strip().lower() for cell in next(table, [])] not in _heads():
            raise Refusal("transcribe.columns", field="file", columns=COLUMNS)
        line = table.line_num + 1
        for row in table:
            if any(cell.strip() for cell in row):
                rows.append((line, row))
            line = table.line_num + 1
    except csv.Error:  # a cell beyond all measure: a quote that nobody closed
        raise Refusal("transcribe.no_table", field="file", line=line) from None
    yield from rows


def _heads() -> list[list[str]]:
    """The names of the columns, in each language."""
    return [list(COLUMNS), *([one.render(f"on_paper.{name}") for name in COLUMNS] for one in text.languages())]


async def _write(
    session: Session,
    row: list[str],
    also: Mapping[str, Collection[str]],
    besides: Mapping[UUID, Collection[str]],
    told: set[UUID],
) -> _Row:
    """Write a row of whom it does not stand already.

    ``told``: the lines for which the rows before it stand; a further row that says the same is another line.
    """
    if len(row) != len(COLUMNS):
        raise Refusal("transcribe.cells", count=len(row), columns=COLUMNS)
    time, by, what = (cell.strip() for cell in row)
    names, read_time = _names(session, besides), _clock(session.state)
    act = _read(what, names, read_time, also)
    at, staff = read_time(time), _of_the_team(session, names, by)
    if by and staff is None:
        raise Refusal("transcribe.unknown_staff", name=by)
    fact, people = _fact(session, act, at)
    written, of_room = standing(session.history, fact, time, at, told)
    there = of_room | written
    about: list[UUID | None] = [*people] or [None]
    missing = [one for one in about if one not in there]
    lines = [there[one] for one in about if one in there]
    if missing:
        whom = [one for one in missing if one is not None]
        lines += await session.write(fact, whom, by=UUID(staff) if staff else None, at=at)
    told.update(line.id for line in lines)
    doses = [line.id for line in lines if isinstance(fact, DoseGiven) and line.participant in people]
    return _Row(bool(missing), doses, [of_room[one] for one in about if one in of_room])


def _of_the_team(session: Session, names: Names, by: str) -> str | None:
    """Who of the team it was, by a name that only one has, however it is written."""
    alike = {str(one.id) for one in session.state.staff.values() if folded(by) in _names_of(one.name)}
    return names.staff.get(by) or (alike.pop() if len(alike) == 1 else None)


def _names_of(name: str) -> set[str]:
    return {folded(name), folded(name.split()[0])}


def _read(
    what: str, names: Names, read_time: Callable[[str], datetime], also: Mapping[str, Collection[str]]
) -> acts.Act:
    """What a row tells; refused in the words of whoever wrote it."""
    phrase = None
    try:
        words = Words(what, names, read_time, also)
        phrase = words.one_of_or_none(BY_PHRASE)
        if phrase is None:
            raise Refusal("story.unknown_verb", verb=words.take("a verb"))
        act = BY_PHRASE[phrase].read(words)
        words.end()
    except Refusal as refusal:
        key = refusal.key.removeprefix("story.")
        if key == refusal.key or refusal.key in _PLAIN:
            raise
        if refusal.key in _OF_A_ROW:
            raise Refusal(f"on_paper.{key}", field=refusal.field, **refusal.values) from None
        raise Refusal("on_paper.incomplete", example=_example(phrase)) from None
    return act


def _example(phrase: str | None) -> str:
    """How such a row reads; of a word that no sheet prints, as a story has it."""
    if phrase in SAID or phrase is None:
        return text.render(f"on_paper.example_{phrase or SAID[0]}")
    return BY_PHRASE[phrase].example.partition(" ")[2]


def _fact(session: Session, act: acts.Act, at: datetime) -> tuple[Fact, list[UUID]]:
    """What an act says, and of whom; refused when it is no fact that a paper log can hold."""
    match act:
        case acts.Tell(people=people, fact=fact):
            if isinstance(fact, Refusal):
                raise fact
            return _as_kept(fact), _people(session, people, at)
        case acts.Check():
            sure = frozenset(vitals.Measure) if act.confirmed else frozenset[vitals.Measure]()
            return vitals.examine(act.typed, act.words, sure), [UUID(act.person)]
        case acts.Observe():
            word = _word(session.programme, act.word)
            return room.Observed(word=word.key, label=word.label, group=word.group), _people(session, act.people, at)
        case acts.Quote():
            then = session.history.state_at(at)
            playing = then.playing.title if then.playing else ""
            return room.Quoted(text=act.text, phase=then.phase, playing=playing), [UUID(act.person)]
        case _:
            raise Refusal("transcribe.not_on_paper")


def _as_kept(fact: Fact) -> Fact:
    """A dose under the name by which the record keeps its medicine, in whichever language it was written down."""
    return msgspec.structs.replace(fact, drug=medicine_of(fact)) if isinstance(fact, DoseGiven) else fact


def _word(programme: Programme, said: str) -> Word:
    """The programme's word that reads so, on its screen or in a language in which it ships."""
    known = (word for word in programme.words if said.casefold() in programme_spoken.called(word))
    there = any(said.lower() in (word.label.lower(), word.key) for word in programme.words)
    return word_said(programme, said) if there else next(known, None) or rules.word_of(programme, said)


def _stood(session: Session, row: int, of_room: Iterable[Entry]) -> Iterator[Stood]:
    """What the room wrote of a row, of whom, and when as it reads now."""
    for first in of_room:
        line, person = session.history.line(first.id), first.participant
        assert line is not None  # it was found there
        name = session.state.people[person].preferred_name if person else text.render("on_paper.room")
        yield Stood(row, name, line.entry.observed_at)


def _people(session: Session, people: tuple[str, ...], at: datetime) -> list[UUID]:
    """Of whom a row tells; all are those who had a seat at its minute and were not out of the session by then."""
    if people != ("all",):
        return [UUID(person) for person in people]
    then = session.history.state_at(at)
    there = [person.id for person in then.in_seat_order if person.out is None]
    if not there and then.opened_at is not None:
        raise Refusal("on_paper.nobody_then")
    return there


def _names(session: Session, besides: Mapping[UUID, Collection[str]]) -> Names:
    """Everybody of the session by the names that only one has, and by a seat that only one sat on, each to their own id."""
    state = session.state
    people = [(name, id) for id, names in alone(state).items() for name in names] + _besides(state, besides)
    sat = {told for line in session.history.lines() if (told := _seat_of(line)) is not None}
    seats = [seat for seat, _ in sat]
    for seat, person in sat:
        said = {one.render("on_paper.seat", seat=seat) for one in text.languages()} if seats.count(seat) == 1 else set()
        people += [(name, person) for one in said for name in (one, one.capitalize())]
    staff = [(one.name, one.id) for one in state.staff.values()]
    staff += [(one.name.split()[0], one.id) for one in state.staff.values() if " " in one.name]
    read: dict[str, set[UUID]] = {}
    for name, who in [*people, *((name, id) for id, names in _every(state, besides).items() for name in names)]:
        read.setdefault(folded(name), set()).add(who)
    return Names(
        people={name: str(who) for name, who in people},
        staff=_of_one(staff),
        alike={name: str(next(iter(who))) for name, who in read.items() if len(who) == 1},
    )


def _besides(state: SessionState, besides: Mapping[UUID, Collection[str]]) -> list[tuple[str, UUID]]:
    """Everybody by their first name and by what else they are called, where nobody else here has a name that reads so."""
    more = {id: (*one.legal_name.split()[:1], *besides.get(id, ())) for id, one in state.people.items()}
    own = {id: {folded(name) for name in names} for id, names in _every(state, besides).items()}
    read = Counter(name for names in own.values() for name in names)
    return [(name, id) for id, names in more.items() for name in names if read[folded(name)] == 1]


def _every(state: SessionState, besides: Mapping[UUID, Collection[str]]) -> dict[UUID, tuple[str, ...]]:
    """All that everybody is called, also what others are."""
    return {
        id: tuple(
            name
            for name in (one.preferred_name, one.legal_name, *one.legal_name.split()[:1], *besides.get(id, ()))
            if name.strip()
        )
        for id, one in state.people.items()
    }


def _seat_of(line: Line) -> tuple[int, UUID] | None:
    """On which seat somebody sat by that line."""
    fact, person = line.entry.fact, line.entry.participant
    return (fact.seat, person) if isinstance(fact, room.Seated) and person and line.voided is None else None


def _of_one(named: list[tuple[str, UUID]]) -> dict[str, str]:
    given = [name for name, _ in named if name]
    return {name: str(who) for name, who in named if given.count(name) == 1}


def _clock(state: SessionState) -> Callable[[str], datetime]:
    """Reads ``14:05``, ``14:05:30`` or ``2026-03-05 14:05`` as the clock of the session's room."""
    zone, opened = ZoneInfo(state.zone), state.opened_at
    if opened is None:
        raise Refusal("session.not_open")

    def read(said: str) -> datetime:
        for form in ("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%H:%M", "%H:%M:%S"):
            try:
                told = datetime.strptime(said, form)  # noqa: DTZ007 - the room's zone is put to it below
            except ValueError:
                continue
            if form.startswith("%Y"):
                return told.replace(tzinfo=zone).astimezone(UTC)
            day = opened.astimezone(zone).date()
            days = (day + timedelta(days=days) for days in (-1, 0, 1))
            moments = [datetime.combine(one, told.time(), zone).astimezone(UTC) for one in days]
            return _not_before(opened, min(moments, key=lambda moment: abs(moment - opened - _MIDDLE)))
        raise Refusal("story.not_a_time", time=said)

    return read


def _not_before(opened: datetime, moment: datetime) -> datetime:
    """Paper knows no seconds: the minute in which the session began begins with it."""
    return opened if timedelta(0) < opened - moment < timedelta(minutes=1) else moment
