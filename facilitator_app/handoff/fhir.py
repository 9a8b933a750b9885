"""A handoff as a FHIR R4B document for another system: one Bundle about one person.  Pure.

Made from the same record as the printed page, for a recipient who has the medical part and for nobody else.  Amended lines
say that they are; of a line that was withdrawn nothing is told but that, and only to who was given it before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, tzinfo
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

import msgspec

from facilitator_app import __version__
from facilitator_app.faults import Refusal
from facilitator_app.handoff.fhir_parts import (
    TERMINOLOGY,
    Maker,
    Resource,
    clean,
    coded,
    in_error,
    instant,
    narrative,
    part_of,
    refer,
    urn,
)
from facilitator_app.handoff.packet import SECTIONS, Packet, digest
from facilitator_app.record.adverse import AdverseReported
from facilitator_app.record.doses import DoseGiven
from facilitator_app.record.entry import Entry
from facilitator_app.record.history import History, Line
from facilitator_app.record.medication import MedicationGiven
from facilitator_app.record.room import Deferred
from facilitator_app.record.state import SessionState
from facilitator_app.record.vitals import VitalsTaken
from facilitator_app.rules import awaits
from facilitator_app.wording import Words, describe

Made = tuple[UUID, Resource]

_encoder = msgspec.json.Encoder(decimal_format="number")


class Signer(msgspec.Struct, frozen=True, kw_only=True):
    """Who stands for the document, or for the medical part of it, since when; ``id`` where it is known who of the team."""

    name: str
    at: datetime
    id: UUID | None = None


class Before(msgspec.Struct, frozen=True, kw_only=True):
    """The release that this one corrects: its document's id, and the lines that were told in it."""

    document: UUID
    lines: frozenset[UUID]


def bundle(
    history: History[SessionState],
    packet: Packet,
    signer: Signer | None,
    words: Words,
    made_at: datetime,
    before: Before | None = None,
    provider: Signer | None = None,
    notice: str = "",
    statements: tuple[str, ...] = (),
) -> bytes:
    """The document as JSON.  ``provider`` stands for the medical part by a signature of their own.

    ``notice``: the one on redisclosure, where the clinic is a programme under 42 CFR Part 2.  ``statements``: corrections that
    the person asked for (45 CFR 164.526(d)(5)).

    Without a ``signer`` it says that it is preliminary.  Refuses a packet without the medical part.
    """
    if not packet.medical:
        raise Refusal("release.medical_without_leave", field="recipient")
    made = _Document(history, packet, signer, words, made_at, before, provider, notice, statements)
    return _encoder.encode(made.bundle())


def document_id(participant: UUID, digest: str, scope: UUID) -> UUID:
    """What the document of the packet with this ``digest`` is known by."""
    return uuid5(scope, f"{participant}/{digest}")


def lines_told(history: History[SessionState], participant: UUID) -> frozenset[UUID]:
    """The lines about a person that a document of this record holds."""
    return frozenset(line.first.id for line in _live(history, participant))


def texts_in(document: bytes) -> tuple[str, ...]:
    """Every text that a reader of the document can come upon, for the name guard: no ids, codes and moments."""
    return tuple(_texts(msgspec.json.decode(document)))


