"""Words are found again: amended, withdrawn, erased and restricted lines as they are to be, in one session or in all."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from facilitator_app.clock import SystemClock
from facilitator_app.faults import Trouble
from facilitator_app.journal import JournalFile, connect, searching
from facilitator_app.journal.place import RECORD
from facilitator_app.journal.seal import Wrapping
from facilitator_app.record.changes import Amended, Voided
from facilitator_app.record.entry import Entry
from facilitator_app.record.findable import asked, said_in
from facilitator_app.record.leaving import RiskAnswered, RiskDisclosed
from facilitator_app.record.room import Noted, Observed, Quoted, SupportCalled
from tests.journal.conftest import AMARA, ROWAN, SESSION, by_hand, dose, line, texts, vitals
from tests.waiting import until

_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'spoken%'"
OTHER = UUID(int=0x0717)


async def found(journal: JournalFile, typed: str, scope: UUID | None = None, most: int = 50) -> list[str]:
    return [said_in(entry.fact) for entry in await journal.find(asked(typed), most, scope)]


async def test_a_word_is_found_by_its_beginning_without_case_and_accents(journal: JournalFile) -> None:
    await journal.append([line("The Éléphant walked", ROWAN), line(Quoted(text="Naïve, and warm"), AMARA)])
    assert await found(journal, "ELEPH") == ["The Éléphant walked"]
    assert await found(journal, "naive war") == ["Naïve, and warm"]
    assert await found(journal, "lephant") == []
    assert await found(journal, "elephant warm") == []
    assert await found(journal, "") == []


async def test_words_between_quotation_marks_stand_side_by_side(journal: JournalFile) -> None:
    await journal.append([line("light that was warm", ROWAN), line("a warm light", ROWAN)])
    assert await found(journal, '"warm light"') == ["a warm light"]
    assert await found(journal, "warm light") == ["a warm light", "light that was warm"]
    assert await found(journal, '"warm light') == ["a warm light"]


@pytest.mark.parametrize(
    "typed", ['"', "NEAR(a b)", "words : x", "a* OR b", "-a", "(", "'; drop table spoken", "a AND"]
)
async def test_whatever_is_typed_is_a_word_and_never_a_command(journal: JournalFile, typed: str) -> None:
    await journal.append([line("nothing of the kind", ROWAN)])
    assert await found(journal, typed) == []
    assert await found(journal, "nothing") == ["nothing of the kind"]


async def test_a_person_has_every_session_in_which_something_was_just_said_or_given(journal: JournalFile) -> None:
    await journal.append(
        [line("Rowan hums", ROWAN), line(dose("40"), ROWAN, scope=OTHER), line("rain on the roof", AMARA, scope=OTHER)]
    )
    assert set(await journal.scopes(ROWAN)) == {SESSION, OTHER}
    assert await journal.scopes(AMARA) == (OTHER,)
    assert await journal.scopes(OTHER) == ()


async def test_one_session_or_all_the_newest_first_and_not_more_than_asked_for(journal: JournalFile) -> None:
    await journal.append([line(f"river {number}", ROWAN) for number in range(4)])
    await journal.append([line("river elsewhere", ROWAN, scope=OTHER)])
    assert await found(journal, "river", most=2) == ["river elsewhere", "river 3"]
    assert await found(journal, "river", SESSION, most=2) == ["river 3", "river 2"]


async def test_a_line_is_found_as_it_reads_now(journal: JournalFile) -> None:
    wrong = line("the sea", ROWAN)
    await journal.append([wrong])
    assert await found(journal, "sea") == ["the sea"]
    await journal.append([line(Amended(target=wrong.id, fact=Noted(text="the forest"), reason="misheard"), ROWAN)])
    assert await found(journal, "sea") == []
    assert await found(journal, "forest") == ["the forest"]
    await journal.append([line(Voided(target=wrong.id, reason="another seat"), ROWAN)])
    assert await found(journal, "forest") == []
    assert await journal.verify() == ()


async def test_a_line_that_becomes_one_with_words_is_found_and_one_without_is_not(journal: JournalFile) -> None:
    check, note = line(vitals(70), ROWAN), line("mistaken", ROWAN)
    await journal.append([check, note, line(Amended(target=note.id, fact=SupportCalled(), reason="slip"), ROWAN)])
    await journal.append([line(Amended(target=check.id, fact=Noted(text="was a note"), reason="slip"), ROWAN)])
    assert await found(journal, "mistaken") == []
    assert await found(journal, "note") == ["was a note"]
    assert await journal.verify() == ()


async def test_what_was_said_of_a_risk_is_never_found(journal: JournalFile) -> None:
    told = line(RiskDisclosed(text="a rope in the garage", owner=UUID(int=1), owner_name="Ines Okafor"), ROWAN)
    await journal.append([told, line(RiskAnswered(disclosure=told.id, text="the rope is gone"), ROWAN)])
    assert await found(journal, "rope") == []
    assert await found(journal, "garage") == []


async def test_an_erased_person_is_found_no_more_and_no_word_of_theirs_stays_in_the_file(
    journal: JournalFile, folder: Path, key: bytes
) -> None:
    await journal.append([line("zyqwald by the sea", ROWAN), line("by the sea", AMARA), line(dose("60"), ROWAN)])
    assert len(await found(journal, "zyqwald")) == 1
    await journal.erase(ROWAN)
    assert await found(journal, "zyqwald") == []
    assert await found(journal, "sea") == ["by the sea"]
    with by_hand(folder, key) as connection:
        tables = [row[0] for row in connection.execute(_TABLES)]
        kept = b"".join(
            str(cell).encode() + (cell if isinstance(cell, bytes) else b"")
            for table in tables
            for row in connection.execute(f"SELECT * FROM {table}").fetchall()
            for cell in row
        )
    assert b"sea" in kept
    assert b"zyqwald" not in kept
    assert [one.what for one in await journal.verify()] == ["journal.found_key_gone"]  # nobody wrote down why


async def test_words_not_yet_taken_in_when_a_person_is_erased_never_are(journal: JournalFile) -> None:
    await journal.append([line("unheard", ROWAN)])
    await journal.erase(ROWAN)
    assert await found(journal, "unheard") == []


async def test_the_words_are_taken_in_at_a_pause_without_anybody_asking(
    journal: JournalFile, folder: Path, key: bytes
) -> None:
    await journal.append([line(Observed(word="tears", label="Tears", group="feeling"), ROWAN)])

    def taken() -> int:
        with by_hand(folder, key) as connection:
            return int(connection.execute("SELECT count(*) FROM spoken").fetchone()[0])

    await until(lambda: taken() == 1)


async def test_a_record_from_before_is_taken_in_and_the_place_in_it_is_kept(
    folder: Path, key: bytes, clock: SystemClock
) -> None:
    journal = JournalFile.create(folder, key, clock)
    await journal.append([line("from before", ROWAN)])
    await journal.close()
    with by_hand(folder, key) as connection:
        connection.execute("DROP TABLE spoken_words")
        connection.execute("DROP TABLE spoken")
        connection.execute("DROP TABLE heard")
        connection.execute("DELETE FROM meta WHERE key = 'search'")
    for _ in range(2):
        journal = JournalFile.open(folder, key, clock)
        assert await found(journal, "before") == ["from before"]
        assert await journal.verify() == ()
        await journal.close()


async def test_words_that_are_not_those_of_the_record_are_told(journal: JournalFile, folder: Path, key: bytes) -> None:
    await journal.append([line("as it was", ROWAN), line("and this", ROWAN)])
    assert len(await found(journal, "as")) == 1
    with by_hand(folder, key) as connection:
        connection.execute("DELETE FROM spoken_words WHERE rowid = 1")
    assert [one.where for one in await journal.verify()] == ["spoken"]


async def test_a_line_that_does_not_open_is_told_to_who_searches(
    journal: JournalFile, folder: Path, key: bytes
) -> None:
    kept = line("kept", ROWAN)
    await journal.append([kept])
    with by_hand(folder, key, recursive=False) as connection:
        connection.execute("DROP TRIGGER event_stays")
        connection.execute("UPDATE event SET body = zeroblob(60) WHERE id = ?", (kept.id.bytes,))
    with pytest.raises(Trouble) as told:
        await found(journal, "kept")
    assert told.value.key == "journal.unreadable_line"


async def test_many_lines_are_found_in_the_order_of_writing(journal: JournalFile) -> None:
    many: list[Entry] = [line(f"step {number}", ROWAN) for number in range(200)]
    await journal.append(many)
    hits = await journal.find(asked("step"), 3)
    assert texts(hits) == ["step 199", "step 198", "step 197"]
    assert hits[0].observed_at - hits[2].observed_at < timedelta(minutes=1)


async def test_a_sound_record_stays_sound_for_who_checked_it_before_more_was_written(journal: JournalFile) -> None:
    assert await found(journal, "river") == []
    for number in range(12):
        await journal.append([line(f"river {number} and what lies beyond it {'and on' * 50}", ROWAN)])
        assert await journal.verify() == ()


async def test_a_copy_older_than_the_search_is_sound(journal: JournalFile, folder: Path, key: bytes) -> None:
    await journal.append([line("river", ROWAN)])
    await journal.close()
    with by_hand(folder, key) as connection:
        for table in ("spoken_words", "spoken", "heard"):
            connection.execute(f"DROP TABLE {table}")
    engine = connect.reading(folder / RECORD, key)
    with engine.connect() as copy:
        searching.refresh(copy)
        assert searching.differences(copy, Wrapping(key, journal.clinic_scope)) == 0
    engine.dispose()
