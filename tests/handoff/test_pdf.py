"""The handoff on paper: what it holds, what it does not, and that every character is carried."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pypdf
import pytest

from facilitator_app import text
from facilitator_app.faults import Trouble
from facilitator_app.handoff import pdf
from facilitator_app.handoff.curve import draw
from facilitator_app.handoff.files import leave, unnamed
from facilitator_app.handoff.glyphs import coverage, printable
from facilitator_app.handoff.packet import Packet, compose, digest
from facilitator_app.handoff.reading import text_of
from facilitator_app.record import integration, room
from facilitator_app.record.roles import Role
from tests.people import NOOR, ROWAN, START
from tests.told import PEOPLE, Told, full_session

SIGNED = pdf.Signature(signer="Tomas Lind", role=Role.FACILITATOR, at=START, meaning="I wrote this and stand by it.")
WORDS = text.english()


def packet_of(told: Told) -> Packet:
    return compose(told.history, ROWAN, PEOPLE[ROWAN], WORDS)


def printed(told: Told, signature: pdf.Signature | None = SIGNED) -> bytes:
    return pdf.render(packet_of(told), signature, WORDS, START)


def read(made: bytes) -> str:
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages]
    return " ".join("\n".join(pages).replace("\u200b", "").split())


def tags(made: bytes) -> Iterator[tuple[str, Any]]:
    """Every element of the structure tree, depth first."""
    root: Any = pypdf.PdfReader(io.BytesIO(made)).trailer["/Root"]
    waiting = [root["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, pypdf.generic.ArrayObject):
            waiting += reversed(list(node))
        elif isinstance(node, pypdf.generic.DictionaryObject):
            if "/S" in node:
                yield str(node["/S"]), node
            if "/K" in node:
                waiting.append(node["/K"])


def test_a_session_like_this_one_is_one_page_and_holds_the_record() -> None:
    made = printed(full_session())
    assert len(pypdf.PdfReader(io.BytesIO(made)).pages) == 1
    said = read(made)
    for part in (
        "Rowan Miller",
        "Thursday 5 March 2026, 10:00 to 12:10, America/Denver",
        "Saturday 7 March 2026, 12:10 (America/Denver), 48 h after the session",
        "To meet the grief about my father without running.",
        "10:52 +15 min 88 142/90 96",
        "10:37 0 min ketamine 40 mg, intramuscular, 0.8 mL of 50 mg/mL, stated as base",
        "“I saw the lake of my childhood, and it was warm.”",
        "1 more of their words stay here",
        "Signed by Tomas Lind, facilitator, 5 March 2026, 10:00",
        "Meaning of the signature: I wrote this and stand by it.",
        digest(packet_of(full_session()))[:16],
    ):
        assert part in said
    assert "Draft" not in said
    assert "He is here" not in said


def test_without_a_signature_it_says_that_it_is_a_draft() -> None:
    assert "Draft, not signed" in read(printed(full_session(), None))


def test_nothing_outside_the_text_names_anybody() -> None:
    reader = pypdf.PdfReader(io.BytesIO(printed(full_session())))
    root: Any = reader.trailer["/Root"]
    outside = str(reader.metadata) + root["/Metadata"].get_object().get_data().decode("utf-8")
    assert "Session handoff" in outside
    for name in ("Rowan", "Miller", "Tomas", "Juniper"):
        assert name not in outside


def test_a_screen_reader_finds_language_headings_tables_and_the_drawing_in_words() -> None:
    made = printed(full_session())
    root: Any = pypdf.PdfReader(io.BytesIO(made)).trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert "pdfuaid:part" in root["/Metadata"].get_object().get_data().decode("utf-8")
    found = list(tags(made))
    kinds = [kind for kind, _ in found]
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/Figure"} <= set(kinds)
    (alt,) = [str(node["/Alt"]) for kind, node in found if kind == "/Figure"]
    assert alt == (
        "Heart rate, blood pressure and oxygen saturation from 10:05 to 11:58; every value stands in the table."
    )


def test_a_handoff_in_spanish_says_so_and_has_its_days_medicines_and_headings_in_spanish() -> None:
    spanish = text.language("es")
    packet = compose(full_session().history, ROWAN, PEOPLE[ROWAN], spanish)
    made = pdf.render(packet, SIGNED, spanish, START)
    root: Any = pypdf.PdfReader(io.BytesIO(made)).trailer["/Root"]
    assert root["/Lang"] == "es"
    said = read(made)
    for part in (
        "jueves 5 de marzo de 2026, 10:00 a 12:10",
        "ketamina 40 mg, intramuscular, 0.8 mL de 50 mg/mL",
        "Firmado por Tomas Lind, facilitación, 5 de marzo de 2026, 10:00",
        "Traspaso de la sesión",
    ):
        assert part in said


HOSTILE = """<script>alert(1)</script> #set page(fill: red) #include "x" $x^2$ *bold* _it_ `raw` \\ @ref <label> // gone
'; DROP TABLE event; -- \N{PILE OF POO}\N{FACE WITH TEARS OF JOY} שלום نور \x00 \x07 \u202eevil 中文
{d.name} "quoted" = heading"""


def test_whatever_was_typed_is_printed_as_text() -> None:
    told = Told().staff().seated()
    told.write(10, room.Noted(text=HOSTILE), ROWAN)
    said = read(printed(told))
    for part in (
        "<script>alert(1)</script>",
        '#set page(fill: red) #include "x" $x^2$ *bold* _it_ `raw` \\ @ref <label> // gone',
        "'; DROP TABLE event; --",
        "[pile of poo]",
        "[NUL] [U+0007]",
        "[right-to-left override]evil",
        "[U+4E2D]",
        "{d.name}",
        "= heading",
    ):
        assert part in said


def test_right_to_left_letters_keep_their_own_form() -> None:
    assert printable("שלום نور Ámara Ωμέγα") == "שלום نور Ámara Ωμέγα"
    assert printable("a\u200db\ufe0f\r\nc\td") == "ab\nc\td"
    assert {ord(letter) for letter in "א ن é ₂ − “"} <= coverage()


def test_a_note_of_a_hundred_thousand_characters_is_printed_to_the_last() -> None:
    told = Told().staff().seated()
    told.write(10, room.Noted(text="word " * 19_999 + "the end"), ROWAN)
    told.write(11, room.Noted(text="x" * 5_000 + "over"), ROWAN)
    said = read(printed(told))
    assert said.count("word") == 19_999
    assert "the end" in said
    assert said[said.index("xxx") :].count("x") >= 5_000
    assert "over" in said


def test_a_person_with_nothing_written_has_a_page_that_says_so() -> None:
    told = Told().staff().seated(NOOR)
    told.out(30, NOOR, room.WayOut.LEFT_BEFORE_CLEARANCE)
    packet = compose(told.history, NOOR, None, WORDS)
    assert draw(packet, WORDS) == ""
    said = read(pdf.render(packet, SIGNED, WORDS, START))
    assert "No vitals were taken." in said
    assert "No medicine was given." in said
    assert "left before clearance" in said


def test_an_improbable_crisis_stays_inside_the_drawing() -> None:
    told = Told().staff().seated()
    told.vitals(5, ROWAN, "HR 38, BP 60/35, SpO2 62", sure=True)
    told.vitals(300, ROWAN, "HR 240, BP 290/180, SpO2 100", sure=True)
    drawn = draw(packet_of(told), WORDS)
    heights = [float(part.split('"')[0]) for part in drawn.split('cy="')[1:-1]]  # the last dot is the key's
    assert len(heights) == 2
    assert all(18 <= height <= 98 for height in heights)
    assert printed(told).startswith(b"%PDF")


@pytest.mark.parametrize("tag", ["en", "es"])
def test_the_words_of_the_drawings_key_end_before_the_next_shape(tag: str) -> None:
    drawn = draw(packet_of(full_session()), text.language(tag))
    key = re.findall(r'<text x="([\d.]+)" y="7"[^>]*>([^<]+)</text>', drawn)
    assert len(key) == 4
    for (at, told), (following, _) in pairwise(key):
        assert float(at) + 4 * len(told) < float(following) - 12


def test_each_page_says_whose_it_is_and_integration_is_one_sentence() -> None:
    told = full_session()
    told.write(10, room.Noted(text="word " * 4_000), ROWAN)
    made = printed(told)
    pages = pypdf.PdfReader(io.BytesIO(made)).pages
    assert len(pages) > 1
    for page in pages:
        assert page.extract_text().splitlines()[0].startswith("Rowan · 1984-05-21"), "also when it lies apart"
    assert "48 h after the session; as planned: In the group, at the office." in read(made)
    edited = msgspec.structs.replace(packet_of(told), sections={"integration": "In the group.\nThen alone."})
    said = read(pdf.render(edited, SIGNED, WORDS, START))
    assert "after the session In the group. Then alone." in said


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    name = unnamed("handoff", "pdf")
    assert leave(tmp_path / "new", name, b"whole").read_bytes() == b"whole"
    assert [path.name for path in (tmp_path / "new").iterdir()] == [name]
    (tmp_path / "a file").write_bytes(b"")
    with pytest.raises(Trouble) as told:
        leave(tmp_path / "a file", name, b"whole")
    assert told.value.key == "export.cannot_write"
    (tmp_path / "there" / name).mkdir(parents=True)
    with pytest.raises(Trouble):
        leave(tmp_path / "there", name, b"whole")
    assert [path.name for path in (tmp_path / "there").iterdir()] == [name]


def test_the_number_of_a_file_is_nobodys_initials_also_without_a_figure() -> None:
    packet = b"<x:xmpmeta><a>Psychotherapeutically</a> <b>AbRI/fGhIjKlMnOpQrStUv==</b> <b>R2/AfGhIjKlMnOpQrStUv==</b>"
    empty = pypdf.PdfWriter()
    empty.add_blank_page(width=72, height=72)
    held = io.BytesIO()
    empty.write(held)
    said = text_of(held.getvalue() + b"\n1 0 obj\nstream\n" + packet + b"\nendstream\n")
    assert "Psychotherapeutically" in said
    assert "RI" not in said
    assert "R2" not in said


def crowded(checks: int, notes: int) -> Told:
    """A long session of one person: so many checks, so many notes with music, two doses, words, a call for support."""
    told = Told().staff().seated()
    told.write(3, room.IntentionSaid(text="To meet the grief about my father without running."), ROWAN)
    told.vitals(5, ROWAN, "HR 72, BP 118/76, SpO2 98, Br 14, T 36.7")
    told.phase(35, "medicine")
    told.dose(37, ROWAN)
    told.dose(70, ROWAN, "20")
    for number, title in enumerate(("Slow Tide", "Under Snow", "The Long Field", "Harbour Bell", "Wide Water")):
        told.music(36 + number * 30, title, until=66 + number * 30)
    for number in range(checks):
        told.vitals(40 + number * 5, ROWAN, f"HR {70 + number}, BP {120 + number}/80, SpO2 97, Br 14")
    for number in range(notes):
        told.write(41 + number * 3, room.Noted(text="Breath slow, hands open, a tear and then a smile."), ROWAN)
    for minute in (60, 90, 120):
        told.quote(minute, ROWAN, "I saw the lake of my childhood, and nobody was on it.", room.Leave.YES)
    told.out(230, ROWAN, escort="Pat")
    return told.closed(240)


def by_page(told: Told, interpretation: str = "") -> list[str]:
    """The text of each page, signed by both, on one line."""
    both = pdf.Notes(countersigned=msgspec.structs.replace(SIGNED, signer="Ines Okafor", role=Role.MEDICAL_PROVIDER))
    packet = packet_of(told).edited({"interpretation": interpretation})
    made = pdf.render(packet, SIGNED, WORDS, START, notes=both)
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(made)).pages]


def test_a_quiet_session_is_one_page_and_a_very_full_one_three_at_most() -> None:
    assert len(by_page(full_session())) == 1, "with the signatures of both"
    pages = by_page(crowded(checks=36, notes=55), "The lake may stand for her.")
    assert len(pages) <= 3
    said = " ".join(pages)
    for number in range(36):
        assert f"{70 + number} {120 + number}/80 97 14" in said, "no value is lost beside another"
    assert "10:05 −32 min baseline" in said, "remarks stand under the two tables"


@pytest.mark.parametrize("checks", range(4, 41, 4))
def test_no_page_holds_a_signature_alone(checks: int) -> None:
    last = by_page(crowded(checks, notes=12))[-1]
    assert "Signed by Tomas Lind" in last
    assert "Medical part countersigned by Ines Okafor" in last
    assert "Last values and their age" in last


def test_what_staff_make_of_it_stands_last_under_its_own_heading() -> None:
    said = " ".join(by_page(full_session(), "The lake may stand for her."))
    heading, text_of_it = said.index("Staff’s interpretation"), said.index("The lake may stand for her.")
    assert said.index("Last values") < heading < text_of_it < said.index("Signed by")
    assert "nobody said it and nobody saw it" in said[heading:text_of_it]
    assert "Staff’s interpretation" not in " ".join(by_page(full_session())), "and where there is none, nothing"


def test_the_booking_stands_beside_the_earliest_time() -> None:
    assert "Integration visit not booked yet" in read(printed(full_session()))
    told = full_session()
    booked = integration.VisitBooked(
        at=START + timedelta(hours=75), form=integration.VisitKind.GROUP, place=integration.VisitPlace.OFFICE
    )
    told.write(150, booked, ROWAN)
    assert "Integration visit Sunday 8 March 2026, 14:00 (America/Denver), in the group, in the office" in read(
        printed(told)
    )
