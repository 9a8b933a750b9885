"""What is spoilt: for each file the app reads whole ones to begin with, and a reader that must read it or refuse it in words.

A reader returns what came of it in a word.  ``Fault`` (a Refusal, a Trouble) is an answer; everything else is a crash.  What
must not be half taken in is held against how it was before.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar
from uuid import UUID

from facilitator_app import key_slots, moving_in, paper_code, people_file, plan_draft, programmes, table_file
from facilitator_app.clock import SystemClock
from facilitator_app.data_folder import DEVICE_PINS
from facilitator_app.device_pins import DevicePins
from facilitator_app.faults import SPOILT, Fault, Refusal
from facilitator_app.journal import JournalFile, restore
from facilitator_app.journal.backups import MANIFEST
from facilitator_app.journal.erased import ERASED
from facilitator_app.journal.place import HEADS, RECORD
from facilitator_app.playlists.arc import KEPT, arc_from_folder, read_arc
from facilitator_app.playlists.engine.memory import Memory
from facilitator_app.playlists.engine.protocol import BadMessage, decode
from facilitator_app.playlists.folders import FILE as SHELF
from facilitator_app.playlists.folders import read_shelf
from facilitator_app.playlists.lists import read_entries
from facilitator_app.playlists.tags import read_tags
from facilitator_app.playlists.watched import SEEN, Library
from facilitator_app.playlists.written import arc_text
from facilitator_app.record import codec
from facilitator_app.record.attachments import JPEG, LARGEST_PICTURE
from facilitator_app.record.entry import Stamp
from facilitator_app.rehearsal.key_store import StoreInMemory
from facilitator_app.rehearsal.story import read as read_story
from facilitator_app.rehearsal.transcribe import transcribe
from facilitator_app.settings import FILE as SETTINGS
from facilitator_app.settings import Settings, keep_settings, read_settings
from facilitator_app.tries import TRIES, Tries
from facilitator_app.ui.taken_pictures import pages_in, picture_in
from facilitator_app.vault import Vault
from tests.crash.kills import ROOT
from tests.crash.world import World, cheap_tries
from tests.fuzz import typed
from tests.golden import GOLDEN, LINE
from tests.journal.conftest import SESSION, line, texts
from tests.people import ROWAN
from tests.pictured import pdf_of, photo

R = TypeVar("R")
WHO = ("ines", "four quiet mats in a room")
OWN = UUID(int=1)


@dataclass(frozen=True)
class Target:
    """A file by its name, whole ones, and how the app reads one.  ``close`` clears up."""

    name: str
    seeds: Sequence[bytes]
    read: Callable[[bytes], str]
    close: Callable[[], None] = lambda: None


class Family(Protocol):
    """Targets that are made below one folder."""

    __name__: str

    def __call__(self, place: Path) -> Iterator[Target]: ...


def answered(work: Callable[[], R]) -> R | str:
    """What it comes to, or that it was refused."""
    try:
        return work()
    except Fault as fault:
        return f"refused {fault.key}" if isinstance(fault, Refusal) else f"trouble {fault.key}"


def spoken(name: str, seeds: Sequence[bytes], read: Callable[[bytes], object]) -> Target:
    """A target whose reader only answers."""

    def one(content: bytes) -> str:
        found = answered(lambda: read(content))
        return found if isinstance(found, str) and found.startswith(("refused", "trouble")) else "read"

    return Target(name, seeds, one)


def files(folder: Path) -> dict[str, bytes]:
    """Every file below, but for the lock."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.endswith((".lock", "-shm")))
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


