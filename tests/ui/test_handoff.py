"""The handoff: each person's text is edited, cleaned of everybody else, read, signed and released; nothing typed is lost."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
import pyzipper
from pypdf import PdfReader
from PySide6.QtQuick import QQuickTextDocument

from facilitator_app.handoff.packet import SECTIONS
from facilitator_app.handoff.reading import text_of as extract_text
from facilitator_app.record.handover import HandoffsTaken
from facilitator_app.record.leave import Recipient
from facilitator_app.record.packets import PacketSaved
from facilitator_app.record.release import How, PacketReleased
from facilitator_app.record.retention import ErasedSeat, PersonErased
from facilitator_app.record.roles import Role
from facilitator_app.record.room import (
    GuardPassed,
    NeedsCare,
    Noted,
    PacketSigned,
    WayOut,
    WentOut,
)
from facilitator_app.ui.handoff_rows import CheckRow, FindRow, PersonRow, QuoteRow, SectionRow
from facilitator_app.ui.handoff_view import HandoffView
from facilitator_app.ui.released_view import ReleasedRow
from tests.handoff.fhir_validator import wrong
from tests.ui import scenes
from tests.ui.after import over
from tests.ui.hands import Hands, at_window, spoken
from tests.ui.test_accessible import Seen
from tests.waiting import until


class Handoff(Hands):
    """Hands on the handoff."""

    place: scenes.Room

    @property
    def view(self) -> HandoffView:
        """What the screen stands on."""
        found = self.shell.properties["handoff"]
        assert isinstance(found, HandoffView)
        return found

    def standing(self, name: str) -> str:
        """How far a person's handoff is, as the list says it."""
        rows = [PersonRow(*row) for row in self.view.people.rows]  # type: ignore[attr-defined]  # Rows, as Qt sees it
        return next(row.standing_said for row in rows if row.name == name)

    def finds(self) -> list[FindRow]:
        """What still shows somebody else."""
        everywhere = [self.view.packet.finds_in(section) for section in (*SECTIONS, "")]
        return [FindRow(*row) for rows in everywhere for row in rows.rows]  # type: ignore[attr-defined]  # as above

    def section(self, key: str) -> SectionRow:
        """A section as it reads now."""
        rows = [SectionRow(*row) for row in self.view.packet.sections.rows]  # type: ignore[attr-defined]  # as above
        return next(row for row in rows if row.key == key)

    def told(self, key: str) -> str:
        """A part as it reads now; empty while it is not shown."""
        rows = [SectionRow(*row) for row in self.view.packet.sections.rows]  # type: ignore[attr-defined]  # as above
        return next((row.told for row in rows if row.key == key), "")

    def words(self) -> str:
        """The person's own words that go on, all of them."""
        return self.view.packet._packets.packet(self.place.people[self.reads("packet.name")]).sections["quotes"]

    def finds_of(self, key: str) -> list[FindRow]:
        """What still shows somebody else in a part."""
        return [FindRow(*row) for row in self.view.packet.finds_in(key).rows]  # type: ignore[attr-defined]  # as above

    def open(self, name: str) -> None:
        """Touch somebody in the list."""
        self.touch(f"handoff.person.{self.place.people[name]}")
        assert self.reads("packet.name") == name

    def reach(self, name: str) -> None:
        """Scroll the page until a thing is to be touched, and touch it."""
        page, item = self.there("handoff.page"), self.there(name)
        top = item.mapToItem(page.property("contentItem"), 0.0, 0.0).y()
        page.setProperty("contentY", max(0.0, top - 60))
        self.touch(name)

    def kinds(self, name: str) -> list[str]:
        """The kinds of the lines written about a person, in order."""
        person = self.place.people[name]
        return [entry.kind for entry in self.place.session.history.entries if entry.participant == person]

    async def sign(self) -> None:
        """Read it through and sign; then it may leave."""
        await self.sign_only()
        await until(lambda: self.view.leaving.may_write, 10)

    async def sign_only(self) -> None:
        """Read it through and sign."""
        await self.read_through()
        await until(lambda: self.there("leaving.sign").isEnabled(), 10)
        self.touch("leaving.sign")
        await until(lambda: self.view.leaving.is_signed, 10)

    async def read_through(self) -> None:
        """Say that it was read through as it is now."""
        await until(lambda: not self.there("leaving.read").property("chosen"))
        self.touch("leaving.read")
        await until(lambda: self.view.leaving.has_read, 10)

    async def goes_to(self, kind: str, name: str = "Dr. Hale") -> None:
        """It is for this one, who is typed in."""
        self.touch(f"leaving.to.{kind}")
        await self.until_sees("receiver.name")
        self.write("receiver.name", name)
        await until(lambda: self.view.leaving.receiver.may_go)

    async def goes_to_hale(self) -> None:
        """It is for the prescriber of the team."""
        await self.place.app.add_account(
            name="Dr. Hale", roles=(Role.PRESCRIBER,), sign_in="hale", passphrase="five plain words of hale"
        )
        self.touch("leaving.to.prescriber")
        await self.until_sees("receiver.known.0")
        self.touch("receiver.known.0")
        await until(lambda: self.view.leaving.receiver.may_go)


