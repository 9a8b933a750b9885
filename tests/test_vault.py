"""Unlocking: what opens, what does not, what it costs to try, and what somebody with the key file can do with it."""

from __future__ import annotations

import dataclasses
import json
import os
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from argon2 import low_level

from facilitator_app import key_slots, paper_code
from facilitator_app.faults import Refusal, Trouble
from facilitator_app.key_slots import Opened
from facilitator_app.rehearsal.fast_clock import FastClock
from facilitator_app.vault import Vault

INES, TOMAS, DEVI = UUID(int=1), UUID(int=2), UUID(int=3)
PASSPHRASE, OTHER = "four quiet words here", "another long passphrase"
START = datetime(2026, 3, 5, 17, 0, tzinfo=UTC)
KEYS, TRIES = "keys.json", "keys.tries"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tries at the lowest cost, except where the cost is the story."""
    monkeypatch.setattr(key_slots, "COST", key_slots.Cost(passes=1, memory=64, lanes=1))


@pytest.fixture
def clock() -> FastClock:
    return FastClock(START)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "clinic"


@pytest.fixture
def made(folder: Path, clock: FastClock) -> tuple[Vault, Opened, str]:
    """Ines Okafor makes the clinic's vault."""
    return Vault.create(folder, "Ines", PASSPHRASE, INES, ("medical_provider", "administrator"), clock)


