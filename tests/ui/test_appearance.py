"""How this device shows things: its language, from right to left, under the left hand, in text of twice the size.

The walks open every surface and look for what is cut, off the window, over something else, or not said anew.
"""

from __future__ import annotations

import asyncio
import re
import tomllib
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from itertools import chain
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QMetaObject, QObject, QPointF, Qt

from facilitator_app import text
from facilitator_app.app import App, Stage
from facilitator_app.settings import FILE, read_settings
from facilitator_app.ui.arrange import Space, arrangement, in_a_strip, panel_for
from facilitator_app.ui.files import MOUNTS
from facilitator_app.ui.room import RoomView
from tests.ui import fit, looks, scenes, surfaces
from tests.ui.hands import Hands, at_window, new_app, spoken, under
from tests.ui.test_accessible import walk
from tests.ui.test_first_start import name_the_clinic, name_the_person
from tests.ui.test_room import in_the_room
from tests.waiting import until

QUICK = ("nobody chosen", "observe of one", "vitals of one", "dose of one", "support of one")
"""Of the room and its panels, what every run looks at; the slow walk looks at all of them."""


# ---------------------------------------------------------------- languages
def test_what_a_language_lacks_is_said_in_english(tmp_path: Path) -> None:
    english, own = tmp_path / "en", tmp_path / "es"
    for folder, said in ((english, 'a = "one"\nb = "two"'), (own, 'a = "uno"')):
        folder.mkdir()
        (folder / "x.toml").write_text(said, "utf-8")
    spanish = text.Text.load(own, instead=english)
    assert (spanish.tag, spanish.render("a"), spanish.render("b")) == ("es", "uno", "two")
    assert text.language("xx") is text.english()


def test_dates_and_figures_are_written_in_the_manner_of_the_language() -> None:
    at = datetime(2026, 3, 5, 14, 7, tzinfo=UTC)
    assert text.english().vformat("{at:%A %-d %B %Y, %H:%M}", (), {"at": at}) == "Thursday 5 March 2026, 14:07"
    spanish = text.language("es").vformat("{at:%A %-d de %B de %Y, %H:%M}", (), {"at": at})
    assert spanish == "jueves 5 de marzo de 2026, 14:07"
    comma = text.Text({"x": "{dose} / {share:.1f}", "number.decimal": ","}, tag="de")
    assert comma.render("x", dose=Decimal("0.6"), share=0.25) == "0,6 / 0,2"


async def test_the_language_changes_while_the_session_runs_and_stays_with_the_device(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=2, scene="busy") as (place, hands, _):
        hands.touch("tile.2")
        assert hands.there("tile.2").property("state_word") == "inward"
        hands.touch("rail.vitals")
        hands.keys("11")
        hands.key(Qt.Key.Key_Escape)
        hands.touch("here.open")
        hands.touch("here.looks")
        await hands.until_sees("looks.all.language.es")
        hands.touch("looks.all.language.es")
        await until(lambda: hands.there("tile.2").property("state_word") == text.language("es").render("state.inward"))
        assert spoken(hands.there("rail.vitals")) == text.language("es").render("room_ui.section_vitals") != "Vitals"
        assert spoken(hands.there("emergency")) == text.language("es").render("emergency.begin")
        assert hands.sees("looks")  # the sheet stays, in the new language
        assert read_settings(place.app.folder).language == "es"
        hands.touch("looks.all.language.en")
        await until(lambda: spoken(hands.there("rail.vitals")) == "Vitals")
        hands.touch("looks.all.language.es")
        await until(lambda: read_settings(place.app.folder).language == "es")
    async with at_window(new_app_at(place), start=True) as hands:
        await hands.until_sees("unlock.open")
        assert hands.reads("unlock.open") == text.language("es").render("ui.unlock.open")
        hands.touch("unlock.looks.language.en")
        await until(lambda: hands.reads("unlock.open") == text.english().render("ui.unlock.open"))