@asynccontextmanager
async def handing_off(folder: Path) -> AsyncIterator[Handoff]:
    """The handoff of a closed session of four people, let go by the provider at the screen in the lead's place."""
    place = await over(folder / "clinic")
    await place.session.write(HandoffsTaken(reason="Tomas is on leave."))
    async with at_window(place.app, start=False) as hands:
        handoff = Handoff(hands.window)
        handoff.place = place
        handoff.shell.go("handoff")
        await handoff.until_sees("handoff")
        yield handoff


async def test_everybody_is_listed_and_nobody_has_begun(tmp_path: Path) -> None:
    async with handing_off(tmp_path) as handoff:
        assert [handoff.standing(name) for name in handoff.place.people] == ["not begun"] * 4
        assert handoff.reads("packet.name") == "Rowan"
        assert "0 of 4 released" in handoff.view.about
        handoff.open("Amara")
        assert "Asked twice whether Rowan" in handoff.section("account").told
        row = handoff.there(f"handoff.person.{handoff.place.people['Amara']}")
        assert spoken(row) == "2, Amara, not begun"


async def test_whoever_was_erased_since_cannot_be_looked_for_and_the_page_says_so(tmp_path: Path) -> None:
    async with handing_off(tmp_path) as handoff:
        clinic, scope = handoff.place.app.clinic, handoff.place.session.scope
        assert clinic is not None
        seats = (ErasedSeat(session=scope, seat=5),)
        gone = PersonErased(person=scope, key=scope, proof="", lines=1, reason="Asked for.", alone="I am.", seats=seats)
        await clinic.note(gone, gate=False)
        handoff.open("Rowan")
        assert handoff.view.leaving.held.startswith("Erased since from this session: 1.")
        assert handoff.view.leaving.finds == 0


async def test_what_is_typed_is_a_draft_at_once_and_there_again_after_a_stop(tmp_path: Path) -> None:
    async with handing_off(tmp_path) as handoff:
        place = handoff.place
        handoff.open("Noor")
        handoff.reach("packet.text.care.input")
        handoff.keys("Sleep was short.")
        assert handoff.section("care").told == ""
        await until(lambda: "Kept as a draft" in handoff.reads("packet.kept"))
        assert handoff.standing("Noor") == "edited"
        assert "packet_saved/2" not in handoff.kinds("Noor")
        await place.app.lock()
        await handoff.until_sees("unlock")
        handoff.shell.unlock.open("ines", scenes.PASSPHRASE)
        await handoff.until_sees("home")
        handoff.shell.enter(str(next(iter(place.app.clinic_state().sessions))), "handoff")
        await handoff.until_sees("handoff")
        handoff.open("Noor")
        assert handoff.section("care").told == "Sleep was short."
        assert "Kept as a draft" in handoff.reads("packet.kept")


