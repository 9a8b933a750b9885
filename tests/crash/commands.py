"""Lives in a clinic by generated commands: ``python -m tests.crash.commands [--commands 100000] [--seed N] [--keep]``.

Hypothesis chooses what is done, by whom and in which order, against the real core on a real encrypted file.  A command is
done or refused, and a refused one changes nothing.  After every restart and kill the state is the one that was on the
screen, and at the end of each life every view is the same when its lines come shuffled and doubled.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from facilitator_app import erasure, key_change, programme_draft, signing
from facilitator_app.faults import Refusal
from facilitator_app.record import room
from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.codec import KINDS
from facilitator_app.record.entry import Fact, Part, kind_of
from facilitator_app.record.looks import View
from facilitator_app.record.people import PersonTold
from facilitator_app.record.programme import Programme
from facilitator_app.record.roles import Role
from facilitator_app.record.vitals import Measure
from tests.crash import rows
from tests.crash.any_fact import GOLDEN, WORDS, aimed, any_fact
from tests.crash.kills import ROOT, keep
from tests.crash.ways import WAYS
from tests.crash.world import SIGN_INS, World, passphrase
from tests.test_permissions import CLINICS_OWN, GUARDS, OF_WHAT_IS_KEPT

RESULT = ROOT / "benchmarks" / "results" / "commands.json"
STEPS = 80
"""Commands of one life; then a new clinic is begun."""

ROOMS = sorted(set(GOLDEN) - CLINICS_OWN - {"session_signed/1"})
"""What is written in a room.  A session is signed by signing alone: verify finds a signature of other heads."""
KEPT = sorted(set(OF_WHAT_IS_KEPT) - {"person_erased/1", "erasure_asked/1", "key_changed/1"})
"""What the clinic keeps of people; who is erased, and another key, have commands of their own."""
BEFORE = sorted(
    kind
    for kind in GOLDEN
    if kind.split("/")[0] in {"group_formed", "group_told", "group_ended", "group_takes_version", "member_joined"}
    or kind.split("/")[0] in {"member_left", "paper_kept", "paper_accepted", "preparation_held", "own_readiness"}
    or kind.split("/")[0] in {"wish_told", "result_told", "course_takes_version", "came_late"}
    or kind.split("/")[0] in {"questionnaire_answered", "risk_disclosed", "risk_answered"}
    or kind.split("/")[0] in {"paper_signed", "paper_scanned", "picture_kept"}
    or kind.split("/")[0].endswith("_elsewhere")
)
FOR_SESSIONS = sorted({"leaving_list_kept/1", "rules_kept/1", "address_told/1", "after_kept/1", "part2_kept/1"})
BY_HAND = ("participant_added/1", "person_told/1", *FOR_SESSIONS)
GUARDING = sorted(GUARDS - {"process_note_kept/1", "note_copy_sealed/1", "custodians_named/1"})
OF_ONE_COMMAND = {
    "clinic_made/1", "staff_added/1", "staff_told/1", "staff_gone/1", "staff_back/1", "access_ended/1", "access_given/1",
    "programme_kept/1", "session_planned/1", "session_ended/1", "key_changed/1", "person_erased/1", "process_note_kept/1",
    "session_signed/1",
}  # fmt: skip
"""Kinds that no fact is drawn of: their command has parameters of its own."""
TOLD = {*ROOMS, *KEPT, *BEFORE, *BY_HAND, *GUARDING, *OF_ONE_COMMAND}
TOLD |= {kind for row in rows.ROWS for kind in row} | {kind for way in WAYS.values() for kind in way.writes}
"""Every kind that some command tells."""
ALL_BY = 50_000
"""Among so many commands each kind was written at least once, or it is never reached."""
NTH = some.integers(0, 63)
MOMENTS = some.one_of(some.just(100), some.integers(-2, 102))
"""How much of the session had gone by, in hundredths: before it, in it, now, and what is yet to come."""
READINGS = some.sampled_from(("72", "118", "97", "36.7", "98.2", "0", "", "-4", "1e3", "240", "seventy", "61"))
TURNS = ("seat", "out", "begin", "enter", "close") * 5 + ("restart", "kill", "erase") * 3 + ("key",)
"""What turns a day; the dear ones seldom."""
AT_THE_DESK = {
    "row at the desk",
    "way",
    "clinic write",
    "clinic note",
    "clinic tell",
    "team",
    "guard",
    "switch",
    "time",
    "key",
    "begin",
    "enter",
}
LIVED = Counter[str]()
"""What was done by this process, over all lives."""


Does = TypeVar("Does", bound=Callable[..., None])
COMMANDS: dict[str, tuple[Callable[..., None], Mapping[str, some.SearchStrategy[Any]]]] = {}
"""What can be done, by name, and of what its parameters are drawn."""


def command(**drawn: some.SearchStrategy[Any]) -> Callable[[Does], Does]:
    """One of the commands of a life."""

    def kept(does: Does) -> Does:
        COMMANDS[does.__name__] = (does, drawn)
        return does

    return kept


class Life(RuleBasedStateMachine):
    """One clinic from its morning to its end."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World()
        self.kinds: set[str] = set()

    def do(self, name: str, work: Callable[[], Coroutine[Any, Any, object]]) -> None:
        """One command, counted; there is always a room, but at the desk and right after the key was changed."""
        if self.world.app.session is None and name not in AT_THE_DESK:
            with suppress(Refusal):
                self.world.run(self.world.begin(range(3)))
        LIVED["commands"] += 1
        LIVED[f"did {name}"] += 1
        self.world.do(work)

    # ------------------------------------------------------------ what is aimed at
    def _ids(self) -> dict[str, list[UUID]]:
        """What a fact may name, by the field in which it does."""
        world, session = self.world, self.world.app.session
        entries = session.history.entries[-30:] if session else ()
        lines = [entry.id for entry in entries] or [UUID(int=1)]
        found: dict[str, list[UUID]] = {"": [*lines, *world.people, *world.staff, *world.clinic.state.sessions]}
        of = {"quote": room.Quoted, "withdrawn": room.Noted}
        named = {"event": "adverse_reported", "disclosure": "risk_disclosed", "visit": "visit_held"}
        named |= {"release": "packet_released", "order": "order_given", "request": "correction_asked"}
        for field, kind in {**{name: cls.__struct_config__.tag for name, cls in of.items()}, **named}.items():
            both = [*entries, *world.clinic.history.entries[-20:]]
            found[field] = [entry.id for entry in both if entry.kind.startswith(str(kind).split("/")[0])]
        found["group"] = list(world.clinic.state.groups)
        found["session"] = list(world.clinic.state.sessions)
        for name in ("staff", "owner", "held_by", "second", "witness", "decided_by"):
            found[name] = list(world.staff)
        return found

    def _fact(self, drawn: Fact | Refusal, nth: int) -> Fact:
        """What was drawn, aimed at what there is; raised where it was refused as it was made."""
        found = drawn if isinstance(drawn, Refusal) else aimed(drawn, self._ids(), nth)
        if isinstance(found, Refusal):
            raise found
        return found

    def _person(self, nth: int) -> UUID:
        return self.world.people[nth % len(self.world.people)] if self.world.people else UUID(int=nth)

    def _line(self, nth: int) -> UUID:
        lines = self.world.session.history.lines()
        return lines[-1 - nth % len(lines)].first.id

    # ------------------------------------------------------------ in the room
    @command(drawn=any_fact(ROOMS), nth=NTH, share=MOMENTS, many=some.integers(0, 3), unclaimed=some.booleans())
    def write(self, drawn: Fact | Refusal, nth: int, share: int, many: int, unclaimed: bool) -> None:
        async def work() -> None:
            about = list(dict.fromkeys(self._person(nth + one) for one in range(many)))
            fact, at = self._fact(drawn, nth), self.world.moment(share)
            await self.world.session.write(fact, about, at=at, unclaimed=unclaimed and nth % 4 == 0)
            self.kinds.add(kind_of(fact))

        self.do("write", work)

    @command(drawn=any_fact(ROOMS), nth=NTH)
    def write_about_one(self, drawn: Fact | Refusal, nth: int) -> None:
        self.do("write", lambda: self._one(drawn, nth))

    async def _one(self, drawn: Fact | Refusal, nth: int) -> None:
        fact = self._fact(drawn, nth)
        await self.world.session.write(fact, [self._person(nth)])
        self.kinds.add(kind_of(fact))

    @command(drawn=some.lists(any_fact(ROOMS), min_size=2, max_size=3), nth=NTH)
    def write_together(self, drawn: list[Fact | Refusal], nth: int) -> None:
        async def work() -> None:
            facts = [self._fact(one, nth) for one in drawn]
            await self.world.session.write_together([Part(fact=fact, about=self._person(nth)) for fact in facts])

        self.do("write together", work)

    @command(nth=NTH, typed=some.dictionaries(some.sampled_from(list(Measure)), READINGS, max_size=4), share=MOMENTS)
    def take_vitals(self, nth: int, typed: dict[Measure, str], share: int) -> None:
        at = self.world.moment(share)
        sure = frozenset(typed) if nth % 2 else frozenset()
        self.do("vitals", lambda: self.world.session.take_vitals(self._person(nth), typed, confirmed=sure, at=at))

    @command(nth=NTH, many=some.integers(1, 3))
    def observe(self, nth: int, many: int) -> None:
        async def work() -> None:
            words = self.world.session.programme.words
            people = list(dict.fromkeys(self._person(nth + one) for one in range(many)))
            await self.world.session.observe(people, words[nth % len(words)].key)

        self.do("observe", work)

    @command(nth=NTH, text=WORDS, share=MOMENTS)
    def quote(self, nth: int, text: str, share: int) -> None:
        at = self.world.moment(share)
        self.do("quote", lambda: self.world.session.quote(self._person(nth), text, at=at))

    @command(nth=NTH, drawn=some.data(), reason=WORDS, share=MOMENTS)
    def amend(self, nth: int, drawn: some.DataObject, reason: str, share: int) -> None:
        session = self.world.app.session
        line = session.history.line(self._line(nth)) if session else None
        kind = line.first.kind if line is not None and line.first.kind in GOLDEN else ROOMS[nth % len(ROOMS)]
        new = drawn.draw(any_fact([kind]))

        async def work() -> None:
            fact: Any = self._fact(new, nth) if nth % 5 else None
            at = self.world.moment(share) or (self.world.clock.now() if fact is None else None)
            await self.world.session.amend(self._line(nth), fact, reason or "slip", observed_at=at)

        self.do("amend", work)

    @command(nth=NTH, reason=WORDS)
    def void(self, nth: int, reason: str) -> None:
        self.do("void", lambda: self._void(nth, reason))

    async def _void(self, nth: int, reason: str) -> None:
        session = self.world.session
        lines = session.history.lines()
        act = lines[-1 - nth % len(lines)].first.act
        await (session.void_act(act, reason) if act and nth % 2 else session.void(self._line(nth), reason or "twice"))

    @command(nth=NTH)
    def confirm(self, nth: int) -> None:
        async def work() -> None:
            waiting = self.world.session.awaiting()
            await self.world.session.confirm(waiting[nth % len(waiting)].first.id if waiting else self._line(nth))

        self.do("confirm", work)

    @command(nth=NTH, reason=WORDS)
    def move(self, nth: int, reason: str) -> None:
        self.do("move", lambda: self.world.session.move(self._line(nth), self._person(nth + 1), reason or "not hers"))

    @command(what=some.sampled_from(TURNS), nth=NTH)
    def come_and_go(self, what: str, nth: int) -> None:
        world, ways = self.world, [way for way in room.WayOut if way is not room.WayOut.CLEARED]
        out = room.WentOut(way=ways[nth % len(ways)], escort="Pat")
        does: dict[str, Callable[[], Coroutine[Any, Any, object]]] = {
            "seat": lambda: self._seat(nth),
            "out": lambda: world.session.write(out, [self._person(nth)]),
            "begin": lambda: world.begin(range(nth % 4)),
            "enter": lambda: self._enter(nth),
            "close": world.app.close_session,
            "restart": lambda: world.restart(kill=False),
            "kill": lambda: world.restart(kill=True),
            "erase": lambda: self._erase(nth),
            "key": self._other_key,
        }
        self.do(what, does[what])

    async def _seat(self, nth: int) -> None:
        await self.world.app.seat(self.world.session, nth % 7, self._person(nth))

    async def _enter(self, nth: int) -> None:
        scopes = list(self.world.clinic.state.sessions)
        await self.world.leave()
        if scopes:
            await self.world.app.enter_session(scopes[nth % len(scopes)])

    @command(nth=NTH, text=WORDS)
    def half_a_word(self, nth: int, text: str) -> None:
        async def work() -> None:
            key = f"session/{self.world.session.scope}/note/{self._person(nth)}"
            await self.world.app.keep_draft(key, text)
            self.world.drafts.pop(key, None)
            if text:
                self.world.drafts[key] = text

        self.do("draft", work)

    @command(nth=NTH, text=some.sampled_from(("Still.", "She laughed.")))
    def whole_word(self, nth: int, text: str) -> None:
        async def work() -> None:
            key = f"session/{self.world.session.scope}/note/{self._person(nth)}"
            await self.world.session.write(room.Noted(text=text), [self._person(nth)], ends_draft=key)
            self.world.drafts.pop(key, None)

        self.do("write", work)

    # ------------------------------------------------------------ sessions, screens and time
    @command(sign_in=some.sampled_from(SIGN_INS), right=some.integers(0, 9))
    def another_at_the_screen(self, sign_in: str, right: int) -> None:
        async def work() -> None:
            self.world.clock.advance(timedelta(minutes=1))  # wrong tries slow down
            await self.world.app.switch_to(sign_in, passphrase(sign_in) if right else "not that one at all")

        self.do("switch", work)

    @command(minutes=some.integers(0, 180), wall=some.sampled_from((0, 0, 0, 3600, -3600, 90)))
    def time_goes_by(self, minutes: int, wall: int) -> None:
        async def work() -> None:
            self.world.clock.advance(timedelta(minutes=minutes))
            self.world.clock.set_wall(timedelta(seconds=wall))
            await self.world.app.note_clock_step()

        self.do("time", work)

    async def _other_key(self) -> None:
        await self.world.leave()
        await key_change.change(self.world.app)

    async def _erase(self, nth: int) -> None:
        app, person = self.world.app, self._person(nth)
        await self.world.leave()
        self.world.clock.advance(timedelta(days=366 * (nth % 3)))
        assert app.journal is not None
        if person not in self.world.clinic.state.keeping.asked:
            await erasure.ask(app.journal, self.world.clinic, person, "Asked for in a letter.")
        others = erasure.others(self.world.clinic, self.world.clinic.state.keeping.asked[person].by)
        second = self.world.clinic.who(others[nth % len(others)]) if others else None
        await erasure.confirm(app.journal, self.world.clinic, person, second, alone="Nobody else.")
        assert person not in self.world.clinic.state.participants
        self.world.drafts = {key: text for key, text in self.world.drafts.items() if str(person) not in key}
        LIVED["erased"] += 1

    # ------------------------------------------------------------ at the desk
    @command(drawn=any_fact(BEFORE), nth=NTH)
    def write_in_the_clinic(self, drawn: Fact | Refusal, nth: int) -> None:
        async def work() -> None:
            fact, clinic = self._fact(drawn, nth), self.world.clinic
            named: dict[str, Any] = {
                name: value
                for name, value in (("programme", "group_circle_three"), ("version", 1 + nth % 2), ("group", None))
                if name in fact.__struct_fields__ and nth % 8
            }
            if named.get("group", 1) is None:
                groups = list(clinic.state.groups)
                named["group"] = (
                    groups[nth % len(groups)] if groups and "formed" not in kind_of(fact) else UUID(int=nth)
                )
            if isinstance(getattr(fact, "version", None), str):
                named.pop("version", None)
            fact = msgspec.structs.replace(fact, **named)
            about = None if kind_of(fact).startswith(("group_", "paper_kept")) else self._person(nth)
            await clinic.write([Part(fact=fact, about=about)])
            self.kinds.add(kind_of(fact))

        self.do("clinic write", work)

    @command(drawn=any_fact(KEPT), nth=NTH)
    def note_in_the_clinic(self, drawn: Fact | Refusal, nth: int) -> None:
        async def work() -> None:
            fact = self._fact(drawn, nth)
            if kind_of(fact) == "retention_kept/1":
                return  # how long all must be kept is fixed in this clinic: nothing
            if hasattr(fact, "person"):
                fact = msgspec.structs.replace(fact, person=self._person(nth))
            await self.world.clinic.note(fact, self._person(nth))
            self.kinds.add(kind_of(fact))

        self.do("clinic note", work)

    @command(drawn=any_fact(BY_HAND), nth=NTH)
    def tell_the_clinic(self, drawn: Fact | Refusal, nth: int) -> None:
        async def work() -> None:
            fact, clinic = self._fact(drawn, nth), self.world.clinic
            if isinstance(fact, ParticipantAdded):
                await clinic.add_participant(fact, sure=nth % 2 == 0)
            elif isinstance(fact, PersonTold):
                await clinic.tell_person(self._person(nth), fact, sure=nth % 2 == 0)
            else:
                keep_it: Any = fact
                if hasattr(fact, "programme") and nth % 8:
                    keep_it = msgspec.structs.replace(fact, programme="group_circle_three")
                await clinic.keep_for_sessions(keep_it)
            self.kinds.add(kind_of(fact))

        self.do("clinic tell", work)

    @command(nth=NTH, roles=some.sets(some.sampled_from(list(Role)), max_size=3), reason=WORDS)
    def change_the_team(self, nth: int, roles: set[Role], reason: str) -> None:
        async def work() -> None:
            clinic, staff = self.world.clinic, self.world.staff[nth % len(self.world.staff)]
            does: tuple[Callable[[], Coroutine[Any, Any, object]], ...] = (
                lambda: clinic.tell_staff(staff, "Somebody", sorted(roles)),
                lambda: clinic.staff_gone(staff, reason),
                lambda: clinic.staff_back(staff),
                lambda: clinic.end_access(staff, reason),
                lambda: clinic.give_access(staff),
                lambda: clinic.add_staff("Sable", sorted(roles)),
                lambda: clinic.keep_programme(_changed(clinic.state.programmes["group_circle_three"], nth)),
                lambda: self.world.app.add_account(name="Juniper", roles=sorted(roles)),
            )
            if staff == clinic.history.entries[0].recorded_by and nth % len(does) in (0, 1, 3):
                raise Refusal("clinic.not_oneself")  # the one who comes back after every restart
            await does[nth % len(does)]()

        self.do("team", work)

    @command(drawn=any_fact(GUARDING), nth=NTH)
    def guard(self, drawn: Fact | Refusal, nth: int) -> None:
        async def work() -> None:
            fact, app = self._fact(drawn, nth), self.world.app
            if nth % 4 == 0:
                app.looked(list(View)[nth % len(View)], [self._person(nth)])
            elif nth % 4 == 1:
                await app.oversight.emergency(self._person(nth), "Unwell.", "Hale" if nth % 8 == 1 else "")
            else:
                await app.oversight.write(fact)
            self.kinds.add(kind_of(fact))

        self.do("guard", work)

    @command(nth=NTH, text=some.sampled_from(("A thought of mine.", "Another.", "", "x" * 2000)))
    def keep_a_note(self, nth: int, text: str) -> None:
        async def work() -> None:
            notes, person = self.world.app.process_notes, self._person(nth)
            before = Counter(note.text for note in await notes.mine(person))
            await notes.keep(person, self.world.session.scope, text)
            assert Counter(note.text for note in await notes.mine(person)) == before + Counter([text])

        self.do("process note", work)

    # ------------------------------------------------------------ one after the other
    @command(row=some.sampled_from(rows.IN_THE_ROOM + rows.ON_THE_WAY_OUT), nth=NTH)
    def in_the_room_one_after_the_other(self, row: rows.Row, nth: int) -> None:
        self.do("row", lambda: self._until_refused(lambda: rows.in_the_room(self.world, row, self._person(nth))))

    @command(row=some.sampled_from(rows.KEPT + rows.BEFORE), nth=NTH)
    def at_the_desk_one_after_the_other(self, row: rows.Row, nth: int) -> None:
        self.do(
            "row at the desk", lambda: self._until_refused(lambda: rows.at_the_desk(self.world, row, self._person(nth)))
        )

    @command(way=some.sampled_from(sorted(WAYS)), nth=NTH)
    def on_its_own_way(self, way: str, nth: int) -> None:
        self.do("way", lambda: self._until_refused(lambda: WAYS[way].go(self.world, nth)))

    @command(nth=NTH)
    def close_and_sign(self, nth: int) -> None:
        async def work() -> None:
            app, session = self.world.app, self.world.session
            await self.world.come("ines")
            for person in session.state.people.values():
                if person.out is None:
                    await session.write(room.WentOut(way=room.WayOut.WITHDREW, note="went home"), [person.id])
            await app.close_session()
            assert app.journal is not None
            await signing.sign(session, app.journal, "Reviewed.")

        self.do("sign", lambda: self._until_refused(work))

    async def _until_refused(self, work: Callable[[], Coroutine[Any, Any, object]]) -> None:
        """What was written of a row before one of it was refused stays, as in life: that refusal is no refusal of the whole."""
        try:
            await work()
        except Refusal as refused:
            LIVED[f"in a row refused {refused.key}"] += 1

    # ------------------------------------------------------------ what comes next
    @rule(data=some.data())
    def one_more(self, data: some.DataObject) -> None:
        """Any command, and each as often as another: rules of their own would be left out of most lives by Hypothesis."""
        name = data.draw(some.sampled_from(OFTEN), label="command")
        does, drawn = COMMANDS[name]
        does(self, **{key: data.draw(values, label=key) for key, values in drawn.items()})

    # ------------------------------------------------------------ its end
    def teardown(self) -> None:
        """A last restart, every check of the file, and every view of lines that come anyhow."""
        world = self.world
        try:
            if not world.bugs:
                world.run(world.restart(kill=False))
                bad = [one.what for one in world.run(world.app.verify()) if not one.is_harmless]
                assert not bad, bad
                LIVED["lines delivered shuffled and doubled"] += world.delivered_anyhow(random.Random(LIVED["lives"]))
                LIVED["lines written"] += sum(map(len, world.run(world.histories()).values()))
                for kind in world.kinds():
                    LIVED[f"kind {kind}"] += 1
            LIVED["lives"] += 1
            for key, count in world.told.items():
                LIVED[key] += count
        finally:
            world.close()


