"""A paper signed on the screen, a paper whose pages are kept, a person's picture: kept with the person, erased with them."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import pypdfium2
import pytest

from facilitator_app import attachments, erasure, own_copy_files, text
from facilitator_app.clinic import Clinic
from facilitator_app.faults import Refusal, Trouble
from facilitator_app.handoff import drawings
from facilitator_app.handoff.reading import text_of
from facilitator_app.journal import JournalFile
from facilitator_app.record.attachments import (
    JPEG,
    LARGEST,
    LARGEST_PICTURE,
    MOST_PAGES,
    Attached,
    PageKept,
    PictureKept,
    attached,
    pages_of,
    picture_of,
)
from facilitator_app.record.changes import Voided
from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.entry import Fact, Part
from facilitator_app.record.groups import GroupPaper, PaperScanned, PaperSigned
from facilitator_app.record.ink import MOST_POINTS, MOST_STROKES, Ink, Stroke
from facilitator_app.wording import describe
from tests.pictured import photo
from tests.test_clinic import OFFICE, clinic, journal, refused
from tests.test_erasure import Over
from tests.test_groups import AGREEMENT, ILLNESS, form, group, joins, paper, person

__all__ = ["clinic", "journal"]

PAGES = (JPEG + b"the first page" * 900, JPEG + b"the second" * 700)
HAND: tuple[Stroke, ...] = (((0.1, 0.6), (0.3, 0.2), (0.42, 0.75)), ((0.5, 0.5), (0.9, 0.55)))


def signs(who: UUID, version: int = 1, **told: Any) -> Part:
    fact: dict[str, Any] = {"witness": OFFICE.id, "witness_name": OFFICE.name}
    if "typed" not in told:
        fact["ink"] = Ink(strokes=HAND, ratio=3.2)
    return Part(
        fact=PaperSigned(group=ILLNESS, paper=AGREEMENT, version=version, **(fact | told)),
        about=who,
    )


def scanned(told: Attached, paper: GroupPaper = AGREEMENT) -> Fact:
    return PaperScanned(group=ILLNESS, paper=paper, version=1, scan=told)


def no(make: Any) -> str:
    with pytest.raises(Refusal) as refusal:
        make()
    return refusal.value.key


@pytest.fixture
async def rowan(clinic: Clinic) -> UUID:
    """Rowan Marsh, who belongs to a group with an agreement."""
    await form(clinic)
    one = await clinic.add_participant(ParticipantAdded(preferred_name="Rowan", legal_name="Rowan Marsh"))
    await clinic.write([joins(one), paper(AGREEMENT, 1, "What is said here stays here.")])
    return one


async def test_what_is_drawn_on_the_screen_is_accepted_and_stays_as_it_was_drawn(clinic: Clinic, rowan: UUID) -> None:
    await clinic.write([signs(rowan)])
    accepted = group(clinic).members[rowan].accepted[AGREEMENT]
    assert group(clinic).lacking(rowan) == ()
    assert isinstance(accepted.told, PaperSigned)
    assert accepted.told.ink == Ink(strokes=HAND, ratio=3.2)
    assert (accepted.witness, accepted.reference, accepted.on, accepted.shows) == (OFFICE.id, "", None, True)
    assert describe(accepted.told, text.catalogue()) == (
        f"confidentiality agreement, version 1, signed on the screen before {OFFICE.name}"
    )


async def test_who_cannot_draw_types_the_name_they_are_known_by_and_no_other(clinic: Clinic, rowan: UUID) -> None:
    assert await refused(clinic.write([signs(rowan, typed="Amara Lind")])) == "ink.another_name"
    await clinic.write([signs(rowan, typed=" rowan  MARSH ")])
    accepted = group(clinic).members[rowan].accepted[AGREEMENT]
    assert not accepted.shows
    assert "signed by typing" in describe(accepted.told, text.catalogue())
    assert no(lambda: signs(rowan, typed=" ")) == "ink.empty"
    assert no(lambda: signs(rowan, witness_name=" ")) == "groups.witness_needed"
    assert await refused(clinic.write([signs(rowan, version=2)])) == "groups.not_current"


@pytest.mark.parametrize(
    ("strokes", "ratio", "key"),
    [
        ((), 3.0, "ink.empty"),
        (((),), 3.0, "ink.empty"),
        ((((0.5, 0.5),),), 3.0, "ink.too_small"),
        ((((0.5, 0.5), (0.52, 0.5)),), 3.0, "ink.too_small"),
        ((((0.5, 0.1), (0.5, 0.3)),), 4.0, "ink.too_small"),  # high enough for a field as high as wide
        ((((0.5, 0.5), (1.2, 0.5)),), 3.0, "ink.outside"),
        ((((0.5, 0.5), (float("nan"), 0.5)),), 3.0, "ink.outside"),
        (HAND, 0.0, "ink.outside"),
        ((((0.1, 0.1), (0.9, 0.9)) * (MOST_POINTS // 2 + 1),), 3.0, "ink.too_much"),
        ((((0.1, 0.1), (0.9, 0.9)),) * (MOST_STROKES + 1), 3.0, "ink.too_much"),
    ],
)
def test_what_is_nobodys_name_is_refused(strokes: tuple[Stroke, ...], ratio: float, key: str) -> None:
    assert no(lambda: Ink(strokes=strokes, ratio=ratio)) == key


async def test_the_pages_of_a_paper_are_kept_with_its_line_and_read_again(
    clinic: Clinic, journal: JournalFile, rowan: UUID
) -> None:
    line = await attachments.keep(clinic, rowan, PAGES, scanned)
    assert group(clinic).lacking(rowan) == ()
    accepted = group(clinic).members[rowan].accepted[AGREEMENT]
    assert (accepted.entry, accepted.shows, accepted.witness, accepted.on) == (line.id, True, None, None)
    assert isinstance(accepted.told, PaperScanned)
    assert await attachments.read(journal, accepted.told.scan) == PAGES
    assert describe(accepted.told, text.catalogue()) == (
        "confidentiality agreement, version 1, on paper, pages kept here: 2"
    )
    # the clinic does not carry them about: they stand in a scope of their own
    assert not any(isinstance(entry.fact, PageKept) for entry in await journal.entries(clinic.scope))
    assert await journal.verify() == ()


async def test_when_the_line_is_refused_no_page_is_kept(clinic: Clinic, journal: JournalFile, rowan: UUID) -> None:
    amara = await person(clinic, "Amara")  # who is no member
    before = await journal.scopes()
    assert await refused(attachments.keep(clinic, amara, PAGES, scanned)) == "groups.not_a_member"
    assert await journal.scopes() == before


async def test_pages_go_with_the_person_and_every_chain_still_verifies(
    clinic: Clinic, journal: JournalFile, rowan: UUID, tmp_path: Path
) -> None:
    await clinic.write([signs(rowan)])
    await attachments.keep(clinic, rowan, PAGES, scanned)
    kept = group(clinic).members[rowan].accepted[AGREEMENT].told
    assert isinstance(kept, PaperScanned)
    copy = await journal.backup(tmp_path / "copy")
    assert all(PAGES[0][:40] not in file.read_bytes() for file in copy.rglob("*") if file.is_file())
    held = await journal.held_of(rowan)
    assert held is not None
    assert kept.scan.id in held.scopes
    await journal.erase(rowan)
    with pytest.raises(Trouble) as gone:
        await attachments.read(journal, kept.scan)
    assert gone.value.key == "attachments.not_whole"
    assert {one.what for one in await journal.verify()} == {
        "journal.found_key_gone"
    }  # nobody wrote why; no chain is torn


async def test_a_picture_is_the_last_one_kept_until_it_is_taken_back(
    clinic: Clinic, journal: JournalFile, rowan: UUID
) -> None:
    assert picture_of(clinic.history.about(rowan)) is None
    first = await attachments.keep(clinic, rowan, PAGES[:1], lambda told: PictureKept(picture=told))
    second = await attachments.keep(clinic, rowan, PAGES[1:], lambda told: PictureKept(picture=told))
    shown = picture_of(clinic.history.about(rowan))
    assert shown == second
    assert isinstance(second.fact, PictureKept)
    assert await attachments.read(journal, second.fact.picture) == PAGES[1:]
    for line in (second, first):
        await clinic.write([Part(fact=Voided(target=line.id, reason="Not wanted."), about=rowan)])
    assert picture_of(clinic.history.about(rowan)) is None


async def test_pages_that_are_not_as_they_were_kept_are_never_shown_as_if(
    clinic: Clinic, journal: JournalFile, rowan: UUID
) -> None:
    await attachments.keep(clinic, rowan, PAGES, scanned)
    told = group(clinic).members[rowan].accepted[AGREEMENT].told
    assert isinstance(told, PaperScanned)
    lines = await journal.entries(told.scan.id)
    assert pages_of(told.scan, reversed(lines)) == PAGES
    other = msgspec.structs.replace(told.scan, digest=hashlib.sha256(b"others").hexdigest())
    for wrong, there in ((told.scan, lines[:1]), (told.scan, ()), (other, lines)):
        with pytest.raises(Trouble):
            pages_of(wrong, there)


def test_what_is_too_much_or_no_picture_is_refused() -> None:
    one = UUID(int=1)
    assert no(lambda: attached(one, ())) == "attachments.pages"
    assert no(lambda: attached(one, PAGES[:1] * (MOST_PAGES + 1))) == "attachments.pages"
    assert no(lambda: attached(one, [bytes(LARGEST), b"x"])) == "attachments.too_large"
    assert no(lambda: Attached(id=one, pages=1, size=3, digest="ab")) == "attachments.no_digest"
    assert no(lambda: PageKept(number=1, of=1, jpeg=b"%PDF-1.7")) == "attachments.no_picture"
    assert no(lambda: PageKept(number=1, of=1, jpeg=JPEG + bytes(LARGEST))) == "attachments.no_picture"
    assert no(lambda: PageKept(number=3, of=2, jpeg=JPEG)) == "attachments.pages"
    large = attached(one, [JPEG + bytes(LARGEST_PICTURE)])
    assert no(lambda: PictureKept(picture=large)) == "attachments.picture_size"
    assert no(lambda: PictureKept(picture=attached(one, PAGES))) == "attachments.picture_size"


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Over]:
    """A session that is over; Rowan has signed an agreement here and on paper since, and has a picture."""
    made = Over(tmp_path / "clinic")
    made.scope = await made.over()
    await form(made.clinic)
    who = made.app.at_screen
    assert who is not None
    about = {"decided_by": who.id, "decided_by_name": who.name}
    await made.clinic.write([joins(made.rowan, **about), paper(AGREEMENT, 1, "What is said here stays here.")])
    await made.clinic.write([signs(made.rowan, witness=who.id, witness_name=who.name)])
    await attachments.keep(made.clinic, made.rowan, [photo("JPG"), photo("JPG", (300, 200))], scanned)
    for size in ((90, 90), (80, 120)):
        await attachments.keep(made.clinic, made.rowan, [photo("JPG", size)], lambda told: PictureKept(picture=told))
    yield made
    await made.app.close()


def images_in(pdf: bytes) -> list[tuple[int, int]]:
    """The pictures of a PDF, by their size in pixels."""
    document = pypdfium2.PdfDocument(pdf)
    kinds = [pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
    return [tuple(one.get_px_size()) for page in document for one in page.get_objects(filter=kinds, max_depth=5)]


async def test_their_own_copy_shows_what_they_signed_and_their_picture(here: Over, tmp_path: Path) -> None:
    done = await own_copy_files.give(here.app, here.rowan, tmp_path / "out", text.english())
    pdf = next(path for path in done.files if path.suffix == ".pdf").read_bytes()
    told = text_of(pdf)
    assert "signed on the screen before Ines Okafor" in told
    assert "pages kept here: 2" in told
    assert told.count("Picture of this person") >= 1
    assert sorted(images_in(pdf)) == [(80, 120), (300, 200), (320, 240)]  # the last picture alone
    # pages that cannot be read keep nobody from the rest
    lost = attached(UUID(int=77), [photo("JPG")])
    await here.clinic.write([Part(fact=scanned(lost), about=here.rowan)])
    shown = await own_copy_files.papers_of(here.app, here.rowan, text.english(), ())
    assert [len(one.drawings) for one in shown] == [1, 2, 1, 0]
    assert "could not be read whole" in shown[-1].text


async def test_an_erased_person_takes_their_pages_along(here: Over) -> None:
    told = here.clinic.state.groups[ILLNESS].members[here.rowan].accepted[AGREEMENT].told
    assert isinstance(told, PaperScanned)
    # the years a record is kept are counted from the last session, not from the day a paper was filed
    before = (await erasure.standing(here.journal, here.clinic, here.rowan)).last_care
    here.clock.advance(timedelta(days=400))
    await attachments.keep(here.clinic, here.rowan, [photo("JPG")], lambda told: PictureKept(picture=told))
    assert (await erasure.standing(here.journal, here.clinic, here.rowan)).last_care == before
    lines = await here.erase()
    found = await here.app.verify()
    assert [(one.what, one.values, one.is_harmless) for one in found] == [
        ("journal.found_erased", {"lines": lines}, True)
    ]
    with pytest.raises(Trouble):
        await attachments.read(here.journal, told.scan)


def test_a_drawing_of_a_dot_and_a_page_of_no_size_can_be_printed() -> None:
    ink = Ink(strokes=(*HAND, ((0.2, 0.2),), ()), ratio=4.0)
    assert drawings.of_ink(ink).count("M") == 3
    assert 'viewBox="0 0 1000 250"' in drawings.of_ink(ink)
    assert drawings.size_of(JPEG) == (1, 1)
    assert drawings.size_of(photo("JPG", (31, 17))) == (31, 17)
