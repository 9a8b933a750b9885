"""What an entry says, in words: one line of text for each kind of fact.  Pure: the catalogue is passed in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import tzinfo
from decimal import Decimal
from enum import Enum
from typing import Any, Protocol

from facilitator_app import (
    agenda_words,
    before_words,
    elsewhere_words,
    integration_words,
    keeping_words,
    medicine_words,
    music_words,
    readiness_words,
    release_words,
)
from facilitator_app.record import circle, clinic, company, emergency, leave, leaving, people, room, touch
from facilitator_app.record.doses import DoseGiven, DoseWithTimeOut, plain
from facilitator_app.record.entry import Fact, UnknownFact, kind_of
from facilitator_app.record.limits import PersonLimitSet
from facilitator_app.record.programme import Limit
from facilitator_app.record.scores import INWARD, OxygenSaid, Scale, Scored
from facilitator_app.record.state import Person
from facilitator_app.record.vitals import RANGES, Measure, Unavailable, VitalsTaken

medicine, medicine_unit = medicine_words.medicine, medicine_words.medicine_unit
"""What medicines and their units are called, for whoever words a dose in another form."""


class Words(Protocol):
    """A catalogue of text, as far as a record needs one (``facilitator_app.text.Text`` is one)."""

    def render(self, key: str, /, *, zone: tzinfo | None = None, **values: object) -> str:
        """The text of a key, filled; moments are said in ``zone``."""
        ...

    def word(self, value: Enum) -> str:
        """A member of an enumeration in words."""
        ...


def kind_name(fact: Fact | UnknownFact, words: Words) -> str:
    """The kind of an entry as people say it: "vitals", "their words"."""
    if isinstance(fact, UnknownFact):
        return words.render("kind.unknown")
    return words.render(f"kind.{kind_of(fact).partition('/')[0]}")


def describe(fact: Fact | UnknownFact, words: Words) -> str:
    """What the entry says, in one line (free text as it was typed, line breaks included)."""
    if isinstance(fact, UnknownFact):
        return words.render("told.unknown", kind=fact.kind)
    teller = _TELLERS.get(type(fact))
    return teller(fact, words) if teller else ""


def figure(value: Decimal | None, word: Unavailable | None, words: Words) -> str:
    """A value, or the word that stands in its place; empty when neither was taken."""
    if word is not None:
        return words.word(word)
    return "" if value is None else f"{value:f}"


def pressure(fact: VitalsTaken, words: Words) -> str:
    """Blood pressure as one figure, "118/76"; one word when both halves have the same one; empty when not taken."""
    halves = [
        figure(fact.values.get(half), fact.words.get(half), words) for half in (Measure.SYSTOLIC, Measure.DIASTOLIC)
    ]
    if not any(halves):
        return ""
    if halves[0] == halves[1]:
        return halves[0]
    return "/".join(half or "–" for half in halves)


def measures(wanted: Iterable[Measure], words: Words) -> str:
    """Short names of measures, blood pressure named once: "HR, BP, SpO₂"."""
    names = []
    for measure in Measure:
        if measure in set(wanted):
            both = measure in (Measure.SYSTOLIC, Measure.DIASTOLIC)
            names.append(words.render("measure.blood_pressure") if both else words.word(measure))
    return ", ".join(dict.fromkeys(names))


def amount(fact: DoseGiven, words: Words) -> str:
    """A dose in full: drug, amount, route spelled out, how it was made up."""
    parts = [words.render("told.dose", drug=medicine(fact.drug, words), amount=plain(fact.amount_mg), route=fact.route)]
    if fact.strength_mg_per_ml is not None and fact.volume_ml is not None:
        strength, volume = plain(fact.strength_mg_per_ml), plain(fact.volume_ml)
        parts.append(words.render("told.dose_liquid", strength=strength, volume=volume))
    if fact.strength_mg_per_unit is not None and fact.units is not None:
        strength, units = plain(fact.strength_mg_per_unit), plain(fact.units)
        parts.append(words.render("told.dose_units", strength=strength, units=units))
    parts.append(words.render("told.dose_stated", stated=fact.stated_as))
    if fact.by_oneself:
        parts.append(words.render("told.dose_by_oneself"))
    return ", ".join(parts) + (f". {fact.note}" if fact.note else "")


def _vitals(fact: VitalsTaken, words: Words) -> str:
    parts = []
    for measure in Measure:
        if measure is Measure.DIASTOLIC:
            continue
        if measure is Measure.SYSTOLIC:
            name, said = words.render("measure.blood_pressure"), pressure(fact, words)
        else:
            name, said = words.word(measure), figure(fact.values.get(measure), fact.words.get(measure), words)
        if said:
            unit = f" {RANGES[measure].unit}" if said[0].isdigit() or said[0] == "–" else ""
            parts.append(f"{name} {said}{unit}")
    text = ", ".join(parts)
    if fact.as_typed:
        text += words.render("told.as_typed", typed=", ".join(fact.as_typed.values()))
    asked = [measure for measure in fact.confirmed if measure not in fact.as_typed]
    return text + (words.render("told.confirmed", names=measures(asked, words)) if asked else "")


def _deferred(fact: room.Deferred, words: Words) -> str:
    seen = words.render("told.breathing_seen" if fact.breathing_seen else "told.breathing_not_seen")
    names = measures(fact.measures, words)
    return words.render("told.deferred", names=names, reason=fact.reason, seen=seen, minutes=fact.again_minutes)


def limit(found: Limit, words: Words) -> str:
    """What a limit is: "BP: below 90, above 160 mmHg, 30 % over the own baseline"."""
    unit, span = RANGES[found.measure].unit, span_unit(found.measure, words)
    parts = [
        words.render(f"limit_told.{name}", value=value, unit=span if name.endswith("_by") else unit)
        for name in ("low", "high", "rise_percent", "rise_by", "fall_percent", "fall_by")
        if (value := getattr(found, name)) is not None
    ]
    return f"{words.word(found.measure)}: {', '.join(parts)}"


def span_unit(measure: Measure, words: Words) -> str:
    """The unit of a difference: that of the measure, points where that is percent already."""
    unit = RANGES[measure].unit
    return words.render("limit.points") if unit == "%" else unit


def _limit_set(fact: PersonLimitSet, words: Words) -> str:
    told = limit(fact.limit, words)
    text = words.render("told.limit_set", limit=told, owner=fact.limit.owner, reason=fact.limit.reason)
    beside = [words.render("told.limit_ends_only")] if fact.ends_only else []
    return " ".join([text, *beside, *(f"({said})" for said in medicine_words.from_room(fact, words))])


def level(scale: Scale, said: str, words: Words) -> str:
    """A level as it is shown, its sign always with it: "−1 drowsy", "V"; or that the person is inward, not stimulated."""
    if said == INWARD:
        return words.render("score.inward")
    return words.render("score.level", level=_signed_level(scale, said), name=words.render(f"{scale.value}.{said}"))


def short_level(scale: Scale, said: str, words: Words) -> str:
    """A level as it is said for short: "−1", "V", "inward"."""
    return words.render("score.short_inward") if said == INWARD else _signed_level(scale, said)


def _signed_level(scale: Scale, said: str) -> str:
    """RASS with its sign, the minus as long as a digit; every other level as it is."""
    if scale is not Scale.RASS or said == "0":
        return said
    return said.replace("-", "−") if said.startswith("-") else f"+{said}"


def _scored(fact: Scored, words: Words) -> str:
    return words.render("told.scored", scale=fact.scale, level=level(fact.scale, fact.level, words))


def _oxygen(fact: OxygenSaid, words: Words) -> str:
    return words.render("score.oxygen" if fact.on_oxygen else "score.air")


def _out(fact: room.WentOut, words: Words) -> str:
    text = words.word(fact.way)
    if fact.escort:
        text += words.render("told.escort", escort=fact.escort)
    return f"{text}. {fact.note}" if fact.note else text


def _opened(fact: room.SessionOpened, words: Words) -> str:
    text = words.render("told.opened", title=fact.title, programme=fact.programme.name, lead=fact.lead_name)
    text += words.render("told.staffing", reason=fact.staffing_reason) if fact.staffing_reason else ""
    return text + (words.render("told.few_people", reason=fact.people_reason) if fact.people_reason else "")


def _seated(fact: room.Seated, words: Words) -> str:
    text, names = words.render("told.seated", seat=fact.seat), [words.render(f"field.{one}") for one in fact.taken_back]
    return text + (words.render("told.taken_back", names=names) if names else "")


def _touch(fact: room.TouchAgreed, words: Words) -> str:
    return words.render("told.narrowed", consent=fact.consent) if fact.narrowed else fact.consent


def _stepped_out(fact: company.SteppedOut, words: Words) -> str:
    key = "told.stepped_out_with" if fact.with_whom else "told.stepped_out"
    return words.render(key, where=fact.where, name=fact.with_whom)


def consent(agreed: touch.Consent, words: Words) -> str:
    """Touch that is agreed to: "hand only, asked each time, but not: the left arm"."""
    parts = [words.word(agreed.extent)]
    if agreed.ask_each_time and agreed.extent is not touch.Extent.NONE:
        parts.append(words.render("touch.each_time"))
    if agreed.but_not:
        parts.append(words.render("touch.but_not", text=agreed.but_not))
    return ", ".join(parts)


def agreed_touch(person: Person, words: Words) -> str:
    """The touch a person agrees to from everybody, in words; empty while nobody asked."""
    general = person.consent.general
    return consent(general, words) if general is not None else person.touch


def criterion_name(key: str, label: str, words: Words) -> str:
    """A criterion of the leaving list as it reads: the clinic's own words, else those that ship."""
    return label or words.render(f"criterion.{key}")


