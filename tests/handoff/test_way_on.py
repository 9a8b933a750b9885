"""The way on in a handoff: themes and parts, next steps, the booking, what was playing; and staff's own interpretation."""

from __future__ import annotations

import json
from datetime import date, timedelta
from uuid import UUID

from facilitator_app import text
from facilitator_app.handoff import fhir
from facilitator_app.handoff.packet import Packet, compose
from facilitator_app.handoff.read_here import passages
from facilitator_app.handoff.reads import reads
from facilitator_app.handoff.way_on import from_clinic
from facilitator_app.record import integration, music, room
from facilitator_app.record.clinic import ClinicState, apply
from facilitator_app.record.entry import Entry, Fact
from facilitator_app.record.history import History
from facilitator_app.record.leave import Recipient
from facilitator_app.record.packets import Edit, PacketSaved
from facilitator_app.record.preparation import WishMatter, WishTold
from facilitator_app.text import Text
from tests.handoff.fhir_validator import wrong
from tests.people import DEVI, IDRIS, ROWAN, START, TOMAS
from tests.told import PEOPLE, PROGRAMME, SCOPE, Told, full_session

WORDS = text.english()
VISIT = integration.VisitHeld(
    attendance=integration.Attendance.CAME,
    form=integration.VisitKind.INDIVIDUAL,
    place=integration.VisitPlace.OFFICE,
    came_up="The lake again.",
    themes=("grief", "my father’s chair"),
    parts=(integration.InnerPart(name="the one at the window", kind=integration.PartKind.EXILE),),
    agreements="Ten minutes by the water each morning.",
    next_contact=date(2026, 3, 20),
    continues=True,
)
BOOKED = integration.VisitBooked(
    at=START + timedelta(hours=75),
    form=integration.VisitKind.GROUP,
    place=integration.VisitPlace.TELEHEALTH,
    held_by=DEVI.id,
    held_by_name=DEVI.name,
)


def clinic_of(*facts: Fact) -> ClinicState:
    """The clinic after these lines, those on wishes about Rowan."""
    entries = []
    for number, fact in enumerate(facts, 1):
        at = START - timedelta(days=9) + timedelta(minutes=number)
        about = ROWAN if isinstance(fact, WishTold) else None
        entry = Entry(
            id=UUID(int=70_000 + number), scope=SCOPE, observed_at=at, recorded_at=at, fact=fact, participant=about
        )
        entries.append(entry)
    return History(ClinicState(), apply, entries).state


def packet_of(told: Told, clinic: ClinicState | None = None, who: UUID = ROWAN, words: Text = WORDS) -> Packet:
    history = told.history
    return compose(history, who, PEOPLE[who], words, None, from_clinic(clinic or ClinicState(), history.state, who))


def test_what_they_hoped_for_and_what_came_up_in_the_visits_are_told_in_their_words() -> None:
    clinic = clinic_of(
        WishTold(matter=WishMatter.GOALS, text="To sleep."),
        WishTold(matter=WishMatter.GOALS, text="To say goodbye."),
        WishTold(matter=WishMatter.MUSIC, text="Nothing with voices."),
        WishTold(matter=WishMatter.FEARS, text="Losing control."),
        WishTold(matter=WishMatter.PARTS, text="The one who keeps watch."),
        WishTold(matter=WishMatter.THEMES, text="My father's chair."),
    )
    told = full_session()
    told.write(4_500, VISIT, ROWAN)
    assert packet_of(told, clinic).sections["themes"].splitlines() == [
        "Hoped for before the session: To say goodbye.",
        "Feared before the session: Losing control.",
        "Themes named before the session: My father's chair.",
        "Parts told of before the session: The one who keeps watch.",
        "Visit of 8 March 2026, themes: grief; my father’s chair",
        "Visit of 8 March 2026, parts: the one at the window (exile)",
    ]
    assert packet_of(full_session()).sections["themes"] == "", "nothing is made up"


def test_next_steps_are_who_calls_when_and_what_was_agreed() -> None:
    clinic = clinic_of(integration.AfterKept(programme=PROGRAMME.key, follow_up_days=(7, 30)))
    told = full_session()
    told.write(
        141, integration.TaskGiven(task=integration.Task.FOLLOW_UP, days=30, staff=DEVI.id, staff_name=DEVI.name), ROWAN
    )
    assert packet_of(told, clinic).sections["next_steps"].splitlines() == [
        "Call on the next day: Friday 6 March 2026, Tomas Lind",
        "Contact after 7 days: Thursday 12 March 2026, Tomas Lind",
        "Contact after 30 days: Saturday 4 April 2026, Devi Rao",
    ]
    tried = integration.ContactTried(task=integration.Task.CALL, reach=integration.Reach.NOT_REACHED)
    told.write(1_400, tried, ROWAN)
    assert "Friday 6 March" in packet_of(told, clinic).sections["next_steps"], "nobody was reached: it is still owed"
    told.write(1_430, integration.ContactTried(task=integration.Task.CALL, reach=integration.Reach.REACHED), ROWAN)
    told.write(4_500, VISIT, ROWAN)
    said = packet_of(told, clinic).sections["next_steps"].splitlines()
    assert said[0] == "Call on the next day: reached, 6 March 2026, 09:50"
    assert said[3:] == [
        "Agreed in the visit of 8 March 2026: Ten minutes by the water each morning.",
        "Next contact: 2026-03-20",
        "Goes on to the next session.",
    ]


