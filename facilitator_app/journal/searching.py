"""The words of the record, to be searched: kept in the encrypted file and nowhere else, behind the record by a pause at most.

``spoken`` knows which line, ``spoken_words`` (FTS5) its words, folded, under the same number, and ``heard`` how far each
chain was taken in.  Lines are numbered as they are taken in, so that the newest are found first without sorting.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    Integer,
    MetaData,
    Row,
    Table,
    bindparam,
    delete,
    func,
    insert,
    select,
    text,
)
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.exc import SQLAlchemyError

from facilitator_app.faults import Trouble
from facilitator_app.journal import projections
from facilitator_app.journal.chains import Reader, Transaction
from facilitator_app.journal.schema import Guid, change, dose, event, meta
from facilitator_app.journal.schema import chain as chains
from facilitator_app.journal.seal import Unsealable, Wrapping
from facilitator_app.journal.witness import Head
from facilitator_app.record.changes import Amended, Voided
from facilitator_app.record.entry import Entry, Fact
from facilitator_app.record.findable import KINDS, Asked, said_in, words_in

VERSION = "2"
"""Raise it when other words are taken in, or in another form: the next open begins anew."""

AT_ONCE = 64
"""How many lines are taken in in one go: a touch that comes meanwhile waits no longer than that."""
LOOKED_AT_ONCE = 8
"""Of how many chains is asked in one go whether there is more in them: of a session there are as many lines as of none."""

tables = MetaData()

spoken = Table(
    "spoken",
    tables,
    Column("place", Integer, primary_key=True),
    Column("event", Guid, nullable=False, unique=True),
    Column("scope", Guid, nullable=False),
    Column("participant", Guid),
    Index("spoken_participant", "participant"),
)
heard = Table(
    "heard", tables, Column("chain", Guid, primary_key=True), Column("seq", BigInteger, nullable=False)
)  # sqlite makes no difference between a chain that is not here and one of which nothing was taken in

_PUT = insert(spoken)
_PUT_WORDS = text("INSERT INTO spoken_words (rowid, words) VALUES (:place, :words)")
_DROP_WORDS = text("DELETE FROM spoken_words WHERE rowid = :place")
_FOUND = (
    "SELECT spoken.event FROM spoken_words JOIN spoken ON spoken.place = spoken_words.rowid"
    " WHERE spoken_words MATCH :words {scope} ORDER BY spoken_words.rowid DESC LIMIT :most"
)
_NAMED: tuple[type[Fact], ...] = (*KINDS, Amended, Voided)
_KINDS = frozenset(str(kind.__struct_config__.tag).partition("/")[0] for kind in _NAMED)


def prepare(connection: Connection) -> None:
    """Have the tables as this version makes them; those of another are emptied, to be filled again.  Not in a transaction."""
    kept = connection.scalar(select(meta.c.value).where(meta.c.key == "search"))
    connection.rollback()
    if kept == VERSION:
        return
    with connection.begin():
        connection.exec_driver_sql("DROP TABLE IF EXISTS spoken_words")
        tables.drop_all(connection)
        tables.create_all(connection)
        connection.exec_driver_sql("CREATE VIRTUAL TABLE spoken_words USING fts5(words, tokenize='unicode61')")
        # what a person's erasure takes out must not linger in the index
        connection.exec_driver_sql("INSERT INTO spoken_words (spoken_words, rank) VALUES ('secure-delete', 1)")
        put = upsert(meta).values(key="search", value=VERSION)
        connection.execute(put.on_conflict_do_update(index_elements=["key"], set_={"value": VERSION}))


class Concordance:
    """Keeps the words up with the lines, on the writer's thread."""

    def __init__(self, wrapping: Wrapping) -> None:
        self._wrapping = wrapping
        self._behind: list[UUID] | None = None  # None: nobody has looked yet
        self._off = False
        self._one_at_a_time = asyncio.Lock()

    @property
    def is_due(self) -> bool:
        """Whether lines should be taken in at the next pause."""
        return self._is_behind and not self._off

    @property
    def _is_behind(self) -> bool:
        return self._behind is None or bool(self._behind)

    def note(self, heads: Iterable[Head]) -> None:
        """Chains that have just grown."""
        self._off = False
        if self._behind is not None:
            self._behind += [head.chain for head in heads if head.chain not in self._behind]

    def at_pause(self, connection: Connection) -> bool:
        """Take some lines in where nobody waits; whether the file was written.  Not in a transaction.

        What cannot be done now is tried again after the next line, and told to whoever searches.
        """
        if not self.is_due:
            return False
        try:
            with connection.begin():
                self._catch_up(connection)
        except (SQLAlchemyError, Unsealable):
            self._off = True
            return False
        return True

    async def bring_up(self, write: Callable[[Callable[[Transaction], None]], Awaitable[None]]) -> None:
        """Have all lines in.  Raises Trouble journal.unreadable_line, and what ``write`` raises."""
        async with self._one_at_a_time:
            try:
                while self._is_behind:
                    await write(lambda transaction: self._catch_up(transaction.connection))
            except Unsealable as fault:
                raise Trouble("journal.unreadable_line") from fault

    def _catch_up(self, connection: Connection) -> None:
        """Take in the next lines, of as many chains as it takes.  Raises Unsealable at one that does not open."""
        if self._behind is None:
            self._behind = list(_behind(connection))
        behind = self._behind
        rows: list[Row[tuple[object, ...]]] = []
        done = 0
        while len(rows) < AT_ONCE and done < len(behind):
            looked = behind[done : done + LOOKED_AT_ONCE]
            late = _behind(connection, looked)
            # a chain is done when there is nothing more in it, not when all was taken: that may yet be rolled back
            behind[done : done + LOOKED_AT_ONCE] = [chain for chain in looked if chain in late]
            for chain in behind[done : done + len(late)]:
                rows += _next_lines(connection, chain, late[chain], AT_ONCE - len(rows))
            done += len(late)
        _take_in(connection, self._wrapping, rows)