OFTEN = [*COMMANDS, *["come_and_go"] * 2, *["write", "write_about_one"] * 2]
"""The commands, what turns a day and what is written in a room a few times over."""


def _changed(programme: Programme, nth: int) -> Programme:
    """Its next version: another length and another gap."""
    draft = programme_draft.draft_of(programme)
    draft.phases[0].minutes, draft.typed["integration_gap_hours"] = str(nth), str(nth)
    return programme_draft.programme_of(draft, programme)


def live(
    commands: int, first_seed: int, *, steps: int = STEPS, fixed: bool = False, shorten: bool = True
) -> Counter[str]:
    """So many commands, life after life; raises what is wrong, with the shortest life in which it is."""
    LIVED.clear()
    checks = [
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
        HealthCheck.data_too_large,
        HealthCheck.large_base_example,
    ]
    phases, turn = (Phase.generate, Phase.shrink) if shorten else (Phase.generate,), 0
    while LIVED["commands"] < commands:
        lives = max(1, min(25, round((commands - LIVED["commands"]) / steps)))
        how = settings(
            max_examples=lives, stateful_step_count=steps, deadline=None, database=None, suppress_health_check=checks,
            derandomize=fixed, phases=phases,
        )  # fmt: skip
        of_this_turn = seed(first_seed * 1_000_000 + turn)  # or the turns of one seed would be those of the next again
        run_state_machine_as_test(Life if fixed else of_this_turn(type("Life", (Life,), {})), settings=how)
        turn += 1
    return LIVED