def of_list(said: str, words: Words) -> str:
    """The name or source of a leaving list: that of the list that ships in the language, a clinic's own as it is."""
    shipped = {leaving.SHIPPED.name: "shipped_list.name", leaving.SHIPPED.source: "shipped_list.source"}
    return words.render(shipped[said]) if said in shipped else said


def _leaving_list(fact: leaving.LeavingListTaken | leaving.LeavingListKept, words: Words) -> str:
    return words.render("told.leaving_list", name=of_list(fact.list.name, words), version=fact.list.version)


def _consent(fact: touch.TouchAgreed, words: Words) -> str:
    text = consent(fact.consent, words)
    return words.render("touch.from", name=fact.staff_name, text=text) if fact.staff is not None else text


def _kept_touch(fact: touch.TouchKept, words: Words) -> str:
    return words.render("told.touch_kept", consent=_consent(fact, words))


def _safety_touch(fact: touch.SafetyTouchAgreed, words: Words) -> str:
    text = words.render("touch.safety_yes" if fact.agreed else "touch.safety_no")
    return f"{text}: {fact.words}" if fact.words else text


def _touch_done(fact: touch.TouchDone, words: Words) -> str:
    return words.render("touch.for_safety", text=fact.text) if fact.for_safety else fact.text


def _leave_for(fact: leave.LeaveGiven, words: Words) -> str:
    name = fact.name if isinstance(fact, leave.LeaveGivenTo) else fact.recipient
    return words.render("told.leave_for", recipient=name, leave=fact.leave)


