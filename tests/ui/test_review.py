"""The review: the session in lanes, and everything round the moment that is touched, by finger, wheel, button and key."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent

from facilitator_app.record import room
from facilitator_app.record.doses import DoseGiven, Route
from facilitator_app.record.vitals import VitalsTaken
from facilitator_app.session import Who
from facilitator_app.ui.moment import NearRow
from facilitator_app.ui.review_view import ReviewView
from facilitator_app.ui.timeline import TimelineItem
from tests.ui import scenes
from tests.ui.after import over
from tests.ui.hands import LEFT, NONE, PLAIN, Hands, at_window, spoken
from tests.waiting import until


class Review(Hands):
    """Hands on the review."""

    place: scenes.Room

    @property
    def view(self) -> ReviewView:
        """What the screen stands on."""
        found = self.shell.properties["review"]
        assert isinstance(found, ReviewView)
        return found

    @property
    def lanes(self) -> TimelineItem:
        """The painted lanes."""
        found = self.there("review.painted")
        assert isinstance(found, TimelineItem)
        return found

    @property
    def span(self) -> float:
        """How many seconds are seen."""
        return self.lanes.moment_at(self.lanes.width()) - self.lanes.moment_at(148.0)

    def near(self) -> list[NearRow]:
        """The list beside the lanes."""
        rows = self.view.moment.near
        return [NearRow(*row) for row in rows.rows]  # type: ignore[attr-defined]  # a Rows, typed as Qt sees it

    def press_at(self, at: QPointF, *through: QPointF) -> None:
        """Put a finger on the lanes, move it through some places and lift it."""
        path = [self.lanes.mapToScene(point) for point in (at, *through)]
        kinds = [QEvent.Type.MouseButtonPress, *[QEvent.Type.MouseMove] * len(through), QEvent.Type.MouseButtonRelease]
        self.window.view.grabWindow()
        for number, (kind, point) in enumerate(zip(kinds, [*path, path[-1]], strict=True)):
            button = NONE if kind is QEvent.Type.MouseMove else LEFT
            held = NONE if kind is QEvent.Type.MouseButtonRelease else LEFT
            far = self.window.view.mapToGlobal(point)
            told = QMouseEvent(kind, point, far, button, held, PLAIN)
            told.setTimestamp(1000 + 40 * number)
            QCoreApplication.sendEvent(self.window.view, told)

    def wheel(self, at: QPointF, by: int, held: Qt.KeyboardModifier = PLAIN) -> None:
        """Turn the wheel over the lanes."""
        point = self.lanes.mapToScene(at)
        turned = QWheelEvent(
            point, self.window.view.mapToGlobal(point), QPoint(), QPoint(0, by), NONE, held,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QCoreApplication.sendEvent(self.window.view, turned)


@asynccontextmanager
async def reviewing(folder: Path) -> AsyncIterator[Review]:
    """The review of a closed session."""
    place = await over(folder)
    async with at_window(place.app, start=False) as hands:
        review = Review(hands.window)
        review.place = place
        review.shell.go("review")
        await review.until_sees("review")
        yield review


async def test_the_session_is_read_again_from_beginning_to_end(tmp_path: Path) -> None:
    async with reviewing(tmp_path) as review:
        assert review.view.title == "Rehearsal"
        assert "13:00 to" in review.view.about
        assert review.lanes.whole is True
        assert [row["text"] for row in review.view.people] == ["1  Rowan", "2  Amara", "3  Idris", "4  Noor"]
        assert "Timeline of the session" in spoken(review.there("review.lanes"))
        assert not review.view.moment.has_moment


async def test_a_moment_tells_everything_within_a_minute_of_it_with_both_times(tmp_path: Path) -> None:
    async with reviewing(tmp_path) as review:
        lines = review.place.session.history.lines()
        note = next(line for line in lines if isinstance(line.entry.fact, room.Noted))
        x = (note.entry.observed_at.timestamp() - review.lanes.moment_at(0)) / review.lanes.seconds(1)
        review.press_at(QPointF(x + 4, 320))
        await until(lambda: review.view.moment.has_moment)
        row = next(row for row in review.near() if row.kind == "note")
        assert row.who == "2  Amara"
        assert row.told.startswith("Asked twice whether Rowan")
        at, written = row.times.split(" · written ")
        assert at < written
        assert "entered late" in row.marks
        assert row.written_by == "Ines Okafor"
        assert all(name in spoken(review.there(f"moment.row.{row.entry}")) for name in ("Amara", "note", "late", at))


async def test_both_readings_of_an_amended_line_and_a_withdrawn_one_stay_readable(tmp_path: Path) -> None:
    async with reviewing(tmp_path) as review:
        lines = review.place.session.history.lines()
        amended = next(line for line in lines if line.is_amended and isinstance(line.entry.fact, VitalsTaken))
        review.view.moment.touch(amended.entry.observed_at.timestamp(), 1, "")
        row = next(row for row in review.near() if row.amended)
        assert row.told.startswith("HR 98 /min")
        assert "was: HR 72 /min" in row.marks
        assert "because: two figures were swapped" in row.marks
        voided = next(line for line in lines if line.voided)
        review.view.moment.touch(voided.entry.observed_at.timestamp(), 1, "")
        row = next(row for row in review.near() if row.voided)
        assert "withdrawn" in row.marks
        assert "meant for another seat" in row.marks
        assert review.there(f"moment.row.{row.entry}").property("voided") is True


async def test_what_played_and_which_phase_it_was_stand_with_the_moment(tmp_path: Path) -> None:
    async with reviewing(tmp_path) as review:
        lines = review.place.session.history.lines()
        music = next(line for line in lines if isinstance(line.entry.fact, room.MusicBegan))
        assert isinstance(music.entry.fact, room.MusicBegan)
        review.view.moment.touch(music.entry.observed_at.timestamp() + 5, 1, "")
        assert review.reads("moment.playing") == f"{music.entry.fact.title} at 0:05"
        assert review.reads("moment.whereabouts").endswith("Peak")


async def test_people_are_chosen_and_the_last_one_stays(tmp_path: Path) -> None:
    async with reviewing(tmp_path) as review:
        keys = [str(key) for key in review.place.people.values()]
        for key in keys[1:]:
            review.touch(f"review.person.{key}")
        assert [row["shown"] for row in review.view.people] == [True, False, False, False]
        review.touch(f"review.person.{keys[0]}")
        assert review.view.people[0]["shown"] is True
        review.view.moment.following()
        assert {row.who for row in review.near()} <= {"1  Rowan", "The room"}
        for key in keys[1:]:
            review.touch(f"review.person.{key}")
        assert all(row["shown"] for row in review.view.people)


async def test_zoom_and_pan_by_button_wheel_finger_and_key(tmp_path: Path) -> None:
    async with reviewing(tmp_path) as review:
        whole = review.span
        review.touch("review.closer")
        assert round(whole / review.span, 3) == 2
        held = review.lanes.moment_at(400)
        review.wheel(QPointF(400, 300), 240)
        assert review.span < whole / 2
        assert abs(review.lanes.moment_at(400) - held) < 1
        begin = review.lanes.moment_at(148)
        review.press_at(QPointF(500, 300), QPointF(460, 300), QPointF(400, 300), QPointF(340, 300))
        assert review.lanes.moment_at(148) > begin
        review.there("review.lanes").forceActiveFocus()
        begin = review.lanes.moment_at(148)
        review.key(Qt.Key.Key_Left)
        assert review.lanes.moment_at(148) < begin
        span = review.span
        review.key(Qt.Key.Key_Plus)
        assert review.span < span
        review.key(Qt.Key.Key_Minus)
        assert abs(review.span - span) < 1
        review.touch("review.whole")
        assert abs(review.span - whole) < 1


async def test_one_cannot_look_past_the_session_or_closer_than_two_minutes(tmp_path: Path) -> None:
    async with reviewing(tmp_path) as review:
        begin, end = review.lanes.moment_at(148), review.lanes.moment_at(review.lanes.width())
        for _ in range(30):
            review.lanes.zoom(2, -1)
        assert round(review.span) == 120
        review.lanes.pan(1e7, -1e7)
        assert review.lanes.moment_at(148) >= begin - 1
        review.lanes.pan(-1e7, 1e7)
        assert review.lanes.moment_at(review.lanes.width()) <= end + 1


async def test_the_entries_are_stepped_through_by_keys_and_brought_into_view(tmp_path: Path) -> None:
    async with reviewing(tmp_path) as review:
        review.there("review.lanes").forceActiveFocus()
        review.key(Qt.Key.Key_N)
        first = review.view.moment.seconds
        assert review.near()
        for _ in range(12):
            review.lanes.zoom(2, -1)
        for _ in range(6):
            review.key(Qt.Key.Key_N)
        assert review.view.moment.seconds > first
        assert review.lanes.moment_at(148) <= review.view.moment.seconds <= review.lanes.moment_at(review.lanes.width())
        review.key(Qt.Key.Key_P)
        review.key(Qt.Key.Key_Escape)
        assert not review.view.moment.has_moment


async def test_a_line_written_meanwhile_is_seen(tmp_path: Path) -> None:
    async with reviewing(tmp_path) as review:
        person = review.place.people["Noor"]
        await review.place.session.write(room.NeedsCare(text="Call on the next day"), [person])
        review.view.moment.preceding()
        assert any(row.told == "Call on the next day" for row in review.near())


async def test_from_the_review_to_the_handoff_and_home(tmp_path: Path) -> None:
    async with reviewing(tmp_path) as review:
        review.touch("review.handoff")
        await review.until_sees("handoff")
        review.touch("handoff.review")
        await review.until_sees("review")
        review.touch("review.home")
        await review.until_sees("home")


def at_screen(review: Review, name: str) -> Who | None:
    """Somebody of the team takes the screen; returns who had it."""
    before, session = review.place.session.at_screen, review.place.session
    found = next(one for one in session.state.staff.values() if one.name == name)
    session.at_screen = Who(id=found.id, name=found.name, roles=found.roles)
    return before


async def test_the_lead_signs_the_session_on_its_review_and_the_provider_her_part(tmp_path: Path) -> None:
    async with reviewing(tmp_path) as review:
        assert review.reads("review.sign") == "Not signed yet"
        ines = at_screen(review, "Tomas Lind")
        review.touch("review.sign")
        await review.until_sees("sign.do")
        review.write("sign.meaning", "")
        review.touch("sign.do")
        await until(lambda: review.there("sign.meaning").property("error") != "")  # a signature says something
        review.write("sign.meaning", "Read and complete.")
        review.touch("sign.do")
        await until(lambda: review.reads("sign.do") == "Countersign the medical part")
        assert "Tomas Lind" in review.reads("sign.signature.0")
        assert review.reads("sign.signature.0").endswith(": Read and complete.")
        assert review.reads("review.sign") == "Signed by the lead"
        review.touch("sign.close")
        await until(lambda: not review.sees("sign.do"))
        review.place.session.at_screen = ines
        await until(lambda: not review.view.signing.form.busy)
        review.touch("review.sign")
        await review.until_sees("sign.do")
        review.touch("sign.do")
        await until(lambda: review.sees("sign.signature.1"))
        assert "To my knowledge" in review.reads("sign.signature.1")
        assert not review.there("sign.do").isEnabled()
        review.key(Qt.Key.Key_Escape)
        await until(lambda: not review.sees("sign.do"))
        assert review.reads("review.sign") == "Signed and countersigned"


async def test_look_again_is_answered_on_the_review_of_a_closed_session_and_what_is_half_typed_is_kept(
    tmp_path: Path,
) -> None:
    async with reviewing(tmp_path) as review:
        session, amara = review.place.session, review.place.people["Amara"]
        assert not review.sees("review.look_again")
        cleared = session.state.people[amara].out
        assert cleared is not None
        further = DoseGiven(drug="ketamine", route=Route.ORAL, amount_mg=Decimal(50))
        await session.write(further, [amara], at=cleared.at - timedelta(minutes=1))
        await until(lambda: review.sees("review.look_again"))
        assert review.reads("review.look_again") == "Look again: 1"
        ines = at_screen(review, "Tomas Lind")
        review.touch("review.look_again")
        await review.until_sees("look_again.not_yours")
        assert review.reads(f"look_again.said.{amara}") == "look again: a later dose was told"
        assert not review.sees(f"look_again.stands.{amara}")
        review.key(Qt.Key.Key_Escape)
        await until(lambda: not review.sees("look_again.not_yours"))
        session.at_screen = ines
        review.touch("review.look_again")
        await review.until_sees(f"look_again.stands.{amara}")
        review.touch(f"look_again.stands.{amara}")
        await until(
            lambda: review.there(f"look_again.text.{amara}").property("error") != ""
        )  # an answer says something
        review.write(f"look_again.text.{amara}", "Telephoned at nine: steady.")
        review.touch("look_again.close")
        await until(lambda: not review.sees(f"look_again.stands.{amara}"))
        review.touch("review.look_again")
        await review.until_sees(f"look_again.stands.{amara}")
        assert review.reads(f"look_again.text.{amara}") == "Telephoned at nine: steady."
        review.touch(f"look_again.stands.{amara}")
        await until(lambda: review.reads("review.look_again") == "Looked at again")
        assert review.reads(f"look_again.said.{amara}") == "cleared to leave, looked at again"
        assert review.reads(f"look_again.told.{amara}").startswith("Ines Okafor, ")
        assert not review.sees(f"look_again.stands.{amara}")


async def test_whoever_may_not_sign_reads_why(tmp_path: Path) -> None:
    async with reviewing(tmp_path) as review:
        review.touch("review.sign")
        await review.until_sees("sign.hindrance")
        assert review.reads("sign.hindrance") == "The lead of this session signs it: Tomas Lind."
        assert not review.sees("sign.meaning")
        assert not review.there("sign.do").isEnabled()
