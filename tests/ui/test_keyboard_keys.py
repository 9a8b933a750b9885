"""The keys of the on-screen keyboard by themselves: what stands on them, and what fast, slow and resting fingers do."""

from __future__ import annotations

import string

import pytest
from PySide6.QtGui import QFont, QFontMetricsF

from facilitator_app.text import english
from facilitator_app.ui import keyboard_keys
from facilitator_app.ui.keyboard_faces import FORMS, PAGES, Face, figured, lettered
from facilitator_app.ui.keyboard_keys import FIGURES_FROM, MOST_REPEATS, KeyRows
from facilitator_app.ui.main import start_qt
from tests.ui.conftest import application


class Board:
    """The keys, and what they did."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, figures: bool = False) -> None:
        monkeypatch.setattr(keyboard_keys, "HOLD_MS", 3_600_000)  # the test says when a key is held
        application()
        self.done: list[str] = []
        self.keys = KeyRows(lambda does, text: self.done.append(text or does))
        self.keys.begin(figures=figures)

    def at(self, name: str) -> int:
        there = self.keys.numbers if self.keys.figures else self.keys.faces
        names = [face["name"] for face in there]
        return names.index(name) + (FIGURES_FROM if self.keys.figures else 0)

    def tap(self, *names: str) -> Board:
        for name in names:
            number = self.at(name)
            self.keys.press(number)
            self.keys.lift(number)
        return self

    def shows(self, name: str) -> bool:
        return name in [face["name"] for face in self.keys.faces]


@pytest.fixture
def board(monkeypatch: pytest.MonkeyPatch) -> Board:
    return Board(monkeypatch)


def pages() -> list[list[list[Face]]]:
    return [lettered(page, capitals) for page in PAGES for capitals in ("", "once", "locked")]


def test_every_row_fills_its_width_and_no_page_has_a_key_twice() -> None:
    for rows in [*pages(), *(lettered("letters", held=held) for held in FORMS)]:
        assert [len(row) for row in rows] == [10, 10, 9, 10]
        assert [round(sum(face.span for face in row), 6) for row in rows] == [10] * 4
        names = [face.name for row in rows for face in row]
        assert len(set(names)) == len(names)
    assert [len(row) for row in figured()] == [6] * 4
    assert [round(sum(face.span for face in row), 6) for row in figured()] == [10] * 4


def test_every_sign_of_a_passphrase_and_every_letter_of_a_name_can_be_typed() -> None:
    there = {face.text for rows in pages() for row in rows for face in row if not face.does}
    held = {face.text for name in FORMS for face in lettered("letters", "", name)[0]}
    assert set(string.printable) - set(string.whitespace) - there == set()
    assert set("áéíóúüñçøåöäšžÁÉÍÓÚÜÑÇØÅÖÄŠŽ¿¡łđğőűřťďňęąāßẞæœþð ") - there - held == set()
    assert {face.text for row in figured() for face in row} >= set(string.digits + ".:,/-")


def test_the_font_has_every_letter_and_a_screen_reader_a_word_for_every_sign(board: Board) -> None:
    start_qt()  # with its fonts
    drawn = QFontMetricsF(QFont("Inter"))
    said = english().keys
    for rows in pages():
        for face in (face for row in rows for face in row):
            assert all(drawn.inFontUcs4(ord(letter)) for letter in face.text), face.text
            name = keyboard_keys._said(face)
            assert name, face
            assert not name.startswith("keyboard."), name
    assert "keyboard.sign.full_stop" in said


def test_a_capital_is_one_and_two_touches_lock_them(board: Board) -> None:
    board.tap("shift", "a", "b", "shift", "shift", "c", "d", "shift", "e")
    assert board.done == list("AbCDe")


def test_after_a_letter_with_an_accent_come_plain_ones_and_after_a_space_letters(board: Board) -> None:
    board.tap("p", "e", "accents", "ñ", "a", "accents", "more_accents", "š", "signs", "1", "2", "space", "b")
    assert "".join(board.done) == "peñaš12 b"


def test_a_second_key_has_the_first_typed_at_once_and_none_is_typed_twice(board: Board) -> None:
    first, second, third = board.at("a"), board.at("s"), board.at("shift")
    board.keys.press(first)
    assert board.done == []
    board.keys.press(second)
    assert board.done == ["a"]
    board.keys.lift(second)
    board.keys.lift(first)
    assert board.done == ["a", "s"]
    board.keys.press(third)  # one hand holds shift, the other types
    board.keys.press(second)
    board.keys.lift(second)
    board.keys.lift(third)
    board.tap("a")
    assert board.done == ["a", "s", "S", "a"]


def test_a_finger_that_slides_off_types_nothing(board: Board) -> None:
    board.keys.press(board.at("a"))
    board.keys.leave(board.at("a"))
    assert board.tap("b").done == ["b"]


def test_what_a_screen_reader_presses_is_typed(board: Board) -> None:
    board.keys.lift(board.at("a"))
    board.keys.lift(board.at("a"))
    assert board.done == ["a", "a"]


def test_a_letter_that_is_held_offers_its_forms_and_is_not_typed(board: Board) -> None:
    board.keys.press(board.at("n"))
    board.keys.hold()
    board.keys.lift(board.at("n"))
    assert board.done == []
    assert board.shows("ñ")
    assert board.tap("ñ").done == ["ñ"]
    assert not board.shows("ñ")
    board.tap("shift")
    e = board.at("e")
    board.keys.press(e)
    board.keys.hold()
    board.keys.lift(e)  # where another letter stands now
    assert board.tap("é").done == ["ñ", "É"]


def test_erasing_repeats_while_it_is_held_and_stops_where_a_hand_rests(board: Board) -> None:
    erase = board.at("erase")
    board.tap("erase")
    board.keys.press(erase)
    for _ in range(3):
        board.keys.hold()
    board.keys.lift(erase)
    assert board.done == ["erase"] * 4
    board.keys.press(erase)
    for _ in range(2 * MOST_REPEATS):
        board.keys.hold()
    board.keys.lift(erase)
    assert board.done == ["erase"] * (4 + MOST_REPEATS)


def test_a_hand_that_rests_on_a_key_types_nothing_and_keeps_nobody_from_typing(board: Board) -> None:
    palm = board.at("b")
    board.keys.press(palm)
    board.keys.hold()
    board.keys.hold()
    board.tap("k", "l")
    board.keys.lift(palm)
    assert board.done == ["k", "l"]


def test_a_number_has_a_page_of_its_own_and_letters_are_a_touch_away(monkeypatch: pytest.MonkeyPatch) -> None:
    board = Board(monkeypatch, figures=True)
    board.tap("1", "2", ".", "5", "letters")
    assert not board.keys.figures
    board.tap("m", "g")
    assert "".join(board.done) == "12.5mg"


def test_what_is_pressed_when_the_field_goes_is_typed_nowhere(board: Board) -> None:
    number = board.at("a")
    board.keys.press(number)
    board.keys.begin(figures=False)
    board.keys.lift(number)
    assert board.done == []
