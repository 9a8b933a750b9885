"""A paper log becomes late entries: every row is written, or refused by its number and reason; read again it adds nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
import pytest

from facilitator_app import text
from facilitator_app.cli import DONE, FINDING, WRONG_USE, main
from facilitator_app.faults import Refusal, Trouble
from facilitator_app.record import room
from facilitator_app.record.agenda import Expected, SessionSet
from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.doses import Concern, DoseWithTimeOut, Route
from facilitator_app.record.entry import Part
from facilitator_app.record.people import PersonTold
from facilitator_app.record.vitals import Measure, Unavailable, VitalsTaken
from facilitator_app.rehearsal.transcribe import Stood, Transcribed, other_names, transcribe
from tests.test_app import PASSPHRASE, Room


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Room]:
    """A session two hours in, during which the machine was of no use."""
    room_ = Room(tmp_path / "clinic")
    await room_.make()
    await room_.begin()
    room_.clock.advance(timedelta(hours=2))
    yield room_
    await room_.app.close()


def at(here: Room, minutes: int) -> str:
    """A time of day, so many minutes after the session began."""
    opened = here.session.state.opened_at
    assert opened is not None
    return f"{(opened + timedelta(minutes=minutes)).astimezone(ZoneInfo(here.session.state.zone)):%H:%M}"


async def bring_in(here: Room, tmp_path: Path, *rows: str, head: str = "time,by,what") -> Transcribed:
    file = tmp_path / "paper.csv"
    file.write_text("\n".join([head, *rows]), "utf-8-sig")
    return await transcribe(here.session, file)


async def test_a_paper_log_is_written_as_late_entries_with_both_times(here: Room, tmp_path: Path) -> None:
    name = here.session.state.people[here.rowan].preferred_name
    done = await bring_in(
        here,
        tmp_path,
        f"{at(here, 10)},Ines,vitals {name} hr 72 bp 128/82 spo2 98",
        f'{at(here, 12)},,"note {name} ""Turned to the wall, quiet."""',
        "",
        f"{at(here, 15)},Ines Okafor,observe all tears",
    )
    assert (done.written, done.there, done.refused) == (3, 0, [])
    lines = [line.entry for line in here.session.history.lines()]
    check = next(entry for entry in lines if isinstance(entry.fact, VitalsTaken))
    assert isinstance(check.fact, VitalsTaken)
    assert check.fact.values[Measure.SYSTOLIC] == 128
    assert check.recorded_at - check.observed_at > timedelta(minutes=100)
    note = next(entry for entry in lines if isinstance(entry.fact, room.Noted))
    assert note.fact == room.Noted(text="Turned to the wall, quiet.")


async def test_an_order_by_weight_on_paper_is_refused_in_its_row_without_a_weight(here: Room, tmp_path: Path) -> None:
    name = here.session.state.people[here.rowan].preferred_name
    order = f"order {name} ketamine 0.5 to 0.75 mg/kg intramuscular"
    done = await bring_in(
        here, tmp_path, f"{at(here, 10)},Ines,{order} by Dr. Hale", f"{at(here, 12)},Ines,{order} at 80 kg by Dr. Hale"
    )
    assert (done.written, [row.line for row in done.refused]) == (1, [2])
    assert done.refused[0].reason == (
        "Say how much they weigh: without a weight no dose can be compared with an order for each kg."
    )


async def test_a_paper_log_that_a_spreadsheet_wrote_in_latin_1_is_read(here: Room, tmp_path: Path) -> None:
    name = here.session.state.people[here.rowan].preferred_name
    row = f'{at(here, 12)};;"note {name} ""Asked for Zoë – twice."""'
    (tmp_path / "paper.csv").write_bytes(f"time;by;what\r\n{row}\r\n".encode("cp1252"))
    done = await transcribe(here.session, tmp_path / "paper.csv")
    assert (done.written, done.refused) == (1, [])
    [note] = [one.entry.fact for one in here.session.history.lines() if isinstance(one.entry.fact, room.Noted)]
    assert note == room.Noted(text="Asked for Zoë – twice.")


