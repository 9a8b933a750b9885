"""A body about one person is sealed under that person's key: it can be destroyed, and nothing else suffers."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID, uuid4

import pytest

from facilitator_app.clock import SystemClock
from facilitator_app.faults import Trouble
from facilitator_app.journal import JournalFile
from facilitator_app.journal.chains import FEW_KEYS
from facilitator_app.journal.place import RECORD
from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.entry import Entry
from facilitator_app.record.retention import PersonErased
from tests.journal.conftest import AMARA, ROWAN, SESSION, by_hand, dose, line, texts, vitals, without_guard


async def erased_on_record(journal: JournalFile) -> Entry:
    """The line that says that Rowan was erased."""
    held = await journal.held_of(ROWAN)
    assert held is not None
    fact = PersonErased(person=ROWAN, key=held.key, proof=held.proof, lines=held.lines, reason="A letter.")
    return line(fact, scope=journal.clinic_scope)


def everything_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


async def test_no_word_and_no_name_stands_in_clear_even_for_the_file_s_key(
    journal: JournalFile, folder: Path, key: bytes
) -> None:
    await journal.append([line("whispered words", ROWAN), line(ParticipantAdded(preferred_name="Rowan"), ROWAN)])
    with by_hand(folder, key) as connection:
        rows = connection.execute("SELECT * FROM event").fetchall()
    said = b"".join(value if isinstance(value, bytes) else str(value).encode() for row in rows for value in row)
    assert b"whispered" not in said
    assert b"Rowan" not in said
    assert ROWAN.bytes not in said
    assert len({row[6] for row in rows}) == 1  # one key for one person


async def test_without_the_key_the_files_hold_no_word(journal: JournalFile, folder: Path) -> None:
    await journal.append([line("whispered words", ROWAN), line(dose("62.5"), ROWAN)])
    await journal.save_draft("note", "half whispered")
    content = everything_in(folder)
    assert len(content) > 10_000
    assert b"whispered" not in content
    assert b"ketamine" not in content


async def test_each_person_has_a_key_and_the_clinic_has_one(journal: JournalFile, folder: Path, key: bytes) -> None:
    await journal.append([line("a", ROWAN), line("b", AMARA), line("c"), line("d", ROWAN), line("e", scope=AMARA)])
    with by_hand(folder, key) as connection:
        subjects = {UUID(bytes=row[0]) for row in connection.execute("SELECT subject FROM sealing_key")}
        keys = [row[0] for row in connection.execute("SELECT key_id FROM event ORDER BY hlc")]
    assert subjects == {ROWAN, AMARA, journal.clinic_scope}
    assert keys[0] == keys[3]
    assert keys[2] == keys[4]
    assert len(set(keys)) == 3


async def test_the_same_key_is_found_again_after_a_restart(folder: Path, key: bytes) -> None:
    for number in range(2):
        made = JournalFile.open(folder, key, SystemClock()) if number else None
        made = made or JournalFile.create(folder, key, SystemClock())
        await made.append([line(f"n{number}", ROWAN)])
        await made.close()
    with by_hand(folder, key) as connection:
        assert connection.execute("SELECT count(DISTINCT key_id) FROM event").fetchone() == (1,)


async def test_a_key_made_for_a_line_that_was_refused_is_made_again(journal: JournalFile) -> None:
    first = line("first")
    await journal.append([first])
    with pytest.raises(Exception, match=r"^$"):
        await journal.append([line("new person", AMARA), first])
    await journal.append([line("again", AMARA)])
    assert texts(await journal.entries(SESSION)) == ["first", "again"]
    assert await journal.verify() == ()


async def test_a_person_is_erased_and_every_chain_still_verifies(
    journal: JournalFile, folder: Path, key: bytes
) -> None:
    await journal.append([line("Rowan's words", ROWAN), line("Amara's words", AMARA), line("the room's")])
    await journal.append([line(vitals(91), ROWAN), line(dose("60"), ROWAN), line(vitals(70), AMARA)])
    assert await journal.erase(ROWAN, [await erased_on_record(journal)])
    assert texts(await journal.entries(SESSION)) == ["Amara's words", "the room's"]
    found = await journal.verify()
    assert [(one.what, one.values, one.is_harmless) for one in found] == [("journal.found_erased", {"lines": 3}, True)]
    with by_hand(folder, key) as connection:
        assert connection.execute("SELECT count(*) FROM event").fetchone() == (7,)
        for table in ("reading", "dose"):
            left = connection.execute(f"SELECT count(*) FROM {table} WHERE participant = ?", (ROWAN.bytes,))
            assert left.fetchone() == (0,)
    assert await journal.held_of(ROWAN) is None
    await journal.close()
    again = JournalFile.open(folder, key, SystemClock())
    assert texts(await again.entries(SESSION)) == ["Amara's words", "the room's"]
    assert [one.is_harmless for one in await again.verify()] == [True]
    await again.close()


async def test_what_is_written_after_an_erasure_has_a_new_key(journal: JournalFile) -> None:
    await journal.append([line("before", ROWAN)])
    await journal.erase(ROWAN)
    await journal.append([line("after", ROWAN)])
    assert texts(await journal.entries(SESSION)) == ["after"]


async def test_the_log_keeps_no_copy_of_a_destroyed_key(journal: JournalFile, folder: Path) -> None:
    await journal.append([line("before", ROWAN)])
    await journal.erase(ROWAN)
    await journal._write(lambda _: None)
    # What stands in the log now is what this last empty transaction left: nothing.
    assert (folder / (RECORD + "-wal")).stat().st_size == 0


@pytest.mark.parametrize(
    "forgery",
    [
        "UPDATE event SET body = (SELECT body FROM event WHERE seq = 2) WHERE seq = 1",  # moved from another line
        "UPDATE event SET body = zeroblob(length(body)) WHERE seq = 1",
        "UPDATE event SET body = x'00' WHERE seq = 1",
        "UPDATE event SET kind = 'vitals_taken/1' WHERE seq = 1",  # opens, and is not what its kind says
        "UPDATE sealing_key SET wrapped = zeroblob(60)",
    ],
)
async def test_a_body_that_does_not_open_is_never_passed_over(
    journal: JournalFile, folder: Path, key: bytes, forgery: str
) -> None:
    await journal.append([line("one", ROWAN), line("two", ROWAN)])
    with by_hand(folder, key) as connection, without_guard(connection):
        connection.execute(forgery)
    with pytest.raises(Trouble) as told:
        await journal.entries(SESSION)
    assert told.value.key == "journal.unreadable_line"
    assert "journal.found_body" in {one.what for one in await journal.verify()}


async def test_of_many_people_those_who_were_erased_are_left_out_and_the_others_come_in_the_order_of_writing(
    journal: JournalFile,
) -> None:
    many = [uuid4() for _ in range(2 * FEW_KEYS)]
    await journal.append([line(f"of {number}", person) for number, person in enumerate(many)])
    await journal.append([line("of all")])
    for gone in (many[3], many[-3]):  # one of those whose keys are asked for one by one, and one of the others
        await journal.erase(gone)
    stayed = [f"of {number}" for number in range(len(many)) if number not in (3, len(many) - 3)]
    assert texts(await journal.entries(SESSION)) == [*stayed, "of all"]


async def test_of_many_people_an_altered_key_is_told_and_not_passed_over(
    journal: JournalFile, folder: Path, key: bytes
) -> None:
    many = [uuid4() for _ in range(2 * FEW_KEYS)]
    await journal.append([line("words", person) for person in many])
    with by_hand(folder, key) as connection:
        last = many[-1].bytes
        connection.execute("UPDATE sealing_key SET wrapped = zeroblob(60) WHERE subject = ?", (last,))
    with pytest.raises(Trouble) as told:
        await journal.entries(SESSION)
    assert told.value.key == "journal.unreadable_line"
