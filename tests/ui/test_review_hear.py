"""What played at a moment is heard again, through the device chosen to listen on and through no other."""

from __future__ import annotations

from pathlib import Path

from facilitator_app.record import music
from tests.ui.test_review import reviewing
from tests.waiting import until


async def test_what_played_is_heard_through_the_chosen_device_alone_and_from_that_second_on(tmp_path: Path) -> None:
    async with reviewing(tmp_path) as review:
        app, moment = review.place.app, review.view.moment
        lines = review.place.session.history.lines()
        began = next(line.entry for line in lines if isinstance(line.entry.fact, music.MusicBegan))
        moment.touch(began.observed_at.timestamp() + 7, 1, "")
        await review.until_sees("moment.hear")
        review.touch("moment.hear")
        await until(lambda: review.sees("moment.heard"))
        assert "only through the device chosen to listen on" in review.reads("moment.heard")
        assert not moment.again.is_heard
        await app.music.sound.listen_on("Headphones")
        review.touch("moment.hear")
        await until(lambda: moment.again.is_heard)
        piece = app.music.sound.listening.now.piece
        assert piece is not None
        assert isinstance(began.fact, music.MusicBegan)
        assert (piece.title, piece.start_s) == (began.fact.title, began.fact.second + 7)
        await until(lambda: app.music.sound.listening.now.device == "Headphones")
        moment.forget()
        await until(lambda: not moment.again.is_heard)


async def test_nothing_is_offered_where_nothing_played(tmp_path: Path) -> None:
    async with reviewing(tmp_path) as review:
        moment = review.view.moment
        opened = review.place.session.state.opened_at
        assert opened is not None
        moment.touch(opened.timestamp(), 1, "")
        await review.until_sees("moment.clock")
        assert not review.sees("moment.hear")
        assert not moment.again.is_there