async def test_a_session_held_on_paper_alone_is_opened_for_its_own_hour_and_brought_in(tmp_path: Path) -> None:
    room_ = Room(tmp_path / "clinic")
    await room_.make()
    began = room_.clock.now()
    room_.clock.advance(timedelta(hours=6))  # the machines are back
    await room_.begin(at=began)
    state, zone = room_.session.state, ZoneInfo("America/Denver")
    assert (state.opened_at, state.phase_since) == (began, began)
    assert all(line.entry.observed_at == began for line in room_.session.history.lines())
    assert all(line.entry.recorded_at == room_.clock.now() for line in room_.session.history.lines())
    assert room_.app.clinic_state().sessions[room_.session.scope].planned_at == began
    at_ = [f"{(began + timedelta(minutes=more)).astimezone(zone):%H:%M}" for more in (-2, 15, 44)]
    done = await bring_in(
        room_,
        tmp_path,
        f"{at_[0]},Ines,vitals Rowan hr 70",
        f"{at_[1]},Ines,vitals Rowan hr 72 bp 128/82",
        f"{at_[2]},Tomas,observe Rowan tears",
    )
    assert (done.written, [row.line for row in done.refused]) == (2, [2])  # nothing is before the hour that was told
    await room_.app.close()


def seen(here: Room) -> list[UUID | None]:
    """Of whom a word stands, in the order of what happened."""
    return [
        line.first.participant for line in here.session.history.lines() if isinstance(line.first.fact, room.Observed)
    ]


async def test_all_on_paper_are_those_who_were_there_at_that_minute(here: Room, tmp_path: Path) -> None:
    """Typed at the end of the day: Rowan left after an hour, Amara too, and Idris came after the first half hour."""
    clinic, opened = here.app.clinic, here.session.state.opened_at
    assert clinic is not None
    assert opened is not None
    idris = await clinic.add_participant(ParticipantAdded(preferred_name="Idris"))
    await here.session.write(
        room.Seated(seat=3, preferred_name="Idris"), [idris], at=opened + timedelta(minutes=40), by=here.tomas
    )
    for person, minutes in ((here.rowan, 60), (here.amara, 90), (idris, 91)):
        await here.session.write(
            room.WentOut(way=room.WayOut.WITHDREW), [person], at=opened + timedelta(minutes=minutes)
        )
    rows = [f"{at(here, minutes)},Tomas,observe all tears" for minutes in (30, 50, 70, 100, -20)]
    done = await bring_in(here, tmp_path, *rows)
    assert seen(here) == [here.rowan, here.amara, here.rowan, here.amara, idris, here.amara, idris]
    assert (done.written, done.there) == (3, 0)
    assert done.refused[0] == (5, "At that time nobody had a seat. Write the names of those it was.")
    assert (done.refused[1].line, "before the session" in done.refused[1].reason) == (6, True)
    again = await bring_in(here, tmp_path, *rows)
    assert (again.written, again.there) == (0, 3)


async def test_of_a_row_that_stands_of_one_of_them_only_the_others_are_written(here: Room, tmp_path: Path) -> None:
    assert (await bring_in(here, tmp_path, f"{at(here, 30)},Tomas,observe Amara tears")).written == 1
    done = await bring_in(here, tmp_path, f"{at(here, 30)},Tomas,observe all tears")
    assert (done.written, done.there) == (1, 0)
    assert sorted(map(str, seen(here))) == sorted(map(str, [here.rowan, here.amara]))


async def test_two_injections_of_one_minute_are_two_doses_and_stay_two_when_the_file_is_read_again(
    here: Room, tmp_path: Path
) -> None:
    """25 mg into the left arm, 25 mg into the right: each has its row, and no word of a row says which arm."""
    row = f"{at(here, 30)},Ines,dose Rowan ketamine 25 mg im"
    assert (await bring_in(here, tmp_path, row)).written == 1
    done = await bring_in(here, tmp_path, row, row)
    assert (done.written, done.there) == (1, 1)
    again = await bring_in(here, tmp_path, row, row)
    assert (again.written, again.there) == (0, 2)
    assert [dose.amount_mg for dose in here.session.state.people[here.rowan].doses] == [25, 25]
    assert {one.line for one in again.asked} == {2, 3}


