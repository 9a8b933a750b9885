"""The way into the record: vault and journal introduced to each other, a clinic made or opened.  Knows no screen, no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from facilitator_app.account_keys import AccountKeys
from facilitator_app.clock import Clock
from facilitator_app.data_folder import KEYS, KEYS_LOCK, MAKING, RECORD
from facilitator_app.door_pins import PinDoor
from facilitator_app.faults import Faults, Refusal, Trouble
from facilitator_app.record_key import RecordKey

if TYPE_CHECKING:
    from facilitator_app.clinic import Clinic
    from facilitator_app.device_store import KeyStore
    from facilitator_app.journal import JournalFile, Weighed
    from facilitator_app.mending import Mending
    from facilitator_app.record.programme import Programme
    from facilitator_app.record.roles import Role
    from facilitator_app.session import Who
    from facilitator_app.vault import Opened, Vault


class Inside(NamedTuple):
    """An opened record: the keys in hand, the file, the clinic and who came in."""

    opened: Opened
    journal: JournalFile
    clinic: Clinic
    who: Who


class Door(PinDoor):
    """One folder's way in.  The record, SQLAlchemy and the key derivation are imported when the door is first used."""

    def __init__(self, folder: Path, clock: Clock, faults: Faults, store: KeyStore | None = None) -> None:
        super().__init__(folder, store)
        self._clock = clock
        self._faults = faults
        self._by_code: set[UUID] = set()
        self.own_keys = AccountKeys(self._came, self._vault)
        """The own keys of those who came in."""
        self.record_key = RecordKey(self._came, self._vault)
        """The key of the whole record."""
        self.mending: Mending | None = None
        """The record that did not open to who came last, until it opens or the door is shut."""

    def is_there(self) -> bool:
        """Whether a clinic was made in the folder, to its end."""
        return (self.folder / KEYS).exists() and not _is_half_made(self.folder)

    def look(self) -> None:
        """Raise the Trouble that coming in would meet, before anything is begun.  May be called from any thread.

        What the first sign-in needs is imported by the way, while somebody types it.
        """
        import facilitator_app.vault  # noqa: F401
        from facilitator_app.journal import JournalFile

        JournalFile.look(self.folder)
        if _is_half_made(self.folder):
            return
        if (self.folder / RECORD).exists() and not self.is_there():
            raise Trouble("vault.missing", folder=str(self.folder))
        if self.is_there() and not (self.folder / RECORD).exists():
            raise Trouble("journal.not_there", folder=str(self.folder))

    async def make(
        self,
        *,
        name: str,
        zone: str,
        person: str,
        roles: Sequence[Role],
        sign_in: str,
        passphrase: str,
        programmes: Sequence[Programme],
    ) -> tuple[Inside, str]:
        """Make the clinic and its first account; returns it with the recovery code for paper.  Leaves nothing half-made."""
        from facilitator_app.clinic import Clinic
        from facilitator_app.record.clinic import ClinicMade, StaffAdded
        from facilitator_app.record.entry import new_id
        from facilitator_app.record.roles import Role
        from facilitator_app.session import Who

        account = new_id(self._clock.now())
        who = Who(id=account, name=person, roles=tuple(roles))
        ClinicMade(name=name, zone=zone)
        StaffAdded(staff=account, name=person, roles=who.roles)
        if Role.ADMINISTRATOR not in roles:
            raise Refusal("clinic.first_is_administrator", field="roles")
        journal, opened, code = self._make_files(sign_in, passphrase, who)
        clinic = Clinic(journal.clinic_scope, journal, self._clock, self._faults)
        clinic.at_screen = who
        try:
            await clinic.make(name, zone, who, programmes)
            (self.folder / MAKING).unlink()
        except BaseException:
            await journal.close()
            self._kept = None
            _unmake(self.folder)
            raise
        return Inside(opened=self._came_as(opened), journal=journal, clinic=clinic, who=who), code

    def _make_files(self, sign_in: str, passphrase: str, who: Who) -> tuple[JournalFile, Opened, str]:
        """The key file and an empty record, or nothing."""
        from facilitator_app.journal import JournalFile
        from facilitator_app.vault import Vault

        JournalFile.check_place(self.folder)
        self._kept, ours = None if _begin_making(self.folder) else self._kept, _not_there_yet(self.folder)
        try:
            self._kept, opened, code = Vault.create(
                self.folder, sign_in, passphrase, who.id, [role.value for role in who.roles], self._clock
            )
        except BaseException:
            (self.folder / MAKING).unlink(missing_ok=True)
            raise
        try:
            return JournalFile.create(self.folder, opened.key, self._clock), opened, code
        except BaseException:
            for made in (*ours, MAKING):  # a moment ago: they open nothing
                (self.folder / made).unlink(missing_ok=True)
            self._kept = None
            raise

    async def come_in(self, sign_in: str, passphrase: str) -> Inside:
        """Open the record with a person's own sign-in and passphrase."""
        return await self._open(self.knock(sign_in, passphrase))

    async def come_in_with_pin(self, pin: str, sign_in: str = "") -> Inside:
        """Open the record with a PIN kept on this device.  Besides what the PIN raises, Refusal device_pin.void when the roles
        have changed since."""
        import asyncio

        opened = await asyncio.to_thread(lambda: self.kept_pins.open(pin, sign_in))
        inside = await self._open(opened)
        if inside.who.roles != opened.roles:
            await inside.journal.close()
            await asyncio.to_thread(self.kept_pins.forget, [opened.account])
            raise Refusal("device_pin.void", field="pin")
        self._vault().set_pin(opened, pin)
        return inside

    async def come_in_as(self, opened: Opened) -> Inside:
        """Open the record for somebody who has knocked."""
        return await self._open(opened)

    async def come_in_without_the_lost(self) -> Inside:
        """Open the record that was found cut short, for who found it so; the loss stays written in it."""
        return await self._open(self._to_mend().opened, accept_loss=True)

    async def come_in_by_copy(self, copy: Weighed) -> Inside:
        """Make a copy the record that did not open, and open it.  Raises Trouble, and then nothing was changed."""
        mending = self._to_mend()
        await mending.put_back(copy)
        self.mending = None
        return await self._open(mending.opened)

    def _to_mend(self) -> Mending:
        if self.mending is None:
            raise Refusal("mending.nothing_to_mend")
        if not self.mending.may_mend:
            raise Refusal("vault.passphrase_needed")
        return self.mending

    async def come_in_with_recovery(self, code: str) -> Inside:
        """Open the record with the code on paper, as the account it was printed for."""
        opened = self._came_as(self._vault().open_with_recovery(code))
        self._by_code.add(opened.account)
        return await self._open(opened, by_code=True)

    def knock(self, sign_in: str, passphrase: str) -> Opened:
        """Only show who somebody is; the record stays as it is."""
        return self._came_as(self._vault().open(sign_in, passphrase))

    def came_by_code(self, account: UUID) -> bool:
        """Whether the code on paper stands for the account's passphrase until one is set."""
        return account in self._by_code

    def change_passphrase(self, account: UUID, old: str, new: str) -> None:
        """Another passphrase for an account that came in; the record stays as it is.  Raises the Refusals of the vault."""
        self._came[account] = self._vault().change(self._hands_of(account), old, new)
        self.forget_kept([account])

    def renew_way_in(self, account: UUID, sign_in: str, passphrase: str) -> None:
        """A sign-in and passphrase anew for who came in by the code on paper.  Raises the Refusals of the vault."""
        if account not in self._by_code:
            raise Refusal("vault.passphrase_needed")
        self._came[account] = self._vault().renew(self._hands_of(account), sign_in, passphrase)
        self._by_code.discard(account)
        self.forget_kept([account])

    def shut(self) -> None:
        """The record was locked: only passphrases open from now on."""
        self._came.clear()
        self._by_code.clear()
        self.mending = None
        if self._kept is not None:
            self._kept.forget_pins()

    def _came_as(self, opened: Opened) -> Opened:
        self._came[opened.account] = opened
        self._by_code.discard(opened.account)
        return opened

    async def add_account(
        self, clinic: Clinic, name: str, roles: Sequence[Role], sign_in: str, passphrase: str
    ) -> UUID:
        """Add somebody to the team, with a way in of their own when a sign-in is given: both or neither."""
        from facilitator_app.record.clinic import StaffAdded
        from facilitator_app.record.entry import new_id
        from facilitator_app.record.roles import Role

        account = new_id(self._clock.now())
        StaffAdded(staff=account, name=name, roles=tuple(roles))
        if clinic.at_screen is None or Role.ADMINISTRATOR not in clinic.at_screen.roles:
            raise Refusal("session.not_your_word", act="manage_clinic")
        if not sign_in:
            return await clinic.add_staff(name, roles, account)
        opened = self._hands_of(clinic.at_screen.id)
        self._vault().add(opened, sign_in, passphrase, account, [role.value for role in roles])
        try:
            return await clinic.add_staff(name, roles, account)
        except Trouble:
            self._vault().take_back(opened, account)
            raise

    def end_way_in(self, by: UUID, account: UUID) -> None:
        """Take away an account's way in and its PIN, by somebody who came in by their passphrase."""
        self._vault().take_back(self._hands_of(by), account)
        self._came.pop(account, None)
        self.forget_kept([account])

    def give_way_in(self, by: UUID, sign_in: str, passphrase: str, account: UUID, roles: Sequence[Role]) -> None:
        """Give an account a way in of its own instead of the one it may have had."""
        self._vault().add(self._hands_of(by), sign_in, passphrase, account, [role.value for role in roles])
        self.forget_kept([account])

    def has_way_in(self, account: UUID) -> bool:
        """Whether a passphrase opens for the account."""
        return self._vault().has(account)

    def _vault(self) -> Vault:
        """The one vault of this run, where wrong tries and PINs are counted, with the key file as it lies there now."""
        from facilitator_app.journal import settle_if_free
        from facilitator_app.vault import Vault

        settle_if_free(self.folder)
        if self._kept is None:
            self._kept = Vault.at(self.folder, self._clock)
        self._kept.look_again()
        return self._kept

    async def _open(self, opened: Opened, *, accept_loss: bool = False, by_code: bool = False) -> Inside:
        from facilitator_app import erasure
        from facilitator_app.clinic import Clinic
        from facilitator_app.journal import JournalFile
        from facilitator_app.mending import MENDABLE, Mending

        try:
            journal = JournalFile.open(self.folder, opened.key, self._clock, accept_loss=accept_loss)
        except Trouble as trouble:
            if trouble.key in MENDABLE:
                may_mend = (
                    self._came.get(opened.account) is opened
                )  # else it was a kept PIN, and nobody's roles were seen
                self.mending = Mending(self.folder, opened, trouble, self._clock, may_mend=may_mend)
            raise
        self.mending = None
        try:
            entries = await journal.entries(journal.clinic_scope)
            if not entries:
                raise Trouble("clinic.broken_off", folder=str(self.folder))
            clinic = Clinic(journal.clinic_scope, journal, self._clock, self._faults, entries)
            await erasure.again(journal, clinic)
            who = clinic.who_comes(opened.account, by_code=by_code)
        except BaseException:
            await journal.close()
            raise
        clinic.at_screen = who
        return Inside(opened=opened, journal=journal, clinic=clinic, who=who)


def _not_there_yet(folder: Path) -> list[str]:
    """What of the key file and its lock is to be made."""
    return [name for name in (KEYS, KEYS_LOCK) if not (folder / name).exists()]


def _is_half_made(folder: Path) -> bool:
    return (folder / MAKING).exists()


def _begin_making(folder: Path) -> bool:
    """Mark that a clinic is being made now; whether what a power cut left of another was cleared away before."""
    is_left = _is_half_made(folder)
    if is_left:
        from facilitator_app.journal import JournalFile

        JournalFile.look(folder)  # raises when another window is about to make it
        _unmake(folder)
    if not (folder / KEYS).exists() and not (folder / RECORD).exists():
        (folder / MAKING).touch(mode=0o600)
    return is_left


def _unmake(folder: Path) -> None:
    """Take away the files of a clinic that was made a moment ago and to which nothing was written."""
    for made in (folder / KEYS, folder / KEYS_LOCK, *folder.glob(f"{Path(RECORD).stem}.*"), folder / MAKING):
        made.unlink(missing_ok=True)