async def test_the_last_letter_before_the_screen_is_locked_is_kept(tmp_path: Path) -> None:
    async with handing_off(tmp_path) as handoff:
        place = handoff.place
        handoff.open("Noor")
        handoff.reach("packet.text.care.input")
        handoff.keys("Sleep was short.")
        await place.app.lock()  # at once: no pause in which it would have been kept
        await handoff.until_sees("unlock")
        handoff.shell.unlock.open("ines", scenes.PASSPHRASE)
        await handoff.until_sees("home")
        handoff.shell.enter(str(next(iter(place.app.clinic_state().sessions))), "handoff")
        await handoff.until_sees("handoff")
        handoff.open("Noor")
        assert handoff.section("care").told == "Sleep was short."


async def test_saving_writes_a_line_and_ends_the_draft(tmp_path: Path) -> None:
    async with handing_off(tmp_path) as handoff:
        handoff.open("Noor")
        handoff.view.packet.edit("care", "Sleep was short.")
        handoff.touch("packet.save")
        await until(lambda: "packet_saved/2" in handoff.kinds("Noor"))
        await until(lambda: not handoff.place.app.drafts)
        assert handoff.section("care").edited is True
        saved = [e.fact for e in handoff.place.session.history.entries if isinstance(e.fact, PacketSaved)]
        assert {name: edit.text for name, edit in saved[0].edits.items()} == {"care": "Sleep was short."}
        handoff.reach("packet.record.care")
        await until(lambda: handoff.section("care").told == "")


async def test_what_staff_make_of_it_is_folded_and_stays_out_of_the_persons_own_copy(tmp_path: Path) -> None:
    async with handing_off(tmp_path) as handoff:
        handoff.open("Noor")
        assert not handoff.sees("packet.text.interpretation")
        handoff.reach("packet.fold.interpretation")
        await until(lambda: handoff.sees("packet.text.interpretation"))
        handoff.view.packet.edit("interpretation", "The river may be her sleep.")
        handoff.view.leaving.choose_recipient("own_therapist")
        await until(lambda: handoff.section("interpretation").told == "The river may be her sleep.")
        handoff.view.leaving.choose_recipient("person")
        await until(lambda: handoff.section("interpretation").told == "")


async def test_another_members_name_holds_it_back_until_one_touch_replaces_it(tmp_path: Path) -> None:
    async with handing_off(tmp_path) as handoff:
        handoff.open("Amara")
        assert [(find.section, find.found) for find in handoff.finds()] == [("account", "Rowan")]
        assert "somebody else of the group (1)" in handoff.reads("leaving.held")
        assert handoff.reads("leaving.sign") == "Held: 1 to settle"
        assert not handoff.there("leaving.sign").isEnabled()
        assert handoff.reads("leaving.write") == "Held: shows others"
        assert not handoff.there("leaving.write").isEnabled()
        handoff.view.leaving.say_read(True)
        handoff.view.leaving.sign()
        handoff.view.leaving.write()
        assert "packet_signed/1" not in handoff.kinds("Amara")
        assert not handoff.shell.files.asking
        assert _marked(handoff, "account") == ["Rowan"]
        handoff.reach("find.replace.0")
        await until(lambda: not handoff.finds())
        assert "whether another member was all right" in handoff.section("account").told
        assert _marked(handoff, "account") == []
        assert handoff.reads("leaving.held") == "Nobody else of the group shows in it."


def _marked(handoff: Handoff, section: str) -> list[str]:
    """What is underlined in a section's field."""
    document = handoff.there(f"packet.text.{section}.input").property("textDocument")
    assert isinstance(document, QQuickTextDocument)
    block, found = document.textDocument().begin(), []
    while block.isValid():
        for part in block.layout().formats():
            if part.format.fontUnderline():
                start = part.start
                found.append(block.text()[start : start + part.length])
        block = block.next()
    return found


async def test_a_name_typed_in_is_found_when_the_typing_rests(tmp_path: Path) -> None:
    async with handing_off(tmp_path) as handoff:
        handoff.open("Noor")
        handoff.reach("packet.text.care.input")
        handoff.keys("Sat beside Idris.")
        await until(lambda: [find.found for find in handoff.finds()] == ["Idris"])
        assert handoff.there("packet.text.care.input").property("text") == "Sat beside Idris."