# ------------------------------------------------------------------------------------------------- the record itself
class Clinic:
    """A record with some lines, its keys, and a copy of it; made once, spoilt again and again."""

    def __init__(self, place: Path) -> None:
        self.place, self.whole, self.clock = place, place / "whole", SystemClock()
        with cheap_tries():
            vault, opened, self.code = Vault.create(self.whole, *WHO, OWN, ("administrator",), self.clock)
            vault.add(opened, "tomas", "another long passphrase", UUID(int=2), ("facilitator",))
        self.key = opened.key
        self.said, self.copy = asyncio.run(self._fill())

    async def _fill(self) -> tuple[list[str], Path]:
        journal = JournalFile.create(self.whole, self.key, self.clock)
        for number in range(12):
            await journal.append([line(f"n{number} " + "words " * 20, ROWAN)])
        copy = await journal.backup(self.place / "copies")
        said = texts(await journal.entries(SESSION))
        await journal.close()
        again = JournalFile.open(self.whole, self.key, self.clock)
        await again.append([line("n12", ROWAN)])
        await again._write(lambda _: None)  # as a kill leaves it: with lines in the log
        shutil.copytree(self.whole, self.place / "left")
        await again.close()
        shutil.rmtree(self.whole)
        (self.place / "left").rename(self.whole)
        return [*said, "n12"], copy

    def journal(self, name: str, content: bytes) -> str:
        """Opened with one file spoilt: as it was, or refused."""
        folder = self.place / "spoilt"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.whole, folder)
        (folder / name).write_bytes(content)
        return str(answered(lambda: asyncio.run(self._opened(folder))))

    async def _opened(self, folder: Path) -> str:
        journal = JournalFile.open(folder, self.key, self.clock)
        try:
            assert texts(await journal.entries(SESSION)) == self.said, "passed for healthy"
            return "as it was"
        finally:
            await journal.close()

    def restored(self, name: str, content: bytes) -> str:
        """Put in place of an older record from a copy with one file spoilt: all of it or nothing."""
        folder, copy = self.place / "target", self.place / "spoilt copy"
        for old in (folder, copy):
            shutil.rmtree(old, ignore_errors=True)
        shutil.copytree(self.copy, copy)
        (copy / name).write_bytes(content)
        came = answered(lambda: restore(copy, folder, self.key, self.clock))
        if isinstance(came, str):
            left = [name for name in files(folder) if not name.startswith("aside")] if folder.exists() else []
            assert not left, f"half a restore: {left}"
            return came
        return str(answered(lambda: asyncio.run(self._as_copied(folder))))

    async def _as_copied(self, folder: Path) -> str:
        journal = JournalFile.open(folder, self.key, self.clock)
        try:
            assert texts(await journal.entries(SESSION)) == self.said[:-1], "another record than was copied"
            return "restored"
        finally:
            await journal.close()

    def keys(self, content: bytes) -> str:
        """The key file: opens with the key there is, or is refused; and nothing was written to it."""
        folder = self.place / "keys"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        (folder / key_slots.KEYS).write_bytes(content)
        opened = answered(lambda: Vault.at(folder, self.clock).open(*WHO))
        if isinstance(opened, str):
            return opened
        assert opened.key == self.key, "another key"
        return "opened"

    def code_on_paper(self, content: bytes) -> str:
        """The code as somebody types it."""
        typed = content.decode("utf-8", "replace")
        found = answered(lambda: paper_code.unspell(typed))
        if isinstance(found, bytes):
            right = typed.upper().replace("-", "").replace(" ", "").strip()
            assert paper_code.spell(found).replace("-", "") == right.replace("O", "0").replace("I", "1").replace(
                "L", "1"
            )
            return "a code"
        return str(found)


