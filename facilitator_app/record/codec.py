"""How an entry becomes bytes and comes back: JSON, tagged by kind and version.  Unknown kinds are kept as they came."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from types import ModuleType
from uuid import UUID

import msgspec

from facilitator_app.faults import Refusal
from facilitator_app.record import (
    adverse,
    agenda,
    attachments,
    changes,
    circle,
    clinic,
    company,
    debrief,
    doses,
    elsewhere,
    emergency,
    groups,
    handover,
    integration,
    leave,
    leaving,
    limits,
    looks,
    medication,
    moves,
    music,
    orders,
    oversight,
    packets,
    people,
    preparation,
    prescribing,
    process_notes,
    questionnaires,
    readiness,
    release,
    requests,
    retention,
    room,
    scores,
    touch,
    versions,
    vitals,
)
from facilitator_app.record.entry import Entry, Fact, Stamp, UnknownFact, utc


def _facts_of(module: ModuleType) -> Iterator[type[Fact]]:
    for thing in vars(module).values():
        if isinstance(thing, type) and issubclass(thing, Fact) and thing.__module__ == module.__name__:
            yield thing


FAMILIES: tuple[ModuleType, ...] = (
    vitals,
    scores,
    limits,
    doses,
    orders,
    medication,
    adverse,
    room,
    music,
    company,
    touch,
    circle,
    leave,
    handover,
    packets,
    release,
    leaving,
    integration,
    debrief,
    emergency,
    moves,
    readiness,
    people,
    preparation,
    prescribing,
    agenda,
    questionnaires,
    elsewhere,
    groups,
    versions,
    attachments,
    process_notes,
    looks,
    oversight,
    retention,
    requests,
    clinic,
    changes,
)
"""The modules that say what can be written down, one for each topic."""

KINDS: dict[str, type[Fact]] = {
    str(kind.__struct_config__.tag): kind for module in FAMILIES for kind in _facts_of(module)
}
"""Every kind of fact this version can read, by its tag ``name/version``."""


class _Body(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The bytes of an entry: all that the journal does not keep in columns of its own."""

    observed_at: datetime
    recorded_at: datetime
    fact: msgspec.Raw
    done_by: UUID | None = None
    recorded_by: UUID | None = None
    participant: UUID | None = None
    act: UUID | None = None


_encoder = msgspec.json.Encoder(decimal_format="string")
_body_decoder = msgspec.json.Decoder(_Body)
_decoders = {tag: msgspec.json.Decoder(kind) for tag, kind in KINDS.items()}


def encode(entry: Entry) -> bytes:
    """The body of ``entry``: id, scope, kind and stamp are the journal's own columns and are not in it.

    Refuses half a letter (a lone surrogate, as a broken clipboard gives): it has no bytes to be kept as.
    """
    fact = entry.fact
    try:
        raw = fact.raw if isinstance(fact, UnknownFact) else _encoder.encode(fact)
    except UnicodeEncodeError:
        raise Refusal("entry.not_text", field="text") from None
    return _encoder.encode(
        _Body(
            observed_at=utc(entry.observed_at),
            recorded_at=utc(entry.recorded_at),
            fact=msgspec.Raw(raw),
            done_by=entry.done_by,
            recorded_by=entry.recorded_by,
            participant=entry.participant,
            act=entry.act,
        )
    )


def decode(body: bytes, *, kind: str, id: UUID, scope: UUID, stamp: Stamp) -> Entry:
    """The entry of a body and the columns beside it.

    Raises msgspec.MsgspecError or Refusal when the body is not what its kind says; an unknown kind is no error.
    """
    parts = _body_decoder.decode(body)
    decoder = _decoders.get(kind)
    raw = bytes(parts.fact)
    fact: Fact | UnknownFact = UnknownFact(kind=kind, raw=raw) if decoder is None else decoder.decode(raw)
    return Entry(
        id=id,
        scope=scope,
        observed_at=utc(parts.observed_at),
        recorded_at=utc(parts.recorded_at),
        fact=fact,
        done_by=parts.done_by,
        recorded_by=parts.recorded_by,
        participant=parts.participant,
        act=parts.act,
        stamp=stamp,
    )
