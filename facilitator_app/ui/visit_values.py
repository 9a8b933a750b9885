"""The fields of a visit as text, and the visit that they say; and the other way round.  Knows no screen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from facilitator_app.faults import Refusal
from facilitator_app.record.integration import (
    Attendance,
    InnerPart,
    NamedScore,
    PartKind,
    VisitHeld,
    VisitKind,
    VisitPlace,
)

FIELDS = ("day", "time", "attendance", "form", "place", "held_by", "came_up", "themes", "parts", "agreements",
          "scores", "next_contact", "continues", "reason", "why")  # fmt: skip
CHOICES = ("attendance", "form", "place", "held_by")
YES_NO = {"yes": True, "no": False}


def held(values: Mapping[str, str]) -> VisitHeld:
    """The visit that the fields say; raises Refusal at the field."""
    said = {name: values.get(name, "").strip() for name in FIELDS}
    return VisitHeld(
        attendance=Attendance(said["attendance"]),
        form=VisitKind(said["form"]),
        place=VisitPlace(said["place"]),
        came_up=said["came_up"],
        themes=tuple(lines(said["themes"])),
        parts=tuple(parts(said["parts"])),
        agreements=said["agreements"],
        scores=tuple(_scores(said["scores"])),
        next_contact=_day(said["next_contact"]),
        continues=YES_NO.get(said["continues"]),
        reason=said["reason"],
    )


def values_of(told: VisitHeld, at: datetime, zone: ZoneInfo) -> dict[str, str]:
    """The fields of a visit that was written; an empty one is there too."""
    local = at.astimezone(zone)
    continues = {True: "yes", False: "no", None: ""}[told.continues]
    return {
        "day": local.date().isoformat(),
        "time": f"{local:%H:%M}",
        "attendance": told.attendance.value,
        "form": told.form.value,
        "place": told.place.value,
        "came_up": told.came_up,
        "themes": "\n".join(told.themes),
        "parts": "\n".join(f"{part.kind.value}:{part.name}" for part in told.parts),
        "agreements": told.agreements,
        "scores": "\n".join(f"{score.name} {score.value}" for score in told.scores),
        "next_contact": told.next_contact.isoformat() if told.next_contact else "",
        "continues": continues,
        "reason": told.reason,
    }


def lines(text: str) -> list[str]:
    """A list that is kept as text, a line each."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def parts(text: str) -> list[InnerPart]:
    """The parts, each with what it does before its name."""
    told = [line.partition(":") for line in lines(text)]
    return [InnerPart(name=name, kind=PartKind(kind)) for kind, _, name in told]


def _scores(text: str) -> list[NamedScore]:
    """A score on a line: the name, and its number at the end."""
    found = []
    for line in lines(text):
        name, _, value = line.rpartition(" ")
        if not name.strip() or not any(letter.isdigit() for letter in value):
            raise Refusal("integration.score", field="scores", line=line)
        found.append(NamedScore(name=name.strip().rstrip(":"), value=value))
    return found


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refusal("integration.no_date", field="next_contact") from None
