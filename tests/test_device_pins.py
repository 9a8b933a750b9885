"""A PIN that outlives the app on one device: what opens, what ends it, and what a copy of the folder is worth elsewhere."""

from __future__ import annotations

import contextlib
import json
import shutil
import threading
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from argon2 import low_level

from facilitator_app import device_pins, file_lock, key_change, key_slots
from facilitator_app.app import App, Stage
from facilitator_app.data_folder import BACKUPS, DEVICE_PINS, PINS_LOCK, RECORD
from facilitator_app.device_pins import DevicePins
from facilitator_app.device_store import KeyStore, of_this_machine
from facilitator_app.faults import Fault, Refusal, Trouble
from facilitator_app.record.roles import Role
from facilitator_app.rehearsal.fast_clock import FastClock
from facilitator_app.rehearsal.key_store import StoreInMemory
from facilitator_app.rehearsal.silent_player import SilentPlayer
from tests.key_ring import key_ring, needs_keyring
from tests.people import START
from tests.waiting import until

PASSPHRASE, TOMAS_SAYS = "four quiet mats in a room", "another long passphrase"
PIN, WRONG, TOMAS_PIN = "246801", "111111", "135790"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tries at the lowest cost."""
    monkeypatch.setattr(key_slots, "COST", key_slots.Cost(passes=1, memory=64, lanes=1))


class Laptop:
    """A clinic's laptop with a key store: the app is started on it again and again."""

    def __init__(self, folder: Path, store: KeyStore | None) -> None:
        self.folder, self.store, self.clock = folder, store, FastClock(START)
        self.app = self._new()
        self.ines = self.tomas = UUID(int=0)

    def _new(self) -> App:
        return App(self.folder, clock=self.clock, player=SilentPlayer(self.clock), store=self.store)

    async def make(self) -> None:
        """Ines makes the clinic, and Tomas has a way in of his own."""
        self.code = await self.app.make_clinic(
            name="Still Water (invented)",
            zone="America/Denver",
            person="Ines Okafor",
            roles=[Role.ADMINISTRATOR, Role.MEDICAL_PROVIDER],
            sign_in="ines",
            passphrase=PASSPHRASE,
        )
        assert self.app.at_screen is not None
        self.ines = self.app.at_screen.id
        self.tomas = await self.app.add_account(
            name="Tomas Lind", roles=[Role.FACILITATOR], sign_in="tomas", passphrase=TOMAS_SAYS
        )

    async def start_again(self, folder: Path | None = None) -> None:
        """The app is closed, and another is started and looks which PINs are kept here."""
        await self.app.close()
        self.folder = folder or self.folder
        self.app = self._new()
        await self.app.start()
        self.app.door.kept_pins.look()

    async def choose(self, pin: str = PIN) -> None:
        """Who is at the screen keeps a PIN."""
        assert self.app.at_screen is not None
        self.app.door.keep_pin(self.app.at_screen.id, self.app.at_screen.roles, pin)

    async def tomas_chooses(self) -> None:
        """Tomas takes the screen and keeps a PIN too; then Ines has it again."""
        await self.app.switch_to("tomas", TOMAS_SAYS)
        await self.choose(TOMAS_PIN)
        await self.app.switch_to("ines", PASSPHRASE)

    @property
    def kept(self) -> set[UUID]:
        """Whose PIN is kept here."""
        return set(self.app.door.kept())


@pytest.fixture
def store() -> StoreInMemory:
    return StoreInMemory()


@pytest.fixture
async def laptop(tmp_path: Path, store: StoreInMemory) -> AsyncIterator[Laptop]:
    made = Laptop(tmp_path / "clinic", store)
    await made.make()
    yield made
    await made.app.close()


async def refused(work: Coroutine[Any, Any, object]) -> Fault:
    with pytest.raises((Refusal, Trouble)) as told:
        await work
    assert isinstance(told.value, Fault)
    return told.value


def wrongs(store: StoreInMemory) -> list[int]:
    """How many wrong tries are counted with each secret."""
    import msgspec

    return [msgspec.msgpack.decode(content)["wrong"] for content in store.content.values()]


