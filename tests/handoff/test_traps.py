"""Five sessions told as stories, with traps for the name guard: every trap is found, and next to nothing else.

A trap stands in a story as ``# trap PERSON: WORDS``: in that person's handoff these words show somebody else.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from pathlib import Path

import pypdf
import pytest

from facilitator_app.faults import Refusal
from facilitator_app.handoff.group import group_of
from facilitator_app.handoff.reading import text_of
from facilitator_app.record.handover import Whom
from facilitator_app.rehearsal import papers
from facilitator_app.rehearsal.play import play
from facilitator_app.rehearsal.stage import Stage
from facilitator_app.rehearsal.story import read
from tests import source

HERE = source.ROOT / "tests" / "stories" / "traps"
STORIES = sorted(HERE.glob("*.txt"))
POSSESSIVE = re.compile(r"['’]s?$")
TRAP = re.compile(r"^# trap (\w+): (.+)$", re.MULTILINE)


class Heard:
    """What the guard said of one story: what it missed, what it found besides, and of how many words."""

    def __init__(self, told: str, stage: Stage) -> None:
        traps = Counter((person, POSSESSIVE.sub("", words)) for person, words in TRAP.findall(told))
        found: Counter[tuple[str, str]] = Counter()
        self.words = 0
        for person in stage.state.in_seat_order:
            name = person.preferred_name
            found.update((name, find.text) for find in papers.finds_in(stage, name))
            self.words += len(papers.text_of(stage, name).split())
        self.traps = sum(traps.values())
        self.missed = list((traps - found).elements())
        self.besides = list((found - traps).elements())


def told_in(path: Path) -> str:
    """A story as it is written."""
    return path.read_text("utf-8")


async def heard(path: Path, folder: Path) -> Heard:
    """Play a story and ask the guard about everybody in it."""
    told = told_in(path)
    played = await play(read(told), folder / path.stem)
    assert played.findings == [], path.stem
    try:
        return Heard(told, played.stage)
    finally:
        await played.stage.app.close()


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
async def test_every_trap_of_a_story_is_found(path: Path, tmp_path: Path) -> None:
    said = await heard(path, tmp_path)
    assert said.missed == []
    assert said.traps > 5


async def test_ordinary_notes_of_five_sessions_have_at_most_one_false_find_in_a_thousand_words(tmp_path: Path) -> None:
    said = [await heard(path, tmp_path) for path in STORIES]
    assert sum(one.traps for one in said) >= 40
    besides = [find for one in said for find in one.besides]
    words = sum(one.words for one in said)
    assert words > 1500
    assert len(besides) <= words / 1000, besides


def only_file(folder: Path) -> Path:
    """The one file of a folder."""
    (found,) = folder.iterdir()
    return found


async def test_a_line_of_the_wrong_person_leaves_no_trace_in_any_file(tmp_path: Path) -> None:
    told = told_in(HERE / "wrong_person.txt")
    played = await play(read(told), tmp_path / "clinic")
    stage = played.stage
    desk, rowan = papers.desk(stage), stage.id("Rowan")
    with pytest.raises(Refusal) as refused:
        await papers.sign(stage, "Rowan")
    assert refused.value.key == "guard.holds_names"
    clean = papers.packet_of(stage, "Rowan").sections["account"].replace("Amara", "a neighbour")
    await papers.edit(stage, "Rowan", "account", clean)
    await papers.sign(stage, "Rowan")
    await papers.release(stage, "Rowan", "Rowan")
    left = only_file(stage.folder.parent / papers.RELEASED)
    said = "\n".join(page.extract_text() for page in pypdf.PdfReader(left, password=papers.PASSWORD).pages)
    for trace in ("Amara", "Lyon", "sister", "withdrawn", "seat 2"):
        assert trace not in said
    assert desk.changes(rowan, Whom(to=papers.CUT)) == ()
    await stage.app.close()


async def test_a_name_that_no_page_shows_is_found_too(tmp_path: Path) -> None:
    """In a file's properties, its metadata, its outline, and in what stands for a picture."""
    told = told_in(HERE / "names.txt")
    played = await play(read(told), tmp_path / "clinic")
    stage = played.stage
    group = group_of(stage.session.history, stage.app.clinic_state())
    packet = papers.packet_of(stage, "Rowan")
    for hide in (_as_author, _as_metadata, _in_the_outline):
        writer = pypdf.PdfWriter()
        writer.add_blank_page(200, 200)
        hide(writer)
        made = io.BytesIO()
        writer.write(made)
        found = group.in_documents(packet, [text_of(made.getvalue())], {})
        assert [find.text for find in found] == ["Amara"], hide.__name__
    await stage.app.close()


def _as_author(writer: pypdf.PdfWriter) -> None:
    writer.add_metadata({"/Author": "Amara"})


def _as_metadata(writer: pypdf.PdfWriter) -> None:
    writer.xmp_metadata = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><dc>Amara</dc></x:xmpmeta>"


def _in_the_outline(writer: pypdf.PdfWriter) -> None:
    writer.add_outline_item(title="Amara", page_number=0)


ESCORTS = """
zone America/Denver
date 2026-03-05
staff Ines Okafor: medical provider, prescriber
staff Tomas Lind: facilitator, lead
staff Devi Rao: facilitator
person Rowan, seat 1
person Amara, seat 2, emergency "Teodor at work, 720-555-0187"

10:00 open session
10:05 before the medicine Amara escort yes "Jude, by car, 303 555 0199"
11:30 criterion Amara escort yes "Picked up by her sister Petra"
11:35 note Rowan "Jude waved; Petra waved back, picked up by the car of her sister."
11:36 care Rowan "Rings (303) 555-0199, or 720 555 01 87, or Teodor at work."
"""


async def test_whoever_comes_for_somebody_else_is_found_wherever_that_was_told(tmp_path: Path) -> None:
    played = await play(read(ESCORTS), tmp_path / "clinic")
    assert played.findings == []
    found = [find.text for find in papers.finds_in(played.stage, "Rowan")]
    await played.stage.app.close()
    assert found == ["Jude", "Petra", "(303) 555-0199", "720 555 01 87", "Teodor"]
