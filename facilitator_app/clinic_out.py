"""The clinic's groups, or the whole clinic in one go, as tables (CSV) and data (JSON) that can be read without this program.

For the window and the command line.  Process notes are their writers' alone and never in it, nor are the words of
a disclosure of risk.  That it leaves is on the record before it does; the file is closed unless asked.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from facilitator_app import __version__, attachments, before_words, history_in, moving_in
from facilitator_app.app import App
from facilitator_app.clinic import Clinic
from facilitator_app.export import entry_told, session_data
from facilitator_app.faults import Refusal, Trouble
from facilitator_app.handoff.files import leave, unnamed
from facilitator_app.handoff.sealing import ENDINGS, check_key, password, sealed
from facilitator_app.people_file import OFFERED
from facilitator_app.programme_written import write_programme
from facilitator_app.record import versions
from facilitator_app.record.attachments import Attached, PictureKept
from facilitator_app.record.entry import Entry
from facilitator_app.record.groups import Accepting, Group, GroupMember, GroupPaper, PaperScanned, PaperSigned
from facilitator_app.record.readiness import consent_of
from facilitator_app.record.release import How
from facilitator_app.record.roles import Act, whose_word, word_counts
from facilitator_app.table_file import written
from facilitator_app.text import Text, catalogue, render

HISTORY = "history.csv"
"""What was held, given and scored of everybody."""
_JPEG = b"\xff\xd8"
"""How a page begins that is a JPEG."""


class Written(NamedTuple):
    """What was written: the file, or the folder of files; the password it opens with (empty: none); how many sessions were
    left out, which who is at the screen may not read; how many papers and pictures, which nobody can read any more; and
    whether everybody's history was, which is not everybody's to read."""

    path: Path
    password: str
    withheld: int = 0
    unreadable: int = 0
    no_history: bool = False

    def told(self) -> tuple[str, ...]:
        """What was left out, in words."""
        counts = {"withheld": self.withheld, "unreadable": self.unreadable}
        said = [render(f"clinic_out.{what}", count=count) for what, count in counts.items() if count]
        return (*said, render("clinic_out.no_history")) if self.no_history else tuple(said)


class Everything(NamedTuple):
    """Every file by its name, and how many sessions, papers and pictures were left out; see ``Written``."""

    files: Mapping[str, bytes]
    withheld: int
    unreadable: int


async def write_groups(app: App, to: Path, how: How | None = How.ZIP, key: str = "") -> Written:
    """Write the groups with their members and papers into the folder ``to``; closed as ``how`` says, or (None) open.

    Raises Refusal for whom it is not to write, and for an unknown key; Trouble when it cannot be written.
    """
    clinic = _clinic(app, Act.MANAGE_PEOPLE)
    people = {member for group in clinic.state.groups.values() for member in group.members}
    return await _out(app, to, "groups", people, groups_files(clinic, catalogue()), how, key)


async def write_all(app: App, to: Path, how: How | None = How.ZIP, key: str = "") -> Written:
    """Write the whole clinic into the folder ``to``: people, their history, groups, programmes, every session and line.

    For an administrator.  Raises as ``write_groups``.
    """
    clinic = _clinic(app, Act.MANAGE_CLINIC)
    if how is How.AGE_KEY:
        check_key(key)
    all_of_it = await everything(app)
    done = await _out(app, to, "clinic", clinic.state.participants, all_of_it.files, how, key)
    no_history = HISTORY not in all_of_it.files
    return done._replace(withheld=all_of_it.withheld, unreadable=all_of_it.unreadable, no_history=no_history)


async def everything(app: App) -> Everything:
    """All that leaves with the whole clinic."""
    clinic = _clinic(app, Act.MANAGE_CLINIC)
    heads = {field: render(f"field.{field}") for field in OFFERED}
    files = {"people.csv": moving_in.people_table(clinic, heads)}
    with contextlib.suppress(
        Refusal
    ):  # not theirs to read, and told so: what of it they may read stands in its session
        files[HISTORY] = await history_in.history_table(app)
    files |= groups_files(clinic, catalogue())
    files |= {f"programmes/{key}.toml": write_programme(one).encode() for key, one in clinic.state.programmes.items()}
    files["sessions.csv"] = _sessions(clinic, catalogue())
    sessions, withheld, named = await _session_files(app, clinic)
    pages, unreadable = await _pages(app, _named(clinic.history.entries) | named)
    return Everything({**files, **sessions, "clinic.json": _lines(clinic), **pages}, withheld, unreadable)


def groups_files(clinic: Clinic, words: Text) -> dict[str, bytes]:
    """The groups as tables: each group, who belongs to it or did, the papers in all their versions, and who accepted which;
    and all as data."""
    groups, zone = sorted(clinic.state.groups.values(), key=lambda one: one.formed_at), ZoneInfo(clinic.state.zone)
    data = {
        "format": "facilitator-groups/1",
        "version": __version__,
        "groups": msgspec.to_builtins(groups, str_keys=True),
    }
    papers = [
        (str(group.id), group.theme, words.render(f"group_paper.{paper}"), str(version.number),
         f"{version.at.astimezone(zone):%Y-%m-%d %H:%M}", _staff(clinic, version.by), version.text)
        for group in groups for paper, versions_ in group.papers.items() for version in versions_
    ]  # fmt: skip
    members = [_member(clinic, group, member, words, zone) for group in groups for member in group.members.values()]
    return {
        "groups.csv": _table("groups", [_group(clinic, group, zone) for group in groups], words),
        "members.csv": _table("members", members, words),
        "papers.csv": _table("papers", papers, words),
        "acceptances.csv": _table("acceptances", _acceptances(clinic, words, zone), words),
        "groups.json": _bytes(data),
    }


# ------------------------------------------------------------ rows
_HEADS = {
    "groups": ("group", "theme", "programme", "programme_version", "intake_from", "intake_until", "starts_on", "formed",
               "sessions", "ended"),
    "members": ("group", "theme", "person", "name", "joined", "decided_by", "why", "left", "left_because",
                "confidentiality", "rules", "lacking"),
    "papers": ("group", "theme", "paper", "paper_version", "kept", "kept_by", "text"),
    "acceptances": ("group", "theme", "person", "name", "paper", "paper_version", "accepted_on", "accepted_how", "written"),
    "sessions": ("session", "title_of", "programme", "group", "set_for", "begun", "ended"),
}  # fmt: skip


def _group(clinic: Clinic, group: Group, zone: ZoneInfo) -> tuple[str, ...]:
    runs_by = versions.programme_for(clinic.state, group.programme, group.id)
    dates = (str(day or "") for day in (group.intake_from, group.intake_until, group.starts_on))
    return (
        str(group.id), group.theme, runs_by.name if runs_by else group.programme, str(runs_by.version if runs_by else ""),
        *dates, f"{group.formed_at.astimezone(zone):%Y-%m-%d}", str(len(group.sessions)),
        f"{group.ended_at.astimezone(zone):%Y-%m-%d}" if group.ended_at else "",
    )  # fmt: skip


def _member(clinic: Clinic, group: Group, member: GroupMember, words: Text, zone: ZoneInfo) -> tuple[str, ...]:
    known, left = clinic.state.known(member.id), member.left_at
    lacking = ", ".join(words.render(f"group_paper.{paper}") for paper in group.lacking(member.id)) if not left else ""
    return (
        str(group.id), group.theme, str(member.id), known.told.preferred_name if known else "",
        f"{member.joined_at.astimezone(zone):%Y-%m-%d}", member.told.decided_by_name, member.told.why,
        f"{left.astimezone(zone):%Y-%m-%d}" if left else "", member.left_because,
        *(_accepted(member, paper, words, zone) for paper in GroupPaper), lacking,
    )  # fmt: skip


def _accepted(member: GroupMember, paper: GroupPaper, words: Text, zone: ZoneInfo) -> str:
    last = member.accepted.get(paper)
    if last is None:
        return ""
    return f"{last.on or f'{last.at.astimezone(zone):%Y-%m-%d}'}: {before_words.accepted(last.told, words)}"


def _acceptances(clinic: Clinic, words: Text, zone: ZoneInfo) -> Iterable[tuple[str, ...]]:
    """Everything that was accepted, of every version, in the order of writing; what was withdrawn is left out."""
    for line in clinic.history.lines():
        fact, who = line.entry.fact, line.entry.participant
        group = clinic.state.groups.get(fact.group) if isinstance(fact, Accepting) else None
        if not isinstance(fact, Accepting) or group is None or who is None or line.voided is not None:
            continue
        known, day = clinic.state.known(who), line.entry.observed_at.astimezone(zone).date()
        on = None if isinstance(fact, PaperSigned) else fact.on
        yield (
            str(group.id), group.theme, str(who), known.told.preferred_name if known else "",
            words.render(f"group_paper.{fact.paper}"), str(fact.version), str(on or day),
            before_words.accepted(fact, words), _moment(line.entry.recorded_at, zone),
        )  # fmt: skip


def _sessions(clinic: Clinic, words: Text) -> bytes:
    """Those that were held and those that are only set, by their day."""
    state, zone = clinic.state, ZoneInfo(clinic.state.zone)
    of = {session: group.theme for group in state.groups.values() for session in group.sessions}
    names = {key: one.name for key, one in state.programmes.items()}
    set_for = {id: one.told for id, one in state.agenda.sessions.items()}
    rows = [
        (one.planned_at, str(one.id), one.title, names.get(one.programme, ""), of.get(one.id, ""),
         _moment(set_for[one.id].at if one.id in set_for else None, zone),
         _moment(one.planned_at, zone), _moment(one.ended_at, zone))
        for one in state.sessions.values()
    ]  # fmt: skip
    rows += [
        (told.at, str(id), told.title, names.get(told.programme, ""),
         state.groups[told.group].theme if told.group in state.groups else "", _moment(told.at, zone), "", "")
        for id, told in set_for.items() if id not in state.sessions
    ]  # fmt: skip
    return _table("sessions", [row for _, *row in sorted(rows)], words)


def _moment(at: datetime | None, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}" if at else ""


def _table(name: str, rows: Iterable[Iterable[str]], words: Text) -> bytes:
    return written([[words.render(f"clinic_out.{head}") for head in _HEADS[name]], *rows])


def _staff(clinic: Clinic, staff: UUID | None) -> str:
    known = clinic.state.staff.get(staff) if staff else None
    return known.name if known else ""


# ------------------------------------------------------------ data
async def _session_files(app: App, clinic: Clinic) -> tuple[dict[str, bytes], int, dict[UUID, tuple[UUID, Attached]]]:
    """Each session that is to be read by who is at the screen; how many are not; and the pages that their lines name."""
    files, withheld, named = dict[str, bytes](), 0, dict[UUID, tuple[UUID, Attached]]()
    for scope in clinic.state.sessions:
        try:
            session = await app.read_own(scope)
        except Refusal as refused:
            if refused.key != "oversight.not_yours":
                raise
            withheld += 1
            continue
        files[f"sessions/{scope}.json"] = await asyncio.to_thread(session_data, session, clinic.state)
        named |= _named(session.history.entries)
    return files, withheld, named


def _lines(clinic: Clinic) -> bytes:
    """Every line of the clinic's own record as data."""
    state = clinic.state
    about = {"format": "facilitator-clinic/1", "version": __version__, "clinic": state.name, "zone": state.zone}
    staff = {str(member.id): member.name for member in state.staff.values()}
    return _bytes({**about, "staff": staff, "lines": [entry_told(one) for one in clinic.history.entries]})


