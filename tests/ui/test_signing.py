"""At the window: an agreement signed by hand or by keys, its paper kept from a file, a picture that stands in the time-out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent

from facilitator_app import attachments
from facilitator_app.record.attachments import PictureKept
from facilitator_app.record.groups import GroupPaper, PaperScanned, PaperSigned
from facilitator_app.ui.groups_view import GroupsView
from facilitator_app.ui.taken_pictures import picture_in
from tests.pictured import pdf_of, photo
from tests.test_app import Room
from tests.test_groups import ILLNESS
from tests.ui.hands import LEFT, NONE, PLAIN, Hands, scroll_to
from tests.ui.test_groups import at_groups, formed, here, the_group, window
from tests.ui.test_room import in_the_room
from tests.ui.test_room_medicine import typed
from tests.ui.test_two_hands import fingers, middle
from tests.waiting import until

__all__ = ["formed", "here"]

AGREEMENT = GroupPaper.CONFIDENTIALITY
HAND = ((0.1, 0.7), (0.25, 0.2), (0.4, 0.8), (0.6, 0.3), (0.85, 0.6))


def draws(hands: Hands, points: Sequence[tuple[float, float]]) -> None:
    """Draw in the field with a finger: a step at a time, as a finger moves.  What moves has no button of its own."""
    field = hands.there("sign.field")
    scroll_to(field)

    def at(x: float, y: float) -> QPointF:
        return field.mapToScene(QPointF(x * field.width(), y * field.height()))

    def sends(kind: QEvent.Type, point: QPointF, held: Qt.MouseButton) -> None:
        far, of = hands.window.view.mapToGlobal(point), NONE if kind is QEvent.Type.MouseMove else LEFT
        QCoreApplication.sendEvent(hands.window.view, QMouseEvent(kind, point, far, of, held, PLAIN))

    sends(QEvent.Type.MouseButtonPress, at(*points[0]), LEFT)
    for (x, y), (to_x, to_y) in pairwise(points):
        for step in range(1, 6):
            sends(QEvent.Type.MouseMove, at(x + (to_x - x) * step / 5, y + (to_y - y) * step / 5), LEFT)
    sends(QEvent.Type.MouseButtonRelease, at(*points[-1]), NONE)


async def at_the_papers(hands: Hands, person: object) -> None:
    """The papers of the group, where somebody is about to accept."""
    await at_groups(hands)
    hands.touch(f"groups.{ILLNESS}")
    await hands.until_sees("group.part.papers")
    hands.touch("group.part.papers")
    await hands.until_sees(f"accept.{person}.open")
    hands.touch(f"accept.{person}.open")
    await hands.until_sees(f"accept.{person}.do")


async def about_to_sign(hands: Hands, formed: Room) -> str:
    row = f"accept.{formed.rowan}"
    await at_the_papers(hands, formed.rowan)
    hands.touch(f"{row}.how.signed")
    await until(lambda: not hands.sees(f"{row}.witness.{formed.tomas}"))
    hands.touch(f"{row}.do")
    await hands.until_sees("sign.field")
    return row


def view(hands: Hands) -> GroupsView:
    found = hands.shell.home.groups
    assert isinstance(found, GroupsView)
    return found


async def test_what_the_other_hand_clears_while_a_finger_draws_is_gone_and_the_finger_begins_anew(formed: Room) -> None:
    async with window(formed) as hands:
        await about_to_sign(hands, formed)
        field, at = hands.there("sign.field"), middle(hands, "sign.field")
        await fingers(hands, press={0: at})
        await fingers(hands, move={0: at + QPoint(60, 10)})
        assert not field.property("is_empty")
        clear = middle(hands, "sign.clear")
        await fingers(hands, rest=(0,), press={1: clear})
        await fingers(hands, rest=(0,), lift={1: clear})
        assert field.property("is_empty")
        await fingers(hands, move={0: at + QPoint(120, 0)})
        await fingers(hands, lift={0: at + QPoint(150, 0)})
        assert field.property("is_empty")
        draws(hands, HAND)
        assert not field.property("is_empty")


async def test_a_member_signs_on_the_screen_and_what_they_drew_is_shown_again(formed: Room) -> None:
    async with window(formed) as hands:
        row = await about_to_sign(hands, formed)
        assert hands.reads("sign.text") == "What is said here stays here."
        assert hands.reads("sign.name") == "Rowan"
        assert hands.reads("sign.witness").startswith("Before Ines Okafor")
        assert not hands.there("sign.do").isEnabled()
        draws(hands, ((0.5, 0.5), (0.51, 0.5)))
        hands.touch("sign.do")
        await hands.until_sees("sign.error")
        assert the_group(formed).lacking(formed.rowan) == (AGREEMENT,)
        hands.touch("sign.clear")
        draws(hands, HAND)
        hands.touch("sign.do")
        await until(lambda: not hands.sees("sign.field"))
        told = the_group(formed).members[formed.rowan].accepted[AGREEMENT].told
        assert isinstance(told, PaperSigned)
        assert told.ink is not None
        assert told.ink.strokes[0][0] == pytest.approx(HAND[0], abs=0.01)
        assert told.ink.strokes[0][-1] == pytest.approx(HAND[-1], abs=0.01)
        await hands.until_sees(f"{row}.look")
        await until(lambda: not hands.sees(f"{row}.do"))  # it is not asked any more how they accept
        assert view(hands).page.papers.person == ""
        hands.touch(f"{row}.look")
        await hands.until_sees("shown.ink")
        assert len(view(hands).shown.strokes) == 1
        hands.touch("shown.close")
        await until(lambda: view(hands).shown.strokes == [])


async def test_by_keys_alone_the_name_is_typed_and_no_other_is_taken(formed: Room) -> None:
    async with window(formed) as hands:
        await at_the_papers(hands, formed.rowan)
        hands.touch(f"accept.{formed.rowan}.how.signed")
        hands.touch(f"accept.{formed.rowan}.do")
        await hands.until_sees("sign.turn")
        hands.there("sign.turn").forceActiveFocus()  # from here on the keyboard alone
        hands.key(Qt.Key.Key_Space)
        await hands.until_sees("sign.typed")
        hands.there("sign.typed.input").forceActiveFocus()
        hands.keys("Amara")
        hands.key(Qt.Key.Key_Return)
        await hands.until_sees("sign.typed.error")
        for _ in "Amara":
            hands.key(Qt.Key.Key_Backspace)
        hands.keys("rowan")
        hands.key(Qt.Key.Key_Return)
        await until(lambda: not hands.sees("sign.typed"))
        told = the_group(formed).members[formed.rowan].accepted[AGREEMENT].told
        assert isinstance(told, PaperSigned)
        assert (told.ink, told.typed) == (None, "rowan")


async def test_the_pages_of_a_signed_paper_are_kept_from_a_file_that_stays(formed: Room, tmp_path: Path) -> None:
    sticks = tmp_path / "stick"
    sticks.mkdir()
    (sticks / "not-a-paper.pdf").write_bytes(b"PK\x03\x04 a spreadsheet")
    (sticks / "signed.pdf").write_bytes(pdf_of("I accept.", pages=2))
    async with window(formed) as hands:
        row = f"accept.{formed.amara}"
        await at_the_papers(hands, formed.amara)
        hands.touch(f"{row}.how.scanned")
        await until(lambda: not hands.sees(f"{row}.do"))  # there is nothing to keep yet
        for name, seen in (("not-a-paper.pdf", f"{row}.scan.error"), ("signed.pdf", f"{row}.scan.found")):
            hands.shell.files.go(str(sticks))
            hands.touch(f"{row}.scan.choose")
            await hands.until_sees(f"files.row.{name}")
            hands.touch(f"files.row.{name}")
            await hands.until_sees(seen)
        assert hands.reads(f"{row}.scan.found").startswith("Pages found: 2;")
        await hands.until_sees(f"{row}.do")
        hands.touch(f"{row}.do")
        await hands.until_sees(f"{row}.look")
        told = the_group(formed).members[formed.amara].accepted[AGREEMENT].told
        assert isinstance(told, PaperScanned)
        await hands.until_sees("papers.said")
        assert "delete it yourself" in hands.reads("papers.said")
        assert (sticks / "signed.pdf").exists()
        hands.touch(f"{row}.look")
        await hands.until_sees("shown.page.1")
        assert view(hands).shown.pages.count == 2
        mean, brightest = hands.brightness()
        assert mean < 0.04
        assert brightest < 0.75
        hands.touch("shown.close")
        await until(lambda: view(hands).shown.pages.count == 0)


async def test_a_picture_stands_in_the_time_out_under_no_veil_and_is_taken_back(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, scene="nobody_dosed") as (place, hands, room):
        amara, clinic = place.people["Amara"], place.app.clinic
        assert clinic is not None
        kept = picture_in(photo("JPG", (900, 1200)))
        await attachments.keep(clinic, amara, [kept], lambda told: PictureKept(picture=told))
        hands.touch("tile.2")
        hands.touch("rail.dose")
        by = room.dose.givers[0]["key"]
        await typed(room, drug="ketamine", route="intramuscular", form="whole", stated_as="base", by=by, amount="50")
        hands.touch("dose.to_amount")
        hands.touch("pad.main")
        await hands.until_sees("dose.picture")
        await until(lambda: room.dose.out.picture.pages.count == 1)
        mean, _ = hands.brightness()
        assert mean < 0.04
        hands.touch("veil")
        await hands.until_sees("veil.lift")
        assert not hands.sees("dose.picture")
        hands.shell.veil.lift()
        hands.shell.go("home")
        await hands.until_sees("home.people")
        hands.touch("home.people")
        await hands.until_sees(f"people.{amara}")
        hands.touch(f"people.{amara}")
        await hands.until_sees("person.picture.shown")
        hands.touch("person.picture.take_back")
        await until(lambda: not hands.sees("person.picture.shown"))
        picture = hands.shell.people.picture
        await until(lambda: picture.pages.count == 0 and not picture.form.busy)
        assert not picture.there
