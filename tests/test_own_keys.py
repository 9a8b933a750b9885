"""A key of one's own: opened by one's passphrase alone, kept when that changes, had again by one's own code on paper."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from facilitator_app import key_slots, own_keys
from facilitator_app.faults import Trouble
from facilitator_app.key_on_disk import KeyOnDisk
from facilitator_app.key_slots import Opened
from facilitator_app.vault import Vault
from tests.test_vault import INES, KEYS, PASSPHRASE, TOMAS, change_file, refused

TOMAS_SAID, ANEW = "tomas keeps quiet words", "tomas has other words now"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tries at the lowest cost."""
    monkeypatch.setattr(key_slots, "COST", key_slots.Cost(passes=1, memory=64, lanes=1))


@pytest.fixture
def made(tmp_path: Path) -> tuple[Vault, Opened, str]:
    """Ines makes the vault, and Tomas has a way in."""
    vault, ines, code = Vault.create(tmp_path, "Ines", PASSPHRASE, INES, ("administrator",))
    vault.add(ines, "Tomas", TOMAS_SAID, TOMAS, ("facilitator",))
    return vault, ines, code


def test_each_account_has_a_key_of_its_own_that_is_the_same_each_time(
    tmp_path: Path, made: tuple[Vault, Opened, str]
) -> None:
    vault, ines, _ = made
    assert vault.own_public(TOMAS) is None  # he has not come in yet
    tomas = vault.open("Tomas", TOMAS_SAID)
    assert len(tomas.own) == 1
    assert vault.own_public(TOMAS) == own_keys.public_of(tomas.own[0])
    again = Vault.at(tmp_path)
    assert again.open("Tomas", TOMAS_SAID).own == tomas.own
    assert again.open("Ines", PASSPHRASE).own == ines.own != tomas.own


def test_a_changed_passphrase_opens_the_same_own_key(made: tuple[Vault, Opened, str]) -> None:
    vault, _, _ = made
    before = vault.open("Tomas", TOMAS_SAID)
    assert vault.change(before, TOMAS_SAID, ANEW).own == before.own
    assert vault.open("Tomas", ANEW).own == before.own
    assert refused(lambda: vault.open("Tomas", TOMAS_SAID)).key == "vault.not_opened"


def test_a_passphrase_that_an_administrator_gave_anew_opens_a_new_own_key_and_not_the_old(
    made: tuple[Vault, Opened, str],
) -> None:
    vault, ines, _ = made
    before = vault.open("Tomas", TOMAS_SAID)
    code = vault.own_code(before)
    vault.take_back(ines, TOMAS)
    vault.add(ines, "Tomas", ANEW, TOMAS, ("facilitator",))
    now = vault.open("Tomas", ANEW)
    assert before.own[0] not in now.own
    assert vault.own_standing(now) == (False, True)
    back = vault.open_own(now, code)
    assert before.own[0] in back.own
    assert vault.own_standing(back) == (False, False)
    assert set(vault.open("Tomas", ANEW).own) == {before.own[0], now.own[0]}


def test_the_clinics_code_on_paper_does_not_open_an_own_key_and_its_own_code_does(
    made: tuple[Vault, Opened, str],
) -> None:
    vault, ines, code = made
    mine = vault.own_code(ines)
    by_code = vault.open_with_recovery(code)
    assert by_code.own == ()
    assert refused(lambda: vault.open_own(by_code, mine)).key == "vault.passphrase_needed"
    renewed = vault.renew(by_code, "Ines", ANEW)
    assert ines.own[0] not in renewed.own
    assert refused(lambda: vault.open_own(renewed, code)).key == "vault.own_not_opened"
    assert ines.own[0] in vault.open_own(renewed, mine).own
    assert ines.own[0] in vault.open("Ines", ANEW).own