def of_the_record(place: Path) -> Iterator[Target]:
    """The journal's files, the keys, the copies."""
    clinic = Clinic(place)
    names = [RECORD, f"{RECORD}-wal", HEADS, ERASED]
    lists = b'{"gone":[{"subject":"%s","key":"%s","proof":"AAAA","at":"2026-03-05T17:00:00Z"}],"keys_changed":[]}'
    gone = lists % (str(ROWAN).encode(), str(LINE).encode())
    for name in names:
        seed = (clinic.whole / name).read_bytes() if (clinic.whole / name).exists() else gone
        yield Target(f"journal {name}", [seed], lambda content, name=name: clinic.journal(name, content))  # type: ignore[misc]  # bound now
    yield Target("key file", [(clinic.whole / key_slots.KEYS).read_bytes()], clinic.keys)
    for name in (RECORD, MANIFEST, key_slots.KEYS, HEADS):
        seed = (clinic.copy / name).read_bytes()
        yield Target(f"copy {name}", [seed], lambda content, name=name: clinic.restored(name, content))  # type: ignore[misc]  # bound now
    yield Target("recovery code", [clinic.code.encode(), paper_code.spell(bytes(16)).encode()], clinic.code_on_paper)

    def tries(content: bytes) -> object:
        (place / TRIES).write_bytes(content)
        Tries(place / TRIES, clinic.clock).admit()
        return None

    yield spoken("kept PINs", *_pins(place, clinic))
    yield spoken("wrong tries", [b'{"count": 6, "last": "2026-03-05T17:00:00+00:00"}'], tries)
    bodies = [path.read_bytes().strip() for path in sorted(GOLDEN.iterdir())]
    kinds = [path.stem.replace("-", "/") for path in sorted(GOLDEN.iterdir())]
    stamp = Stamp(hlc=1, chain=LINE, seq=1)

    def body(content: bytes) -> str:
        for kind in (kinds[len(content) % len(kinds)], *(kind for kind in kinds if kind.encode() in content)):
            try:
                codec.encode(codec.decode(content, kind=kind, id=LINE, scope=SESSION, stamp=stamp))
            except (*SPOILT, Refusal):
                continue
            return "read"
        return "refused"

    yield Target("line of the record", bodies, body)


def _pins(place: Path, clinic: Clinic) -> tuple[Sequence[bytes], Callable[[bytes], object]]:
    """What is kept of a PIN on this device, and its reader: it opens the record's key or none."""
    store = StoreInMemory()
    pins = DevicePins(place, lambda: key_slots.read(clinic.whole / key_slots.KEYS), store)
    with cheap_tries():
        pins.keep(key_slots.Opened(OWN, ("administrator",), clinic.key), ("administrator",), "246801")
    secrets = dict(store.content)

    def read(content: bytes) -> object:
        store.content = dict(secrets)
        (place / DEVICE_PINS).write_bytes(content)
        pins.look()
        assert pins.open("246801").key == clinic.key
        return None

    return [(place / DEVICE_PINS).read_bytes()], read


# ------------------------------------------------------------------------------------------------------ what people bring
def of_the_desk(place: Path) -> Iterator[Target]:
    """Stories, paper logs, programmes, settings, drafts."""
    stories = [path.read_bytes() for path in sorted((ROOT / "tests" / "stories").glob("*.txt"))]
    stories += [path.read_bytes() for path in sorted((ROOT / "resources" / "stories").glob("*.txt"))]
    yield spoken("story", stories, lambda content: read_story(content.decode("utf-8", "replace")))
    yield _paper_log(place)
    yield _table_of_people()
    shipped = [path.read_bytes() for path in sorted(programmes.FOLDER.rglob("*.toml"))]

    def programme(content: bytes) -> object:
        (place / "programme.toml").write_bytes(content)
        return programmes.next_of(programmes.read_file(place / "programme.toml"), None)

    yield spoken("programme", shipped, programme)

    def settings(content: bytes) -> object:
        (place / SETTINGS).write_bytes(content)
        found = read_settings(place)
        keep_settings(place, found)
        assert read_settings(place) == found
        return None

    keep_settings(place, Settings(playlist="/a/b.m3u8", loudspeaker="Hall", second_copies="/c"))
    yield spoken("settings", [(place / SETTINGS).read_bytes()], settings)
    draft = plan_draft.draft_of(programmes.starting_plans()[-1], "A plan", "Invented")

    def drafts(content: bytes) -> object:
        found = plan_draft.from_text(content.decode("utf-8", "replace"))
        return None if found is None else plan_draft.plan_of(found, "Ines Okafor")

    yield spoken("draft of a plan", [plan_draft.to_text(draft).encode()], drafts)
    yield Target("draft of a form", typed.TYPED, typed.read)