async def _pages(app: App, named: Mapping[UUID, tuple[UUID, Attached]]) -> tuple[dict[str, bytes], int]:
    """What was scanned and kept, by the line that names it; what cannot be read any more is counted, and keeps nobody
    from the rest."""
    found, unreadable = dict[str, bytes](), 0
    for line, told in named.values() if app.journal is not None else ():
        assert app.journal is not None  # or there is nothing to go through
        try:
            pages = await attachments.read(app.journal, told)
        except Trouble:
            unreadable += 1
            continue
        for number, page in enumerate(pages, 1):
            ending = "jpg" if page.startswith(_JPEG) else "png"
            found[f"pages/{line}-{number}.{ending}"] = page
    return found, unreadable


def _named(lines: Iterable[Entry]) -> dict[UUID, tuple[UUID, Attached]]:
    """The pages that lines name, each once, with the line."""
    found = {}
    for line in lines:
        fact, given = line.fact, consent_of(line)
        told = fact.picture if isinstance(fact, PictureKept) else given.scan if given is not None else None
        told = fact.scan if isinstance(fact, PaperScanned) else told
        if told is not None:
            found[told.id] = line.id, told
    return found


# ------------------------------------------------------------ out
async def _out(
    app: App,
    to: Path,
    kind: str,
    people: Iterable[UUID],
    files: Mapping[str, bytes],
    how: How | None,
    key: str,
) -> Written:
    secret = "" if how in (None, How.AGE_KEY) else password()
    now = app.clock.now()
    made = await asyncio.to_thread(sealed, files, how, key if how is How.AGE_KEY else secret, now) if how else b""
    async with app.going_out(list(people), folder=to):
        if how is not None:
            return Written(await asyncio.to_thread(leave, to, unnamed(kind, ENDINGS[how]), made), secret)
        folder = to / unnamed(kind, "files")
        for name, content in files.items():
            place = folder / name
            await asyncio.to_thread(leave, place.parent, place.name, content)
        return Written(folder, "")


def _clinic(app: App, act: Act) -> Clinic:
    if app.clinic is None or app.at_screen is None:
        raise Refusal("app.locked")
    if not word_counts(app.at_screen.roles, act):
        roles = tuple(role.value for role in whose_word(act))
        raise Refusal("session.not_your_word", act=act.value, roles=roles)
    return app.clinic


def _bytes(document: dict[str, object]) -> bytes:
    return msgspec.json.format(msgspec.json.encode(document), indent=1)
