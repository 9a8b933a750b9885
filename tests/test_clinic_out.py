"""The groups, or the whole clinic, as files: who may, what is in them and what never is, and that it is written down first."""

from __future__ import annotations

import io
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import pyzipper

from facilitator_app import clinic_out, key_slots
from facilitator_app.faults import Refusal, Trouble
from facilitator_app.record.agenda import SessionSet
from facilitator_app.record.attachments import attached
from facilitator_app.record.changes import Voided
from facilitator_app.record.entry import Part
from facilitator_app.record.groups import (
    AcceptedHow,
    GroupFormed,
    GroupPaper,
    MemberJoined,
    PaperAccepted,
    PaperKept,
    PaperScanned,
    PaperSigned,
)
from facilitator_app.record.leaving import RiskDisclosed
from facilitator_app.record.looks import Looked, View
from facilitator_app.record.oversight import ReadingKept
from facilitator_app.record.roles import Role
from tests.test_app import PASSPHRASE
from tests.test_groups import ILLNESS
from tests.test_process_notes import AGAIN, MARK, Practice

RISK = "a plan she told nobody else"


@pytest.fixture
async def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Practice]:
    """A session, a note of its facilitator's own, a disclosure of risk, and a group with a member who signed."""
    monkeypatch.setattr(key_slots, "COST", key_slots.Cost(passes=1, memory=64, lanes=1))
    made = Practice(tmp_path / "clinic")
    await made.make()
    await made.license(made.tomas)
    await made.begin()
    await made.session.write(RiskDisclosed(text=RISK, owner=made.tomas, owner_name="Tomas Lind"), [made.rowan])
    clinic = made.app.clinic
    assert clinic is not None
    await clinic.write([Part(fact=GroupFormed(group=ILLNESS, programme="group_circle_three", theme="A long illness"))])
    joined = MemberJoined(group=ILLNESS, decided_by=made.ines, decided_by_name="Ines Okafor", why='=They fit, "both".')
    await clinic.write([Part(fact=joined, about=made.rowan)])
    paper = PaperKept(
        group=ILLNESS, paper=GroupPaper.CONFIDENTIALITY, version=1, text="What is said here stays.\nHere."
    )
    await clinic.write([Part(fact=paper)])
    signed = PaperSigned(
        group=ILLNESS, paper=GroupPaper.CONFIDENTIALITY, version=1, witness=made.ines, witness_name="Ines Okafor",
        typed="Rowan",
    )  # fmt: skip
    await clinic.write([Part(fact=signed, about=made.rowan)])
    await made.tomas_writes()
    await made.app.switch_to("ines", PASSPHRASE)
    yield made
    await made.app.close()


def files_of(written: clinic_out.Written) -> dict[str, bytes]:
    """What the closed file holds, by the password that was told."""
    with pyzipper.AESZipFile(io.BytesIO(written.path.read_bytes())) as box:
        box.setpassword(written.password.encode())
        return {name: box.read(name) for name in box.namelist()}


