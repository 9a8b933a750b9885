"""The programmes that ship say what their sources say, and a programme file that is wrong is refused by line or entry."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import msgspec
import pytest

from facilitator_app import programme_spoken, programme_written, programmes, text
from facilitator_app.faults import Refusal, Trouble
from facilitator_app.record.leaving import Criterion, LeavingList
from facilitator_app.record.programme import Phase, Plan, Programme, SignedPlan, When, Word
from facilitator_app.record.roles import Role
from facilitator_app.record.scores import Scale
from facilitator_app.record.vitals import Measure
from facilitator_app.record.words import programme_with
from facilitator_app.rehearsal.fast_clock import FastClock
from tests.people import START

SHIPPED = {programme.key: programme for programme in programmes.shipped()}
USUAL = SHIPPED["group_circle_three"].words
PHASES = ["arrival", "opening_circle", "medicine", "peak", "return", "closing_circle", "discharge"]
OPENABLE = ("cap", "sessions", "session_minutes", "integration_gap_hours")
SMALL = """
key = "small"
version = 1
name = "Small"
about = ""
source = "ours"
[[phases]]
key = "arrival"
name = "Arrival"
"""


def test_five_programmes_ship_with_what_their_sources_say() -> None:
    assert list(SHIPPED) == [
        "group_circle_three",
        "shared_illness_cohort",
        "group_intensive",
        "home_like_group",
        "individual_six_parts",
    ]
    circle = SHIPPED["group_circle_three"]
    assert (circle.cap, circle.sessions, circle.session_minutes, circle.integration_gap_hours) == (4, 3, 60, 48)
    assert circle.staff_minimum == {Role.FACILITATOR: 2, Role.MEDICAL_PROVIDER: 1}
    assert SHIPPED["shared_illness_cohort"].staff_minimum[Role.FACILITATOR] == 2
    home = SHIPPED["home_like_group"]
    assert (home.least, home.cap, home.open_ended, home.sessions) == (4, 6, True, None)
    alone = SHIPPED["individual_six_parts"]
    assert (alone.cap, alone.sessions, alone.session_minutes) == (1, 6, 180)
    assert [programme.integration_gap_hours for programme in SHIPPED.values()] == [48, None, None, None, None]


@pytest.mark.parametrize("programme", SHIPPED.values(), ids=SHIPPED)
def test_what_a_source_leaves_open_is_named_and_nothing_is_invented(programme: Programme) -> None:
    assert [phase.key for phase in programme.phases] == PHASES
    assert all(phase.minutes is None for phase in programme.phases)
    assert {"phase_minutes", "plan"} <= set(programme.unset)
    for name in OPENABLE:
        open_end = name == "sessions" and programme.open_ended
        assert (getattr(programme, name) is None) == (name in programme.unset or open_end), name
    assert bool(programme.staff_minimum) != ("staff_minimum" in programme.unset)
    assert bool(programme.integration_kind) != ("integration_kind" in programme.unset)
    assert {f"programme_unset.{name}" for name in programme.unset} <= text.english().keys
    assert not programme.is_usable


def test_the_words_describe_the_seven_groups_with_icons_that_exist() -> None:
    words = SHIPPED["group_circle_three"].words
    groups = ["stillness", "movement", "feeling", "body", "voice", "support given", "surroundings"]
    assert list(dict.fromkeys(word.group for word in words)) == groups
    assert 24 <= len(words) <= 30
    assert len({word.key for word in words}) == len({word.label for word in words}) == len(words)
    assert [word.icon for word in words if not (text.RESOURCES / "icons" / f"{word.icon}.svg").is_file()] == []


def test_starting_plans_have_a_public_source_and_no_limit_of_their_own() -> None:
    label, emory, demo = programmes.starting_plans()
    assert [rule.when for rule in label.rules] == [When.BEFORE_DOSE, When.AFTER_DOSE, When.BEFORE_LEAVING]
    assert label.rules[1].from_minutes == 40
    assert all(Measure.SPO2 in rule.measures for rule in label.rules)
    assert [(rule.every_minutes, rule.until_minutes) for rule in emory.rules] == [(10, 40), (15, None)]
    assert all("https://" in plan.source and not plan.invented and not plan.limits for plan in (label, emory))
    assert demo.invented
    assert "invented" in demo.name
    assert all("Invented" in limit.reason for limit in demo.limits)


@pytest.mark.parametrize("programme", SHIPPED.values(), ids=SHIPPED)
def test_a_programme_written_and_read_again_is_the_same(programme: Programme) -> None:
    assert programmes.programme_from(programme_written.write_programme(programme), file="again.toml") == programme


def signed(plan: Plan) -> SignedPlan:
    return SignedPlan(
        plan=plan, signed_by=uuid4(), signer="Dr. Hale", role=Role.PRESCRIBER, signed_at=FastClock(START).now()
    )


@pytest.mark.parametrize("plan", programmes.starting_plans(), ids=lambda plan: plan.name)
def test_a_programme_and_its_plan_written_and_read_again_are_the_same(plan: Plan) -> None:
    own = msgspec.structs.replace(plan, version=3, scores=(Scale.RASS, Scale.NEWS2), second_confirms=True)
    programme = msgspec.structs.replace(SHIPPED["group_circle_three"], plan=signed(own))
    written = programme_written.write_programme(programme)
    read = programmes.file_from(written, file="again.toml")
    assert read.programme == SHIPPED["group_circle_three"]
    assert read.plan == msgspec.structs.replace(own, version=1)  # how many were signed here is no matter of the file
    again = msgspec.structs.replace(read.programme, plan=signed(read.plan))
    assert programme_written.write_programme(again) == written


def test_a_signature_never_travels_in_a_file() -> None:
    plan = programmes.starting_plans()[2]
    answered = tuple(msgspec.structs.replace(limit, owner="Dr. Hale") for limit in plan.limits)
    programme = msgspec.structs.replace(
        SHIPPED["group_circle_three"], plan=signed(msgspec.structs.replace(plan, limits=answered))
    )
    assert "Hale" not in programme_written.write_programme(programme)
    for source in (SMALL + '[plan]\nsigner = "x"', SMALL.replace("version", 'plan = "x"\nversion')):
        with pytest.raises(Refusal):
            programmes.file_from(source, file="a.toml")


def test_a_programme_of_ones_own_has_the_usual_words_unless_it_brings_its_own(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(SMALL, "utf-8")
    assert programmes.read_file(own).programme.words == SHIPPED["group_circle_three"].words
    own.write_text(SMALL + '[[words]]\nkey = "hm"\nlabel = "Hm"\ngroup = "voice"\nicon = "voice"\n', "utf-8")
    assert [word.label for word in programmes.read_file(own).programme.words] == ["Hm"]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (SMALL + "minutes = = 3", "a.toml, line 10: this cannot be read as TOML."),
        (SMALL + 'more = "', "a.toml, line 10: this cannot be read as TOML."),
        (
            SMALL + "minuets = 10",
            "a.toml, line 10: the entry “phases 1, minuets” is not known here. Is “minutes” meant?",
        ),
        (
            SMALL + "minutes = -5",
            "a.toml, line 10: “phases 1, minutes”: “Arrival” is -5 minutes long: a phase is longer than zero, "
            "or its length is left open.",
        ),
        (SMALL + "minutes = 20\nminutes = 30", "a.toml, line 11: “minutes” stands there twice."),
        (
            SMALL + '\n[[phases]]\nkey = "arrival"\nname = "Again"',
            "a.toml, line 12: “phases 2, key”: a phase before it has the key “arrival” too. "
            "Give each phase a key of its own.",
        ),
        (SMALL + "minutes = 2000", "a.toml, line 10: “phases 1, minutes” is 2000. It can be 1 to 1440."),
        (
            SMALL + 'minutes = "ten"',
            "a.toml, line 10: “phases 1, minutes” is not right. Here stands a text in quotes, and a whole number is needed.",
        ),
        (SMALL.replace("version = 1", ""), "a.toml: “version” is missing."),
        (SMALL.replace('name = "Arrival"', ""), "a.toml, line 7: “phases 1, name” is missing."),
        (
            SMALL.replace("[[phases]]", "[phases]"),
            "a.toml, line 7: “phases” is a list. Write each of its entries under [[phases]].",
        ),
        (SMALL.replace("version", "cap = 9\nversion"), "a.toml, line 3: “cap”: A group has 1 to 8 places."),
        (SMALL.replace("version", "cap = 2\nleast = 3\nversion"), "a.toml, line 4: “least” is 3. It can be 1 to 2."),
        (SMALL.replace("version", "sessions = -1\nversion"), "a.toml, line 3: “sessions” is -1. It can be 1 to 1000."),
        (
            SMALL + "[staff_minimum]\nfacilitator = -2",
            "a.toml, line 11: “staff_minimum, facilitator” is -2. It can be 0 to 20.",
        ),
        (
            SMALL + "[staff_minimum]\nfacilitator = 2\ncook = 1",
            "a.toml, line 12: “staff_minimum, cook” is not right. “cook” is not one of the words that can stand here.",
        ),
        (SMALL.replace('"Small"', '" "'), "a.toml, line 4: “name”: The value is empty."),
        (
            SMALL + '[[words]]\nkey = "hm"\nlabel = "Hm"\ngroup = "voice"\nicon = "trumpet"\n',
            "a.toml, line 14: “words 1, icon”: Choose one of the icons.",
        ),
        (
            SMALL + '[[words]]\nkey = "hm"\nlabel = ""\ngroup = "voice"\nicon = "quote"\n',
            "a.toml, line 12: “words 1, label”: The value is empty.",
        ),
        (
            SMALL + '[staff_minimum]\nfacilitator = "two"',
            "a.toml, line 11: “staff_minimum, facilitator” is not right. Here stands a text in quotes, and a whole number is "
            "needed.",
        ),
        (
            SMALL.replace("version", "sessions = 3\nopen_ended = true\nversion"),
            "a.toml, line 3: “sessions”: Either so many sessions, or no planned end.",
        ),
        (SMALL.replace('"arrival"', '""'), "a.toml, line 8: “phases 1, key”: The value is empty."),
        (
            SMALL.replace('about = "', f'about = "{"y" * 30_000}'),
            "a.toml, line 5: “about”: The value can have at most 5000 characters; it has 30000.",
        ),
        (
            SMALL + "[[words]]\nkey = 3",
            "a.toml, line 11: “words 1, key” is not right. Here stands a whole number, and a text in quotes is needed.",
        ),
        (
            SMALL.replace('"Small"', '"\\u202eSmall"'),
            "a.toml, line 4: “name”: The value holds characters that cannot be seen or that turn the words round. "
            "Type it again instead of pasting it.",
        ),
        (
            SMALL.replace('name = "Arrival"', 'name = "Arr\\u2066ival"'),
            "a.toml, line 9: “phases 1, name”: The value holds characters that cannot be seen or that turn the words round. "
            "Type it again instead of pasting it.",
        ),
        ("version = 1", "a.toml: “key” is missing."),
    ],
)
def test_a_wrong_programme_file_is_refused_by_line_and_entry(source: str, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        programmes.file_from(source, file="a.toml", words=USUAL)
    assert text.say(refused.value) == said


def test_a_programme_travels_with_its_playlist_its_papers_and_its_leaving_list() -> None:
    """What the file holds of them is what came out; each slip is told at its own line."""
    steady = Criterion(key="steady", label="Steady on their feet")
    leaving = LeavingList(name="Ours", source="the clinic", criteria=(steady,), version=4, may_pass=False)
    circle = msgspec.structs.replace(
        SHIPPED["group_circle_three"],
        playlist="Evening",
        integration_where="in the garden room",
        confidentiality='What is said here stays here.\n\nAlso "names" and C:\\new.',
        rules="We arrive in time.\nNobody is touched unasked.",
        leaving=leaving,
        consent="I take part.\nI can stop at any moment.",
    )
    written = programme_written.write_programme(circle)
    read = programmes.file_from(written, file="circle.toml").programme
    assert read == msgspec.structs.replace(circle, leaving=msgspec.structs.replace(leaving, version=1))
    assert "Nobody is touched unasked." in written.splitlines()[-1] or '\nNobody is touched unasked."""\n' in written
    with pytest.raises(Refusal) as same:  # nothing of it is otherwise here
        programmes.next_of(programmes.file_from(written, file="circle.toml"), circle)
    assert same.value.key == "programme_file.is_there"
    without = programmes.file_from(written.partition("[leaving]")[0].replace("Evening", "Night"), file="circle.toml")
    assert programmes.next_of(without, circle).leaving == leaving  # what a file does not say stays

    assert "I can stop at any moment." in written
    endless = written.replace("I take part.", "I take part." * 2000)
    with pytest.raises(Refusal) as refused:
        programmes.file_from(endless, file="circle.toml")
    at = next(number for number, line in enumerate(endless.splitlines(), 1) if line.startswith("consent = "))
    assert f"circle.toml, line {at}: “consent”" in text.say(refused.value)

    line = written.splitlines().index('asks = "yes"') + 1
    for wrong, said in {
        'asks = "maybe"': f"circle.toml, line {line}: “leaving, criteria 1, asks” is not right. “maybe” is not one of the "
        "words that can stand here.",
        'asked = "yes"': f"circle.toml, line {line}: the entry “leaving, criteria 1, asked” is not known here. "
        "Is “asks” meant?",
    }.items():
        with pytest.raises(Refusal) as refused:
            programmes.file_from(written.replace('asks = "yes"', wrong), file="circle.toml")
        assert text.say(refused.value) == said