ROWS = (
    b"time,by,what\r\n12:10,Ines,vitals Rowan hr 72 bp 128/82 spo2 98\r\n"
    b'12:12,,"note Rowan ""Turned to the wall, quiet."""\r\n12:15,Ines Okafor,observe all tears\r\n',
    b"time;by;what\n12:10;Ines;vitals Amara hr 72\n12:11;;dose Rowan ketamine 45 mg im\n12:20;;phase medicine\n",
    b"time,by,what\n12:30,,support Rowan\n12:31,,answer Rowan\n12:40,,out Rowan withdrew\n",
)


def _paper_log(place: Path) -> Target:
    """A paper log: row by row all or nothing, and nothing of a file that is no table."""
    world = World()
    file = place / "paper.csv"

    def read(content: bytes) -> str:
        if world.session.history.count > 1500:
            world.run(world.begin(range(3)))
        file.write_bytes(content)
        before = world.session.history.count
        try:
            done = world.run(transcribe(world.session, file))
        except Fault as fault:
            assert world.session.history.count == before, "half a table"
            return f"refused {fault.key}"
        more = world.session.history.count - before
        assert (more > 0) is (done.written > 0), f"{more} lines of {done.written} rows"
        assert not world.bugs, world.bugs
        return "some rows" if done.written else "no row"

    return Target("paper log", ROWS, read, world.close)


PEOPLE = (
    b"Preferred name,Legal name,Date of birth,Allergies\r\nRowan,Rowan Marsh,1984-05-21,latex\r\nAmara,Amara Diallo,,\r\n",
    "Name;Geburtsdatum;Pronouns\nNoor Haddad;21.05.1984;she/her\nMaé;;\n".encode("utf-16"),
    "preferred_name\tlegal_name\tbirth_date\nIdris\tIdris Khan\t05/21/1984\nJosé\t\t\n".encode("latin-1"),
)


def _table_of_people() -> Target:
    """People from another system: every line told, and all of those who are new taken in or nobody."""
    world = World()

    def read(content: bytes) -> str:
        before = set(world.people)
        try:
            table = table_file.read_table(content)
            columns = people_file.suggested(table.heads, moving_in.called())
            trial = moving_in.try_out(world.clinic, table, columns, None)
            told = [moving_in.outcome_told(one) for one in trial.outcomes]
            assert all(told), "a line of which nothing is told"
            if len(before) > 300:
                return "tried"
            taken = world.run(moving_in.take_in(world.clinic, trial, ()))
        except Fault as fault:
            assert set(world.people) == before, "half a table"
            return f"refused {fault.key}"
        assert len(world.people) == len(before) + taken, f"{len(world.people) - len(before)} people of {taken}"
        return "taken in"

    return Target("table of people", PEOPLE, read, world.close)


# ----------------------------------------------------------------------------------------------------------------- music
M3U = b"#EXTM3U\n#EXTINF:123,Somebody - Wide Water\nwide-water.opus\n#EXTGRP:arrival\ntideline.opus\nsub/a.mp3\n"
XSPF = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<playlist version="1" xmlns="http://xspf.org/ns/0/"><trackList>'
    b"<track><location>wide-water.opus</location><title>Wide Water</title><duration>123000</duration></track>"
    b"<track><location>file:///tideline.opus</location><annotation>arrival</annotation></track></trackList></playlist>"
)
TABLE = b"file,title,by,seconds,album,phase\nwide-water.opus,Wide Water,Somebody,123,,arrival\ntideline.opus,,,,,\n"
SHELVED = b'folders = ["/music", "/more"]\n\n[said.0123456789abcdef]\ntitle = "Wide Water"\nseconds = 12.5\n'
WAS = (
    b'{"run":"ab","number":3,"mode":"playing","index":0,"position_s":12.5,"level_db":-6.0,"device":"","saved_at":'
    b'"2026-03-05T17:00:00+00:00","facts":[],"plan":{"pieces":[{"path":"/a.opus"}],"bed":[]}}'
)
TOLD = (b'{"kind":"status"}', b'{"kind":"level","level_db":-6.0}', b'{"kind":"seek","second":12.5}')


