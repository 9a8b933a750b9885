"""Words are looked for on the review: in this session and in all, and one touch leads to the moment."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from facilitator_app.record import room
from facilitator_app.record.debrief import DebriefSaid, Topic
from facilitator_app.record.integration import Attendance, VisitHeld, VisitKind, VisitPlace
from tests.ui.hands import spoken
from tests.ui.test_review import Review, reviewing
from tests.waiting import until


def finds(review: Review) -> list[Any]:
    """What is listed."""
    return list(review.view.finding.finds.rows)  # type: ignore[attr-defined]  # a Rows, typed as Qt sees it


async def looked_for(review: Review, typed: str) -> None:
    """Open the search and type."""
    if not review.sees("find.words"):
        review.touch("review.find")
        await review.until_sees("find.words")
    review.write("find.words", typed)


async def test_words_of_this_session_are_found_while_they_are_typed_and_lead_to_their_moment(tmp_path: Path) -> None:
    async with reviewing(tmp_path) as review:
        await looked_for(review, "riv")
        await until(lambda: [row.told for row in finds(review)] == ["The river carried me."])
        assert review.reads("find.told") == "1 found"
        row = f"find.row.{finds(review)[0].entry}"
        assert "Idris" in spoken(review.there(row))
        review.touch(row)
        await until(lambda: review.view.moment.has_moment)
        assert [row.told for row in review.near() if row.sought] == ["The river carried me."]
        review.touch("moment.close")
        await review.until_sees("find.words")
        assert review.reads("find.words") == "riv"


async def test_a_person_a_kind_and_a_writer_are_left_out_and_everything_is_shown_again(tmp_path: Path) -> None:
    async with reviewing(tmp_path) as review:
        await looked_for(review, "river")
        await until(lambda: len(finds(review)) == 1)
        review.touch("find.sift")
        await review.until_sees("find.kind.quote")
        review.touch("find.kind.quote")
        await until(lambda: finds(review) == [])
        assert review.view.finding.is_sifted
        quotes = [line for line in review.place.session.history.lines() if isinstance(line.entry.fact, room.Quoted)]
        review.view.moment.touch(quotes[0].entry.observed_at.timestamp(), 1, "")
        assert all(row.told != "The river carried me." for row in review.near())
        review.view.moment.forget()
        await review.until_sees("find.show_all")
        review.touch("find.show_all")
        await until(lambda: len(finds(review)) == 1)
        review.touch("find.writer.Ines Okafor")
        await until(lambda: finds(review) == [])
        review.touch("find.show_all")
        review.touch(f"review.person.{review.place.people['Idris']}")
        await until(lambda: finds(review) == [])


async def test_another_session_is_visited_by_one_touch_and_left_again_without_being_entered(tmp_path: Path) -> None:
    async with reviewing(tmp_path) as review:
        app, first = review.place.app, review.place.session
        assert app.at_screen is not None
        people = dict(enumerate(review.place.people.values(), 1))
        second = await app.begin_session(
            title="Second circle", programme="rehearsal", lead=app.at_screen.id, staff=[app.at_screen.id],
            seats=people, staffing_reason="a rehearsal",
        )  # fmt: skip
        review.shell.go("review")
        await until(lambda: review.view.title == "Second circle")
        count = second.history.count
        await looked_for(review, "river")
        await until(lambda: review.reads("find.told") == "Nothing found.")
        review.touch("find.reach.all")
        await until(lambda: len(finds(review)) == 1)
        assert finds(review)[0].place.startswith("Rehearsal · 05 March 2026")
        review.touch(f"find.row.{finds(review)[0].entry}")
        await until(lambda: review.view.title == "Rehearsal" and review.view.moment.has_moment)
        assert [row.told for row in review.near() if row.sought] == ["The river carried me."]
        assert app.session is second
        assert second.history.count == count
        assert first.history.count == len(await app.journal.entries(first.scope))  # type: ignore[union-attr]
        assert not review.sees("review.handoff")
        review.touch("review.back")
        await until(lambda: review.view.title == "Second circle")
        assert not review.view.moment.has_moment
        await until(lambda: review.sees("review.handoff"))


async def test_what_was_said_days_later_and_in_the_teams_round_is_found_in_all_sessions(tmp_path: Path) -> None:
    async with reviewing(tmp_path) as review:
        session, rowan = review.place.session, review.place.people["Rowan"]
        review.place.clock.advance(timedelta(days=3))
        came = VisitHeld(
            attendance=Attendance.CAME,
            form=VisitKind.GROUP,
            place=VisitPlace.OFFICE,
            came_up="The lighthouse.",
            themes=("harbour",),
        )
        await session.write(came, [rowan])
        await session.write(DebriefSaid(topic=Topic.CHANGE, text="A lighthouse of a lamp."))
        await looked_for(review, "lighthouse")
        review.touch("find.reach.all")
        await until(lambda: len(finds(review)) == 2)
        visit = next(row for row in finds(review) if "Rowan" in row.head)
        review.touch(f"find.row.{visit.entry}")
        await until(lambda: review.view.moment.has_moment)
        sought = [row.told for row in review.near() if row.sought]
        assert len(sought) == 1
        assert "harbour" in sought[0]


async def test_what_is_found_stays_found_when_a_line_comes_and_a_touch_closes_the_search(tmp_path: Path) -> None:
    async with reviewing(tmp_path) as review:
        await looked_for(review, "blanket")
        await until(lambda: review.reads("find.told") == "Nothing found.")
        person = review.place.people["Noor"]
        await review.place.session.write(room.NeedsCare(text="Blanket to be given back"), [person])
        await until(lambda: len(finds(review)) == 1)
        review.touch("find.close")
        await until(lambda: not review.sees("find.words"))
        review.touch("review.find")
        await review.until_sees("find.words")
        assert review.reads("find.words") == ""
        assert finds(review) == []