def _checked_in(fact: circle.CheckedIn, words: Words) -> str:
    return f"{words.word(fact.circle)}: {fact.text}"


def _criterion(fact: leaving.CriterionAnswered, words: Words) -> str:
    key = "told.criterion_met" if fact.met else "told.criterion_not_met"
    text = words.render(key, name=criterion_name(fact.criterion, fact.label, words))
    return f"{text}: {fact.note}" if fact.note else text


def _passed(fact: leaving.CriterionPassed, words: Words) -> str:
    name = criterion_name(fact.criterion, "", words)
    return words.render("told.criterion_passed", name=name, reason=fact.reason)


def _leaving_scored(fact: leaving.LeavingScored, words: Words) -> str:
    return words.render("told.leaving_scored", scale=fact.scale, total=fact.total, version=fact.version)


def _signed_off(fact: leaving.LeavingSigned, words: Words) -> str:
    text = words.render("told.leaving_signed", name=fact.name, role=fact.role, met=len(fact.met))
    left = words.render("told.leaving_open", open=len(fact.open)) if fact.open else ""
    without = words.render("told.leaving_without", without=len(fact.without)) if fact.without else ""
    return text + left + without


def _guard(fact: room.GuardPassed, words: Words) -> str:
    second = words.render("told.guard_second", name=fact.second_name) if fact.second_name else ""
    return words.render("told.guard_passed", where=fact.where, reason=fact.reason, second=second)