async def test_letting_a_find_through_takes_a_reason_and_a_second_person_who_shows_it(tmp_path: Path) -> None:
    async with handing_off(tmp_path) as handoff:
        app = handoff.place.app
        devi = next(one.id for one in app.clinic_state().staff.values() if one.name == "Devi Rao")
        tomas = next(one.id for one in app.clinic_state().staff.values() if one.name == "Tomas Lind")
        ines = app.at_screen
        assert ines is not None
        app.door.give_way_in(ines.id, "devi", scenes.PASSPHRASE, devi, (Role.FACILITATOR,))
        app.door.give_way_in(ines.id, "tomas", "eight paper boats", tomas, (Role.FACILITATOR,))
        handoff.open("Amara")
        handoff.reach("find.pass.0")
        handoff.reach("find.let_through.0")
        await until(lambda: handoff.view.packet.passing.errors.get("reason") == "Say why this may stay.")
        handoff.reach("find.reason.0.input")
        handoff.keys("Rowan is her sister, and agreed")
        assert [row["text"] for row in handoff.view.packet.seconds] == ["Tomas Lind", "Devi Rao"]
        handoff.reach("find.let_through.0")
        await until(lambda: "second" in handoff.view.packet.passing.errors)
        assert handoff.there("find.reason.0").property("text") == "Rowan is her sister, and agreed"
        handoff.reach(f"find.second.{devi}")
        handoff.reach("find.let_through.0")  # a name picked from a list is nobody yet
        await until(lambda: "secret" in handoff.view.packet.passing.errors)
        handoff.reach("find.sign_in.0.input")
        handoff.keys("tomas")
        handoff.reach("find.secret.0.input")
        handoff.keys("eight paper boats")
        handoff.reach("find.let_through.0")
        await until(lambda: "sign_in" in handoff.view.packet.passing.errors)
        assert handoff.there("find.secret.0").property("text") == ""  # it would stand there for whoever comes next
        assert "guard_passed/1" not in handoff.kinds("Amara")
        handoff.there("find.sign_in.0").setProperty("text", "devi")
        handoff.there("find.secret.0").setProperty("text", scenes.PASSPHRASE)
        handoff.reach("find.let_through.0")
        await until(lambda: not handoff.finds())
        passed = next(e.fact for e in handoff.place.session.history.entries if isinstance(e.fact, GuardPassed))
        assert (passed.reason, passed.second_name) == ("Rowan is her sister, and agreed", "Devi Rao")
        assert app.at_screen == ines


async def test_a_second_person_with_a_pin_agrees_by_it(tmp_path: Path) -> None:
    async with handing_off(tmp_path) as handoff:
        app = handoff.place.app
        devi = next(one.id for one in app.clinic_state().staff.values() if one.name == "Devi Rao")
        assert app.at_screen is not None
        app.door.give_way_in(app.at_screen.id, "devi", scenes.PASSPHRASE, devi, (Role.FACILITATOR,))
        app.door.knock("devi", scenes.PASSPHRASE)
        app.door.choose_pin(devi, "2468")
        handoff.open("Amara")
        handoff.reach("find.pass.0")
        handoff.reach("find.reason.0.input")
        handoff.keys("her sister")
        handoff.reach(f"find.second.{devi}")
        assert not handoff.sees("find.sign_in.0")
        for pin in ("1357", "2468"):
            handoff.there("find.secret.0").setProperty("text", pin)
            handoff.reach("find.let_through.0")
            if pin == "1357":
                await until(lambda: "secret" in handoff.view.packet.passing.errors)
                assert handoff.there("find.secret.0").property("text") == ""
        await until(lambda: not handoff.finds())