def purge(connection: Connection, participant: UUID) -> None:
    """Take one person's words out."""
    places = connection.scalars(select(spoken.c.place).where(spoken.c.participant == participant)).all()
    if places:
        connection.execute(_DROP_WORDS, [{"place": place} for place in places])
        connection.execute(delete(spoken).where(spoken.c.participant == participant))


def find(
    connection: Connection, wrapping: Wrapping, asked: Asked, most: int, scope: UUID | None = None
) -> tuple[Entry, ...]:
    """The lines in which ``asked`` stands, as they read now, the newest first, at most so many."""
    reader = Reader(connection, wrapping)
    found = (projections.line_now(connection, reader, one) for one in _places(connection, asked, most, scope))
    return tuple(entry for entry in found if entry is not None)


def scopes(connection: Connection, people: Collection[UUID]) -> tuple[UUID, ...]:
    """The scopes in the order in which they came up; of a person, by every id of theirs, where something was given or said."""
    found = select(chains.c.scope).order_by(chains.c.place)
    if people:
        said = select(spoken.c.scope).where(spoken.c.participant.in_(people))
        given = select(dose.c.scope).where(dose.c.participant.in_(people))
        found = found.where(chains.c.scope.in_(said.union(given)))
    return tuple(dict.fromkeys(connection.scalars(found)))


def refresh(connection: Connection) -> None:
    """Have a connection that read the index before see it as it is now.

    SQLite's own check of the file does not (3.53): it held what another connection has written since against what this
    one remembered, and called a sound file damaged.  Any question does.
    """
    if _is_there(connection):
        connection.exec_driver_sql("SELECT 1 FROM spoken_words LIMIT 1").all()


def differences(connection: Connection, wrapping: Wrapping) -> int:
    """How many lines are not as the record says them; 0 also while lines wait to be taken in, or come meanwhile.

    A copy that is older than the search has nothing to differ.
    """
    if not _is_there(connection):
        return 0
    before = _behind(connection), _taken(connection)
    wanted = {
        (entry.id.bytes, entry.scope.bytes, entry.participant.bytes if entry.participant else None, words)
        for entry in _findable(connection, wrapping)
        if (words := _words(entry))
    }
    join = "SELECT event, scope, participant, words FROM spoken LEFT JOIN spoken_words ON place = spoken_words.rowid"
    there = {tuple(row) for row in connection.exec_driver_sql(join)}
    strays = "SELECT count(*) FROM spoken_words_docsize WHERE id NOT IN (SELECT place FROM spoken)"
    loose = connection.exec_driver_sql(strays).scalar_one()
    if before != ({}, _taken(connection)) or _behind(connection):
        return 0
    return len(there ^ wanted) + int(loose)


def _is_there(connection: Connection) -> bool:
    return bool(connection.scalar(text("SELECT count(*) FROM sqlite_master WHERE name = 'spoken_words'")))


def _behind(connection: Connection, among: Collection[UUID] | None = None) -> dict[UUID, int]:
    """The chains that have lines which were not taken in, of these or of all, and up to which line each was."""
    taken = func.coalesce(heard.c.seq, 0)
    more = select(event.c.seq).where(event.c.chain == chains.c.chain, event.c.seq > taken).exists()
    late = select(chains.c.chain, taken).outerjoin(heard, heard.c.chain == chains.c.chain).where(more)
    late = late.order_by(chains.c.place) if among is None else late.where(chains.c.chain.in_(among))
    return {row[0]: row[1] for row in connection.execute(late)}


