"""Whether what a story expects holds: one check for each expectation.  A check says what is so when it does not hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from zoneinfo import ZoneInfo

import msgspec

from facilitator_app import monitoring, rules, text
from facilitator_app.app import Stage as Opening
from facilitator_app.readiness import Board, board, group_of
from facilitator_app.record.history import Line
from facilitator_app.record.scores import Scale
from facilitator_app.record.vitals import Measure
from facilitator_app.rehearsal import after_played, before_played, before_told, papers
from facilitator_app.rehearsal.acts import Which
from facilitator_app.rehearsal.stage import Stage
from facilitator_app.rehearsal.words import MEASURES
from facilitator_app.wording import consent

Parts = Mapping[str, str]
NOTHING = "nothing"


async def holds(stage: Stage, what: str, parts: Parts) -> str:
    """Empty when the expectation holds, else what is so, in words."""
    if what == "record":
        findings = await stage.app.verify()
        found = NOTHING if not findings else ", ".join(finding.what for finding in findings)
        return _same(found, NOTHING)
    return _CHECKS[what](stage, parts)


def _same(found: object, wanted: object) -> str:
    """Empty when they are the same, large and small letters aside."""
    if str(found).lower() == str(wanted).lower():
        return ""
    return text.render("story.is_so", found=str(found) or NOTHING)


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)


def _state(stage: Stage, parts: Parts) -> str:
    return _same(stage.person(parts["person"]).state.value, parts["state"])


def _seat(stage: Stage, parts: Parts) -> str:
    return _same(stage.person(parts["person"]).seat, parts["seat"])


def _reading(stage: Stage, parts: Parts, measure: Measure) -> str:
    reading = stage.person(parts["person"]).readings.get(measure)
    if reading is None:
        return NOTHING
    return str(reading.value) if reading.word is None else reading.word.value.replace("_", " ")


def _value(stage: Stage, parts: Parts) -> str:
    found = [_reading(stage, parts, measure) for measure in MEASURES[parts["measure"].lower()]]
    return _same("/".join(dict.fromkeys(found)) if len(set(found)) == 1 else "/".join(found), parts["value"])


def _age(stage: Stage, parts: Parts) -> str:
    reading = stage.person(parts["person"]).readings.get(MEASURES[parts["measure"].lower()][0])
    age = NOTHING if reading is None else str(_minutes(monitoring.age(reading.at, stage.now)))
    return _same(age, parts["minutes"])


def _stale(stage: Stage, parts: Parts) -> str:
    measure = MEASURES[parts["measure"].lower()][0]
    person = stage.person(parts["person"])
    if measure not in person.readings:
        return _same(NOTHING, parts["stale"])
    stale = monitoring.is_stale(person, measure, monitoring.plan_of(stage.state), stage.now)
    return _same("stale" if stale else "fresh", parts["stale"])


def _open_checks(stage: Stage, parts: Parts) -> tuple[monitoring.Due, ...]:
    return monitoring.checks_due(stage.person(parts["person"]), monitoring.plan_of(stage.state), stage.now)


def _overdue(stage: Stage, parts: Parts) -> str:
    late = [measure for due in _open_checks(stage, parts) if due.overdue for measure in due.measures]
    wanted = MEASURES[parts["measure"].lower()] if "measure" in parts else tuple(late)
    return "" if late and set(wanted) <= set(late) else _same(", ".join(late) or "not overdue", "overdue")


def _on_time(stage: Stage, parts: Parts) -> str:
    late = [measure for due in _open_checks(stage, parts) if due.overdue for measure in due.measures]
    return _same(", ".join(late), "")


def _due(stage: Stage, parts: Parts) -> str:
    dues = _open_checks(stage, parts)
    return _same(_minutes(dues[0].due_at - stage.now) if dues else NOTHING, parts["minutes"])


def _no_due(stage: Stage, parts: Parts) -> str:
    return _same(len(_open_checks(stage, parts)), 0)


def _passed(stage: Stage, parts: Parts) -> set[Measure]:
    person = stage.person(parts["person"])
    return {passed.measure for passed in monitoring.limits_passed(person, monitoring.plan_of(stage.state))}


def _beyond(stage: Stage, parts: Parts) -> str:
    passed = _passed(stage, parts)
    return "" if passed & set(MEASURES[parts["measure"].lower()]) else _same(", ".join(sorted(passed)), "beyond")


def _within(stage: Stage, parts: Parts) -> str:
    return _same(", ".join(sorted(_passed(stage, parts))), "")


def _repeat(stage: Stage, parts: Parts) -> str:
    person, plan = stage.person(parts["person"]), monitoring.plan_of(stage.state)
    wanted = set(MEASURES[parts["measure"].lower()]) if "measure" in parts else set()
    found = [due for due in monitoring.repeats(person, plan, stage.now) if wanted <= set(due.measures)]
    return _same(_minutes(found[0].due_at - stage.now) if found else NOTHING, parts.get("minutes", NOTHING))


def _put_off(stage: Stage, parts: Parts) -> str:
    return _same(max((due.put_off for due in _open_checks(stage, parts)), default=0), parts["count"])


def _scored(stage: Stage, parts: Parts) -> str:
    person, scale = stage.person(parts["person"]), Scale(parts["scale"].lower())
    if scale is Scale.NEWS2:
        figure = monitoring.news2_of(person, monitoring.plan_of(stage.state), stage.now)
        return _same("incomplete" if figure.total is None else figure.total, parts["level"])
    said = person.scores.get(scale)
    return _same(said.level if said else NOTHING, parts["level"].removeprefix("+"))


def _observed(stage: Stage, parts: Parts) -> str:
    said = stage.person(parts["person"]).observation
    return _same(said.text if said else NOTHING, parts["word"])


def _dosed(stage: Stage, parts: Parts) -> str:
    doses = stage.person(parts["person"]).doses
    since = max((dose.at for dose in doses), default=None)
    return _same(NOTHING if since is None else _minutes(stage.now - since), parts["minutes"])


def _doses(stage: Stage, parts: Parts) -> str:
    return _same(len(stage.person(parts["person"]).doses), parts["count"])


def _intention(stage: Stage, parts: Parts) -> str:
    return _same(stage.person(parts["person"]).intention, parts["text"])


def _board(stage: Stage) -> Board:
    return board(stage.state, group_of(stage.app.clinic_state(), stage.state), at=stage.now)


def _waits_for(stage: Stage, parts: Parts) -> str:
    row = next(row for row in _board(stage).rows if row.person == stage.person(parts["person"]).id)
    return _same(", ".join(cell.matter.value for cell in row.in_the_way) or NOTHING, parts["matters"])


def _room_waits(stage: Stage, parts: Parts) -> str:
    found = _board(stage)
    waits = [cell.matter for cell in found.waits]
    return _same(", ".join(waits).replace("_", " ") or NOTHING, parts["matters"])


def _own_word(stage: Stage, parts: Parts) -> str:
    said = before_played.preparation_of(stage, parts["person"]).is_ready
    return _same({True: "ready", False: "not yet", None: NOTHING}[said], parts["word"])


def _lacks(stage: Stage, parts: Parts) -> str:
    group = group_of(stage.app.clinic_state(), stage.state)
    lacking = group.lacking(stage.id(parts["person"])) if group else ()
    names = {which: name for name, which in before_told.PAPERS.items()}
    return _same(", ".join(names[paper] for paper in lacking) or NOTHING, parts["papers"])


def _after(stage: Stage, parts: Parts) -> str:
    return _same(", ".join(after_played.matters(stage, parts["person"])) or NOTHING, parts["matters"])


def _ready(stage: Stage, parts: Parts) -> str:
    return _same("ready" if _board(stage).is_ready else "not ready", parts["ready"])


def _touch(stage: Stage, parts: Parts) -> str:
    person = stage.person(parts["person"])
    general = person.consent.general
    return _same(consent(general, text.english()) if general is not None else person.touch, parts["text"])


def _needs_care(stage: Stage, parts: Parts) -> str:
    listed = [said.text for said in stage.person(parts["person"]).needs_care]
    return "" if parts["text"] in listed else _same("; ".join(listed), parts["text"])


def _support(stage: Stage, parts: Parts) -> str:
    call = stage.person(parts["person"]).support
    found = "wants nothing" if call is None else "is answered" if call.answered_at else "wants support"
    return _same(found, parts["support"])


def _out(stage: Stage, parts: Parts) -> str:
    out = stage.person(parts["person"]).out
    return _same(out.way.value.replace("_", " ") if out else "still here", parts["way"])


def _here(stage: Stage, parts: Parts) -> str:
    return _out(stage, {**parts, "way": "still here"})


def _draft(stage: Stage, parts: Parts) -> str:
    return _same(stage.app.drafts.get(stage.draft_key(parts["person"]), ""), parts.get("text", ""))


def _meant(stage: Stage, parts: Parts) -> Line:
    first = parts["order"].lower() == "first"
    return stage.line(Which(person=parts.get("person", ""), thing=parts["thing"].lower(), first=first))


def _line(stage: Stage, parts: Parts) -> str:
    line = _meant(stage, parts)
    marks = {
        "amended": line.is_amended,
        "withdrawn": line.voided is not None,
        "confirmed": line.confirmed is not None,
        "awaiting": rules.awaits(line, stage.state),
        "late": line.entry.is_late,
    }
    found = [mark for mark, there in marks.items() if there]
    wanted = parts["mark"].lower()
    return "" if wanted in (found or ["plain"]) else _same(", ".join(found) or "plain", wanted)


def _reads(stage: Stage, parts: Parts) -> str:
    line = _meant(stage, parts)
    fact = (line.first if parts["how"].lower() == "was" else line.entry).fact
    told = msgspec.to_builtins(fact, str_keys=True)
    said = next((str(told[field]) for field in _SAYS if field in told), "")
    return _same(said, parts["text"])


_SAYS = ("text", "label", "state", "consent", "wanted", "reason", "phase", "way", "words")
"""The field of a fact that holds its words, the first that it has."""


def _count(stage: Stage, parts: Parts) -> str:
    lines = stage.lines(parts["thing"].lower(), parts.get("person", ""))
    return _same(sum(line.voided is None for line in lines), parts["count"])


def _entries(stage: Stage, parts: Parts) -> str:
    return _same(len(stage.session.history.entries), parts["count"])


def _phase(stage: Stage, parts: Parts) -> str:
    return _same(stage.state.phase, parts["phase"].replace(" ", "_"))


def _phase_age(stage: Stage, parts: Parts) -> str:
    clock = monitoring.phase_clock(stage.state, stage.now)
    return _same(NOTHING if clock is None else _minutes(clock.elapsed), parts["minutes"])


def _clock(stage: Stage, parts: Parts) -> str:
    opened = stage.state.opened_at
    return _same(NOTHING if opened is None else _minutes(stage.now - opened), parts["minutes"])


def _session(stage: Stage, parts: Parts) -> str:
    return _same("open" if stage.state.is_open else "closed", parts["session"])


def _screen(stage: Stage, parts: Parts) -> str:
    who = stage.app.at_screen
    return _same(who.name if who else NOTHING, parts["staff"])


def _locked(stage: Stage, parts: Parts) -> str:
    return _same(stage.app.stage.value, Opening.LOCKED.value)


def _came_due(stage: Stage, parts: Parts) -> str:
    names = {person.id: person.preferred_name for person in stage.state.in_seat_order}
    found = sorted({names[due.person] for due in stage.app.came_due})
    if "person" not in parts:
        return _same(", ".join(found), "")
    return "" if parts["person"] in found else _same(", ".join(found), parts["person"])


def _plays(stage: Stage, parts: Parts) -> str:
    deck = stage.app.deck
    if deck is None or deck.state.status != "playing":
        return _same(deck.state.status if deck else NOTHING, "playing")
    return _same(deck.state.title, parts["text"]) if "text" in parts else ""


def _silent(stage: Stage, parts: Parts) -> str:
    deck = stage.app.deck
    status = deck.state.status if deck else "idle"
    if parts["silence"].lower() == "silent":
        return "" if status in ("idle", "faded") else _same(status, "silent")
    return _same(status, "no_device")


def _trouble(stage: Stage, parts: Parts) -> str:
    """Told through the one door of faults, or by the deck while it lasts."""
    deck = stage.app.deck
    told = [*stage.troubles, *([deck.state.trouble] if deck and deck.state.trouble else [])]
    if "key" not in parts:
        return _same(", ".join(told), "")
    there = parts["key"] in told
    return "" if there != ("no" in parts) else _same(", ".join(told), parts["key"])


def _packet(stage: Stage, parts: Parts) -> str:
    said = papers.text_of(stage, parts["person"])
    there = parts["text"] in said
    wanted = parts["holds"].lower() == "holds"
    return "" if there == wanted else text.render("story.packet_holds" if there else "story.packet_lacks")


def _earliest(stage: Stage, parts: Parts) -> str:
    earliest = papers.packet_of(stage, parts["person"]).earliest
    zone = ZoneInfo(stage.state.zone)
    return _same("open" if earliest is None else f"{earliest.astimezone(zone):%Y-%m-%d %H:%M}", parts["when"])


def _guard(stage: Stage, parts: Parts) -> str:
    found = sorted({find.text for find in papers.finds_in(stage, parts["person"])})
    wanted = parts["found"].strip('"')
    if wanted.lower() == NOTHING:
        return _same(", ".join(found), "")
    return "" if wanted in found else _same(", ".join(found), wanted)


_CHECKS: Mapping[str, Callable[[Stage, Parts], str]] = {
    "state": _state,
    "seat": _seat,
    "age": _age,
    "stale": _stale,
    "value": _value,
    "overdue": _overdue,
    "on_time": _on_time,
    "due": _due,
    "no_due": _no_due,
    "beyond": _beyond,
    "within": _within,
    "repeat": _repeat,
    "no_repeat": _repeat,
    "put_off": _put_off,
    "scored": _scored,
    "observed": _observed,
    "dosed": _dosed,
    "doses": _doses,
    "intention": _intention,
    "waits_for": _waits_for,
    "after": _after,
    "room_waits": _room_waits,
    "own_word": _own_word,
    "lacks": _lacks,
    "ready": _ready,
    "touch": _touch,
    "needs_care": _needs_care,
    "support": _support,
    "out": _out,
    "here": _here,
    "draft": _draft,
    "no_draft": _draft,
    "line": _line,
    "reads": _reads,
    "count": _count,
    "entries": _entries,
    "phase": _phase,
    "phase_age": _phase_age,
    "clock": _clock,
    "session": _session,
    "screen": _screen,
    "locked": _locked,
    "came_due": _came_due,
    "nothing_came_due": _came_due,
    "plays": _plays,
    "silent": _silent,
    "trouble": _trouble,
    "packet": _packet,
    "earliest": _earliest,
    "guard": _guard,
}