async def room_gave(here: Room, minutes: float, milligrams: int = 25) -> UUID:
    """A dose at the screen, whose line knows the second."""
    opened = here.session.state.opened_at
    assert opened is not None
    then = opened + timedelta(minutes=minutes)
    dose = DoseWithTimeOut(
        drug="Ketamine",
        route=Route.INTRAMUSCULAR,
        amount_mg=Decimal(milligrams),
        reasons=dict.fromkeys(Concern, "Dr. Hale said so by telephone."),
        alone="Devi is ill.",
    )
    return (await here.session.write(dose, [here.rowan], at=then))[0].id


async def test_a_dose_given_at_the_screen_and_copied_onto_paper_as_it_failed_is_one_dose(
    here: Room, tmp_path: Path
) -> None:
    """At 20 seconds past; paper knows no seconds.  Each row that passes it over is told, with the way out if it was another."""
    opened = here.session.state.opened_at
    assert opened is not None
    await room_gave(here, 30 + 20 / 60)
    row = f"{at(here, 30)},Ines,dose Rowan ketamina 25 mg im"
    done = await bring_in(here, tmp_path, row)
    assert (done.written, done.there, done.asked) == (0, 1, [])
    assert done.stood == [Stood(2, "Rowan", opened + timedelta(minutes=30, seconds=20))]
    assert (await bring_in(here, tmp_path, row.replace(",Ines", ":20,Ines"))).there == 1
    # of another minute, another amount, another way, or told to the second: that one is another dose
    others = [
        f"{at(here, 31)},Ines,dose Rowan ketamine 25 mg im",
        f"{at(here, 29)},Ines,dose Rowan ketamine 25 mg im",
        f"{at(here, 30)},Ines,dose Rowan ketamine 20 mg im",
        f"{at(here, 30)},Ines,dose Rowan ketamine 25 mg sc",
        f"{at(here, 30)}:50,Ines,dose Rowan ketamine 25 mg im",
    ]
    done = await bring_in(here, tmp_path, row, *others)
    assert (done.written, done.there, [one.line for one in done.stood]) == (5, 1, [2])
    assert len(here.session.state.people[here.rowan].doses) == 6
    again = await bring_in(here, tmp_path, row, *others)
    assert (again.written, again.there) == (0, 6)


async def test_the_second_row_of_a_minute_needs_a_second_dose_of_the_room(here: Room, tmp_path: Path) -> None:
    await room_gave(here, 30 + 20 / 60)
    row = f"{at(here, 30)},Ines,dose Rowan ketamine 25 mg im"
    done = await bring_in(here, tmp_path, row, row)
    assert (done.written, done.there, [one.line for one in done.stood]) == (1, 1, [2])
    again = await bring_in(here, tmp_path, row, row)
    assert (again.written, again.there) == (0, 2)
    assert [dose.amount_mg for dose in here.session.state.people[here.rowan].doses] == [25, 25]


async def test_what_was_withdrawn_in_the_room_does_not_stand_and_what_was_mended_there_does(
    here: Room, tmp_path: Path
) -> None:
    opened = here.session.state.opened_at
    assert opened is not None
    withdrawn = await room_gave(here, 30 + 20 / 60)
    await here.session.void(withdrawn, "Drawn up, not given.")
    mended = await room_gave(here, 50 + 20 / 60, 20)
    line = here.session.history.line(mended)
    assert line is not None
    assert isinstance(line.entry.fact, DoseWithTimeOut)
    told = msgspec.structs.replace(line.entry.fact, amount_mg=Decimal(25))
    await here.session.amend(mended, told, "Read from the syringe.")
    rows = [f"{at(here, 30)},Ines,dose Rowan ketamine 25 mg im"]
    rows += [f"{at(here, 50)},Ines,dose Rowan ketamine {amount} mg im" for amount in (20, 25)]
    done = await bring_in(here, tmp_path, *rows[:2])  # copied before it was mended, or after
    assert (done.written, [one.line for one in done.stood]) == (1, [3])
    done = await bring_in(here, tmp_path, rows[0], rows[2])
    assert (done.written, [one.line for one in done.stood]) == (0, [3])
    assert [dose.amount_mg for dose in here.session.state.people[here.rowan].doses] == [25, 25]