class TestAfterTheEnd:
    """The app was closed, or the record locked: the PIN opens it again."""

    async def test_a_kept_pin_opens_the_record_after_a_restart_and_lifts_the_veil(self, laptop: Laptop) -> None:
        await laptop.choose()
        await laptop.start_again()
        assert laptop.kept == {laptop.ines}
        await laptop.app.unlock_with_pin(PIN)
        assert laptop.app.stage is Stage.OPEN
        assert laptop.app.at_screen is not None
        assert laptop.app.at_screen.name == "Ines Okafor"
        await laptop.app.switch_with_pin([laptop.ines], PIN)
        await laptop.app.lock()
        await laptop.app.unlock_with_pin(PIN)

    @needs_keyring
    async def test_the_same_with_a_real_key_ring_that_was_stopped_meanwhile(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with key_ring(monkeypatch) as ring:
            laptop = Laptop(tmp_path / "clinic", of_this_machine())
            await laptop.make()
            await laptop.choose()
            ring.stop()
            ring.start()
            await laptop.start_again()
            assert (await refused(laptop.app.unlock_with_pin(WRONG))).values == {"left": 4}
            await laptop.start_again()
            assert (await refused(laptop.app.unlock_with_pin(WRONG))).values == {"left": 3}
            ring.lock()
            assert (await refused(laptop.app.unlock_with_pin(PIN))).key == "device_pin.store_shut"
            ring.stop()
            ring.start()
            await laptop.app.unlock_with_pin(PIN)
            await laptop.app.close()

    async def test_without_a_key_store_a_pin_is_of_this_run_only(self, tmp_path: Path) -> None:
        laptop = Laptop(tmp_path / "clinic", None)
        await laptop.make()
        assert (await refused(laptop.choose())).key == "device_pin.store_shut"
        laptop.app.door.choose_pin(laptop.ines, "2468")
        await laptop.app.switch_with_pin([laptop.ines], "2468")
        await laptop.start_again()
        assert laptop.kept == set()
        assert not (laptop.folder / DEVICE_PINS).exists()
        await laptop.app.close()

    async def test_a_store_that_is_locked_keeps_the_pin_for_when_it_is_open_again(
        self, laptop: Laptop, store: StoreInMemory
    ) -> None:
        await laptop.choose()
        store.is_shut = True
        with pytest.raises(Trouble):
            await laptop.start_again()
        assert laptop.kept == set()
        await laptop.app.unlock("ines", PASSPHRASE)
        await laptop.app.lock()
        store.is_shut = False
        laptop.app.door.kept_pins.look()
        await laptop.app.unlock_with_pin(PIN)

    async def test_of_several_the_name_says_whose_and_nothing_tells_what_was_wrong(
        self, laptop: Laptop, store: StoreInMemory
    ) -> None:
        await laptop.choose()
        await laptop.tomas_chooses()
        await laptop.start_again()
        await laptop.app.unlock_with_pin(TOMAS_PIN, " Tomas ")
        assert laptop.app.at_screen is not None
        assert laptop.app.at_screen.name == "Tomas Lind"
        await laptop.app.lock()
        for name, pin in (("ines", TOMAS_PIN), ("tomas", WRONG), ("devi", PIN), ("", PIN)):
            fault = await refused(laptop.app.unlock_with_pin(pin, name))
            assert (fault.key, fault.values) == ("device_pin.not_opened", {})
        assert wrongs(store) == [1, 1]

    async def test_a_name_of_none_that_is_kept_costs_what_one_of_them_costs(
        self, laptop: Laptop, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await laptop.choose()
        await laptop.tomas_chooses()
        await laptop.app.lock()
        real, costs = low_level.hash_secret_raw, list[tuple[object, ...]]()

        def counted(pin: bytes, salt: bytes, *cost: Any) -> bytes:
            costs.append(cost)
            return real(pin, salt, *cost)

        monkeypatch.setattr(device_pins, "hash_secret_raw", counted)
        for name in ("tomas", "devi", ""):
            await refused(laptop.app.unlock_with_pin(WRONG, name))
        assert costs == [costs[0]] * 3

    @pytest.mark.parametrize(("pin", "key"), [("24680", "vault.pin_too_short"), ("24680a", "vault.pin_not_digits")])
    async def test_what_is_kept_has_six_digits_or_more(self, laptop: Laptop, pin: str, key: str) -> None:
        assert (await refused(laptop.choose(pin))).key == key
        assert not (laptop.folder / DEVICE_PINS).exists()


class TestWrongOnes:
    """Five in a row, however often the app is started in between."""

    async def test_a_restart_gives_no_more_tries_and_after_five_nothing_is_left(
        self, laptop: Laptop, store: StoreInMemory
    ) -> None:
        await laptop.choose()
        before = (laptop.folder / DEVICE_PINS).read_bytes()
        for left in (4, 3, 2, 1):
            await laptop.start_again()
            fault = await refused(laptop.app.unlock_with_pin(WRONG))
            assert (fault.key, fault.values) == ("vault.pin_wrong", {"left": left})
            (laptop.folder / DEVICE_PINS).write_bytes(before)
        assert (await refused(laptop.app.unlock_with_pin(WRONG))).key == "device_pin.gone"
        assert store.content == {}
        assert not (laptop.folder / DEVICE_PINS).exists()
        (laptop.folder / DEVICE_PINS).write_bytes(before)  # put back by somebody who had kept a copy
        assert (await refused(laptop.app.unlock_with_pin(PIN))).key == "device_pin.gone"
        await laptop.app.unlock("ines", PASSPHRASE)

    async def test_the_right_one_begins_anew(self, laptop: Laptop, store: StoreInMemory) -> None:
        await laptop.choose()
        await laptop.start_again()
        for _ in range(4):
            await refused(laptop.app.unlock_with_pin(WRONG))
        await laptop.app.unlock_with_pin(PIN)
        assert wrongs(store) == [0]

    async def test_a_try_is_counted_before_it_is_made(
        self, laptop: Laptop, store: StoreInMemory, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Whoever pulls the plug at the right moment has used a try too; one that cannot be counted is not made."""
        await laptop.choose()
        await laptop.start_again()
        counted: list[list[int]] = []
        plain = store.keep

        def keep(name: str, content: bytes) -> None:
            plain(name, content)
            counted.append(wrongs(store))

        monkeypatch.setattr(store, "keep", keep)
        await laptop.app.unlock_with_pin(PIN)
        assert counted == [[1], [0]]
        await laptop.app.lock()
        store.is_shut = True
        assert (await refused(laptop.app.unlock_with_pin(PIN))).key == "device_pin.store_shut"

    async def test_twelve_doors_at_once_have_five_tries_between_them(
        self, laptop: Laptop, store: StoreInMemory
    ) -> None:
        await laptop.choose()
        await laptop.app.lock()
        meeting, plain = threading.Barrier(12), store.read

        def read(name: str) -> bytes | None:
            """Each door reads the count, and none writes before all have read it, if they come to it at once."""
            said = plain(name)
            with contextlib.suppress(threading.BrokenBarrierError):
                meeting.wait(0.3)
            return said

        store.read = read  # type: ignore[method-assign]  # a store in which everybody is slow at the same moment
        doors = [DevicePins(laptop.folder, laptop.app.door._key_file, store) for _ in range(12)]
        with ThreadPoolExecutor(12) as hands:
            said = [one.exception() for one in [hands.submit(door.open, WRONG) for door in doors]]
        left = sorted(
            str(one.values["left"]) for one in said if isinstance(one, Refusal) and one.key == "vault.pin_wrong"
        )
        assert left == ["1", "2", "3", "4"]
        assert store.content == {}
        assert (await refused(laptop.app.unlock_with_pin(PIN))).key == "device_pin.not_opened"

    async def test_no_try_is_made_while_another_window_tries_for_long(
        self, laptop: Laptop, store: StoreInMemory, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await laptop.choose()
        await laptop.app.lock()
        monkeypatch.setattr(file_lock, "PATIENCE_S", 0.1)
        with file_lock.alone(laptop.folder / PINS_LOCK) as alone:
            assert alone
            assert (await refused(laptop.app.unlock_with_pin(PIN))).key == "device_pin.not_now"
            assert wrongs(store) == [0]
        await laptop.app.unlock_with_pin(PIN)

    async def test_wrong_ones_at_the_veil_count_too(self, laptop: Laptop, store: StoreInMemory) -> None:
        await laptop.choose()
        for _ in range(2):
            await refused(laptop.app.switch_with_pin([laptop.ines], WRONG))
        await until(lambda: wrongs(store) == [2])
        await laptop.app.switch_with_pin([laptop.ines], PIN)
        await until(lambda: wrongs(store) == [0])
        for _ in range(5):
            await refused(laptop.app.switch_with_pin([laptop.ines], WRONG))
        await until(lambda: store.content == {})
        await until(lambda: laptop.kept == set())


class TestARecordThatDoesNotOpen:
    """Whoever came by a kept PIN sees that it does not; what is done about it asks for the passphrase."""

    async def test_a_copy_is_put_in_its_place_by_passphrase_or_code_only(self, laptop: Laptop) -> None:
        await laptop.choose()
        assert laptop.app.journal is not None
        await laptop.app.copies.take(laptop.app.journal)
        await laptop.app.close()
        (laptop.folder / RECORD).write_bytes(b"not a record " * 1000)
        assert (await refused(laptop.app.unlock_with_pin(PIN))).key == "journal.damaged"
        door = laptop.app.door
        assert door.mending is not None
        copy = await door.mending.newest()
        assert copy is not None
        before = sorted(laptop.folder.iterdir())
        for work in (door.come_in_by_copy(copy), door.come_in_without_the_lost()):
            assert (await refused(work)).key == "vault.passphrase_needed"
        assert sorted(laptop.folder.iterdir()) == before
        assert (await refused(laptop.app.unlock("ines", PASSPHRASE))).key == "journal.missing"
        assert (await refused(laptop.app.unlock_with_pin(PIN))).key == "journal.missing"
        assert (await refused(door.come_in_by_copy(copy))).key == "vault.passphrase_needed"  # who came last, by a PIN
        await refused(laptop.app.unlock_with_recovery(laptop.code))
        laptop.app.take(await door.come_in_by_copy(copy))
        assert laptop.app.stage is Stage.OPEN


class TestElsewhere:
    """What a thief, a copy or another machine has of it."""

    async def test_a_copied_folder_opens_by_no_pin_on_another_machine(self, laptop: Laptop, tmp_path: Path) -> None:
        await laptop.choose()
        await laptop.app.close()
        shutil.copytree(laptop.folder, tmp_path / "stolen")
        other = Laptop(tmp_path / "stolen", StoreInMemory())
        fault = await refused(other.app.unlock_with_pin(PIN))
        assert fault.key == "device_pin.gone"
        await other.app.unlock("ines", PASSPHRASE)
        await other.app.close()

    async def test_no_copy_of_the_record_has_it(self, laptop: Laptop, tmp_path: Path) -> None:
        await laptop.choose()
        assert laptop.app.journal is not None
        await laptop.app.journal.backup(tmp_path / "stick")
        await laptop.app.copies.take(laptop.app.journal)
        for place in (tmp_path / "stick", laptop.folder / BACKUPS):
            names = [path.name for path in place.rglob("*")]
            assert "keys.json" in names
            assert DEVICE_PINS not in names

    async def test_the_file_tells_neither_name_nor_key_nor_pin(self, laptop: Laptop, store: StoreInMemory) -> None:
        await laptop.choose()
        written = (laptop.folder / DEVICE_PINS).read_text()
        for secret in ("ines", "Okafor", "Still Water", PIN):
            assert secret.casefold() not in written.casefold()
            assert not any(secret.encode() in content for content in store.content.values())
        assert not set(store.content) & {str(laptop.ines), laptop.ines.hex}

    @pytest.mark.parametrize(
        "change",
        [
            lambda slot, laptop: slot.update(roles=["administrator", "prescriber"]),
            lambda slot, laptop: slot.update(account=str(laptop.tomas)),
            lambda slot, laptop: slot["cost"].update(passes=2),
        ],
    )
    async def test_an_altered_slot_opens_nothing(
        self, laptop: Laptop, change: Callable[[dict[str, Any], Laptop], None]
    ) -> None:
        await laptop.choose()
        path = laptop.folder / DEVICE_PINS
        (slot,) = json.loads(path.read_text())
        change(slot, laptop)
        path.write_text(json.dumps([slot]))
        await laptop.app.lock()
        assert (await refused(laptop.app.unlock_with_pin(PIN))).key == "vault.pin_wrong"

    @pytest.mark.parametrize("said", [b"", b"[", b"\xff", b'[{"name": 1}]', b"{}", b"[[]]"])
    async def test_a_spoilt_file_keeps_no_pin_and_nobody_out(self, laptop: Laptop, said: bytes) -> None:
        await laptop.choose()
        (laptop.folder / DEVICE_PINS).write_bytes(said)
        await laptop.start_again()
        assert laptop.kept == set()
        assert (await refused(laptop.app.unlock_with_pin(PIN))).key == "device_pin.not_opened"
        await laptop.app.unlock("ines", PASSPHRASE)


class TestWhatEndsIt:
    """The way in changed, and the PIN with it."""

    async def test_another_passphrase(self, laptop: Laptop, store: StoreInMemory) -> None:
        await laptop.choose()
        laptop.app.door.change_passphrase(laptop.ines, PASSPHRASE, "four loud mats in a room")
        assert laptop.kept == set()
        await until(lambda: store.content == {})

    async def test_another_key_of_the_record(self, laptop: Laptop, store: StoreInMemory) -> None:
        await laptop.choose()
        await laptop.tomas_chooses()
        await key_change.change(laptop.app)
        assert laptop.kept == set()
        await until(lambda: store.content == {})

    async def test_removal_even_with_the_file_put_back(self, laptop: Laptop, store: StoreInMemory) -> None:
        await laptop.choose()
        await laptop.tomas_chooses()
        before, secrets = (laptop.folder / DEVICE_PINS).read_bytes(), dict(store.content)
        laptop.app.door.end_way_in(laptop.ines, laptop.tomas)
        assert laptop.kept == {laptop.ines}
        await until(lambda: len(store.content) == 1)
        (laptop.folder / DEVICE_PINS).write_bytes(before)
        store.content.update(secrets)
        await laptop.app.lock()
        assert (await refused(laptop.app.unlock_with_pin(TOMAS_PIN, "tomas"))).key == "device_pin.not_opened"
        await laptop.start_again()
        assert laptop.kept == {laptop.ines}

    async def test_another_role(self, laptop: Laptop, store: StoreInMemory) -> None:
        await laptop.tomas_chooses()
        assert laptop.app.clinic is not None
        await laptop.app.clinic.tell_staff(laptop.tomas, "Tomas Lind", [Role.FACILITATOR, Role.PRESCRIBER])
        await laptop.start_again()
        assert (await refused(laptop.app.unlock_with_pin(TOMAS_PIN))).key == "device_pin.void"
        assert laptop.app.stage is Stage.LOCKED
        assert laptop.kept == set()
        await until(lambda: store.content == {})
        await laptop.app.unlock("tomas", TOMAS_SAYS)

    async def test_removal_in_another_window_that_has_no_key_store(self, laptop: Laptop) -> None:
        await laptop.tomas_chooses()
        await laptop.app.lock()
        other = Laptop(laptop.folder, None)
        await other.app.unlock("ines", PASSPHRASE)
        other.app.door.end_way_in(laptop.ines, laptop.tomas)
        await other.app.close()
        assert (await refused(laptop.app.unlock_with_pin(TOMAS_PIN))).key == "vault.pin_wrong"
        laptop.app.door.kept_pins.look()
        assert laptop.kept == set()

    async def test_an_older_record_put_back_under_another_key(self, laptop: Laptop, tmp_path: Path) -> None:
        assert laptop.app.journal is not None
        older = await laptop.app.journal.backup(tmp_path / "stick")
        await key_change.change(laptop.app)
        await laptop.choose()
        await laptop.app.close()
        for name in ("keys.json", "record.db"):
            shutil.copy2(older / name, laptop.folder / name)
        laptop.app = App(laptop.folder, store=laptop.store)
        assert laptop.app.door.kept_pins.look()
        assert laptop.kept == set()
        await laptop.app.close()

    async def test_choosing_one_for_today_and_no_more_wanting_it(self, laptop: Laptop, store: StoreInMemory) -> None:
        await laptop.choose()
        laptop.app.door.choose_pin(laptop.ines, "2468")
        assert laptop.kept == set()
        await laptop.choose()
        await laptop.choose(TOMAS_PIN)
        await until(lambda: len(store.content) == 1)
        laptop.app.door.forget_kept([laptop.ines])
        await until(lambda: store.content == {})


class TestWhatItDoesNotOpen:
    """What asks for a passphrase still."""

    async def test_process_notes_ways_in_keys_and_another_pin(self, laptop: Laptop) -> None:
        await laptop.choose()
        await laptop.start_again()
        await laptop.app.unlock_with_pin(PIN)
        door, ines = laptop.app.door, laptop.ines
        assert door.own_keys.own(ines) == door.knock_with_pin(ines, PIN).own == ()
        for work in (
            lambda: door.must_have_come(ines),
            lambda: door.own_keys.make_code(ines),
            lambda: door.end_way_in(ines, laptop.tomas),
            lambda: door.give_way_in(ines, "devi", TOMAS_SAYS, laptop.tomas, [Role.FACILITATOR]),
            lambda: door.record_key.new_code(ines),
            lambda: door.choose_pin(ines, "2468"),
            lambda: door.keep_pin(ines, (), PIN),
        ):
            with pytest.raises(Refusal) as told:
                work()
            assert told.value.key == "vault.passphrase_needed"
        devi = laptop.app.add_account(name="Devi Rao", roles=[Role.FACILITATOR], sign_in="devi", passphrase=TOMAS_SAYS)
        assert (await refused(devi)).key == "vault.passphrase_needed"
        await laptop.app.switch_to("ines", PASSPHRASE)
        assert len(door.own_keys.own(ines)) == len(door.knock_with_pin(ines, PIN).own) == 1
        await laptop.choose()

    async def test_the_code_on_paper_keeps_no_pin(self, laptop: Laptop) -> None:
        code = laptop.app.door.record_key.new_code(laptop.ines)
        await laptop.app.lock()
        await laptop.app.unlock_with_recovery(code)
        assert (await refused(laptop.choose())).key == "vault.passphrase_needed"
