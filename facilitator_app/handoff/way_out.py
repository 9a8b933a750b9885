"""What a handoff says of the way out besides the way itself: what was met, passed by a reason, and signed.  Pure."""

from __future__ import annotations

from facilitator_app.record.leaving import Leaving
from facilitator_app.wording import Words, criterion_name


def told(leaving: Leaving, words: Words) -> list[str]:
    """A line each; nothing of a disclosure of risk stands in it."""
    lines = []
    met = [criterion_name(key, answer.label, words) for key, answer in leaving.answers.items() if answer.met]
    if met:
        lines.append(words.render("packet.leaving_met", names=", ".join(met)))
    for key, reason in leaving.passed.items():
        answer = leaving.answers.get(key)
        name = criterion_name(key, answer.label if answer else "", words)
        lines.append(words.render("told.criterion_passed", name=name, reason=reason))
    if leaving.signed:
        names = ", ".join(signed.name for signed in leaving.signed.values())
        lines.append(words.render("packet.leaving_signed", names=names))
    return lines