def _signed(fact: room.PacketSigned, words: Words) -> str:
    return words.render("told.signed", signer=fact.signer, role=fact.role, meaning=fact.meaning)


def _text(fact: Any, words: Words) -> str:
    return str(fact.text)


def _present(fact: room.StaffPresent, words: Words) -> str:
    return f"{fact.name}, {', '.join(words.word(role) for role in fact.roles)}"


_TELLERS: Mapping[type, Callable[[Any, Words], str]] = {
    VitalsTaken: _vitals,
    DoseGiven: amount,
    DoseWithTimeOut: lambda fact, words: amount(fact, words) + medicine_words.time_out(fact, words),
    **medicine_words.TELLERS,
    room.SessionOpened: _opened,
    room.StaffPresent: _present,
    room.Seated: _seated,
    room.PhaseBegan: lambda fact, words: fact.phase,
    room.StateSaid: lambda fact, words: words.word(fact.state),
    room.Observed: lambda fact, words: fact.label,
    room.Noted: _text,
    room.Quoted: _text,
    room.LeaveGiven: lambda fact, words: words.word(fact.leave),
    room.IntentionSaid: _text,
    room.Deferred: _deferred,
    PersonLimitSet: _limit_set,
    Scored: _scored,
    OxygenSaid: _oxygen,
    room.SupportCalled: lambda fact, words: fact.wanted,
    room.SupportSettled: lambda fact, words: fact.done,
    room.TouchAgreed: _touch,
    touch.TouchAgreed: _consent,
    touch.TouchKept: _kept_touch,
    touch.SafetyTouchAgreed: _safety_touch,
    touch.TouchAsked: _text,
    touch.TouchDone: _touch_done,
    leave.LeaveGiven: _leave_for,
    leave.LeaveGivenTo: _leave_for,
    circle.RulesSaid: _text,
    circle.CheckedIn: _checked_in,
    leaving.LeavingListTaken: _leaving_list,
    leaving.CriterionAnswered: _criterion,
    leaving.CriterionPassed: _passed,
    leaving.LeavingScored: _leaving_scored,
    leaving.LeavingSigned: _signed_off,
    leaving.RiskDisclosed: lambda fact, words: words.render("told.risk_disclosed", name=fact.owner_name),
    leaving.RiskAnswered: lambda fact, words: words.render("told.risk_answered"),
    leaving.LeavingListKept: _leaving_list,
    circle.RulesKept: _text,
    emergency.AddressTold: lambda fact, words: fact.address,
    emergency.SheetGiven: lambda fact, words: words.render(f"told.sheet_{fact.how}"),
    emergency.EmergencyStep: lambda fact, words: words.word(fact.step),
    room.WentOut: _out,
    company.SteppedOut: _stepped_out,
    room.NeedsCare: _text,
    **music_words.TELLERS,
    **readiness_words.TELLERS,
    **before_words.TELLERS,
    **elsewhere_words.TELLERS,
    **agenda_words.TELLERS,
    **integration_words.TELLERS,
    **release_words.TELLERS,
    **keeping_words.TELLERS,
    room.AppStarted: lambda fact, words: words.render("told.started", version=fact.version, away=fact.away_seconds),
    room.ClockStepped: lambda fact, words: words.render("told.clock", seconds=fact.seconds),
    room.SessionClosed: lambda fact, words: fact.note,
    room.GuardPassed: _guard,
    room.PacketSigned: _signed,
    room.SessionSigned: _signed,
    room.PacketReleased: lambda fact, words: words.render("told.released", recipient=fact.recipient),
    clinic.StaffAdded: lambda fact, words: fact.name,
    clinic.ParticipantAdded: lambda fact, words: fact.preferred_name,
    people.StaffTold: lambda fact, words: fact.name,
    people.PersonTold: lambda fact, words: ", ".join(words.render(f"field.{name}") for name in fact.told),
    people.StaffGone: lambda fact, words: fact.reason,
    people.AccessEnded: lambda fact, words: fact.reason,
    clinic.SessionPlanned: lambda fact, words: fact.title,
}
