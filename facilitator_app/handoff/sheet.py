"""The one page about one person for whoever comes in an ambulance: composed from the record, for screen and paper alike.

Shows nobody else, and says what is not recorded instead of leaving it out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from facilitator_app.record.doses import plain
from facilitator_app.record.vitals import RANGES, Measure
from facilitator_app.wording import Words, figure, medicine, medicine_unit

if TYPE_CHECKING:
    from facilitator_app.record.clinic import ClinicState
    from facilitator_app.record.doses import GivenEarlier
    from facilitator_app.record.state import Dose, Person, Reading, SessionState


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What the clinic knows besides the session's own record; empty: not recorded."""

    clinic: str = ""
    address: str = ""
    medicines: str = ""
    conditions: str = ""
    emergency_contact: str = ""
    allergies: str = ""
    legal_name: str = ""
    birth_date: str = ""


class SheetRow(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the page: its key, what it is called, and what it says."""

    key: str
    label: str
    text: str


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """The page.  ``made`` is when, in words."""

    title: str
    name: str
    made: str
    paper: str
    rows: tuple[SheetRow, ...]


def known_of(clinic: ClinicState, person: UUID) -> Known:
    """What the clinic knows of a person and of its own place."""
    found = clinic.participants.get(person)
    if found is None:
        return Known(clinic=clinic.name, address=clinic.address)
    told, more = found.told, found.details
    return Known(
        clinic=clinic.name,
        address=clinic.address,
        medicines=more.medicines,
        conditions=more.conditions,
        emergency_contact=more.emergency_contact,
        allergies=told.allergies,
        legal_name=told.legal_name,
        birth_date=told.birth_date,
    )


def compose(state: SessionState, person: Person, known: Known, now: datetime, words: Words) -> Sheet:
    """The page about ``person`` as things stand ``now``; times are the room's."""
    zone, none = ZoneInfo(state.zone), words.render("emergency.none")
    texts = {
        "born": _born(person.birth_date or known.birth_date, now.astimezone(zone).date(), words),
        "allergies": person.allergies or known.allergies,
        "medicines": known.medicines,
        "conditions": known.conditions,
        "doses": "\n".join(given(state, person, now, words)) or words.render("emergency.no_dose"),
        "vitals": "\n".join(_vitals(person, zone, words)),
        "done": "\n".join(_done(state, person, zone, words)),
        "contact": known.emergency_contact,
        "place": "\n".join(part for part in (known.clinic, known.address) if part) if known.address else "",
    }
    rows = [SheetRow(key=key, label=words.render(f"emergency.{key}"), text=text or none) for key, text in texts.items()]
    return Sheet(
        title=words.render("emergency.sheet_title"),
        name=person.legal_name or known.legal_name or person.preferred_name,
        made=words.render("emergency.made", zone=zone, at=now),
        paper="us-letter" if state.zone.startswith("America/") else "a4",
        rows=tuple(row for row in rows if row.key != "done" or texts["done"]),
    )


def _born(birth_date: str, today: date, words: Words) -> str:
    if not birth_date:
        return ""
    born = date.fromisoformat(birth_date)
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return words.render("emergency.age", born=birth_date, age=age)


def given(state: SessionState, person: Person, now: datetime, words: Words) -> list[str]:
    """Doses and other medicines in the order of time, also of other sessions within a day; of the day before with its day."""
    zone = ZoneInfo(state.zone)
    found = [(dose.at, _dose(state, dose, zone, words)) for dose in person.doses]
    for one in person.medications:
        name, unit = medicine(one.name, words), medicine_unit(one.unit, words)
        told = {"name": name, "amount": one.amount, "unit": unit, "route": one.route}
        found.append((one.at, words.render("emergency.medication", zone=zone, at=one.at, **told)))
    found += [(one.given_at, _earlier(one, zone, now, words)) for one in person.given_earlier]
    return [text for _, text in sorted(found, key=lambda told: told[0])]


def _earlier(one: GivenEarlier, zone: ZoneInfo, now: datetime, words: Words) -> str:
    if one.route is None:
        remedy = {"name": medicine(one.name, words), "amount": one.amount, "unit": medicine_unit(one.unit, words)}
        told = words.render("emergency.medication_earlier", zone=zone, at=one.given_at, **remedy)
    else:
        named = {"drug": medicine(one.name, words), "amount": plain(one.amount), "route": one.route}
        told = words.render("emergency.dose", zone=zone, at=one.given_at, **named)
    is_today = one.given_at.astimezone(zone).date() == now.astimezone(zone).date()
    return told if is_today else words.render("emergency.of_day", zone=zone, day=one.given_at, given=told)


def _dose(state: SessionState, dose: Dose, zone: ZoneInfo, words: Words) -> str:
    told = {"drug": medicine(dose.drug, words), "amount": plain(dose.amount_mg), "route": dose.route}
    parts = [words.render("emergency.dose", zone=zone, at=dose.at, **told)]
    parts += [words.render("told.dose_by_oneself")] if dose.by_oneself else []
    if by := state.staff_name(dose.seen_by):
        parts.append(words.render("packet.seen_by", name=by))
    return ", ".join(parts)


def _vitals(person: Person, zone: ZoneInfo, words: Words) -> list[str]:
    """The last of each measure with its time; where a word stands in its place, also the last number that was taken."""
    last = person.readings
    before = {one: number for one, number in person.numbers.items() if one in last and last[one].value is None}
    told = [*_read(last, zone, words), *_read(before, zone, words)]
    return [text for _, text in sorted(told, key=lambda one: _ORDER.index(one[0]))]


_ORDER = tuple(Measure)


def _read(readings: Mapping[Measure, Reading], zone: ZoneInfo, words: Words) -> Iterator[tuple[Measure, str]]:
    """A line each.  The halves of one cuff are one figure; halves of two times were never measured, and stand alone."""
    high, low = readings.get(Measure.SYSTOLIC), readings.get(Measure.DIASTOLIC)
    cuff = (high, low) if high is not None and low is not None and high.at == low.at else ()
    for measure, reading in readings.items():
        if cuff and measure is Measure.DIASTOLIC:
            continue
        is_pair = bool(cuff) and measure is Measure.SYSTOLIC
        name = words.render("measure.blood_pressure") if is_pair else words.word(measure)
        halves = cuff if is_pair else (reading,)
        value = "/".join(dict.fromkeys(figure(half.value, half.word, words) for half in halves))
        unit = f" {RANGES[measure].unit}" if any(half.value is not None for half in halves) else ""
        yield measure, words.render("emergency.reading_at", zone=zone, name=name, value=value + unit, at=reading.at)


def _done(state: SessionState, person: Person, zone: ZoneInfo, words: Words) -> list[str]:
    """What was done since the emergency began, for this person or without saying for whom."""
    there = state.emergency.of(person.id) if state.emergency is not None else None
    if there is None:
        return []
    began = words.render("emergency.began_at", zone=zone, at=there.since)
    steps = [words.render("emergency.step_at", zone=zone, step=done.step, at=done.at) for done in there.steps]
    return [began, *steps]