PLANNED = (
    SMALL
    + """about_the_plan = 1
[plan]
name = "Ours"
source = '''
[plan]
rules = "these lines are a text"
'''
[[plan.rules]]
measures = [
  "spo2",
]
when = "after_dose"
every_minutes = 10
[[plan.rules]]
measures = ["spo2"]
when = "after_dose"
every_minutes = 15
until_minutes = 90
[[plan.limits]]
measure = "spo2"
low = 92
""".replace("about_the_plan = 1\n", "")
)


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        (
            "every_minutes = 15",
            "every_minutes = 0",
            "a.toml, line 25: “plan, rules 2, every_minutes”: A line of the plan that counts from the dose needs an "
            "interval above zero.",
        ),
        (
            "until_minutes = 90",
            "until_minutes = 10",
            "a.toml, line 26: “plan, rules 2, until_minutes”: This line is never due: its first check would come after "
            "15 minutes, when it has ended.",
        ),
        (
            'measures = ["spo2"]',
            'measures = ["bp"]',
            "a.toml, line 23: “plan, rules 2, measures[0]” is not right. “bp” is not one of the words that can stand here.",
        ),
        (
            "low = 92",
            "low = 920",
            "a.toml, line 29: “plan, limits 1, low”: A limit lies from 40 to 100 %: beyond that nothing can be written down.",
        ),
        (
            'name = "Ours"',
            'name = "Ours"\nminutes_each = nan',
            "a.toml, line 12: “plan, minutes_each”: 1 to 60, or nothing.",
        ),
        (
            'when = "after_dose"\nevery_minutes = 15\nuntil_minutes = 90',
            'when = "before_dose"\nwindow_minutes = 99999999999999999999',
            "a.toml, line 25: “plan, rules 2, window_minutes”: At most 1,440 minutes: a day.",
        ),
        (
            'name = "Ours"',
            f'name = "{"y" * 30_000}"',
            "a.toml, line 11: “plan, name”: The value can have at most 2000 characters; it has 30000.",
        ),
        (
            "low = 92",
            "lowest = 92",
            "a.toml, line 29: the entry “plan, limits 1, lowest” is not known here. Is “low” meant?",
        ),
        ('when = "after_dose"\nevery_minutes = 15', "", "a.toml, line 22: “plan, rules 2, when” is missing."),
    ],
)
def test_a_wrong_plan_in_a_programme_file_is_refused_by_its_line(was: str, now: str, said: str) -> None:
    assert programmes.file_from(PLANNED, words=USUAL, file="a.toml").plan is not None
    assert was in PLANNED
    with pytest.raises(Refusal) as refused:
        programmes.file_from(PLANNED.replace(was, now), words=USUAL, file="a.toml")
    assert text.say(refused.value) == said


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("[[plan]]", "p.toml, line 1: the entry “plan” is not known here. Is “plans” meant?"),
        (
            '[[plans]]\nname = "x"\nsource = "y"\n[[plans.rules]]\nmeasures = ["bp"]\nwhen = "before_dose"',
            "p.toml, line 5: “plans 1, rules 1, measures[0]” is not right. “bp” is not one of the words that can stand here.",
        ),
        (
            '[[plans]]\nname = "x"\nsource = "y"\nrules = 3',
            "p.toml, line 4: “plans 1, rules” is a list. Write each of its entries under [[plans.rules]].",
        ),
    ],
)
def test_a_wrong_plan_is_refused_by_line_and_entry(source: str, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        programmes.plans_from(source, file="p.toml")
    assert text.say(refused.value) == said


def test_a_file_that_is_missing_or_no_text_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(Trouble) as trouble:
        programmes.read_file(tmp_path / "gone.toml")
    assert trouble.value.key == "programme_file.unreadable"
    (tmp_path / "song.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Refusal) as refused:
        programmes.read_file(tmp_path / "song.toml")
    assert refused.value.key == "programme_file.not_text"


def test_a_plan_in_a_file_may_say_all_that_a_plan_can() -> None:
    [plan] = programmes.plans_from(
        """
        [[plans]]
        name = "Ours"
        source = "The clinic."
        repeat_minutes = 5
        deferrals_most = 2
        deferral_gap_minutes = 30
        minutes_each = 1.5
        scores = ["rass", "news2"]
        [[plans.rules]]
        measures = ["spo2"]
        when = "after_dose"
        every_minutes = 5
        anew = false
        [[plans.limits]]
        measure = "spo2"
        low = 92
        fall_by = 5
        owner = "Ines Okafor, RN"
        reason = "Agreed."
        """,
        file="p.toml",
    )
    assert (plan.repeat_minutes, plan.deferrals_most, plan.deferral_gap_minutes) == (5, 2, 30)
    assert (plan.minutes_each, plan.scores) == (Decimal("1.5"), (Scale.RASS, Scale.NEWS2))
    assert (plan.rules[0].anew, plan.limits[0].fall_by, plan.limits[0].owner) == (False, Decimal(5), "Ines Okafor, RN")


def taken_apart(thing: Any, texts: set[str]) -> Any:
    """A programme or plan without what people read in it; that goes to ``texts``."""
    if isinstance(thing, list | tuple):
        return [taken_apart(part, texts) for part in thing]
    if not isinstance(thing, dict):
        return thing
    texts |= {thing[name] for name in programmes.SAID if thing.get(name)}
    return {name: taken_apart(value, texts) for name, value in thing.items() if name not in programmes.SAID}


def test_a_clinic_made_in_spanish_has_its_phases_and_words_in_spanish_and_every_figure_as_it_was() -> None:
    english = (*programmes.shipped(), *programmes.starting_plans())
    text.speak("es")
    spanish = (*programmes.shipped(), *programmes.starting_plans())
    circle = spanish[0]
    assert isinstance(circle, Programme)
    assert [phase.name for phase in circle.phases][:2] == ["Llegada", "Círculo de apertura"]
    assert {word.key: word.label for word in circle.words}["resting_quietly"] == "Reposa en calma"
    labels = tomllib.loads((programmes.FOLDER / programmes.LABELS / "es.toml").read_text("utf-8"))["labels"]
    said: tuple[set[str], set[str]] = set(), set()
    assert taken_apart(msgspec.to_builtins(spanish), said[1]) == taken_apart(msgspec.to_builtins(english), said[0])
    assert said[0] == set(labels), "a text without its label, or a label of nothing"
    assert said[1] == set(labels.values())
    assert len(said[1]) == len(said[0]), "two texts became one"


def test_a_clinic_that_turns_to_spanish_and_back_takes_the_shipped_texts_and_keeps_its_own() -> None:
    for english in SHIPPED.values():
        text.speak("en")
        assert programme_spoken.spoken(english) == (english, 0)
        text.speak("es")
        there = programme_spoken.spoken(english)
        shipped = next(one for one in programmes.shipped() if one.key == english.key)
        assert there.programme == msgspec.structs.replace(shipped, version=2)
        assert there.texts > len(PHASES) + len(english.words)
        text.speak("en")
        assert programme_spoken.spoken(there.programme) == (msgspec.structs.replace(english, version=3), there.texts)


def test_what_a_clinic_wrote_itself_stays_also_where_it_says_what_a_shipped_text_says() -> None:
    circle, plan = SHIPPED["group_circle_three"], signed(programmes.starting_plans()[1])
    arrival, opening, *rest = circle.phases
    own = msgspec.structs.replace(
        circle,
        key="river",
        name="River",
        phases=(
            msgspec.structs.replace(arrival, name="Peak"),  # renamed, to what another phase shipped as
            msgspec.structs.replace(opening, minutes=12),
            Phase(key="tea", name="Return"),
            *rest,
        ),
        words=(*circle.words, Word(key="weeps", label="LÁGRIMAS", group="feeling", icon="tears")),
        plan=plan,
    )
    text.speak("es")
    made, _ = programme_spoken.spoken(own)
    assert (made.key, made.name, made.plan, made.integration_kind) == ("river", "River", plan, "grupo")
    assert [(phase.name, phase.minutes) for phase in made.phases[:4]] == [
        ("Peak", None),
        ("Círculo de apertura", 12),
        ("Return", None),
        ("Medicina", None),
    ]
    labels = {word.key: word.label for word in made.words}
    assert (labels["still"], labels["weeps"]) == ("Inmóvil", "LÁGRIMAS")
    assert labels["tears"] == "Tears"  # or two words would say the same
    assert programme_with(made, made.words)  # as a set of words it can be kept