def test_a_second_code_takes_the_place_of_the_first(made: tuple[Vault, Opened, str]) -> None:
    vault, ines, _ = made
    first, second = vault.own_code(ines), vault.own_code(ines)
    assert refused(lambda: vault.open_own(ines, first)).key == "vault.own_not_opened"
    assert vault.open_own(ines, second).own == ines.own


def test_one_account_has_nothing_of_anothers_code(made: tuple[Vault, Opened, str]) -> None:
    vault, ines, _ = made
    code = vault.own_code(vault.open("Tomas", TOMAS_SAID))
    assert refused(lambda: vault.open_own(ines, code)).key == "vault.own_not_opened"


def test_a_folder_that_cannot_be_written_to_keeps_nobody_out_and_gives_no_key_that_would_be_lost(
    made: tuple[Vault, Opened, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    vault, _, _ = made

    def full(*_: object) -> None:
        raise Trouble("vault.not_written")

    monkeypatch.setattr(KeyOnDisk, "write", full)
    assert vault.open("Tomas", TOMAS_SAID).own == ()


def test_a_key_file_of_the_first_format_opens_and_gets_own_keys(
    tmp_path: Path, made: tuple[Vault, Opened, str]
) -> None:
    def of_before(kept: dict[str, object]) -> None:
        kept.pop("owns")
        kept["format"] = 1

    change_file(tmp_path, of_before)
    vault = Vault.at(tmp_path)
    assert len(vault.open("Tomas", TOMAS_SAID).own) == 1
    assert '"format": 2' in (tmp_path / KEYS).read_text()


def test_no_byte_of_an_own_key_stands_in_the_key_file(tmp_path: Path, made: tuple[Vault, Opened, str]) -> None:
    import base64

    _, ines, _ = made
    kept = (tmp_path / KEYS).read_text()
    assert base64.b64encode(ines.own[0]).decode() not in kept
    assert base64.b64encode(ines.secret).decode() not in kept
    assert repr(ines).count("own=") == 0


# ------------------------------------------------------------------------------------------------------ two together

A, B, C = UUID(int=21), UUID(int=22), UUID(int=23)
BOUND = b"custody"


def pair_of() -> tuple[bytes, bytes]:
    own, private = own_keys.make(A, bytes(32))
    return own.public, private


def test_any_two_of_three_have_the_key_together_and_no_one_alone() -> None:
    keys = {one: pair_of() for one in (A, B, C)}
    public, pairs = own_keys.share_out({one: key[0] for one, key in keys.items()}, BOUND)
    assert [(pair.one, pair.other) for pair in pairs] == [(A, B), (A, C), (B, C)]
    for pair in pairs:
        joined = own_keys.join(pair, keys[pair.one][1], keys[pair.other][1], BOUND)
        assert joined is not None
        assert own_keys.public_of(joined) == public
        assert own_keys.join(pair, keys[pair.one][1], keys[pair.one][1], BOUND) is None
        assert own_keys.join(pair, keys[pair.other][1], keys[pair.one][1], BOUND) is None
        assert own_keys.join(pair, keys[pair.one][1], keys[pair.other][1], b"another") is None


def test_what_is_sealed_to_one_is_read_by_nobody_else_and_not_altered() -> None:
    (public, private), (_, other) = pair_of(), pair_of()
    sealed = own_keys.seal_to(public, b"a note", BOUND)
    assert own_keys.unseal(private, sealed, BOUND) == b"a note"
    assert own_keys.unseal(other, sealed, BOUND) is None
    assert own_keys.unseal(private, sealed[:-1] + b"x", BOUND) is None
    assert own_keys.unseal(private, bytes(32) + sealed[32:], BOUND) is None


def test_the_length_of_what_is_locked_says_little() -> None:
    key = own_keys.lock_of(pair_of()[1])
    short, long = own_keys.lock(key, b"no", BOUND), own_keys.lock(key, b"x" * 500, BOUND)
    assert len(short) == len(long)
    assert own_keys.unlock(key, long, BOUND) == b"x" * 500
    assert own_keys.unlock(key, long, b"another line") is None