async def test_a_quote_goes_on_only_with_leave(tmp_path: Path) -> None:
    async with handing_off(tmp_path) as handoff:
        handoff.open("Idris")
        assert handoff.words() == ""
        rows = [QuoteRow(*row) for row in handoff.view.packet.quotes.rows]  # type: ignore[attr-defined]  # Rows
        assert {given["leave"] for row in rows for given in row.leaves} == {"not_asked"}
        handoff.reach(f"quote.{rows[0].key}.own_therapist.yes")
        handoff.reach(f"quote.{rows[1].key}.own_therapist.no")
        await until(lambda: handoff.kinds("Idris").count("leave_given/2") == 2)
        assert handoff.words() == ""  # while nobody is chosen, only what may go to everybody
        handoff.touch("leaving.to.own_therapist")
        assert "The river carried me." in handoff.words()
        assert "not alone" not in handoff.words()
        handoff.touch("leaving.to.prescriber")
        assert "The river carried me." not in handoff.words()


async def test_tables_and_the_earliest_time_are_the_records_own(tmp_path: Path) -> None:
    async with handing_off(tmp_path) as handoff:
        rows = [CheckRow(*row) for row in handoff.view.packet.checks.rows]  # type: ignore[attr-defined]  # Rows
        assert rows[0].pressure == "116/72"
        assert rows[0].since == "0 min"
        assert "because: two figures were swapped" in rows[1].remarks
        assert "was: HR 72 /min" in rows[1].remarks
        assert "(48 h after leaving)" in handoff.reads("packet.earliest")
        left = handoff.place.session.state.people[handoff.place.people["Rowan"]].out
        assert left is not None
        assert f"{left.at - timedelta(hours=7):%H:%M}" in handoff.reads("packet.earliest")  # Denver in winter


async def written(handoff: Handoff, folder: Path, way: str = "") -> Path:
    """Let the signed handoff go as a file into ``folder``; returns the file."""
    await until(lambda: handoff.there("leaving.write").isEnabled())
    handoff.touch("leaving.write")
    await handoff.until_sees("release.panel")
    if way:
        handoff.touch(f"release.way.{way}")
    handoff.touch("release.go")
    await handoff.until_sees("files")
    handoff.shell.files.go(str(folder))
    handoff.touch("files.choose")
    await handoff.until_sees("release.left", 20)
    made = only_file(folder)
    await until(lambda: made.name in handoff.reads("release.left"))
    return made


def only_file(folder: Path) -> Path:
    """The one file of a folder."""
    (made,) = folder.iterdir()
    return made