async def test_a_check_a_word_and_a_quote_that_the_room_wrote_are_not_written_again_from_paper(
    here: Room, tmp_path: Path
) -> None:
    opened = here.session.state.opened_at
    assert opened is not None
    then = opened + timedelta(minutes=30, seconds=20)
    rows = [
        f"{at(here, 30)},Ines,vitals Rowan hr 72 bp 128/82",
        f"{at(here, 30)},Ines,observe all tears",
        f'{at(here, 30)},Ines,"quote Rowan ""It was like the sea."""',
        f"{at(here, 30)},Ines,note room It rains.",
    ]
    values = {Measure.HEART_RATE: 72, Measure.SYSTOLIC: 128, Measure.DIASTOLIC: 82}
    check = VitalsTaken(values={key: Decimal(value) for key, value in values.items()}, confirmed=(Measure.SYSTOLIC,))
    await here.session.write(check, [here.rowan], at=then)
    tears = next(word for word in here.session.programme.words if word.key == "tears")
    seen_ = room.Observed(word=tears.key, label=tears.label, group=tears.group)
    await here.session.write(seen_, [here.amara], at=then)
    await here.session.write(room.Quoted(text="It was like the sea.", playing="Rain"), [here.rowan], at=then)
    await here.session.write(room.Noted(text="It rains."), at=then)
    done = await bring_in(here, tmp_path, *rows)
    assert (done.written, done.there) == (1, 3)  # of Rowan nobody had written the word
    assert seen(here) == [here.rowan, here.amara]
    assert [(one.line, one.name) for one in done.stood] == [(2, "Rowan"), (3, "Amara"), (4, "Rowan"), (5, "room")]
    assert {one.at for one in done.stood} == {then}


async def test_what_stands_already_is_passed_over(here: Room, tmp_path: Path) -> None:
    name = here.session.state.people[here.rowan].preferred_name
    row = f"{at(here, 10)},Ines,vitals {name} hr 72"
    assert (await bring_in(here, tmp_path, row)).written == 1
    again = await bring_in(here, tmp_path, row, f"{at(here, 10)},Ines,vitals {name} hr 74")
    assert (again.written, again.there) == (1, 1)


async def test_each_bad_row_is_refused_by_its_number_and_the_rest_is_written(here: Room, tmp_path: Path) -> None:
    name = here.session.state.people[here.rowan].preferred_name
    done = await bring_in(
        here,
        tmp_path,
        f"{at(here, 10)};Ines;dances {name}",
        f"{at(here, -20)};Ines;vitals {name} hr 72",
        f"{at(here, 10)};Ines;vitals Nobody hr 72",
        f"{at(here, 10)};Nobody;vitals {name} hr 72",
        f"{at(here, 10)};Ines;vitals {name} bp 700/80",
        f"{at(here, 10)};Ines;vitals {name} bp 205/120",
        "25:70;Ines;vitals",
        f"{at(here, 10)};Ines;app killed",
        f"{at(here, 10)};vitals {name} hr 72",
        f"{at(here, 10)};Ines;vitals {name} bp 205/120 confirmed",
        head="time;by;what",
    )
    assert done.written == 1
    assert [line for line, _ in done.refused] == list(range(2, 11))
    reasons = [reason for _, reason in done.refused]
    assert reasons[0] == "“dances” is no word with which a row begins: those are printed on the sheet."
    assert "before the session" in reasons[1]
    assert "Nobody" in reasons[2]
    assert reasons[3] == "Nobody of this session's team is called “Nobody”."
    assert "Such a row reads: vitals Rowan hr 72" in reasons[6]
    assert not any("story" in reason for reason in reasons)  # a nurse knows of none
    assert reasons[7] == "This is not written from paper: do it in the app."
    assert reasons[8].startswith("A row has three cells")


async def test_a_decimal_comma_on_paper_is_one_where_the_columns_are_told_apart_by_semicolons(
    here: Room, tmp_path: Path
) -> None:
    done = await bring_in(
        here,
        tmp_path,
        f"{at(here, 10)};Ines;vitals Rowan t 36,7, hr 72",
        f"{at(here, 11)};Ines;note Rowan Drank 1,5 l of tea, slowly.",
        head="time;by;what",
    )
    assert (done.written, done.refused) == (2, [])
    assert here.session.state.people[here.rowan].readings[Measure.TEMPERATURE].value == Decimal("36.7")
    assert here.session.state.people[here.rowan].readings[Measure.HEART_RATE].value == 72
    [note] = [one.entry.fact for one in here.session.history.lines() if isinstance(one.entry.fact, room.Noted)]
    assert note == room.Noted(text="Drank 1,5 l of tea, slowly.")