async def test_in_the_smallest_window_the_longer_names_of_spanish_phases_are_whole(tmp_path: Path) -> None:
    text.speak("es")  # and so the clinic's own phases are called
    async with in_the_room(tmp_path, scene="busy", size=(1024, 640)) as (place, hands, _):
        phases = place.session.state.programme.phases if place.session.state.programme else ()
        assert "Círculo de apertura" in [phase.name for phase in phases]
        drawn = [item for phase in phases for item in under(hands.there(f"phase.{phase.key}")) if item.property("text")]
        names = [item for item in drawn if item.property("text") in {phase.name for phase in phases}]
        assert len(names) == len(phases)
        await until(lambda: not any(name.property("truncated") for name in names))
        assert min(name.property("font").pixelSize() for name in names) >= 16


def new_app_at(place: scenes.Room) -> App:
    """The app started again on the same folder."""
    return App(place.app.folder, clock=place.clock, player=place.player)


async def test_before_there_is_a_clinic_the_language_is_chosen_and_kept_once_there_is_a_folder(tmp_path: Path) -> None:
    app = new_app(tmp_path)
    async with at_window(app) as hands:
        await hands.until_sees("start.next")
        hands.write("start.name", "Willow House")
        hands.touch("start.looks.language.es")
        await until(lambda: hands.reads("start.next") == text.language("es").render("ui.next"))
        assert hands.reads("start.name") == "Willow House"  # nothing typed is lost
        assert not (app.folder / FILE).exists()
        name_the_clinic(hands)
        name_the_person(hands)
        hands.touch("start.make")
        await until(lambda: app.stage is Stage.OPEN, timeout=20)
        await until(lambda: read_settings(app.folder).language == "es")


async def test_a_choice_that_cannot_be_kept_holds_and_says_so(tmp_path: Path) -> None:
    place = await scenes.furnished(tmp_path, 1)
    (place.app.folder / FILE).write_text("[half", "utf-8")
    async with at_window(place.app, start=False) as hands:
        hands.shell.go("home")
        await hands.until_sees("home.device")
        hands.touch("home.device")
        await hands.until_sees("device.looks.size.150")
        hands.touch("device.looks.size.150")
        await hands.until_sees("device.looks.error")
        assert hands.shell.appearance.factor == 1.5


# ---------------------------------------------------------------- size and hand
async def test_text_is_made_larger_by_keys_in_the_room_and_by_three_touches(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=2) as (place, hands, _):
        usual = looks.size_of(hands.there("music.title"))
        for name, percent in (("larger", 125), ("larger", 150), ("smaller", 125), ("usual", 100)):
            shortcut = hands.window.view.findChild(QObject, f"keys.{name}")
            assert shortcut is not None
            assert shortcut.property("enabled")
            QMetaObject.invokeMethod(
                shortcut, "activated"
            )  # a shortcut hears the system alone, and no event that is sent
            await until(partial(_is_kept, place, percent))
        hands.touch("here.open")
        hands.touch("here.looks")
        hands.touch("looks.all.size.200")
        await until(lambda: looks.size_of(hands.there("music.title")) == 2 * usual)
        assert read_settings(place.app.folder).text_percent == 200


@pytest.mark.parametrize("size", [(1280, 800), (1024, 640), (1920, 1080)])
async def test_under_the_left_hand_lie_panel_rail_and_undo(tmp_path: Path, size: tuple[int, int]) -> None:
    async with in_the_room(tmp_path, seats=4, size=size) as (place, hands, _):
        hands.touch("tile.1")
        hands.touch("chip.still")
        await hands.until_sees("undo.undo")
        hands.touch("rail.person")  # in the smallest window the words lie below the tiles
        await hands.until_sees("person.part.touch")
        assert _left(hands, "panel") > _left(hands, "tile.4")
        assert _left(hands, "undo.undo") > _left(hands, "undo.text")
        hands.shell.appearance.set_hand("left")
        await until(lambda: _left(hands, "panel") < _left(hands, "tile.1"))
        assert _left(hands, "rail.observe") < _left(hands, "panel.name")
        assert _left(hands, "undo.undo") < _left(hands, "undo.text")
        assert _left(hands, "tile.1") < _left(hands, "tile.2")
        assert [told for told in fit.misfits(hands.window.view) if not told.startswith("cut")] == []
        assert read_settings(place.app.folder).left_handed