def test_who_had_no_medicine_or_is_still_here_is_owed_no_call() -> None:
    assert packet_of(full_session(), who=IDRIS).sections["next_steps"] == ""
    still_here = Told().staff().seated()
    still_here.dose(20, ROWAN)
    assert packet_of(still_here).sections["next_steps"] == ""


def test_a_clinic_without_the_call_promises_none() -> None:
    clinic = clinic_of(integration.AfterKept(programme=PROGRAMME.key, call=False))
    assert packet_of(full_session(), clinic).sections["next_steps"] == ""


def test_the_booking_is_told_in_the_rooms_time_and_goes_when_it_is_called_off() -> None:
    told = full_session()
    told.write(150, BOOKED, ROWAN)
    assert packet_of(told).sections["booking"] == (
        "Sunday 8 March 2026, 14:00 (America/Denver), in the group, by telehealth, with Devi Rao"
    ), "the clocks went forward that morning"
    told.write(160, integration.VisitCancelled(reason="snow"), ROWAN)
    assert packet_of(told).sections["booking"] == ""


def test_what_was_noted_carries_what_was_playing_and_where_in_the_piece() -> None:
    told = Told().staff().seated()
    told.phase(0, "medicine")
    began = music.MusicBegan(
        play="p", title="Wide Water", phase="medicine", event="e", second=30, level_db=-6, because="skipped"
    )
    told.write(10, began)
    told.observed(12, ROWAN, "tears")
    told.write(13, room.Noted(text="A hand on the heart."), ROWAN)
    told.write(14, room.MusicEnded(play="p", title="Wide Water", why="ended"))
    told.observed(15, ROWAN, "stillness")
    assert packet_of(told).sections["account"].splitlines()[1:] == [
        "10:12 tears (music: Wide Water at 2:30)",
        "10:13 note: A hand on the heart. (music: Wide Water at 3:30)",
        "10:15 stillness",
    ]


def test_staffs_interpretation_is_nobodys_until_written_and_not_in_the_persons_own_copy() -> None:
    told = full_session()
    assert packet_of(told).sections["interpretation"] == ""
    written = Edit(text="The lake may stand for her.")
    told.write(150, PacketSaved(to=None, edits={"interpretation": written}), ROWAN, by=TOMAS)

    def reads_for(to: Recipient | None) -> str:
        return reads(told.history, ROWAN, PEOPLE[ROWAN], WORDS, to).packet.sections["interpretation"]

    assert reads_for(None) == reads_for(Recipient.OWN_THERAPIST) == "The lake may stand for her."
    assert reads_for(Recipient.PERSON) == ""
    said = Edit(text="What we make of the lake, as we told you.")
    told.write(151, PacketSaved(to=Recipient.PERSON, edits={"interpretation": said}), ROWAN, by=TOMAS)
    assert reads_for(Recipient.PERSON) == "What we make of the lake, as we told you."
    assert reads_for(Recipient.PRESCRIBER) == "The lake may stand for her."


def test_read_in_the_app_the_interpretation_comes_last_under_its_own_heading() -> None:
    packet = packet_of(full_session()).edited({"interpretation": "The lake may stand for her."})
    told = passages(packet, WORDS)
    assert (told[-1].key, told[-1].title) == ("interpretation", "Staff’s interpretation")
    assert not any("may stand for her" in one.text for one in told[:-1])


def test_in_spanish_the_way_on_is_spanish() -> None:
    told = full_session()
    told.write(150, BOOKED, ROWAN)
    packet = packet_of(told, words=text.language("es"))
    assert packet.sections["next_steps"] == "Llamada del día siguiente: viernes 6 de marzo de 2026, Tomas Lind"
    assert packet.sections["booking"].startswith("domingo 8 de marzo de 2026, 14:00 (America/Denver)")
    assert "tears (música: Slow Tide)" in packet.sections["account"]


def test_another_system_gets_the_way_on_as_sections_of_the_document() -> None:
    told = full_session()
    told.write(150, BOOKED, ROWAN)
    clinic = clinic_of(WishTold(matter=WishMatter.GOALS, text="To say <goodbye> & rest."))
    packet = packet_of(told, clinic).edited({"interpretation": "The lake may stand for her."})
    made = fhir.bundle(told.history, packet, None, WORDS, START + timedelta(days=1))
    assert wrong(made) == []
    (composition,) = (
        one["resource"] for one in json.loads(made)["entry"] if one["resource"]["resourceType"] == "Composition"
    )
    sections = {one["title"]: one["text"]["div"] for one in composition["section"] if "text" in one}
    assert "To say &lt;goodbye&gt; &amp; rest." in sections["Themes and parts"]
    assert "Friday 6 March 2026, Tomas Lind" in sections["Next steps"]
    assert "Sunday 8 March 2026, 14:00" in sections["Integration visit"]
    assert "may stand for her" in sections["Staff’s interpretation"]
    assert "may stand for her" not in "".join(text for title, text in sections.items() if "interpretation" not in title)