async def test_a_sheet_in_spanish_is_read_in_spanish_by_whatever_language_the_programme_has(
    here: Room, tmp_path: Path
) -> None:
    done = await bring_in(
        here,
        tmp_path,
        f"{at(here, 10)};Ines;signos Rowan fc 72 pa 128/82 t 36,7 fr no quiso",
        f"{at(here, 11)};Ines;observa Rowan y Amara lágrimas",
        f"{at(here, 12)};Ines;nota sala Llueve.",
        f"{at(here, 20)};Ines;dosis Rowan ketamina 20 mg subcutánea",
        f"{at(here, 30)};Ines;vitals Rowan hr 70",
        head="hora;quién;qué",
    )
    assert (done.written, done.refused) == (5, [])
    rowan = here.session.state.people[here.rowan]
    assert rowan.readings[Measure.BREATHING].word is Unavailable.DECLINED
    assert (rowan.doses[0].drug, rowan.doses[0].route) == ("ketamine", Route.SUBCUTANEOUS)  # as orders are matched
    [(word, about), (_, other)] = [
        (one.entry.fact.label, one.entry.participant)
        for one in here.session.history.lines()
        if isinstance(one.entry.fact, room.Observed)
    ]
    assert (word, {about, other}) == ("Tears", {here.rowan, here.amara})


async def test_a_row_that_is_refused_says_why_in_the_language_of_whoever_wrote_it(here: Room, tmp_path: Path) -> None:
    rows = ("observa Rovan lágrimas", "signos Rowan pa 128", "baila Rowan", "observa Rowan zzz", "apoyo")
    text.speak("es")
    try:
        done = await bring_in(here, tmp_path, *(f"{at(here, 10)};Ines;{row}" for row in rows), head="time;by;what")
    finally:
        text.speak("en")
    said = [reason for _, reason in done.refused]
    assert said[0] == "El nombre “Rovan” no distingue a nadie de esta sesión. Su hoja tiene el que sí."
    assert said[1].endswith("Una fila así dice: signos Rowan fc 72 pa 128/82 spo2 98 fr 14 t 36.7")
    assert said[2] == "“baila” no es palabra con que empiece una fila: son las impresas en la hoja."
    assert not any("historia" in one for one in said)
    assert len(said) == 5


async def test_a_hand_writes_down_what_people_are_called_and_is_asked_where_two_are(here: Room, tmp_path: Path) -> None:
    """The sheet says Rowan; whoever wrote in the dark wrote Ro, as everybody says, or the name on the card."""
    clinic = here.app.clinic
    assert clinic is not None
    await clinic.tell_person(here.rowan, PersonTold(legal_name="William Marsh", nicknames=("Ro", "Bear")), sure=True)
    await clinic.tell_person(here.amara, PersonTold(legal_name="Amara Diallo", nicknames=("Mari", "bear")), sure=True)
    session = await here.app.enter_session(here.session.scope)
    rows = [
        f'{at(here, n)},Ines,"note {name} ""Quiet."""' for n, name in enumerate(("Ro", "William", "Mari", "Bear"), 10)
    ]
    (tmp_path / "paper.csv").write_text("\n".join(["time,by,what", *rows]), "utf-8")
    done = await transcribe(session, tmp_path / "paper.csv", other_names(clinic.state, session))
    about = [line.first.participant for line in session.history.lines() if isinstance(line.first.fact, room.Noted)]
    assert about == [here.rowan, here.rowan, here.amara]
    assert [(row.line, row.reason) for row in done.refused] == [
        (5, "Nobody of this session is told from the others by the name “Bear”. Their sheet has the one that does.")
    ]