def test_larger_text_makes_tiles_brief_and_pages_them_sooner() -> None:
    assert arrangement(6, 820, 608, 8)[:4] == (3, 2, 6, 1)
    assert arrangement(6, 820, 608, 8, 1.5) == (3, 2, 6, 1, 64, True)
    assert arrangement(6, 560, 560, 8, 2.0) == (1, 3, 3, 2, 64, True)
    assert arrangement(6, 1640, 1216, 16, 2.0) == (3, 2, 6, 1, 64, False)  # twice the place for twice the size


def test_a_strip_of_brief_tiles_holds_as_many_as_can_be_read_and_a_seat_and_a_shape_of_the_others() -> None:
    assert in_a_strip(6, 1008, 158, 8) == (6, 1, 6, 1, 114, True)
    assert in_a_strip(6, 1264, 200, 8, 2.0) == (3, 1, 3, 2, 186, True)
    assert in_a_strip(6, 1008, 38, 8, 2.0) == (1, 1, 1, 6, 64, True), "one line is always there"


def test_a_panel_with_every_word_in_sight_is_as_narrow_as_can_be_and_leaves_whole_tiles_or_there_is_none() -> None:
    around, word = (112.0, 141.0), (92.0, 56.0)
    assert panel_for(31, 6, Space(1256, 608, 12), word, around) == 596
    assert panel_for(31, 8, Space(1256, 608, 12), word, around) == 0, "eight whole tiles need the place"
    assert panel_for(31, 6, Space(1008, 480, 8), word, around) == 0


# ---------------------------------------------------------------- the walks
async def rooms(hands: Hands, view: RoomView, only: tuple[str, ...] = ()) -> AsyncIterator[str]:
    """Open the surfaces of the room one after the other; who is on another page of tiles is reached by the strip."""
    paths = {**surfaces.IN_ROOM, **dict(surfaces.parts(view))}
    paths |= {name: paths.pop(name) for name in surfaces.LAST}
    for surface, touches in paths.items():
        if only and surface not in only:
            continue
        for name in touches:
            await until(partial(_on_a_page, hands, name))
            hands.touch(_on_a_page(hands, name))
        yield surface
        surfaces.calm_down(hands)
        await until(lambda: not hands.sees("emergency.screen"))
        await until(partial(_on_a_page, hands, "tile.1"))


def _on_a_page(hands: Hands, name: str) -> str:
    hands.window.view.grabWindow()  # tiles take their place when they are drawn
    brief = name.replace("tile.", "tile.brief.")
    behind = name.startswith("rail.") and hands.sees("rail.more")
    return name if hands.sees(name) or behind else brief if hands.sees(brief) else ""


async def homes(hands: Hands) -> AsyncIterator[str]:
    """The screens around the room."""
    for screen in ("readiness", "review"):
        hands.shell.go(screen)
        await hands.until_sees(screen)
        yield screen
    hands.shell.go("home")
    await hands.until_sees("home.today")
    async for surface in walk(hands, surfaces.AT_HOME):
        yield surface
    hands.shell.go("setup")
    await hands.until_sees("setup.next")
    yield "a new session"


def _is_kept(place: scenes.Room, percent: int) -> bool:
    return read_settings(place.app.folder).text_percent == percent


async def settled(hands: Hands) -> None:
    """What was just opened takes its place, and what depends on it."""
    for _ in range(3):
        hands.window.view.grabWindow()
        await asyncio.sleep(0)


async def found_wrong(hands: Hands, surface: str) -> list[str]:
    """What does not fit on a surface once it has come to rest: a list takes its places when its rows know their heights."""
    await settled(hands)
    with suppress(pytest.fail.Exception):
        await until(lambda: not any(fit.misfits(hands.window.view)), timeout=2)
    return [f"{surface}: {told}" for told in fit.misfits(hands.window.view)]