def figures(lived: Counter[str]) -> dict[str, object]:
    """What is written down of it."""
    kinds = sorted(key.removeprefix("kind ") for key in lived if key.startswith("kind "))
    refused = {key.removeprefix("refused "): count for key, count in lived.most_common() if key.startswith("refused ")}
    told = {key: lived[key] for key in ("commands", "lives", "accepted", "refused", "erased")}
    told |= {"restarts": lived["did restart"], "kills": lived["did kill"]}
    told |= {key: lived[key] for key in ("lines written", "lines delivered shuffled and doubled")}
    told["keys changed"] = lived["did key"]
    return told | {
        "kinds written": len(kinds),
        "kinds there are": len(KINDS),
        "kinds never written": sorted(set(KINDS) - set(kinds)),
        "refusals": refused,
    }


def main() -> int:
    """By command; what is wrong is raised and its figures are not kept, and 1 tells that a kind was never written."""
    options = argparse.ArgumentParser(prog="python -m tests.crash.commands", description=__doc__)
    options.add_argument("--commands", type=int, default=100_000)
    options.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    options.add_argument("--keep", action="store_true", help="write the figures to benchmarks/results")
    options.add_argument("--as-found", action="store_true", help="do not look for a shorter life that goes wrong")
    asked = options.parse_args()
    print(f"seed {asked.seed}", flush=True)
    began = time.monotonic()
    told = {"seed": asked.seed} | figures(live(asked.commands, asked.seed, shorten=not asked.as_found))
    told["seconds"] = round(time.monotonic() - began)
    print(json.dumps(told, indent=1, default=str))
    if asked.keep:
        keep(RESULT, "ours", told)
    return int(asked.commands >= ALL_BY and bool(told["kinds never written"]))


if __name__ == "__main__":
    sys.exit(main())