async def test_two_whom_no_name_tells_apart_are_named_by_a_seat_on_which_nobody_else_sat(tmp_path: Path) -> None:
    room_ = Room(tmp_path / "clinic")
    await room_.make()
    assert room_.app.clinic is not None
    for who in (room_.rowan, room_.amara):
        await room_.app.clinic.tell_person(who, PersonTold(preferred_name="José"), sure=True)
    await room_.begin()
    room_.clock.advance(timedelta(hours=2))
    rows = f"{at(room_, 10)},Ines,vitals seat 1 hr 72", f"{at(room_, 11)},Ines,signos asiento 2 fc 80"
    done = await bring_in(room_, tmp_path, *rows, f"{at(room_, 12)},Ines,vitals José hr 90")
    assert (done.written, [row.line for row in done.refused]) == (2, [4])
    read = [room_.session.state.people[who].readings[Measure.HEART_RATE].value for who in (room_.rowan, room_.amara)]
    assert read == [72, 80]
    await room_.session.write(room.Seated(seat=6, preferred_name="José"), [room_.rowan])
    await room_.session.write(room.Seated(seat=1, preferred_name="José"), [room_.amara])
    done = await bring_in(
        room_, tmp_path, f"{at(room_, 13)},Ines,vitals seat 1 hr 75", f"{at(room_, 14)},Ines,vitals seat 6 hr 76"
    )
    assert (done.written, [row.line for row in done.refused]) == (1, [2])  # whose sheet of seat 1 it is, nobody knows
    await room_.app.close()


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"when,who\n", "transcribe.columns"),
        (b"", "transcribe.columns"),
        (
            "time,by,what\n10:00,,note Zoë x\n10:01,,note Zoë y\n".encode() + b"10:02,,note Zo\xeb z",
            "transcribe.letters",
        ),
        (b'time,by,what\n10:00,,"note ' + b"x" * 200_000, "transcribe.no_table"),
    ],
)
async def test_what_is_no_table_is_refused_whole(here: Room, tmp_path: Path, content: bytes, key: str) -> None:
    before = len(here.session.history.entries)
    (tmp_path / "paper.csv").write_bytes(content)
    with pytest.raises(Refusal) as refused:
        await transcribe(here.session, tmp_path / "paper.csv")
    assert refused.value.key == key
    with pytest.raises(Trouble):
        await transcribe(here.session, tmp_path / "nowhere.csv")
    assert len(here.session.history.entries) == before


