"""A session as files: what the clinic keeps, and what may leave about one person."""

from __future__ import annotations

import csv
import io
import os
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import pytest

from facilitator_app import text
from facilitator_app.export import USUAL, export_session
from facilitator_app.faults import Refusal, Trouble
from facilitator_app.handoff.files import leave
from facilitator_app.handoff.group import group_of
from facilitator_app.handoff.packet import compose, digest, medical_digest
from facilitator_app.handoff.reading import text_of
from facilitator_app.record import room
from facilitator_app.record.clinic import ClinicState, Participant
from facilitator_app.record.entry import UnknownFact
from facilitator_app.record.history import History
from facilitator_app.record.release import MedicalSigned
from facilitator_app.record.roles import Role
from facilitator_app.record.state import SessionState
from tests.handoff.fhir_validator import wrong
from tests.people import AMARA, IDRIS, INES, NOOR, ROWAN
from tests.told import PEOPLE, SCOPE, Told, full_session, read_check, with_unknown

CLINIC = ClinicState(participants={person: Participant(id=person, told=told) for person, told in PEOPLE.items()})


class Kept:
    """A session as an export reads it."""

    def __init__(self, told: Told) -> None:
        self.scope: UUID = SCOPE
        self.history: History[SessionState] = told.history


def exported(told: Told, to: Path, *kinds: str, who: UUID | None = None) -> list[Path]:
    return list(export_session(Kept(told), CLINIC, to, frozenset(kinds or USUAL), who))


def data_of(told: Told, to: Path, who: UUID | None = None) -> Any:
    (path,) = exported(told, to, "json", who=who)
    return msgspec.json.decode(path.read_bytes())


def table_of(told: Told, to: Path, who: UUID) -> list[list[str]]:
    (path,) = exported(told, to, "csv", who=who)
    return list(csv.reader(io.StringIO(path.read_text("utf-8"))))


def test_a_whole_session_is_written_under_names_that_say_nothing(tmp_path: Path) -> None:
    paths = exported(full_session(), tmp_path / "out")
    assert sorted(path.name.partition("-")[0] + path.suffix for path in paths) == [
        "handoff.pdf",
        "handoff.pdf",
        "handoff.pdf",
        "record.csv",
        "record.csv",
        "record.csv",
        "room.csv",
        "session.json",
    ]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(path.name for path in paths)
    assert not [path for path in paths for name in ("rowan", "amara", "idris") if name in path.name.lower()]


