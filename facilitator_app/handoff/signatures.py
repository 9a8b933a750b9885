"""Who stands for a handoff: its signature, and the provider's under the medical part.  Pure."""

from __future__ import annotations

from facilitator_app.handoff import pdf
from facilitator_app.handoff.packet import Packet, digest, medical_digest
from facilitator_app.handoff.reads import Reads
from facilitator_app.handoff.standing import can_stand
from facilitator_app.record.entry import Entry
from facilitator_app.record.history import History
from facilitator_app.record.release import MedicalSigned, medical_signature
from facilitator_app.record.room import PacketSigned
from facilitator_app.record.state import SessionState


def signature_of(history: History[SessionState], read: Reads) -> pdf.Signature | None:
    """The last signature under exactly this text, or None; who signed in the lead's place is said to have."""
    wanted = digest(read.packet)
    for entry in can_stand(history, read):
        fact = entry.fact
        if isinstance(fact, PacketSigned) and fact.digest == wanted:
            return _signature(entry, fact, history.state)
    return None


def countersignature_of(history: History[SessionState], packet: Packet) -> pdf.Signature | None:
    """The provider's own signature under the medical part; None where there is none, or one signature is for both."""
    part = medical_digest(packet)
    entry = medical_signature(history, packet.participant, digest(packet), part) if part else None
    return _signature(entry, entry.fact, None) if entry and isinstance(entry.fact, MedicalSigned) else None


def _signature(entry: Entry, fact: PacketSigned | MedicalSigned, state: SessionState | None) -> pdf.Signature:
    is_leads = state is None or state.lead is None or entry.recorded_by == state.lead
    return pdf.Signature(
        signer=fact.signer,
        role=fact.role,
        at=entry.observed_at,
        meaning=fact.meaning,
        staff=entry.recorded_by,
        instead_of="" if is_leads or state is None else state.staff_name(state.lead),
    )
