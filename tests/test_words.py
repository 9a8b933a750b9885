"""A programme's own words: what may be kept, and how a word moves among those of its group."""

from __future__ import annotations

import msgspec
import pytest

from facilitator_app import programmes
from facilitator_app.faults import Refusal
from facilitator_app.record.programme import Word
from facilitator_app.record.words import GROUPS, ICONS, MOST, moved, new_key, programme_with
from tests.golden import PROGRAMME

TEARS = PROGRAMME.words[0]


def word(key: str, group: str = "feeling", **more: str) -> Word:
    return Word(key=key, label=more.get("label", key), group=group, icon=more.get("icon", "tears"))


def test_changed_words_make_a_next_version_and_the_same_words_none() -> None:
    assert programme_with(PROGRAMME, [TEARS]) is PROGRAMME
    changed = programme_with(PROGRAMME, [msgspec.structs.replace(TEARS, label=" Weeps ")])
    assert (changed.version, changed.words[0].label, changed.plan) == (2, "Weeps", PROGRAMME.plan)


@pytest.mark.parametrize(
    ("key", "field", "words"),
    [
        ("words.none", "words", []),
        ("words.too_many", "words", [word(f"w{number}") for number in range(MOST + 1)]),
        ("entry.empty", "a", [word("a", label="  ")]),
        ("entry.too_long", "a", [word("a", label="x" * 41)]),
        ("words.twice", "b", [word("a", label="Still"), word("b", label="still ")]),
        ("words.unknown_group", "a", [word("a", group="mood")]),
        ("words.unknown_icon", "a", [word("a", icon="skull")]),
    ],
)
def test_words_that_cannot_be_kept_are_refused_at_their_field(key: str, field: str, words: list[Word]) -> None:
    with pytest.raises(Refusal) as refused:
        programme_with(PROGRAMME, words)
    assert (refused.value.key, refused.value.field) == (key, field)


def test_a_word_moves_among_those_of_its_group_and_not_beyond() -> None:
    words = (word("a"), word("x", group="voice"), word("b"), word("c"))
    assert [one.key for one in moved(words, "b", -1)] == ["b", "x", "a", "c"]
    assert [one.key for one in moved(words, "b", 1)] == ["a", "x", "c", "b"]
    assert moved(words, "a", -1) == words
    assert moved(words, "x", 1) == words


def test_a_new_key_is_nobodys() -> None:
    assert new_key([]) == "own_1"
    assert new_key([word("own_1"), word("own_2")]) == "own_3"


def test_the_words_that_ship_can_be_kept_as_they_are() -> None:
    for programme in programmes.shipped():
        assert programme_with(programme, programme.words) is programme
        assert {one.group for one in programme.words} == set(GROUPS)
        assert {one.icon for one in programme.words} <= set(ICONS)