async def test_the_command_opens_a_session_that_was_set_for_the_hour_at_which_it_began_on_paper(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    room_, session = Room(tmp_path / "clinic"), UUID(int=900)
    await room_.make()
    clinic, set_for = room_.app.clinic, room_.clock.now() + timedelta(hours=1)
    assert clinic is not None
    told = SessionSet(session=session, title="Second circle", programme="group_circle_three", at=set_for)
    await clinic.write([Part(fact=told), Part(fact=Expected(session=session), about=room_.rowan)])
    time = [
        f"{(set_for + timedelta(minutes=more)).astimezone(ZoneInfo(clinic.state.zone)):%H:%M}" for more in (2, 15, 95)
    ]
    await room_.app.close()
    (tmp_path / "way-in").write_text(f"ines\n{PASSPHRASE}\n", "utf-8")
    (tmp_path / "paper.csv").write_text(f"time,by,what\n{time[1]},Tomas,vitals Rowan hr 72\n", "utf-8")
    start = ["--data", str(tmp_path / "clinic"), "--passphrase-file", str(tmp_path / "way-in")]

    def command(*line: str) -> int:
        with ThreadPoolExecutor(1) as other:  # a command begins its own loop
            return other.submit(main, [*start, *line]).result()

    assert command("sessions") == DONE
    assert "Second circle  (set, not begun)" in capsys.readouterr().out
    bring_in_ = ["transcribe", str(tmp_path / "paper.csv"), "--session", str(session), "--began", time[0]]
    assert command(*bring_in_, "--team", "Nobody") == WRONG_USE
    assert "Nobody" in capsys.readouterr().err
    assert command(*bring_in_, "--team", "Ines", "--team", "Tomas Lind") == WRONG_USE  # one facilitator too few
    team = ["--team", "Ines", "--team", "Tomas Lind", "--reason", "Devi was ill."]
    assert command(*bring_in_, *team) == DONE
    assert "Rows written: 1." in capsys.readouterr().out
    assert command(*bring_in_, *team) == WRONG_USE  # it has begun
    assert command("sessions") == DONE
    assert f"{session}  {set_for.astimezone(ZoneInfo('America/Denver')):%Y-%m-%d} {time[0]}" in capsys.readouterr().out
    assert command(*bring_in_[:2], "--session", str(UUID(int=7)), "--began", time[0]) == WRONG_USE
    out = f"{time[1]},Tomas,vitals Rowan hr 72\n{time[2]},Tomas,out Rowan withdrew\n"
    (tmp_path / "paper.csv").write_text(f"time,by,what\n{out}", "utf-8")
    again = bring_in_[:4]
    assert command(*again, "--ended", time[1]) == WRONG_USE
    assert f"Somebody has a line of {time[2]}. The session is not over before it." in capsys.readouterr().err
    assert command(*again, "--ended") == DONE
    assert f"The session is closed, at {time[2]}." in capsys.readouterr().out


async def test_the_command_counts_and_ends_with_a_finding_when_a_row_was_refused(
    here: Room, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, scope, time = here.session.state.people[here.rowan].preferred_name, here.session.scope, at(here, 10)
    opened, later = here.session.state.opened_at, at(here, 20)
    assert opened is not None
    check = VitalsTaken(values={Measure.HEART_RATE: Decimal(80)})
    await here.session.write(check, [here.rowan], at=opened + timedelta(minutes=20, seconds=20))
    await here.app.close()
    (tmp_path / "way-in").write_text(f"ines\n{PASSPHRASE}\n", "utf-8")
    start = ["--data", str(tmp_path / "clinic"), "--passphrase-file", str(tmp_path / "way-in")]

    def command(*rows: str) -> int:
        (tmp_path / "paper.csv").write_text("\n".join(["time,by,what", *rows]), "utf-8")
        with ThreadPoolExecutor(1) as other:  # a command begins its own loop
            line = [*start, "transcribe", str(tmp_path / "paper.csv"), "--session", str(scope)]
            return other.submit(main, line).result()

    assert command(f"{time},Ines,vitals {name} hr 72", f"{time},Ines,dances {name}") == FINDING
    said = capsys.readouterr().out
    assert "line 3: “dances” is no word with which a row begins" in said
    assert "Rows written: 1. There already: 0. Refused: 1." in said
    assert command(f"{time},Ines,vitals {name} hr 72") == DONE
    assert "Rowan" not in capsys.readouterr().out
    assert command(f"{later},Ines,vitals {name} hr 80") == DONE
    said = capsys.readouterr().out
    assert f"line 2: Rowan: it stands in the record already, at {later}:20, and was not written again." in said
    assert "Rows written: 0. There already: 1. Refused: 0." in said


async def test_a_dose_on_paper_is_written_as_it_was_given_and_what_held_at_its_hour_is_told_by_its_row(
    here: Room, tmp_path: Path
) -> None:
    clinic = here.app.clinic
    assert clinic is not None
    await here.session.write(room.Seated(seat=4, preferred_name="Zoë", legal_name="Zoë Marsh"), [here.rowan])
    order = "order Zoë ketamine 50 mg intramuscular further after 30 min by Dr. Hale"
    rows = (
        f"{at(here, 30)},Ines,dose zoe ketamine 500 mg IM",  # the order stands below it, and was given before
        f"{at(here, 5)},ines,{order}",
        f"{at(here, 6)},ines,clears for medicine ZOE until 2126-06-30 by Dr. Hale",
        f"{at(here, 6)},ines,clears for medicine ZOE until 2026-06-30 by Dr. Hale",
        f"{at(here, 4)},INES OKAFOR,dose zoe marsh ketamine 50 mg im",
        f"{at(here, 40)},Ines,dose Zoë ketamine 50 mg im",
        f"{at(here, 90)},Ines,dose Zoë ketamine 50 mg im",
        f"{at(here, 91)},Nobody,dose Zoë ketamine 50 mg im",
    )
    done = await bring_in(here, tmp_path, *rows)
    assert [row.line for row in done.refused] == [4, 9]
    assert [(one.line, one.concerns) for one in done.asked] == [
        (2, (Concern.OUTSIDE_ORDER, Concern.TOO_SOON)),
        (6, (Concern.NOT_CLEARED, Concern.NO_ORDER)),
        (7, (Concern.TOO_SOON,)),
    ]
    assert len(here.session.state.people[here.rowan].doses) == 4
    mistake = next(one for one in here.session.state.people[here.rowan].doses if one.amount_mg == Decimal(500))
    await here.session.void(mistake.entry, "It was read wrong.")
    again = await bring_in(here, tmp_path, *rows)  # what stands is compared too, but what was withdrawn is none
    assert (again.written, again.there) == (0, 6)
    assert [one.line for one in again.asked] == [6]
