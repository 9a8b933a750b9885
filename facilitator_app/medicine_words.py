"""What a line about medicine says, in words: orders, time-outs, medicines for a side effect, adverse events, moves.  Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, tzinfo
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from facilitator_app.record import adverse, doses, leaving, limits, moves, orders, prescribing, replaced
from facilitator_app.record import medication as medications
from facilitator_app.record.doses import plain
from facilitator_app.record.entry import Entry
from facilitator_app.record.vitals import Measure

if TYPE_CHECKING:
    from facilitator_app.wording import Words

_KNOWN = (*medications.DRUGS, *medications.NAMES)


def event_name(what: str, own: str, words: Words) -> str:
    """What happened: a word of the list, and the words it was told in."""
    if what == adverse.OTHER:
        return own
    name = words.render(f"adverse_what.{what}")
    return f"{name}: {own}" if own.strip() else name


def medicine(name: str, words: Words) -> str:
    """A medicine as it is called in the language: one that is a touch away; any other as it was typed.

    The record keeps the name that orders, doses and other systems are matched by, whatever language it was chosen in.
    """
    return words.render(f"medicine_name.{name}") if name in _KNOWN else name


def known_medicine(typed: str, words: Words) -> str:
    """The name the record keeps for what was chosen or typed."""
    wanted = typed.strip().casefold()
    return next((name for name in _KNOWN if wanted == medicine(name, words).casefold()), typed.strip())


def medicine_unit(unit: str, words: Words) -> str:
    """A unit as it is called in the language; signs are the same everywhere."""
    return words.render("medicine_unit.unit") if unit == "unit" else unit


def medication(fact: medications.MedicationGiven, words: Words) -> str:
    """What was given for a side effect, in short: "ondansetron 4 mg, oral"."""
    name, unit = medicine(fact.name, words), medicine_unit(fact.unit, words)
    return words.render("told.medication", name=name, amount=plain(fact.amount), unit=unit, route=fact.route)


def time_out(fact: doses.DoseWithTimeOut, words: Words) -> str:
    """What was asked and answered at the dose, and its fields; empty when there was nothing."""
    parts = [words.render(f"told.reason_{key.value}", reason=why) for key, why in fact.reasons.items()]
    if fact.second_name:
        parts.append(words.render("told.second", name=fact.second_name))
    if fact.alone:
        parts.append(words.render("told.alone", reason=fact.alone))
    if fact.lot:
        parts.append(words.render("told.lot", lot=fact.lot))
    if fact.expiry:
        parts.append(words.render("told.expiry", expiry=fact.expiry))
    if fact.wasted_mg is not None:
        parts.append(words.render("told.wasted", amount=plain(fact.wasted_mg), name=fact.witness_name))
    if fact.swish_minutes is not None:
        parts.append(words.render("told.swish", minutes=fact.swish_minutes))
    return "".join(f"; {part}" for part in parts)


def ordered(fact: orders.OrderGiven, words: Words) -> str:
    """What was ordered, in short: medicine, amount or range, route, and the weight where there is one."""
    low, high = plain(fact.low), plain(fact.high) if fact.high is not None else ""
    key = "told.order_range" if high else "told.order"
    told = words.render(key, drug=medicine(fact.drug, words), low=low, high=high, unit=fact.unit, route=fact.route)
    if fact.weight_kg is None:
        return told
    return f"{told}, {words.render('told.order_weight', weight=plain(fact.weight_kg))}"


def order(fact: orders.OrderGiven, words: Words) -> str:
    """An order as it was written: medicine, amount or range, route, further dose, by whom."""
    parts = [ordered(fact, words)]
    if not fact.further:
        parts.append(words.render("told.order_once"))
    elif fact.between_minutes is not None:
        parts.append(words.render("told.order_further_after", minutes=fact.between_minutes))
    else:
        parts.append(words.render("told.order_further"))
    if fact.other_route is not None:
        parts.append(words.render(f"told.order_{fact.other_route}"))
    parts.append(words.render("told.order_by", name=fact.prescriber))
    if fact.beforehand is not None:
        parts.append(words.render("told.order_before"))
    parts += from_room(fact, words)
    return ", ".join(parts) + (f". “{fact.as_written}”" if fact.as_written else "")


def other_weight(told: orders.OrderGiven, kg: Decimal, at: datetime | None, words: Words, zone: tzinfo) -> str:
    """For which weight an order was written, and which was told of the person since, and when."""
    assert told.weight_kg is not None  # or it is of no other
    key = "order_other_weight_of" if at is not None else "order_other_weight"
    return words.render(f"told.{key}", zone=zone, wrote=plain(told.weight_kg), kg=plain(kg), at=at)


def _cleared(fact: orders.ClearedForMedicine, words: Words) -> str:
    at = datetime(fact.until.year, fact.until.month, fact.until.day)  # noqa: DTZ001 - a day has no zone
    text = words.render("told.cleared_for_medicine", until=at, name=fact.prescriber)
    text = ", ".join([text, *from_room(fact, words)])
    return f"{text}. {fact.conditions}" if fact.conditions else text


def from_room(fact: prescribing.ForTheRoom, words: Words) -> list[str]:
    """That a line at the desk was written in the room, and that it awaits the prescriber's word; or nothing."""
    if fact.from_room is None:
        return []
    return [words.render("told.order_awaits" if fact.from_room.awaits else "told.order_from_room")]