class _Document:
    """One document: what it is made from, and its parts."""

    def __init__(
        self,
        history: History[SessionState],
        packet: Packet,
        signer: Signer | None,
        words: Words,
        made_at: datetime,
        before: Before | None,
        provider: Signer | None,
        notice: str,
        statements: tuple[str, ...],
    ) -> None:
        scope = history.entries[0].scope
        self._history = history
        self._packet = packet
        self._signer = signer
        self._notice = notice
        self._statements = statements
        self._stood_for_at = signer.at if signer else made_at
        self._words = words
        self._made_at = made_at
        self._before = before
        self._zone: tzinfo = ZoneInfo(packet.header.zone)
        self._id = document_id(packet.participant, digest(packet), scope)
        self._series = uuid5(scope, f"{packet.participant}/document")
        self._patient = packet.participant
        self._encounter = uuid5(scope, f"{packet.participant}/encounter")
        self._clinic = uuid5(scope, "clinic")
        self._device = uuid5(scope, "device")
        self._author = _known_by(signer, scope) or self._device
        self._provider = provider
        self._verifier = _known_by(provider, scope)
        self._maker = Maker(self._patient, self._encounter, self._zone, words)

    def bundle(self) -> Resource:
        clinical = list(self._clinical())
        withdrawn = list(self._withdrawn())
        about = [*clinical, *withdrawn]
        provenance = list(self._provenance(about, clinical))
        parts = [
            (self._id, self._composition(clinical)),
            (self._patient, self._person()),
            (self._encounter, self._stay()),
            (self._clinic, {"resourceType": "Organization", "name": clean(self._packet.header.clinic)}),
            (self._device, self._program()),
            *self._staff([*about, *provenance]),
            *about,
            *provenance,
        ]
        return {
            "resourceType": "Bundle",
            "language": self._words.render("print.lang"),
            "identifier": {"system": "urn:ietf:rfc:3986", "value": urn(uuid5(self._id, self._made_at.isoformat()))},
            "type": "document",
            "timestamp": instant(self._made_at, self._zone),
            "entry": [{"fullUrl": urn(id), "resource": {**made, "id": str(id)}} for id, made in parts],
        }

    # ----------------------------------------------------------- the document
    def _composition(self, clinical: list[Made]) -> Resource:
        said, packet = self._words.render, self._packet
        sections = [self._text_section(key) for key in SECTIONS if packet.sections.get(key, "").strip()]
        for key, kinds in _TABLES.items():
            held = [refer(id) for id, made in clinical if made["resourceType"] in kinds]
            if held:
                sections.append({"title": said(f"section.{key}"), "entry": held})
        if packet.earliest is not None:
            told = said("print.earliest", at=packet.earliest, name=packet.header.zone, hours=packet.gap_hours)
            sections.append({"title": said("print.earliest_name"), "text": narrative(told)})
        if self._statements:
            sections.append({"title": said("print.statements"), "text": narrative("\n\n".join(self._statements))})
        if self._notice:
            sections.append({"title": said("kind.part2_kept"), "text": narrative(self._notice)})
        made: Resource = {
            "resourceType": "Composition",
            "language": said("print.lang"),
            "identifier": {"system": "urn:ietf:rfc:3986", "value": urn(self._series)},
            "status": "preliminary" if self._signer is None else "amended" if self._before else "final",
            "type": coded("http://loinc.org", "34133-9", "Summary of episode note", text=said("print.title")),
            "subject": refer(self._patient),
            "encounter": refer(self._encounter),
            "date": instant(self._stood_for_at, self._zone),
            "author": [refer(self._author)],
            "title": said("print.title"),
            "confidentiality": "R",
            "attester": [
                {"mode": "professional", "time": instant(one.at, self._zone), "party": refer(id)}
                for one, id in ((self._signer, self._author), (self._provider, self._verifier))
                if one is not None and id is not None
            ],
            "custodian": refer(self._clinic),
            "section": sections or [{"title": said("section.account"), "text": narrative(said("print.nothing"))}],
        }
        if not made["attester"]:
            del made["attester"]
        if self._before is not None:
            made["relatesTo"] = [{"code": "replaces", "targetIdentifier": {"value": urn(self._before.document)}}]
        return made

    def _text_section(self, key: str) -> Resource:
        return {
            "title": self._words.render(f"section.{key}"),
            "text": narrative(self._packet.sections[key]),
        }

    # ------------------------------------------------------ who, where, by whom
    def _person(self) -> Resource:
        header = self._packet.header
        name: Resource = {"text": clean(header.legal_name or header.name)}
        made: Resource = {"resourceType": "Patient", "name": [{"use": "official", **name}]}
        if header.legal_name and header.name != header.legal_name:
            made["name"].append({"use": "usual", "text": clean(header.name)})
        if header.birth_date:
            made["birthDate"] = header.birth_date
        return made

    def _stay(self) -> Resource:
        header = self._packet.header
        period = {"start": instant(header.began, self._zone)}
        period |= {"end": instant(header.left, self._zone)} if header.left else {}
        return {
            "resourceType": "Encounter",
            "status": "finished" if header.left else "in-progress",
            "class": {"system": f"{TERMINOLOGY}v3-ActCode", "code": "AMB", "display": "ambulatory"},
            "subject": refer(self._patient),
            "period": period,
            "serviceProvider": refer(self._clinic),
        }

    @staticmethod
    def _program() -> Resource:
        return {
            "resourceType": "Device",
            "deviceName": [{"name": "Facilitator", "type": "user-friendly-name"}],
            "version": [{"value": __version__}],
        }

    def _staff(self, about: Iterable[Made]) -> Iterator[Made]:
        """Who signs, and whoever of the team did, saw or set right what is told."""
        if self._signer is not None:
            yield self._author, _practitioner(self._signer.name)
        if self._provider is not None and self._verifier is not None and self._verifier != self._author:
            yield self._verifier, _practitioner(self._provider.name)
        known = {urn(id) for id in (self._author, self._verifier, self._clinic, self._device) if id is not None}
        wanted = {reference for _, made in about for reference in _performers(made)} - known
        for member in self._history.state.staff.values():
            if urn(member.id) in wanted:
                yield member.id, _practitioner(member.name)
                wanted.discard(urn(member.id))
        for reference in sorted(wanted):  # wrote in this session without being put down as there
            yield UUID(reference.removeprefix("urn:uuid:")), _practitioner(self._words.render("release.somebody"))

    # ------------------------------------------------------------- what was seen
    def _clinical(self) -> Iterator[Made]:
        person = self._history.state.people[self._packet.participant]
        events = {event.entry: event for event in person.adverse}
        for line in _live(self._history, person.id):
            fact = line.entry.fact
            if isinstance(fact, VitalsTaken):
                yield from self._maker.vitals(line, fact)
            elif isinstance(fact, Deferred):
                yield from self._maker.deferral(line, fact)
            elif isinstance(fact, DoseGiven):
                yield self._maker.dose(line, fact, awaits(line, self._history.state))
            elif isinstance(fact, MedicationGiven):
                yield self._maker.medication(line, fact, awaits(line, self._history.state))
            elif isinstance(fact, AdverseReported) and line.first.id in events:
                event = events[line.first.id]
                actions = [action for action in event.actions if action != fact.action]
                yield self._maker.event(event, "; ".join([describe(fact, self._words), *actions]))

    def _withdrawn(self) -> Iterator[Made]:
        """Of a line that an earlier document held and that was withdrawn since: that it was entered in error, no more."""
        told = self._before.lines if self._before else frozenset()
        for line in self._history.lines():
            if line.voided is None or line.first.id not in told:
                continue
            for id, made in in_error(line, self._words):
                yield id, {**made, "subject": refer(self._patient)}

    def _provenance(self, about: list[Made], clinical: list[Made]) -> Iterator[Made]:
        """Who stands for the whole and for the medical part; and who changed each line that was changed, and when."""
        agent = [_agent("author", self._author), _agent("assembler", self._device)]
        yield (
            uuid5(self._id, "provenance"),
            {
                "resourceType": "Provenance",
                "target": [refer(self._id), *(refer(id) for id, _ in about)],
                "recorded": instant(self._stood_for_at, self._zone),
                "agent": agent,
            },
        )
        if self._provider is not None and self._verifier is not None and clinical:
            verified: Resource = {
                "resourceType": "Provenance",
                "target": [refer(id) for id, _ in clinical],
                "recorded": instant(self._provider.at, self._zone),
                "agent": [_agent("verifier", self._verifier)],
            }
            yield uuid5(self._id, "verified"), verified
        changed: dict[UUID, list[UUID]] = {}
        for id, origin in self._origins(about):
            changed.setdefault(origin, []).append(id)
        for origin, ids in changed.items():
            line = self._history.line(origin)
            assert line is not None  # the resources were made of it
            for change in line.amendments:
                yield uuid5(change.id, "change"), self._change(ids, change, "UPDATE")
            if line.voided is not None:
                yield uuid5(line.voided.id, "change"), self._change(ids, line.voided, "NULLIFY")

    def _change(self, ids: list[UUID], change: Entry, what: str) -> Resource:
        return {
            "resourceType": "Provenance",
            "target": [refer(id) for id in ids],
            "recorded": instant(change.recorded_at, self._zone),
            "activity": coded(f"{TERMINOLOGY}v3-DataOperation", what),
            "agent": [_agent("author", change.recorded_by or self._clinic)],
        }

    def _origins(self, about: Iterable[Made]) -> Iterator[tuple[UUID, UUID]]:
        """Each resource with the line it was made of."""
        made = {id for id, _ in about}
        for line in self._history.lines():
            if line.first.participant == self._patient:
                for id in _ids(line):
                    if id in made:
                        yield id, line.first.id