def of_the_music(place: Path) -> Iterator[Target]:
    """Playlists, the library, what the engine remembers and says, tags."""
    music = place / "music"
    music.mkdir()
    for end, seed in ((".m3u8", M3U), (".m3u", M3U), (".xspf", XSPF), (".csv", TABLE)):

        def listed(content: bytes, end: str = end) -> object:
            (music / f"list{end}").write_bytes(content)
            found = read_entries(music / f"list{end}")
            assert all(piece.path.is_relative_to(music) for _, piece in found.pieces), "out of its folder"
            return None

        yield spoken(f"playlist {end}", [seed], listed)
    arcs = [
        path.read_bytes() for path in sorted((ROOT / "resources").rglob("*.toml")) if b"[phases]" in path.read_bytes()
    ]
    arcs.append(arc_text(arc_from_folder(ROOT / "resources" / "music", ["arrival", "opening"])).encode())

    def arc(content: bytes) -> object:
        for name in (f"1{KEPT}", "playlist.toml"):
            (music / name).write_bytes(content)
            read_arc(music / name)
        return None

    yield spoken("kept playlist", arcs, arc)

    def library(content: bytes, name: str) -> object:
        own = place / "library"
        shutil.rmtree(own, ignore_errors=True)
        own.mkdir()
        (own / name).write_bytes(content)
        read_shelf(own)
        return Library(own).entries

    yield spoken("library", [SHELVED], lambda content: library(content, SHELF))
    file = b'{"size":3,"changed_ns":4,"mark":"ab","title":"A","seconds":3.5}'
    seen = b'{"files":{"/a.opus":%s},"figures":{},"folders":["/m"]}' % file
    yield spoken("what the library saw", [seen], lambda content: library(content, SEEN))

    def memory(content: bytes) -> object:
        (place / "engine.json").write_bytes(content)
        return Memory(place / "engine.json", SystemClock()).load()

    yield spoken("what the engine remembers", [WAS], memory)

    def said(content: bytes) -> str:
        try:
            decode(content)
        except BadMessage:
            return "refused"
        return "read"

    yield Target("what the engine says", TOLD, said)
    pieces = [path.read_bytes()[:60_000] for path in sorted((ROOT / "resources" / "music").glob("*.opus"))[:2]]

    def tags(content: bytes) -> object:
        (music / "piece.opus").write_bytes(content)
        return read_tags(music / "piece.opus", place / "covers")

    yield spoken("tags of music", pieces, tags)


# -------------------------------------------------------------------------------------------------------------- pictures
def of_pictures(place: Path) -> Iterator[Target]:
    """Papers that were scanned, and pictures of people: what comes of it is a JPEG, and no larger than it may be."""

    def pages(content: bytes) -> object:
        found = pages_in(content)
        assert all(page.startswith(JPEG) for page in found), "no JPEG"
        return found

    def picture(content: bytes) -> object:
        found = picture_in(content)
        assert found.startswith(JPEG), "no JPEG"
        assert len(found) <= LARGEST_PICTURE, "too large"
        return found

    yield spoken("scan pdf", [pdf_of("One page."), pdf_of("Another.", pages=3)], pages)
    yield spoken("scan picture", [photo("PNG"), photo("JPG"), photo("JPG", told=True)], pages)
    yield spoken("picture of a person", [photo("JPG", told=True), photo("PNG")], picture)


FAMILIES: tuple[Family, ...] = (of_the_record, of_the_desk, of_the_music, of_pictures)
"""All that is spoilt."""