def awaited(waiting: Iterable[Entry], words: Words, zone: tzinfo) -> list[str]:
    """What a scribe wrote in the room and the prescriber has not said is so, each in words, since when."""
    found = []
    for entry in waiting:
        fact = entry.fact
        told = ordered(fact, words) if isinstance(fact, orders.OrderGiven) else words.render("kinds_told.clearance")
        found.append(words.render("seating.awaits_word", zone=zone, at=entry.observed_at, told=told))
    return found


def kinds_told(kinds: Iterable[str], words: Words) -> list[str]:
    """What the prescriber's kinds of line (``replaced.kind_of_line``) are called."""
    return list(dict.fromkeys(_kind_told(what, words) for what in kinds))  # an order by each of its routes


def _kind_told(what: str, words: Words) -> str:
    if what.startswith(replaced.ORDER):
        return words.render("kinds_told.order", drug=medicine(replaced.medicine_of(what), words))
    if what.startswith(replaced.LIMIT):
        return words.render("kinds_told.limit", measure=words.word(Measure(what.removeprefix(replaced.LIMIT))))
    return words.render("kinds_told.clearance")


def then_holds(fact: object, holds: bool, there: Iterable[orders.Order], words: Words) -> str:
    """What holds once a line of the prescriber is withdrawn, which ``holds`` now or was replaced; empty of other lines.

    ``there``: the orders that hold.
    """
    kinds = (orders.OrderGiven, orders.ClearedForMedicine, limits.PersonLimitSet)
    if not isinstance(fact, kinds):
        return ""
    if not holds:
        return words.render("then_holds.as_before")
    if isinstance(fact, orders.OrderGiven):
        key = "order_by_route" if orders.by_another_route(fact, there) else "order"
        return words.render(f"then_holds.{key}", drug=medicine(fact.drug, words), route=fact.route)
    if isinstance(fact, limits.PersonLimitSet):
        return words.render("then_holds.limit", measure=words.word(fact.limit.measure))
    return words.render("then_holds.clearance")


def _medication(fact: medications.MedicationGiven, words: Words) -> str:
    text = medication(fact, words)
    text += words.render("told.medication_strength", strength=fact.strength) if fact.strength else ""
    text += words.render("told.medication_for", what=fact.for_what)
    text += f", {words.render('told.dose_by_oneself')}" if fact.by_oneself else ""
    text += words.render("told.medication_confirmed") if fact.confirmed else ""
    return f"{text}. {fact.note}" if fact.note else text


def _reported(fact: adverse.AdverseReported, words: Words) -> str:
    name = event_name(fact.what, fact.words, words)
    text = words.render("told.adverse", what=name, severity=fact.severity)
    return text + (words.render("told.adverse_action", action=fact.action) if fact.action else "")


def _followed(fact: adverse.AdverseFollowed, words: Words) -> str:
    parts = [words.word(fact.outcome)]
    parts += [words.render("told.adverse_now", severity=fact.severity)] if fact.severity is not None else []
    parts += [fact.action] if fact.action else []
    return ", ".join(parts)


def _classed(fact: adverse.AdverseClassed, words: Words) -> str:
    text = words.render("told.adverse_serious" if fact.serious else "told.adverse_not_serious")
    return f"{text}: {fact.reason}" if fact.reason else text


def recounted(fact: doses.ClockRecounted, words: Words, zone: tzinfo | None = None) -> str:
    """From when the dose clock counts now, in the room's ``zone``."""
    if fact.since is None:
        return words.render("told.clock_none")
    if fact.of_first:
        return words.render("told.first_dose_since", at=fact.since, zone=zone)
    return words.render("told.clock_since", at=fact.since, zone=zone)


def given_earlier(fact: doses.GivenEarlier, words: Words, zone: tzinfo | None = None) -> str:
    """What was given in another session of the day, and at what time in the room's ``zone``."""
    name, unit = medicine(fact.name, words), medicine_unit(fact.unit, words)
    amount, at = doses.plain(fact.amount), fact.given_at
    if fact.route is None:
        return words.render("told.medicine_earlier", name=name, amount=amount, unit=unit, at=at, zone=zone)
    given = words.render("told.dose_earlier", name=name, amount=amount, unit=unit, route=fact.route, at=at, zone=zone)
    return words.render("told.counts_on", given=given) if fact.counts else given


def by_the_clock(fact: object, words: Words, zone: tzinfo) -> str | None:
    """How a line reads that tells a time of the day in the room's ``zone``; None for one that tells none."""
    if isinstance(fact, doses.ClockRecounted):
        return recounted(fact, words, zone)
    return given_earlier(fact, words, zone) if isinstance(fact, doses.GivenEarlier) else None


def _looked_at(fact: leaving.ClearanceLookedAt, words: Words) -> str:
    key = "told.clearance_stands" if fact.stands else "told.clearance_stands_not"
    return words.render(key, text=fact.text)


TELLERS: Mapping[type, Callable[[Any, Any], str]] = {
    doses.ClockRecounted: recounted,
    doses.GivenEarlier: given_earlier,
    leaving.ClearanceReopened: lambda fact, words: words.render("told.clearance_reopened"),
    leaving.ClearanceLookedAt: _looked_at,
    orders.OrderGiven: order,
    orders.ClearedForMedicine: _cleared,
    medications.MedicationGiven: _medication,
    adverse.AdverseReported: _reported,
    adverse.AdverseFollowed: _followed,
    adverse.AdverseClassed: _classed,
    moves.Moved: lambda fact, words: words.render("told.moved"),
}
"""How the lines of these topics read."""