def _taken(connection: Connection) -> int:
    return connection.scalar(select(func.coalesce(func.sum(heard.c.seq), 0))) or 0


def _next_lines(connection: Connection, chain: UUID, since: int, most: int) -> Sequence[Row[tuple[object, ...]]]:
    next_ones = select(event).where(event.c.chain == chain, event.c.seq > since).order_by(event.c.seq)
    return connection.execute(next_ones.limit(most)).all() if most else ()


def _take_in(connection: Connection, wrapping: Wrapping, rows: Sequence[Row[tuple[object, ...]]]) -> None:
    """Take in the lines that these rows are, each the next of its chain."""
    if not rows:
        return
    _reword(connection, wrapping, rows)
    put = upsert(heard)
    put = put.on_conflict_do_update(index_elements=["chain"], set_={"seq": put.excluded.seq})
    last = {row.chain: row.seq for row in rows}
    connection.execute(put, [{"chain": chain, "seq": seq} for chain, seq in last.items()])


def _reword(connection: Connection, wrapping: Wrapping, rows: Iterable[Row[tuple[object, ...]]]) -> None:
    """The lines that these rows are, or change, as they read now."""
    reader = Reader(connection, wrapping)
    read = (reader.entry(row) for row in rows if row.kind.partition("/")[0] in _KINDS)
    entries = [entry for entry in read if entry is not None]
    ids = [entry.id for entry in entries]
    changed = set(connection.scalars(select(change.c.target).where(change.c.target.in_(ids))))
    now: dict[UUID, Entry | None] = {}
    for entry in entries:
        if isinstance(entry.fact, Amended | Voided):
            target = entry.fact.target
            now[target] = projections.line_now(connection, reader, target)
        elif entry.id in changed:
            now[entry.id] = projections.line_now(connection, reader, entry.id)
        else:
            now[entry.id] = entry
    _put(connection, now)


def _put(connection: Connection, now: Mapping[UUID, Entry | None]) -> None:
    """Lines read like this now, or (None) are withdrawn.  One that has a place among the others keeps it."""
    words = {line: "" if entry is None else _words(entry) for line, entry in now.items()}
    held = select(spoken.c.event, spoken.c.place).where(spoken.c.event.in_(now))
    places = {row.event: row.place for row in connection.execute(held)}
    if places:
        connection.execute(_DROP_WORDS, [{"place": place} for place in places.values()])
        silent = [place for line, place in places.items() if not words[line]]
        connection.execute(delete(spoken).where(spoken.c.place.in_(silent)))
    last = connection.scalar(select(func.max(spoken.c.place))) or 0
    come = [(line, entry) for line, entry in now.items() if entry is not None and words[line] and line not in places]
    put = [
        {"place": place, "event": line, "scope": entry.scope, "participant": entry.participant}
        for place, (line, entry) in enumerate(come, last + 1)
    ]
    if put:
        connection.execute(_PUT, put)
    places |= {line: place for place, (line, _) in enumerate(come, last + 1)}
    said = [{"place": place, "words": words[line]} for line, place in places.items() if words[line]]
    if said:
        connection.execute(_PUT_WORDS, said)


def _findable(connection: Connection, wrapping: Wrapping) -> Iterator[Entry]:
    """Every line that may have words, as it reads now."""
    reader = Reader(connection, wrapping)
    changed = set(connection.scalars(select(change.c.target)))
    kinds = [kind for kind in connection.scalars(select(event.c.kind).distinct()) if kind.partition("/")[0] in _KINDS]
    for row in connection.execute(
        select(event).where(event.c.kind.in_(kinds), event.c.id.not_in(select(change.c.target)))
    ):
        entry = reader.entry(row)
        if entry is not None:
            yield entry
    for line in changed:
        now = projections.line_now(connection, reader, line)
        if now is not None:
            yield now


def _places(connection: Connection, asked: Asked, most: int, scope: UUID | None) -> tuple[UUID, ...]:
    if not asked:
        return ()
    within = "" if scope is None else "AND spoken.scope = :scope"
    query = text(_FOUND.format(scope=within)).bindparams(bindparam("words", _as_fts(asked)), bindparam("most", most))
    if scope is not None:
        query = query.bindparams(bindparam("scope", scope.bytes))
    return tuple(UUID(bytes=bytes(one)) for one in connection.scalars(query))


def _as_fts(asked: Asked) -> str:
    """FTS5's own way to say it.  Words hold letters and figures only, so that nothing in them can be a command."""
    begun = [f'"{start}"*' for start in asked.beginnings]
    return " AND ".join([*begun, *(f'"{" ".join(phrase)}"' for phrase in asked.phrases)])


def _words(entry: Entry) -> str:
    return " ".join(words_in(said_in(entry.fact)))