async def test_the_whole_clinic_goes_out_in_one_closed_file_without_a_process_note(
    here: Practice, tmp_path: Path
) -> None:
    written = await clinic_out.write_all(here.app, tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").iterdir()] == [written.path.name]
    assert b"Rowan" not in written.path.read_bytes()
    files = files_of(written)
    scope = here.session.scope
    assert {"people.csv", "history.csv", "groups.csv", "members.csv", "papers.csv", "groups.json", "sessions.csv",
            "clinic.json", f"sessions/{scope}.json", "programmes/group_circle_three.toml"} <= files.keys()  # fmt: skip
    everything = b"".join(files.values())
    assert MARK.encode() not in everything
    assert b'"kind": "process_note' not in everything
    members = files["members.csv"].decode("utf-8-sig").splitlines()
    assert members[0].startswith("Group,Theme,Person,Preferred name,Joined")
    assert "A long illness" in members[1]
    assert "They fit" in members[1]
    assert "What is said here stays.\nHere." in files["papers.csv"].decode("utf-8-sig").replace("\r\n", "\n")
    (group,) = json.loads(files["groups.json"])["groups"]
    assert group["members"][str(here.rowan)]["accepted"]["confidentiality"]["told"]["typed"] == "Rowan"
    lines = json.loads(files["clinic.json"])["lines"]
    assert {"group_formed/1", "member_joined/1", "participant_added/1"} <= {line["kind"] for line in lines}
    assert RISK.encode() not in everything  # read by few, and leaves in nothing
    assert written.told() == ()


async def test_a_paper_nobody_can_read_any_more_is_counted_and_a_session_that_is_only_set_is_in_the_table(
    here: Practice, tmp_path: Path
) -> None:
    clinic = here.app.clinic
    assert clinic is not None
    gone = attached(UUID(int=41), [b"\xff\xd8 the pages were lost"])
    scan = PaperScanned(group=ILLNESS, paper=GroupPaper.CONFIDENTIALITY, version=1, scan=gone)
    told = SessionSet(
        session=UUID(int=42), title="=Next circle", programme="group_circle_three",
        at=here.clock.now() + timedelta(days=7), group=ILLNESS,
    )  # fmt: skip
    await clinic.write([Part(fact=scan, about=here.rowan)])
    await clinic.write([Part(fact=told)])
    written = await clinic_out.write_all(here.app, tmp_path / "out")
    assert written.unreadable == 1
    assert written.told() == ("Papers and pictures left out, because they can no longer be read: 1.",)
    rows = files_of(written)["sessions.csv"].decode("utf-8-sig").splitlines()
    assert rows[0] == "Session,Title,Programme,Group,Set for,Begun,Ended"
    assert rows[1].split(",")[4] == "", "it was begun, and was never set"
    assert rows[2].startswith(f"{told.session},'=Next circle,")
    assert rows[2].split(",")[-4:-2] == [
        "A long illness",
        f"{told.at.astimezone(ZoneInfo(clinic.state.zone)):%Y-%m-%d %H:%M}",
    ]
    assert rows[2].endswith(",,")


async def test_every_version_that_a_member_accepted_leaves_and_not_the_last_alone(
    here: Practice, tmp_path: Path
) -> None:
    clinic = here.app.clinic
    assert clinic is not None
    agreement = GroupPaper.CONFIDENTIALITY
    await clinic.write([Part(fact=PaperKept(group=ILLNESS, paper=agreement, version=2, text="It stays here too."))])
    on = clinic.today
    paper = PaperAccepted(
        group=ILLNESS, paper=agreement, version=2, how=AcceptedHow.ON_PAPER, reference="Folder 3", on=on, sure=True
    )
    (line,) = await clinic.write([Part(fact=paper, about=here.rowan)])
    (again,) = await clinic.write([Part(fact=paper, about=here.rowan)])
    await clinic.write([Part(fact=Voided(target=again.id, reason="Twice."), about=here.rowan)])
    files = files_of(await clinic_out.write_groups(here.app, tmp_path / "out"))
    heads, *rows = files["acceptances.csv"].decode("utf-8-sig").splitlines()
    assert heads.endswith("Paper,Version,Accepted on,How,Written down")
    said = [row.split(",") for row in rows]
    assert [(one[3], one[5]) for one in said] == [("Rowan", "1"), ("Rowan", "2")]
    assert "Folder 3" in rows[1]
    assert said[1][6] == on.isoformat()
    assert line.id in {entry.id for entry in clinic.history.entries}


async def test_that_it_leaves_is_on_the_record_before_it_does(here: Practice, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where the folder is to be")
    with pytest.raises(Trouble):
        await clinic_out.write_all(here.app, tmp_path / "taken")
    looks = [entry.fact for entry in await here.app.oversight.looks(here.clock.now())]
    out = [fact for fact in looks if isinstance(fact, Looked) and fact.view is View.EXPORT]
    assert {here.rowan, here.amara} <= {person for fact in out for person in fact.people}


async def test_who_is_no_administrator_writes_the_groups_and_no_more(here: Practice, tmp_path: Path) -> None:
    await here.app.switch_to("tomas", AGAIN)
    with pytest.raises(Refusal) as no:
        await clinic_out.write_all(here.app, tmp_path)
    assert no.value.key == "session.not_your_word"
    groups = files_of(await clinic_out.write_groups(here.app, tmp_path / "out"))
    assert groups.keys() == {"groups.csv", "members.csv", "papers.csv", "acceptances.csv", "groups.json"}
    folder = (await clinic_out.write_groups(here.app, tmp_path / "open", None)).path
    assert {path.name for path in folder.iterdir()} == groups.keys()


async def test_a_session_that_is_not_to_be_read_stays_here_and_that_is_said(here: Practice, tmp_path: Path) -> None:
    scope = await here.is_over()
    await here.app.oversight.write(ReadingKept(limited=True))
    await here.app.add_account(
        name="Mae Quill", roles=[Role.ADMINISTRATOR], sign_in="mae", passphrase="mae keeps the desk in order"
    )
    await here.app.switch_to("mae", "mae keeps the desk in order")
    written = await clinic_out.write_all(here.app, tmp_path / "out")
    assert f"sessions/{scope}.json" not in files_of(written)
    assert written.withheld == 1
    assert "history.csv" not in files_of(written)  # who keeps the desk reads nobody's course
    assert written.told() == (
        "Left out, because they are not for you to read: 1.",
        "The table of everybody’s history is left out, because it is not for you to read. An administrator who looks after "
        "people too takes it along.",
    )