@pytest.mark.skipif(sys.platform == "win32", reason="there files have no modes")
def test_what_leaves_is_for_nobody_elses_eyes(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        path = leave(tmp_path / "out", "handoff-0.pdf", b"%PDF")
        again = leave(tmp_path / "out", "handoff-0.pdf", b"%PDF-")
    finally:
        os.umask(before)
    assert path == again
    assert oct(path.stat().st_mode & 0o777) == "0o600"
    assert [one.name for one in (tmp_path / "out").iterdir()] == [path.name]


def test_the_data_of_a_session_reads_back_as_it_was_written(tmp_path: Path) -> None:
    told = full_session()
    check = told.vitals(100, IDRIS, "T 36.6")
    told.amended(101, check, read_check("T 37.0"), "misread")
    document = data_of(with_unknown(told, UnknownFact(kind="dream_told/1", raw=b'{"kind":"dream_told/1"}')), tmp_path)
    assert {entry["id"] for entry in document["entries"]} == {str(entry.id) for entry in told.entries}
    dose = next(entry for entry in document["entries"] if entry["kind"] == "dose_given/1")
    assert (dose["fact"]["amount_mg"], dose["fact"]["route"]) == ("40", "intramuscular")
    assert (dose["observed_at"], dose["participant"]) == ("2026-03-05T17:37:00+00:00", str(ROWAN))
    assert dose["stamp"]["seq"] > 0
    line = next(line for line in document["lines"] if line["id"] == str(check))
    assert (line["reads"]["values"], len(line["amended"])) == ({"temperature": "37.0"}, 1)
    person = document["now"]["people"][str(ROWAN)]
    assert (person["readings"]["heart_rate"]["value"], person["out"]["way"]) == ("74", "cleared")
    unknown = next(entry for entry in document["entries"] if entry["kind"] == "dream_told/1")
    assert unknown["fact"] == {"kind": "dream_told/1"}


def test_what_leaves_about_one_person_is_only_that_persons(tmp_path: Path) -> None:
    told = full_session()
    wrong = told.write(50, room.Noted(text="Idris asked for water"), ROWAN)
    told.voided(51, wrong, "was Idris")
    document = data_of(told, tmp_path, ROWAN)
    whole = msgspec.json.encode(document).decode()
    assert "Idris" not in whole
    assert "Amara" not in whole
    assert {entry["participant"] for entry in document["entries"]} == {str(ROWAN)}
    (withdrawn,) = [line for line in document["lines"] if line["withdrawn"]]
    assert (withdrawn["reads"], withdrawn["kind"], withdrawn["at"]) == (None, None, "2026-03-05T17:50:00+00:00")
    assert "He is here." not in whole, "words without leave stay"
    rows = table_of(told, tmp_path, ROWAN)
    (gone,) = [row for row in rows if row[-1] == "withdrawn"]
    assert gone[7] == ""
    assert "Idris" not in str(rows)


def test_while_something_shows_another_it_is_withheld_and_the_rest_is_written(tmp_path: Path) -> None:
    told = full_session()
    told.write(60, room.Noted(text="first line\nAmara's hand"), ROWAN)
    written: list[Path] = []
    with pytest.raises(Refusal) as refused:
        written.extend(export_session(Kept(told), CLINIC, tmp_path))
    assert refused.value.key == "guard.holds_names"
    assert sorted(path.suffix for path in written) == [".csv", ".csv", ".csv", ".json", ".pdf", ".pdf"]
    with pytest.raises(Refusal):
        exported(told, tmp_path / "one", "json", who=ROWAN)
    assert not (tmp_path / "one").exists()
    assert exported(told, tmp_path / "other", "json", who=IDRIS)


def test_what_was_let_through_in_the_handoff_may_leave_as_data(tmp_path: Path) -> None:
    told = full_session()
    told.write(60, room.Noted(text="her sister Leyla"), ROWAN)
    packet = compose(told.history, ROWAN, PEOPLE[ROWAN], text.english())
    (find,) = group_of(told.history, CLINIC).in_packet(packet)
    told.write(150, room.GuardPassed(where=find.mark, reason="her sister", second=INES.id), ROWAN)
    assert len(exported(told, tmp_path, who=ROWAN)) == 3
    assert "her sister" in msgspec.json.encode(data_of(told, tmp_path, ROWAN)).decode()


def test_a_signed_handoff_is_exported_with_its_signature_and_its_edits(tmp_path: Path) -> None:
    told = full_session()
    told.write(150, room.PacketSaved(sections={"care": "A bag for the way home."}), ROWAN)
    packet = compose(told.history, ROWAN, PEOPLE[ROWAN], text.english()).edited({"care": "A bag for the way home."})
    signed = room.PacketSigned(
        signer="Tomas Lind",
        role=Role.FACILITATOR,
        meaning="I stand by it.",
        digest=digest(packet),
        sections=packet.sections,
    )
    told.write(151, signed, ROWAN)
    (path,) = exported(told, tmp_path, "pdf", who=ROWAN)
    said = text_of(path.read_bytes())
    assert "A bag for the way home." in said
    assert "Signed by Tomas Lind, facilitator, 5 March 2026, 12:31" in said
    (draft,) = exported(told, tmp_path, "pdf", who=AMARA)
    assert "Draft, not signed" in text_of(draft.read_bytes())


def test_the_document_and_the_invitation_leave_by_the_same_rules_and_say_who_stands_for_them(tmp_path: Path) -> None:
    told = full_session()
    told.write(60, room.Quoted(text="I saw the sea"), ROWAN)
    packet = compose(told.history, ROWAN, PEOPLE[ROWAN], text.english())
    draft, visit = exported(told, tmp_path, "fhir", "ics", who=ROWAN)
    assert [draft.name[:8], visit.name[:6], "".join(draft.suffixes), visit.suffix] == [
        "handoff-",
        "visit-",
        ".fhir.json",
        ".ics",
    ]
    assert "I saw the sea" not in draft.read_text("utf-8")  # leave was not given
    assert wrong(draft.read_bytes()) == []
    assert head(draft)["status"] == "preliminary"
    assert "attester" not in head(draft)
    signed = room.PacketSigned(
        signer="Tomas Lind",
        role=Role.FACILITATOR,
        meaning="I stand by it.",
        digest=digest(packet),
        sections=packet.sections,
    )
    told.write(150, signed, ROWAN)
    (half,) = exported(told, tmp_path, "fhir", who=ROWAN)
    assert head(half)["status"] == "preliminary"  # no provider stands for the medical part
    part, word = medical_digest(packet), "I stand by it."
    medical = MedicalSigned(signer="Ines Okafor", role=Role.MEDICAL_PROVIDER, meaning=word, digest=part)
    told.write(151, medical, ROWAN, by=INES)
    (final,) = exported(told, tmp_path, "fhir", who=ROWAN)
    assert (head(final)["status"], len(head(final)["attester"])) == ("final", 2)
    told.write(160, room.Noted(text="Amara's hand"), ROWAN)
    with pytest.raises(Refusal) as refused:
        exported(told, tmp_path / "none", "fhir", who=ROWAN)
    assert refused.value.key == "guard.holds_names"
    assert not (tmp_path / "none").exists()


def head(document: Path) -> dict[str, Any]:
    """What stands at the head of a FHIR document."""
    found: dict[str, Any] = msgspec.json.decode(document.read_bytes())["entry"][0]["resource"]
    return found


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_no_cell_of_a_table_is_a_formula(start: str, tmp_path: Path) -> None:
    told = Told().staff().seated(ROWAN)
    told.write(10, room.Noted(text=f'{start}HYPERLINK("http://x")'), ROWAN)
    rows = table_of(told, tmp_path, ROWAN)
    assert rows[0] == ["time", "entered", "done or seen by", "written by", "seat", "name", "kind", "entry", "remarks"]
    assert rows[-1][7] == f'\'{start}HYPERLINK("http://x")'
    assert rows[-1][:7] == [
        "2026-03-05 10:10:00-07:00",
        "2026-03-05 10:10:00-07:00",
        "Tomas Lind",
        "Tomas Lind",
        "1",
        "Rowan",
        "note",
    ]


def test_wrong_use_and_a_folder_that_cannot_be_written_are_said_plainly(tmp_path: Path) -> None:
    told = full_session()
    for kinds, who, key in (
        (("pdf", "docx"), None, "export.unknown_kind"),
        (("pdf",), NOOR, "handoff.not_seated"),
    ):
        with pytest.raises(Refusal) as refused:
            exported(told, tmp_path, *kinds, who=who)
        assert refused.value.key == key
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Trouble) as troubled:
        exported(told, tmp_path / "file", "json")
    assert troubled.value.key == "export.cannot_write"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
