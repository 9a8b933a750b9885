"""A monitoring plan in words, a line for each rule, each number and each limit."""

from __future__ import annotations

from collections.abc import Iterator

from facilitator_app.record.programme import Limit, Plan, Rule, When
from facilitator_app.text import catalogue, render
from facilitator_app.wording import limit, measures


def plan_lines(plan: Plan) -> list[str]:
    """The plan in words."""
    limits = [_limit_line(one) for one in plan.limits] or [render("ui.programmes.no_limits")]
    return [*map(_rule_line, plan.rules), *_numbers(plan), *limits]


def _numbers(plan: Plan) -> Iterator[str]:
    if plan.repeat_minutes is not None:
        yield render("plan_draft.says_repeat", minutes=plan.repeat_minutes)
    if plan.deferrals_most is not None:
        yield render("plan_draft.says_most", count=plan.deferrals_most)
    if plan.deferral_gap_minutes is not None:
        yield render("plan_draft.says_gap", minutes=plan.deferral_gap_minutes)
    if plan.second_confirms:
        yield render("dose.says_second")
    if plan.swish_minutes is not None:
        yield render("dose.says_swish", minutes=plan.swish_minutes)
    if plan.scores:
        yield render("plan_draft.says_scores", scales=plan.scores)


def _rule_line(rule: Rule) -> str:
    names = measures(rule.measures, catalogue())
    if rule.when is not When.AFTER_DOSE:
        return render("ui.programmes.once", measures=names, when=rule.when)
    line = f"{_after_dose(rule, names)}, {render('ui.programmes.window', window=rule.window_minutes)}"
    return line if rule.anew else f"{line}, {render('plan_draft.says_first_dose')}"


def _after_dose(rule: Rule, names: str) -> str:
    if rule.every_minutes is None:
        return render("ui.programmes.at", measures=names, start=rule.from_minutes)
    if rule.until_minutes is None:
        return render("ui.programmes.every", measures=names, every=rule.every_minutes, start=rule.from_minutes)
    if rule.from_minutes + rule.every_minutes > rule.until_minutes:
        return render("ui.programmes.at", measures=names, start=rule.from_minutes)
    every, start, end = rule.every_minutes, rule.from_minutes, rule.until_minutes
    return render("ui.programmes.between", measures=names, every=every, start=start, end=end)


def _limit_line(found: Limit) -> str:
    line = render("plan_draft.says_limit", limit=limit(found, catalogue()))
    said = f"{line} – {found.reason}" if found.reason else line
    return render("plan_draft.says_owner", line=said, owner=found.owner) if found.owner else said