async def test_read_signed_and_released_as_a_pdf_that_opens_with_a_password_told_once(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    async with handing_off(tmp_path) as handoff:
        handoff.open("Noor")
        assert handoff.reads("leaving.signer") == "Signs: Ines Okafor, medical provider"
        assert "it may be passed on" in handoff.reads("leaving.meaning")
        assert handoff.reads("leaving.sign") == "Read it through first"
        assert handoff.reads("leaving.write") == "Sign it first"
        await handoff.sign()
        assert handoff.standing("Noor") == "signed"
        assert "Signed by Ines Okafor, medical provider" in handoff.reads("leaving.signed_by")
        assert "Medical part: Ines Okafor, medical provider" in handoff.reads("leaving.medical_by")
        handoff.touch("leaving.write")
        assert handoff.reads("leaving.error") == "Say to whom it goes."
        await handoff.goes_to("prescriber")
        await until(lambda: handoff.reads("leaving.write") == "Read it through first")  # as it goes to them
        await handoff.read_through()
        made = await written(handoff, folder)
        await until(lambda: handoff.standing("Noor") == "released")
        locked = PdfReader(made)
        assert locked.is_encrypted
        password = handoff.reads("release.password")
        assert PdfReader(made, password=password).pages[0].extract_text().count("Noor") > 0
        handoff.touch("release.done")
        await until(lambda: handoff.view.leaving.sheet.password == "")
        released = next(e.fact for e in handoff.place.session.history.entries if isinstance(e.fact, PacketReleased))
        assert (released.recipient, released.to, released.how) == ("Dr. Hale", Recipient.PRESCRIBER, How.LOCKED_PDF)
        assert password not in msgspec.json.encode(released).decode()
        signed = next(e.fact for e in handoff.place.session.history.entries if isinstance(e.fact, PacketSigned))
        assert signed.meaning == handoff.view.leaving.meaning


async def test_one_sealed_file_holds_page_document_table_and_invitation(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    async with handing_off(tmp_path) as handoff:
        handoff.open("Noor")
        await handoff.goes_to("prescriber")
        await handoff.sign()
        made = await written(handoff, folder, "zip")
        with pyzipper.AESZipFile(made) as box:
            box.setpassword(handoff.reads("release.password").encode())
            assert box.namelist() == ["handoff.pdf", "handoff.fhir.json", "values.csv", "visit.ics"]
            assert wrong(box.read("handoff.fhir.json")) == []
            assert "Noor" in extract_text(box.read("handoff.pdf"))
            assert b"Noor" not in box.read("visit.ics")


async def test_who_is_not_to_have_the_medical_part_gets_the_rest(tmp_path: Path) -> None:
    async with handing_off(tmp_path) as handoff:
        handoff.open("Noor")
        handoff.touch("leaving.to.own_therapist")
        assert handoff.view.leaving.medical_part.leave == "not_asked"
        assert len(handoff.view.packet.checks.rows) == 0  # type: ignore[attr-defined]  # Rows, as Qt sees it
        handoff.touch("leaving.medical.yes")
        await until(lambda: len(handoff.view.packet.checks.rows) > 0)  # type: ignore[attr-defined]  # as above
        assert "medical_leave/1" in handoff.kinds("Noor")


async def test_an_amendment_offers_a_corrected_release_and_a_release_can_be_withdrawn(tmp_path: Path) -> None:
    async with handing_off(tmp_path) as handoff:
        handoff.open("Noor")
        await handoff.goes_to_hale()
        await handoff.sign()
        await read_here(handoff)
        handoff.place.clock.advance(timedelta(minutes=5))
        await handoff.place.session.write(NeedsCare(text="Call on the next day"), [handoff.place.people["Noor"]])
        await until(lambda: handoff.standing("Noor") == "changed since")
        await handoff.sign()
        handoff.touch("leaving.write")
        await handoff.until_sees("release.change.0")
        assert "What needs care: changed" in handoff.reads("release.change.0")
        handoff.view.leaving.sheet.close()
        await until(lambda: not handoff.sees("release.panel"))
        await read_here(handoff)
        await until(lambda: handoff.reads("leaving.released") == "What was released (2)")
        handoff.touch("leaving.released")
        await handoff.until_sees("released.panel")
        told = [ReleasedRow(*row) for row in handoff.view.leaving.released.rows.rows]  # type: ignore[attr-defined]  # Rows
        assert [row.told for row in told] == [
            "Dr. Hale, prescriber, no. 2: read here in the app, with the medical part",
            "Dr. Hale, prescriber, no. 1: read here in the app, with the medical part",
        ]
        assert [(row.became, row.open) for row in told] == [("", True), ("A corrected one took its place.", False)]
        handoff.touch(f"released.choose.{told[0].key}")
        handoff.touch("released.withdraw")
        await until(lambda: handoff.view.leaving.released.form.errors.get("reason") is not None)
        handoff.touch("released.reason.input")
        handoff.keys("It went to the wrong desk.")
        handoff.touch("released.withdraw")
        await until(lambda: "release_withdrawn/1" in handoff.kinds("Noor"))
        await handoff.until_sees(f"released.became.{told[0].key}")
        assert "It went to the wrong desk." in handoff.reads(f"released.became.{told[0].key}")
        await until(lambda: handoff.standing("Noor") == "signed")


async def read_here(handoff: Handoff) -> None:
    """Let it go to somebody who reads it in the app."""
    handoff.touch("leaving.write")
    await handoff.until_sees("release.panel")
    handoff.touch("release.way.read_here")
    handoff.touch("release.go")
    await handoff.until_sees("release.done")
    handoff.touch("release.done")
    await until(lambda: not handoff.sees("release.panel"))


async def test_who_has_no_way_out_yet_has_nothing_signed_and_that_is_said_where_the_button_is(tmp_path: Path) -> None:
    place = await scenes.furnished(tmp_path / "clinic", 2)
    await place.dose("Rowan")
    await place.session.write(HandoffsTaken(reason="Tomas is on leave."))
    async with at_window(place.app, (1280, 800), start=False) as hands:
        handoff = Handoff(hands.window)
        handoff.place = place
        handoff.shell.go("handoff")
        await handoff.until_sees("handoff")
        await handoff.read_through()
        await until(lambda: handoff.reads("leaving.sign") == "No way out yet")
        assert not handoff.there("leaving.sign").isEnabled()
        told = "Rowan is still here. Give their way out first; then the handoff can be signed."
        assert handoff.reads("leaving.not_out") == told
        await place.write("Rowan", WentOut(way=WayOut.LEFT_BEFORE_CLEARANCE, note="walked out"))
        await until(lambda: not handoff.sees("leaving.not_out"))
        await handoff.sign_only()
        await until(lambda: handoff.standing("Rowan") == "signed", 10)


async def test_a_word_changed_after_signing_takes_the_signature_away(tmp_path: Path) -> None:
    async with handing_off(tmp_path) as handoff:
        handoff.open("Noor")
        await handoff.sign()
        handoff.view.packet.edit("care", "Sleep was short.")
        await until(lambda: handoff.standing("Noor") == "changed since")
        assert handoff.reads("leaving.write") == "Sign it first"
        await handoff.sign()
        await until(lambda: handoff.standing("Noor") == "signed", 10)
        assert "packet_saved/2" in handoff.kinds("Noor")


async def test_what_changed_behind_an_edited_text_is_told_in_its_place_and_composed_anew(tmp_path: Path) -> None:
    async with handing_off(tmp_path) as handoff:
        handoff.open("Noor")
        handoff.view.packet.edit("care", "Sleep was short.")
        handoff.view.packet.save()
        await until(lambda: "packet_saved/2" in handoff.kinds("Noor"))
        await until(lambda: not handoff.place.app.drafts)
        await handoff.sign()
        assert handoff.section("care").changes == []
        handoff.place.clock.advance(timedelta(minutes=1))
        await handoff.place.session.write(NeedsCare(text="Call on the next day"), [handoff.place.people["Noor"]])
        await until(lambda: [change[-20:] for change in handoff.section("care").changes] == ["Call on the next day"])
        assert handoff.section("care").told == "Sleep was short."
        await until(lambda: handoff.reads("leaving.write") == "Held: behind the record")
        assert not handoff.there("leaving.write").isEnabled()
        assert "The record changed after the text was edited (1)." in handoff.reads("leaving.held")
        await handoff.until_sees("packet.change.care.0")
        handoff.reach("packet.anew.care")
        await until(lambda: "Call on the next day" in handoff.section("care").told)
        await until(lambda: not handoff.sees("packet.behind.care"))


async def test_somebody_elses_moved_note_leaves_an_edited_handoff_before_it_is_signed_anew(tmp_path: Path) -> None:
    async with handing_off(tmp_path) as handoff:
        place, people = handoff.place, handoff.place.people
        handoff.open("Amara")
        handoff.touch("leaving.to.integration_lead")
        handoff.reach("find.replace.0")
        await until(lambda: not handoff.finds())
        await handoff.sign_only()
        place.clock.advance(timedelta(minutes=1))
        note = next(
            e for e in place.session.history.entries if isinstance(e.fact, Noted) and e.participant == people["Amara"]
        )
        await place.session.move(note.id, people["Idris"], "it was seat 3")
        await handoff.until_sees("packet.behind.account")
        assert "Moved to another person" in handoff.reads("packet.change.account.0")
        assert "of a line that is gone still stands here" in handoff.reads("packet.left.account")
        assert not handoff.there("packet.stand_by.account").isEnabled()
        await until(lambda: not handoff.view.leaving.is_signed)
        told = handoff.section("account").told
        without = "\n".join(line for line in told.splitlines() if "Asked twice" not in line) + "\nSlept."
        handoff.view.packet.edit("account", without)
        await until(lambda: handoff.section("account").stays == "")
        await until(lambda: handoff.there("packet.stand_by.account").isEnabled())
        handoff.reach("packet.stand_by.account")
        await until(lambda: not handoff.sees("packet.behind.account"), 10)
        await until(lambda: not handoff.view.leaving.behind)
        assert not handoff.view.leaving.is_signed
        assert not handoff.view.leaving.has_read
        await handoff.sign_only()
        assert "Asked twice" not in handoff.section("account").told


async def test_the_tick_that_it_was_read_is_of_one_text_for_one_recipient(tmp_path: Path) -> None:
    async with handing_off(tmp_path) as handoff:
        handoff.open("Noor")
        handoff.touch("leaving.to.prescriber")
        await handoff.read_through()
        assert "Read through by Ines Okafor" in handoff.view.leaving.read_by
        handoff.touch("leaving.to.person")
        await until(lambda: not handoff.view.leaving.has_read)
        handoff.touch("leaving.to.prescriber")
        await until(lambda: handoff.view.leaving.has_read)
        handoff.view.packet.edit("care", "The firefighter next to me.")
        await until(lambda: not handoff.view.leaving.has_read)
        assert not handoff.there("leaving.sign").isEnabled()
        await handoff.read_through()
        await until(lambda: handoff.there("leaving.read").property("chosen") and not handoff.view.leaving.form.busy)
        handoff.touch("leaving.read")
        await until(lambda: not handoff.view.leaving.has_read)


async def test_their_own_words_are_edited_line_by_line_for_one_recipient(tmp_path: Path) -> None:
    async with handing_off(tmp_path) as handoff:
        handoff.open("Idris")
        river = QuoteRow(*handoff.view.packet.quotes.rows[0]).key  # type: ignore[attr-defined]  # Rows, as Qt sees it
        for to in ("own_therapist", "prescriber"):
            handoff.view.packet.set_leave(river, to, "yes")
        await until(lambda: handoff.kinds("Idris").count("leave_given/2") == 2)
        handoff.touch("leaving.to.own_therapist")
        key = f"quotes/{river}"
        await until(lambda: "The river carried me." in handoff.told(key))
        handoff.view.packet.edit(key, f"Amara said: {handoff.told(key)}")
        await handoff.until_sees(f"packet.text.{key}")
        await until(lambda: [(find.section, find.found) for find in handoff.finds_of(key)] == [(key, "Amara")])
        handoff.reach("find.replace.0")
        await until(lambda: not handoff.finds_of(key))
        assert "another member said" in handoff.told(key)
        handoff.touch("leaving.to.prescriber")
        await until(lambda: "The river carried me." in handoff.told(key))
        assert "another member" not in handoff.told(key)


@pytest.mark.parametrize("size", [(1280, 800), (1024, 640)])
async def test_the_sheets_of_a_release_are_named_large_enough_and_dark(tmp_path: Path, size: tuple[int, int]) -> None:
    seen = Seen()
    place = await over(tmp_path / "clinic")
    await place.session.write(HandoffsTaken(reason="Tomas is on leave."))
    async with at_window(place.app, size, start=False) as hands:
        handoff = Handoff(hands.window)
        handoff.place = place
        handoff.shell.go("handoff")
        await handoff.until_sees("handoff")
        await handoff.goes_to_hale()
        seen.look(handoff, "leave for the medical part")
        await handoff.sign()
        handoff.touch("leaving.write")
        await handoff.until_sees("release.panel")
        handoff.touch("release.way.age_key")
        await handoff.until_sees("release.key")
        seen.look(handoff, "a release")
        handoff.touch("release.way.read_here")
        handoff.touch("release.go")
        await handoff.until_sees("release.done")
        seen.look(handoff, "a release that is done")
        handoff.touch("release.done")
        await until(lambda: not handoff.sees("release.panel"))
        handoff.touch("leaving.released")
        await handoff.until_sees("released.panel")
        seen.look(handoff, "what was released")
        handoff.touch("released.everywhere")
        await until(lambda: handoff.view.leaving.released.is_whole)
    assert seen.wrong == []
