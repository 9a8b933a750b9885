"""What is looked up is what the lines say, amended and voided ones too."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from facilitator_app.journal import JournalFile
from facilitator_app.programmes import shipped
from facilitator_app.record.changes import Amended, Confirmed, Voided
from facilitator_app.record.clinic import SessionEnded, SessionPlanned
from facilitator_app.record.room import Noted, SessionClosed, SessionOpened
from tests.journal.conftest import AMARA, ROWAN, SESSION, ago, by_hand, dose, line, vitals


def looked_up(folder: Path, key: bytes, what: str) -> list[Any]:
    with by_hand(folder, key) as connection:
        return list(connection.execute(what).fetchall())


def opened(title: str) -> SessionOpened:
    return SessionOpened(
        title=title,
        programme=shipped()[0],
        zone="America/Denver",
        lead=UUID(int=1),
        lead_name="Tomas Lind",
        clinic_name="Clinic",
    )


async def test_readings_and_doses_are_looked_up(journal: JournalFile, folder: Path, key: bytes) -> None:
    await journal.append([line(vitals(84), ROWAN), line(dose("62.50"), ROWAN), line("a note", ROWAN)])
    readings = looked_up(folder, key, "SELECT heart_rate, spo2, systolic, participant FROM reading")
    assert readings == [("84", "97", None, ROWAN.bytes)]
    assert looked_up(folder, key, "SELECT drug, route, amount_mg FROM dose") == [("ketamine", "intramuscular", "62.50")]


async def test_an_amendment_changes_what_is_looked_up(journal: JournalFile, folder: Path, key: bytes) -> None:
    wrong, given = line(vitals(184), ROWAN), line(dose("60"), ROWAN)
    await journal.append([wrong, given])
    earlier = ago(10)
    await journal.append([line(Amended(target=wrong.id, fact=vitals(84), reason="slip"), ROWAN)])
    await journal.append([line(Amended(target=given.id, fact=None, reason="told late", observed_at=earlier), ROWAN)])
    await journal.append([line(Confirmed(target=given.id), ROWAN)])
    assert looked_up(folder, key, "SELECT heart_rate, spo2 FROM reading") == [("84", "97")]
    assert looked_up(folder, key, "SELECT amount_mg, observed_at FROM dose") == [("60", _micros(earlier))]
    assert await journal.verify() == ()


async def test_the_last_amendment_counts_and_may_come_in_the_same_touch(
    journal: JournalFile, folder: Path, key: bytes
) -> None:
    given = line(dose("60"), ROWAN)
    first = line(Amended(target=given.id, fact=dose("70"), reason="a"), ROWAN)
    second = line(Amended(target=given.id, fact=dose("80"), reason="b"), ROWAN)
    await journal.append([given, first, second])
    assert looked_up(folder, key, "SELECT amount_mg FROM dose") == [("80",)]
    assert await journal.verify() == ()


async def test_a_voided_line_is_not_looked_up(journal: JournalFile, folder: Path, key: bytes) -> None:
    given = line(dose("60"), ROWAN)
    await journal.append([given, line(vitals(80), AMARA)])
    await journal.append([line(Voided(target=given.id, reason="other seat"), ROWAN)])
    await journal.append([line(Amended(target=given.id, fact=dose("70"), reason="too late"), ROWAN)])
    assert looked_up(folder, key, "SELECT count(*) FROM dose") == [(0,)]
    assert looked_up(folder, key, "SELECT count(*) FROM reading") == [(1,)]
    assert await journal.verify() == ()


async def test_a_change_to_a_line_that_is_not_here_changes_nothing(journal: JournalFile) -> None:
    await journal.append([line(Voided(target=UUID(int=404), reason="unknown"))])
    assert await journal.verify() == ()


async def test_a_line_can_become_one_of_another_kind(journal: JournalFile, folder: Path, key: bytes) -> None:
    given = line(dose("60"), ROWAN)
    await journal.append([given])
    await journal.append([line(Amended(target=given.id, fact=Noted(text="offered"), reason="not taken"), ROWAN)])
    assert looked_up(folder, key, "SELECT count(*) FROM dose") == [(0,)]
    await journal.append([line(Amended(target=given.id, fact=vitals(75), reason="it was a check"), ROWAN)])
    assert looked_up(folder, key, "SELECT heart_rate FROM reading") == [("75",)]
    assert await journal.verify() == ()


async def test_sessions_are_listed_the_newest_first(journal: JournalFile) -> None:
    other, clinic = UUID(int=0x0713), journal.clinic_scope
    early, late = ago(120), ago(60)
    await journal.append(
        [
            line(SessionPlanned(session=SESSION, title="Circle 1", programme="p"), scope=clinic, at=early),
            line(SessionPlanned(session=other, title="Circle 2", programme="p"), scope=clinic, at=late),
        ]
    )
    planned = await journal.sessions()
    assert [(row.title, row.planned_at, row.opened_at) for row in planned] == [
        ("Circle 2", late, None),
        ("Circle 1", early, None),
    ]
    await journal.append([line(opened("A circle, opened"), at=ago(5))])
    await journal.append([line(SessionClosed(), at=(end := ago(1)))])
    await journal.append([line(SessionEnded(session=SESSION), scope=clinic, at=end)])
    row = (await journal.sessions())[0]
    assert (row.session, row.title, row.planned_at, row.closed_at) == (SESSION, "A circle, opened", early, end)
    assert row.opened_at is not None


async def test_a_session_whose_title_is_amended_is_listed_so(journal: JournalFile) -> None:
    began = line(opened("Zircle"))
    await journal.append([began])
    await journal.append([line(Amended(target=began.id, fact=opened("Circle"), reason="spelling"))])
    assert [row.title for row in await journal.sessions()] == ["Circle"]
    assert await journal.verify() == ()


async def test_figures_keep_their_places(journal: JournalFile, folder: Path, key: bytes) -> None:
    await journal.append([line(dose("10.0"), ROWAN), line(dose("0.50"), ROWAN)])
    amounts = looked_up(folder, key, "SELECT amount_mg FROM dose ORDER BY amount_mg")
    assert amounts == [("0.50",), ("10.0",)]


def _micros(moment: datetime) -> int:
    return round(moment.timestamp() * 1_000_000)
