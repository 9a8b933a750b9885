"""A programme is written field by field: what cannot be is told at its field, and what is left open is said to be."""

from __future__ import annotations

import pytest

from facilitator_app import plan_draft, programme_written, programmes
from facilitator_app.faults import Refusal
from facilitator_app.programme_draft import (
    ProgrammeDraft,
    add_phase,
    draft_of,
    from_text,
    move_phase,
    programme_of,
    refusals,
    to_text,
)
from facilitator_app.record.programme import Never, Programme, When
from facilitator_app.record.roles import Role
from facilitator_app.record.vitals import Measure


@pytest.fixture
def circle() -> Programme:
    """The circle of three sessions, as it ships."""
    return next(one for one in programmes.shipped() if one.key == "group_circle_three")


def test_a_programme_that_nobody_changed_is_the_same_in_its_next_version(circle: Programme) -> None:
    for one in programmes.shipped():
        made = programme_of(draft_of(one), one)
        assert made.version == 2
        assert (made.phases, made.words, made.staff_minimum) == (one.phases, one.words, one.staff_minimum)
        assert (made.cap, made.sessions, made.open_ended, made.integration_kind) == (
            one.cap,
            one.sessions,
            one.open_ended,
            one.integration_kind,
        )
        assert set(one.unset) <= set(made.unset)  # what the source leaves open is still open


def test_the_clinic_makes_its_own_from_another(circle: Programme) -> None:
    draft = draft_of(circle)
    draft.typed |= {"name": "Río y mar", "cap": "6", "least": "2", "sessions": "", "session_minutes": "90"}
    draft.open_ended, draft.never = True, [Never.PROVIDER, Never.CLEARED]
    draft.staff["prescriber"] = "1"
    add_phase(draft)
    draft.phases[-1].name, draft.phases[-1].minutes = "Tea", "20"
    move_phase(draft, str(draft.phases[-1].id), -1)
    move_phase(draft, str(draft.phases[0].id), -1)  # there is no earlier
    kept = from_text(to_text(draft))
    assert kept == draft
    own = programme_of(draft, circle, taken={"rio_y_mar"})
    assert (own.key, own.version, own.plan) == ("rio_y_mar_2", 1, None)
    assert [phase.key for phase in own.phases[-2:]] == ["tea", "discharge"]
    assert (own.cap, own.least, own.sessions, own.open_ended) == (6, 2, None, True)
    assert own.never_without == (Never.CLEARED, Never.PROVIDER)
    assert own.staff_minimum == {Role.FACILITATOR: 2, Role.MEDICAL_PROVIDER: 1, Role.PRESCRIBER: 1}
    assert "sessions" not in own.unset
    assert programmes.file_from(programme_written.write_programme(own), file="own.toml").programme == own
    draft.typed["name"] = "海"
    assert programme_of(draft, circle, taken=set()).key == "programme"


def _typed(draft: ProgrammeDraft, path: str, text: str) -> None:
    family, _, rest = path.partition(".")
    if family == "staff":
        draft.staff[rest] = text
    elif family == "phase":
        setattr(draft.phases[0], rest, text)
    else:
        draft.typed[path] = text


@pytest.mark.parametrize(
    ("field", "typed", "path", "key"),
    [
        ("name", " ", "name", "entry.empty"),
        ("name", "so " * 100, "name", "entry.too_long"),
        ("about", "so " * 1000, "about", "entry.too_long"),
        ("cap", "9", "cap", "programme_draft.between"),
        ("cap", "0", "cap", "programme_draft.between"),
        ("least", "5", "least", "programme_draft.least_over_cap"),
        ("sessions", "three", "sessions", "plan_draft.not_whole"),
        ("session_minutes", "-60", "session_minutes", "plan_draft.not_whole"),
        ("session_minutes", "1441", "session_minutes", "programme_draft.between"),
        ("integration_gap_hours", "9000", "integration_gap_hours", "programme_draft.between"),
        ("staff.facilitator", "200", "staff.facilitator", "programme_draft.between"),
        ("phase.name", "", "phase.0.name", "entry.empty"),
        ("phase.minutes", "0", "phase.0.minutes", "programme_draft.between"),
        ("phase.minutes", "4.5", "phase.0.minutes", "plan_draft.not_whole"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(circle: Programme, field: str, typed: str, path: str, key: str) -> None:
    draft = draft_of(circle)
    _typed(draft, field, typed)
    assert [(place, refusal.key) for place, refusal in refusals(draft)] == [(path, key)]
    with pytest.raises(Refusal) as refused:
        programme_of(draft, circle)
    assert refused.value.key == key


def test_no_phase_too_many_and_two_ends_are_refused(circle: Programme) -> None:
    draft = draft_of(circle)
    draft.open_ended = True
    assert [place for place, _ in refusals(draft)] == ["sessions"]
    draft.typed["sessions"] = ""
    draft.phases.clear()
    assert [refusal.key for _, refusal in refusals(draft)] == ["programme.no_phases"]
    for _ in range(21):
        add_phase(draft)
        draft.phases[-1].name = "Quiet"
    assert [refusal.key for _, refusal in refusals(draft)] == ["programme_draft.too_many"]
    draft.phases.pop()
    assert len({phase.key for phase in programme_of(draft, circle).phases}) == 20


def test_a_draft_of_another_version_is_none() -> None:
    assert from_text("") is None
    assert from_text('{"typed": 3}') is None


@pytest.mark.parametrize(
    ("every", "told"), [("6", True), ("20", False), ("6" * 5000, False), ("-6", False), ("", False)]
)
def test_a_plan_says_that_it_cannot_be_kept_while_it_is_typed_whatever_is_pasted_in(every: str, told: bool) -> None:
    rule = plan_draft.RuleDraft(id=0, measures=[Measure.SPO2], when=When.AFTER_DOSE, minutes={"every_minutes": every})
    draft = plan_draft.PlanDraft(
        name="Own", source="Ours.", begun_from="", rules=[rule], limits=[], numbers={"minutes_each": "2"}, scores=[]
    )
    assert (plan_draft.too_much(draft, 6) is not None) is told