def refused(work: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as told:
        work()
    return told.value


def change_file(folder: Path, change: Callable[[Any], None]) -> None:
    kept = json.loads((folder / KEYS).read_text())
    change(kept)
    (folder / KEYS).write_text(json.dumps(kept))


def test_the_key_comes_back_with_the_name_and_the_passphrase(folder: Path, made: tuple[Vault, Opened, str]) -> None:
    _, opened, _ = made
    assert len(opened.key) == 32
    again = Vault.at(folder).open("Ines", PASSPHRASE)
    assert again == opened
    assert (again.account, again.roles) == (INES, ("medical_provider", "administrator"))
    assert Vault.exists(folder)
    assert not Vault.exists(folder.parent)


def test_a_name_is_the_same_in_any_case_and_a_passphrase_however_it_was_typed(folder: Path) -> None:
    _, opened, _ = Vault.create(folder, "Zoë", "café sous la lune", INES, ("facilitator",))
    vault = Vault.at(folder)
    assert vault.open("  ZOE\u0308 ", "cafe\u0301 sous la lune").key == opened.key
    assert refused(lambda: vault.open("Zoë", "Café sous la lune")).key == "vault.not_opened"


def test_nothing_tells_which_part_was_wrong(made: tuple[Vault, Opened, str]) -> None:
    vault, _, _ = made
    wrong = [
        refused(lambda: vault.open("Ines", "not the passphrase")),
        refused(lambda: vault.open("Nobody", PASSPHRASE)),
        refused(lambda: vault.open("", "")),
    ]
    assert {(one.key, one.field, tuple(one.values)) for one in wrong} == {("vault.not_opened", "passphrase", ())}


def test_an_unknown_name_is_tried_at_the_same_cost(
    made: tuple[Vault, Opened, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    vault, _, _ = made
    costs: list[tuple[object, ...]] = []
    real = low_level.hash_secret_raw

    def counted(secret: bytes, salt: bytes, *cost: Any) -> bytes:
        costs.append(cost)
        return real(secret, salt, *cost)

    monkeypatch.setattr(key_slots, "hash_secret_raw", counted)
    for name in ("Ines", "Nobody"):
        refused(lambda name=name: vault.open(name, "not the passphrase"))  # type: ignore[misc]  # a default argument
    assert len(costs) == 2
    assert costs[0] == costs[1]


def test_what_a_try_costs_is_what_was_decided(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    _, opened, _ = Vault.create(folder, "Ines", PASSPHRASE, INES, ("facilitator",))
    kept = json.loads((folder / KEYS).read_text())
    for slot in (*kept["slots"], kept["recovery"]):
        assert slot["cost"] == {"passes": 3, "memory": 65536, "lanes": 4}
    assert Vault.at(folder).open("Ines", PASSPHRASE) == opened


def test_no_name_and_no_secret_stands_in_the_file(folder: Path, made: tuple[Vault, Opened, str]) -> None:
    _, opened, code = made
    content = (folder / KEYS).read_text().casefold()
    for secret in ("ines", PASSPHRASE, code, code.replace("-", ""), opened.key.hex()):
        assert secret.casefold() not in content
    assert opened.key.hex() not in repr(opened)
    assert str(opened.key) not in repr(opened)
    assert os.name != "posix" or (folder / KEYS).stat().st_mode & 0o077 == 0


def test_a_second_account_opens_the_same_record_with_its_own_roles(
    folder: Path, made: tuple[Vault, Opened, str]
) -> None:
    vault, opened, _ = made
    vault.add(opened, "Tomas", OTHER, TOMAS, ["facilitator"])
    theirs = Vault.at(folder).open("tomas", OTHER)
    assert (theirs.key, theirs.account, theirs.roles) == (opened.key, TOMAS, ("facilitator",))
    assert Vault.at(folder).open("Ines", PASSPHRASE) == opened
    assert refused(lambda: vault.add(opened, " TOMAS", OTHER, DEVI, ["facilitator"])).key == "vault.sign_in_taken"


def test_a_name_and_a_passphrase_must_be_there_and_long_enough(
    folder: Path, made: tuple[Vault, Opened, str], tmp_path: Path
) -> None:
    vault, opened, _ = made
    before = (folder / KEYS).read_bytes()
    short = refused(lambda: vault.add(opened, "Devi", "eleven char", DEVI, ["facilitator"]))
    assert (short.key, short.values["shortest"]) == ("vault.passphrase_too_short", 12)
    assert refused(lambda: vault.add(opened, "Devi", "x" * 1025, DEVI, [])).key == "vault.passphrase_too_long"
    assert refused(lambda: vault.add(opened, "  ", OTHER, DEVI, [])).key == "vault.no_sign_in"
    assert (folder / KEYS).read_bytes() == before
    assert (
        refused(lambda: Vault.create(tmp_path / "new", "Devi", "short", DEVI, [])).key == "vault.passphrase_too_short"
    )
    assert not (tmp_path / "new").exists()


def test_changing_a_passphrase_leaves_the_key_and_the_others(folder: Path, made: tuple[Vault, Opened, str]) -> None:
    vault, opened, _ = made
    vault.add(opened, "Tomas", OTHER, TOMAS, ["facilitator"])
    theirs = vault.open("Tomas", OTHER)
    assert refused(lambda: vault.change(theirs, "not the old one", "the new passphrase")).key == "vault.not_opened"
    assert refused(lambda: vault.change(theirs, OTHER, "short")).key == "vault.passphrase_too_short"
    vault.change(theirs, OTHER, "the new passphrase")
    again = Vault.at(folder)
    assert again.open("Tomas", "the new passphrase") == theirs
    assert again.open("Ines", PASSPHRASE) == opened
    assert refused(lambda: again.open("Tomas", OTHER)).key == "vault.not_opened"


def test_an_account_that_is_not_there_cannot_change_anything(made: tuple[Vault, Opened, str]) -> None:
    vault, opened, _ = made
    stranger = Opened(DEVI, ("facilitator",), opened.key)
    assert refused(lambda: vault.change(stranger, OTHER, "the new passphrase")).key == "vault.not_opened"


def test_the_key_of_another_record_gives_no_right_here(
    folder: Path, made: tuple[Vault, Opened, str], tmp_path: Path
) -> None:
    vault, _, _ = made
    _, foreign, _ = Vault.create(tmp_path / "other", "Ines", PASSPHRASE, INES, ("administrator",))
    before = (folder / KEYS).read_bytes()
    for work in (
        lambda: vault.add(foreign, "Devi", OTHER, DEVI, ["facilitator"]),
        lambda: vault.change(foreign, PASSPHRASE, OTHER),
        lambda: vault.renew(foreign, "Ines", OTHER),
        lambda: vault.set_pin(foreign, "4821"),
    ):
        assert refused(work).key == "vault.not_opened"
    assert (folder / KEYS).read_bytes() == before


class TestTheCodeOnPaper:
    """The recovery code: for the day when nobody remembers."""

    def test_it_opens_however_it_is_typed(self, folder: Path, made: tuple[Vault, Opened, str]) -> None:
        _, opened, code = made
        assert [len(group) for group in code.split("-")] == [4] * 7
        assert not set(code) & set("ILOU")
        vault = Vault.at(folder)
        alike = code.replace("0", "O").replace("1", "l")
        for typed in (code, code.lower(), code.replace("-", ""), code.replace("-", " "), alike):
            assert vault.open_with_recovery(typed) == opened

    def test_a_slip_of_the_pen_is_told_as_one(self, made: tuple[Vault, Opened, str]) -> None:
        vault, _, _ = made
        letters = paper_code.spell(bytes(range(100, 116))).replace("-", "")  # no other one is a code by chance
        swapped = letters[1] + letters[0] + letters[2:]
        typos = [letters[:at] + ("0" if letters[at] != "0" else "2") + letters[at + 1 :] for at in range(28)]
        passed = 0
        for typed in ("", "not a code", letters[:-1], letters + "0", "U" * 28, "Z" + letters[1:], *typos):
            told = refused(lambda typed=typed: vault.open_with_recovery(typed))  # type: ignore[misc]  # a default
            passed += told.key != "vault.recovery_mistyped"
            if told.key == "vault.wait":
                pytest.fail("a slip of the pen must not count as a try")
        assert passed == 0
        assert refused(lambda: vault.open_with_recovery(swapped)).key == "vault.recovery_mistyped"

    def test_another_clinics_code_does_not_open(self, made: tuple[Vault, Opened, str], tmp_path: Path) -> None:
        vault, _, _ = made
        _, _, foreign = Vault.create(tmp_path / "other", "Ines", PASSPHRASE, INES, ())
        assert refused(lambda: vault.open_with_recovery(foreign)).key == "vault.not_opened"

    def test_after_it_a_new_passphrase_can_be_chosen(self, folder: Path, made: tuple[Vault, Opened, str]) -> None:
        vault, opened, code = made
        vault.add(opened, "Tomas", OTHER, TOMAS, ["facilitator"])
        back = Vault.at(folder).open_with_recovery(code)
        assert refused(lambda: vault.renew(back, "tomas", "the new passphrase")).key == "vault.sign_in_taken"
        vault.renew(back, "Ines O", "the new passphrase")
        again = Vault.at(folder)
        assert again.open("Ines O", "the new passphrase") == opened
        assert again.open("Tomas", OTHER).account == TOMAS
        assert refused(lambda: again.open("Ines", PASSPHRASE)).key == "vault.not_opened"
        assert again.open_with_recovery(code) == opened


class TestSlowingDown:
    """Five wrong tries, and each further one is slower, across restarts."""

    def test_it_is_told_how_long_to_wait(self, folder: Path, made: tuple[Vault, Opened, str], clock: FastClock) -> None:
        for _ in range(5):
            assert refused(lambda: Vault.at(folder, clock).open("Ines", "wrong")).key == "vault.not_opened"
        vault = Vault.at(folder, clock)  # a restart does not help
        told = refused(lambda: vault.open("Ines", PASSPHRASE))
        assert (told.key, told.values) == ("vault.wait", {"seconds": 6})
        assert refused(lambda: vault.open_with_recovery("x")).key == "vault.wait"
        clock.advance(timedelta(seconds=5))
        assert refused(lambda: vault.open("Ines", "wrong")).key == "vault.not_opened"
        assert refused(lambda: vault.open("Ines", PASSPHRASE)).values == {"seconds": 11}
        clock.advance(timedelta(seconds=10))
        assert vault.open("Ines", PASSPHRASE) == made[1]
        assert refused(lambda: vault.open("Ines", "wrong")).key == "vault.not_opened"
        assert vault.open("Ines", PASSPHRASE) == made[1]

    def test_it_never_comes_to_more_than_five_minutes(self, made: tuple[Vault, Opened, str], clock: FastClock) -> None:
        vault = made[0]
        for _ in range(30):
            clock.advance(timedelta(seconds=300))
            assert refused(lambda: vault.open("Ines", "wrong")).key == "vault.not_opened"
        assert refused(lambda: vault.open("Ines", PASSPHRASE)).values == {"seconds": 301}

    def test_a_clock_set_back_makes_it_no_longer(self, folder: Path, made: tuple[Vault, Opened, str]) -> None:
        for _ in range(5):
            refused(lambda: made[0].open("Ines", "wrong"))
        before = FastClock(START - timedelta(days=2))
        vault = Vault.at(folder, before)
        assert refused(lambda: vault.open("Ines", PASSPHRASE)).key == "vault.wait"
        before.advance(timedelta(seconds=6))
        assert vault.open("Ines", PASSPHRASE) == made[1]

    @pytest.mark.parametrize(
        "content", ["", "[]", "{}", '{"count": "x", "last": 3}', '{"count": 9, "last": "never"}', "\x00"]
    )
    def test_a_broken_count_keeps_nobody_out(
        self, folder: Path, made: tuple[Vault, Opened, str], clock: FastClock, content: str
    ) -> None:
        (folder / TRIES).write_text(content)
        assert Vault.at(folder, clock).open("Ines", PASSPHRASE) == made[1]

    def test_a_folder_that_cannot_be_written_still_counts_in_this_run(
        self, folder: Path, made: tuple[Vault, Opened, str]
    ) -> None:
        (folder / (TRIES + ".tmp")).mkdir()
        for _ in range(5):
            refused(lambda: made[0].open("Ines", "wrong"))
        assert refused(lambda: made[0].open("Ines", PASSPHRASE)).key == "vault.wait"
        assert not (folder / TRIES).exists()

    def test_several_windows_have_five_tries_between_them(
        self, folder: Path, made: tuple[Vault, Opened, str], clock: FastClock
    ) -> None:
        windows = [Vault.at(folder, clock) for _ in range(4)]
        wrong = [partial(one.open, "Ines", "wrong") for one in windows]
        said = [refused(one).key for one in wrong * 2]
        assert said == ["vault.not_opened"] * 5 + ["vault.wait"] * 3
        clock.advance(timedelta(seconds=5))
        assert windows[3].open("Ines", PASSPHRASE) == made[1]
        assert [refused(one).key for one in wrong] == ["vault.not_opened"] * 4  # from the beginning, in each of them

    @pytest.mark.parametrize("content", [None, "[]", "\x00"])
    def test_a_count_that_is_lost_meanwhile_still_counts_in_this_run(
        self, folder: Path, made: tuple[Vault, Opened, str], content: str | None
    ) -> None:
        for _ in range(5):
            refused(lambda: made[0].open("Ines", "wrong"))
        if content is None:
            (folder / TRIES).unlink()
        else:
            (folder / TRIES).write_text(content)
        assert refused(lambda: made[0].open("Ines", PASSPHRASE)).key == "vault.wait"

    def test_a_wrong_try_leaves_the_key_file_as_it_was(self, folder: Path, made: tuple[Vault, Opened, str]) -> None:
        before = (folder / KEYS).read_bytes()
        refused(lambda: made[0].open("Ines", "wrong"))
        assert (folder / KEYS).read_bytes() == before
        assert "wrong" not in (folder / TRIES).read_text()


class TestPins:
    """A PIN opens in this run what a passphrase opened in this run."""

    def test_one_touch_and_a_pin(self, folder: Path, made: tuple[Vault, Opened, str]) -> None:
        vault, opened, _ = made
        before = (folder / KEYS).read_bytes()
        assert refused(lambda: vault.open_pin(INES, "4821")).key == "vault.passphrase_needed"
        vault.set_pin(opened, "4821")
        assert vault.has_pin(INES)
        assert vault.open_pin(INES, "4821") == opened
        assert refused(lambda: vault.open_pin(TOMAS, "4821")).key == "vault.passphrase_needed"
        assert (folder / KEYS).read_bytes() == before
        again = Vault.at(folder)  # another run
        assert not again.has_pin(INES)
        assert refused(lambda: again.open_pin(INES, "4821")).key == "vault.passphrase_needed"

    def test_a_pin_tells_whose_it_is_and_two_with_the_same_say_who_they_are(
        self, made: tuple[Vault, Opened, str]
    ) -> None:
        vault, opened, _ = made
        tomas = dataclasses.replace(opened, account=TOMAS)
        vault.set_pin(opened, "4821")
        vault.set_pin(tomas, "1357")
        assert vault.open_pin_of([INES, TOMAS], "1357") == tomas
        assert vault.open_pin_of([INES, TOMAS], "4821") == opened
        for left in (4, 3, 2, 1):
            told = refused(lambda: vault.open_pin_of([INES, TOMAS], "0000"))
            assert (told.key, told.values) == ("vault.pin_wrong", {"left": left})
        assert refused(lambda: vault.open_pin_of([INES, TOMAS], "0000")).key == "vault.passphrase_needed"
        assert not vault.has_pin(INES)
        assert not vault.has_pin(TOMAS)
        vault.set_pin(opened, "4821")
        vault.set_pin(tomas, "4821")
        assert refused(lambda: vault.open_pin_of([INES, TOMAS], "4821")).key == "vault.pin_of_several"
        assert vault.open_pin(TOMAS, "4821") == tomas

    @pytest.mark.parametrize(
        ("pin", "key"),
        [
            ("482", "vault.pin_too_short"),
            ("", "vault.pin_too_short"),
            ("48a1", "vault.pin_not_digits"),
            ("४८२१", "vault.pin_not_digits"),
        ],
    )
    def test_a_pin_is_at_least_four_digits(self, made: tuple[Vault, Opened, str], pin: str, key: str) -> None:
        assert refused(lambda: made[0].set_pin(made[1], pin)).key == key

    def test_five_wrong_ones_and_the_passphrase_is_needed(self, made: tuple[Vault, Opened, str]) -> None:
        vault, opened, _ = made
        vault.set_pin(opened, "4821")
        for left in (4, 3, 2, 1):
            told = refused(lambda: vault.open_pin(INES, "0000"))
            assert (told.key, told.values) == ("vault.pin_wrong", {"left": left})
        assert refused(lambda: vault.open_pin(INES, "0000")).key == "vault.passphrase_needed"
        assert refused(lambda: vault.open_pin(INES, "4821")).key == "vault.passphrase_needed"

    def test_a_right_one_starts_the_count_again(self, made: tuple[Vault, Opened, str]) -> None:
        vault, opened, _ = made
        vault.set_pin(opened, "4821")
        for _ in range(3):
            for _ in range(4):
                refused(lambda: vault.open_pin(INES, "0000"))
            assert vault.open_pin(INES, "4821") == opened


class TestTheFileInOtherHands:
    """Whoever has the key file, and not the passphrase, can neither open it nor promote himself."""

    @pytest.mark.parametrize(
        "change",
        [
            lambda kept: kept["slots"][0].update(roles=["administrator"]),
            lambda kept: kept["slots"][0].update(account=str(DEVI)),
            lambda kept: kept["slots"][0]["cost"].update(passes=2),
            lambda kept: kept["slots"][0].update(nonce="AAAAAAAAAAAAAAAA"),
            lambda kept: kept["slots"][0].update(nonce=""),
            lambda kept: kept["slots"][0].update(wrapped=""),
            lambda kept: kept["slots"][0].update(salt="AAAAAAAAAAAAAAAAAAAAAA=="),
            lambda kept: kept.update(file=str(DEVI)),
            lambda kept: kept.update(check="AAAA"),
            lambda kept: kept.update(slots=[]),
        ],
    )
    def test_a_slot_that_was_altered_does_not_open(
        self, folder: Path, made: tuple[Vault, Opened, str], change: Callable[[Any], None]
    ) -> None:
        change_file(folder, change)
        assert refused(lambda: Vault.at(folder).open("Ines", PASSPHRASE)).key == "vault.not_opened"

    def test_a_slot_under_another_name_does_not_open(self, folder: Path, made: tuple[Vault, Opened, str]) -> None:
        vault, opened, _ = made
        vault.add(opened, "Tomas", OTHER, TOMAS, ["facilitator"])

        def exchange(kept: Any) -> None:
            first, second = kept["slots"]
            first["name"], second["name"] = second["name"], first["name"]

        change_file(folder, exchange)
        assert refused(lambda: Vault.at(folder).open("Tomas", PASSPHRASE)).key == "vault.not_opened"

    @pytest.mark.parametrize(
        "change",
        [
            lambda kept: kept["slots"][0]["cost"].update(memory=1 << 30),
            lambda kept: kept["slots"][0]["cost"].update(passes=0),
            lambda kept: kept["recovery"].update(salt=""),
            lambda kept: kept.pop("recovery"),
            lambda kept: kept.update(format=0),
            lambda kept: kept.update(format="one"),
            lambda kept: kept.update(slots={}),
        ],
    )
    def test_a_file_that_cannot_be_ours_is_refused_whole(
        self, folder: Path, made: tuple[Vault, Opened, str], change: Callable[[Any], None]
    ) -> None:
        change_file(folder, change)
        with pytest.raises(Trouble) as told:
            Vault.at(folder)
        assert told.value.key == "vault.damaged"

    def test_a_newer_format_is_named_as_one(self, folder: Path, made: tuple[Vault, Opened, str]) -> None:
        change_file(folder, lambda kept: kept.update(format=key_slots.FORMAT + 1, slots="of another kind"))
        with pytest.raises(Trouble) as told:
            Vault.at(folder)
        assert (told.value.key, told.value.values) == (
            "vault.newer_version",
            {"version": key_slots.FORMAT + 1, "known": key_slots.FORMAT},
        )

    def test_a_byte_turned_over_anywhere_opens_with_the_same_key_or_not_at_all(
        self, folder: Path, made: tuple[Vault, Opened, str], clock: FastClock
    ) -> None:
        seed = random.randrange(1 << 32)
        dice, whole = random.Random(seed), (folder / KEYS).read_bytes()
        keys: list[str | bytes] = []
        for _ in range(300):
            content = bytearray(whole)
            at, bit = dice.randrange(len(content)), 1 << dice.randrange(8)
            content[at] ^= bit
            (folder / KEYS).write_bytes(content)
            (folder / TRIES).unlink(missing_ok=True)
            try:
                keys.append(Vault.at(folder, clock).open("Ines", PASSPHRASE).key)
            except (Refusal, Trouble) as told:
                keys.append(told.key)
        right = made[1].key
        assert set(keys) <= {"vault.not_opened", "vault.damaged", "vault.newer_version", right}, f"seed {seed}"
        assert keys.count(right) < 300


class TestTheDisk:
    """What the disk may do to the key file."""

    def test_a_vault_is_never_made_over_another(self, folder: Path, made: tuple[Vault, Opened, str]) -> None:
        with pytest.raises(Trouble) as told:
            Vault.create(folder, "Devi", OTHER, DEVI, ["facilitator"])
        assert told.value.key == "vault.exists"
        assert Vault.at(folder).open("Ines", PASSPHRASE) == made[1]

    def test_no_file_is_told_as_no_file(self, folder: Path) -> None:
        with pytest.raises(Trouble) as told:
            Vault.at(folder)
        assert told.value.key == "vault.missing"

    def test_a_folder_in_its_place_is_told(self, folder: Path) -> None:
        (folder / KEYS).mkdir(parents=True)
        with pytest.raises(Trouble) as told:
            Vault.at(folder)
        assert told.value.key == "vault.not_readable"

    def test_a_write_that_fails_leaves_the_file_before_it(self, folder: Path, made: tuple[Vault, Opened, str]) -> None:
        vault, opened, _ = made
        (folder / (KEYS + ".tmp")).mkdir()
        with pytest.raises(Trouble) as told:
            vault.add(opened, "Tomas", OTHER, TOMAS, ["facilitator"])
        assert told.value.key == "vault.not_written"
        assert refused(lambda: vault.open("Tomas", OTHER)).key == "vault.not_opened"
        assert Vault.at(folder).open("Ines", PASSPHRASE) == opened