def _unsaid(hands: Hands, known: set[str]) -> Iterator[str]:
    """Texts and names of controls that are neither of the record nor said in the language that is spoken."""
    listed = sorted((one for one in known if ", " in one), key=len, reverse=True)
    root = looks.uppermost(hands.window.view)
    texts = [str(item.property("text")) for item in under(root) if item.inherits("QQuickText") and item.isVisible()]
    for said in chain(texts, (spoken(item) for item in looks.controls(root))):
        rest = "" if "‹" in said or said in known else said.lstrip("12345678 ")
        for one in listed:  # a title with a comma in it is one part, not two
            rest = rest.replace(one, "")
        if any(part not in known for part in re.split(", | · ", rest) if any(letter.isalpha() for letter in part)):
            yield said


def _recorded(place: scenes.Room) -> set[str]:
    """Every text of the record: names, words and phases of the programme, what was written; and names that are nobody's."""
    assert place.app.clinic is not None
    lines = [line.entry.fact for line in place.session.history.lines()]
    state = place.app.clinic.state
    there: list[object] = [
        *lines,
        state.name,
        list(state.programmes.values()),
        [one.told for one in state.participants.values()],
    ]
    there += [one.title for one in state.sessions.values()]
    there += [f"{one.name} ({one.key})" for one in state.programmes.values()]  # two of one name are told apart
    there += [str(Path.home()), *(one.name for at in (Path.home(), *MOUNTS) if at.is_dir() for one in at.iterdir())]
    there += [tomllib.loads(path.read_text("utf-8")) for path in (text.RESOURCES / "programmes").glob("*.toml")]
    staff = [one.name for one in state.staff.values()]
    return {
        "Facilitator",
        "First light",
        "mg",
        "mcg",
        "mL",
        "L/min",
        "Headphones",
        *text.LANGUAGES.values(),
        *staff,
        *(name.split()[0] for name in staff),  # as the team is called
        *_strings(there),
    }


def _strings(value: object) -> Iterator[str]:
    plain = msgspec.to_builtins(value, str_keys=True) if not isinstance(value, str | list | dict) else value
    if isinstance(plain, str):
        yield plain
    elif isinstance(plain, Mapping):
        yield from chain.from_iterable(_strings(one) for one in plain.values())
    elif isinstance(plain, list | tuple):
        yield from chain.from_iterable(_strings(one) for one in plain)


def _left(hands: Hands, name: str) -> float:
    return hands.there(name).mapToScene(QPointF(0, 0)).x()


async def _walk_in_mirror(folder: Path, only: tuple[str, ...]) -> list[str]:
    wrong: list[str] = []
    async with in_the_room(folder, scene="busy") as (place, hands, _):
        hands.shell.appearance.speak(text.MIRRORED)
        await until(lambda: _left(hands, "tile.1") > _left(hands, "tile.2"))
        view = hands.shell.findChildren(RoomView)[-1]
        known = _recorded(place)
        async for surface in rooms(hands, view, only):
            wrong += [
                told for told in await found_wrong(hands, surface) if ": cut: " not in told
            ]  # marks make words longer
            wrong += [f"{surface}: in English {said!r}" for said in _unsaid(hands, known)]
        _clocks_run_from_left_to_right(hands)
        if not only:
            async for surface in homes(hands):
                await settled(hands)
                wrong += [f"{surface}: in English {said!r}" for said in _unsaid(hands, known)]
    return wrong


def _clocks_run_from_left_to_right(hands: Hands) -> None:
    assert _left(hands, "phase.arrival") < _left(hands, "phase.return")
    assert _left(hands, "session.clock") > _left(hands, "phase.return") > _left(hands, "emergency")
    assert _left(hands, "panel") > _left(hands, "tile.1")  # the hand, not the script, says where the panel lies
    arrow = next(item for item in under(hands.there("end")) if item.property("glyphName") == "leave")
    assert arrow.property("mirror") is True


async def test_in_the_mirror_the_room_is_said_anew_nothing_lies_over_another_and_clocks_run_on(tmp_path: Path) -> None:
    assert await _walk_in_mirror(tmp_path, QUICK) == []


@pytest.mark.slow
async def test_in_the_mirror_every_surface_is_said_anew_and_fits(tmp_path: Path) -> None:
    assert await _walk_in_mirror(tmp_path, ()) == []
