"""Consent for this session at the window: said in one touch, or signed, heard or scanned where the programme asks for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from facilitator_app.readiness import Status
from facilitator_app.record.readiness import Answer, Matter
from facilitator_app.ui.readiness_view import ReadinessView
from tests.pictured import pdf_of
from tests.test_app import Room
from tests.test_consents import FILMED, WORDS, asked, begins, signs_before_the_words_change, stands
from tests.ui import fit
from tests.ui.hands import Hands, at_window
from tests.ui.test_readiness import closed, open_board
from tests.ui.test_signing import HAND, draws
from tests.waiting import until


@pytest.fixture
async def asks(tmp_path: Path) -> Room:
    """A session under way by a programme that asks for consent in writing."""
    there = Room(tmp_path / "clinic")
    await there.make()
    await asked(there)
    await there.begin()
    return there


def told(room: Room, seat: int) -> Answer | None:
    person = (room.rowan, room.amara)[seat - 1]
    return room.session.state.people[person].readiness.told.get(Matter.CONSENT)


async def open_consent(hands: Hands, seat: int) -> None:
    hands.touch(f"readiness.{seat}.consent")
    await hands.until_sees("matter.panel")


async def test_it_is_said_in_one_touch_where_the_programme_does_not_ask_for_more(tmp_path: Path) -> None:
    room = Room(tmp_path / "clinic")
    await room.make()
    await room.begin()
    async with at_window(room.app, start=False) as hands:
        await open_board(hands, room)
        await open_consent(hands, 1)
        assert hands.there("matter.yes").property("text") == "Said, to Ines Okafor"
        assert not hands.sees("consent.asks")
        assert not hands.sees("consent.sign")
        hands.touch("consent.more")
        await hands.until_sees("consent.sign")
        assert hands.reads("consent.text").startswith("I agree to take part in the session “First circle”")
        hands.touch("matter.yes")
        await closed(hands)
        answer = told(room, 1)
        assert answer is not None
        assert (answer.holds, answer.given) == (True, None)


async def test_where_it_asks_somebody_signs_on_the_screen_and_it_is_shown_again(asks: Room) -> None:
    async with at_window(asks.app, start=False) as hands:
        await open_board(hands, asks)
        await open_consent(hands, 1)
        assert hands.reads("consent.text") == WORDS
        assert hands.sees("consent.asks")
        assert not hands.sees("matter.yes")  # nobody's word is enough
        assert hands.sees("matter.no")
        hands.touch("consent.sign")
        await hands.until_sees("sign.field")
        assert hands.reads("sign.text") == WORDS
        assert hands.reads("sign.name") == "Rowan"
        draws(hands, HAND)
        hands.touch("sign.do")
        await closed(hands)
        assert stands(asks.session.state, asks.rowan) is Status.READY
        await open_consent(hands, 1)
        assert "signed on the screen before Ines Okafor" in hands.reads("matter.told")
        assert not hands.sees("consent.sign")  # it is given; another time is a touch away
        assert hands.sees("consent.more")
        hands.touch("consent.look")
        await hands.until_sees("shown.ink")
        hands.touch("shown.close")
        await until(lambda: not hands.sees("shown.ink"))
        hands.touch("matter.no")
        await closed(hands)
        assert stands(asks.session.state, asks.rowan) is Status.NOT


async def test_it_is_signed_in_the_smallest_window_in_large_text_where_the_field_is_below_the_words(asks: Room) -> None:
    async with at_window(asks.app, (1024, 640), start=False) as hands:
        hands.shell.appearance.set_percent("200")
        await open_board(hands, asks)
        await open_consent(hands, 1)
        hands.touch("consent.sign")
        await hands.until_sees("sign.field")
        hands.there("sign.field")
        assert list(fit.misfits(hands.window.view)) == []
        draws(hands, HAND)
        hands.touch("sign.do")
        await closed(hands)
        assert stands(asks.session.state, asks.rowan) is Status.READY


async def test_it_is_heard_before_who_is_at_the_screen(asks: Room) -> None:
    async with at_window(asks.app, start=False) as hands:
        await open_board(hands, asks)
        await open_consent(hands, 2)
        hands.touch("consent.hear")
        await closed(hands)
        answer = told(asks, 2)
        assert answer is not None
        assert answer.given is not None
        assert (answer.given.witness_name, answer.given.shows) == ("Ines Okafor", False)


async def test_a_signed_paper_is_kept_with_its_pages(asks: Room, tmp_path: Path) -> None:
    sticks = tmp_path / "stick"
    sticks.mkdir()
    (sticks / "signed.pdf").write_bytes(pdf_of("I take part.", pages=2))
    async with at_window(asks.app, start=False) as hands:
        await open_board(hands, asks)
        await open_consent(hands, 2)
        assert not hands.sees("consent.keep")
        hands.shell.files.go(str(sticks))
        hands.touch("consent.scan.choose")
        await hands.until_sees("files.row.signed.pdf")
        hands.touch("files.row.signed.pdf")
        await hands.until_sees("consent.keep")
        hands.touch("consent.keep")
        await closed(hands)
        assert stands(asks.session.state, asks.amara) is Status.READY
        await open_consent(hands, 2)
        assert "pages kept here: 2" in hands.reads("matter.told")
        hands.touch("consent.look")
        await hands.until_sees("shown.page.1")
        view = hands.shell.findChild(ReadinessView)
        assert view is not None
        assert view.consent.shown.pages.count == 2
        hands.touch("shown.close")
        await until(lambda: view.consent.shown.pages.count == 0)


async def test_what_was_signed_to_other_words_is_shown_as_that_and_asked_again(tmp_path: Path) -> None:
    made = Room(tmp_path / "clinic")
    await made.make()
    await asked(made)
    await signs_before_the_words_change(made)
    await begins(made)
    async with at_window(made.app, start=False) as hands:
        await open_board(hands, made)
        await open_consent(hands, 1)
        assert "signed by typing “Rowan” before Ines Okafor" in hands.reads("matter.told")
        assert "To other words than the programme has now: asked again." in hands.reads("matter.told")
        assert hands.reads("consent.text") == FILMED
        hands.touch("consent.hear")
        await closed(hands)
        await open_consent(hands, 1)
        assert "To other words" not in hands.reads("matter.told")