_TABLES: Mapping[str, frozenset[str]] = {
    "vitals": frozenset({"Observation"}),
    "doses": frozenset({"MedicationAdministration"}),
    "adverse": frozenset({"AdverseEvent"}),
}
_TOLD = (VitalsTaken, Deferred, DoseGiven, MedicationGiven, AdverseReported)


def _live(history: History[SessionState], participant: UUID) -> Iterator[Line]:
    for line in history.lines():
        if line.voided is None and line.entry.participant == participant and isinstance(line.entry.fact, _TOLD):
            yield line


def _ids(line: Line) -> Iterator[UUID]:
    """The ids of all resources that can be made of a line, as it was written or reads now."""
    yield line.first.id
    for part in ("heart_rate", "blood_pressure", "spo2", "breathing", "temperature"):
        yield part_of(line.first.id, part)


def _known_by(signer: Signer | None, scope: UUID) -> UUID | None:
    return (signer.id or uuid5(scope, f"signer/{signer.name}")) if signer else None


def _practitioner(name: str) -> Resource:
    return {"resourceType": "Practitioner", "name": [{"text": clean(name)}]}


def _agent(what: str, who: UUID) -> Resource:
    return {"type": coded(f"{TERMINOLOGY}provenance-participant-type", what), "who": refer(who)}


def _performers(made: Resource) -> Iterator[str]:
    for performer in made.get("performer", ()):
        yield performer.get("actor", performer)["reference"]
    for agent in made.get("agent", ()):
        yield agent["who"]["reference"]


_NO_TEXT = frozenset(
    {"id", "language", "fullUrl", "reference", "system", "code", "url", "profile", "resourceType", "status", "type"}
)


def _texts(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, str):
        if key not in _NO_TEXT:
            yield value
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from _texts(part, name)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part, key)
