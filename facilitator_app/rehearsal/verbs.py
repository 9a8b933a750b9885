"""The table of verbs: how a line of a story begins, an example, what it does, and how it is read.  Pure."""

from __future__ import annotations

from facilitator_app.rehearsal import acts, grammar
from facilitator_app.rehearsal import limits_told
from facilitator_app.rehearsal.changes import amend, confirm, withdraw
from facilitator_app.rehearsal.expectations import expect
from facilitator_app.rehearsal.grammar import Verb

VERBS: tuple[Verb, ...] = (
    Verb(
        "open session",
        "10:00 open session because Devi Rao is on the train",
        "The session begins with the team and the seats of the heading; a reason when it is short of staff.",
        grammar.open_session,
    ),
    Verb("close session", "13:10 close session", "The session ends; everybody must be out.", grammar.close_session),
    Verb("seat", "10:02 seat Mae 6", "A person takes a seat, or moves to another.", grammar.seat),
    Verb("arrives", "10:05 arrives Devi Rao", "Somebody of the team comes into the room.", grammar.arrives),
    Verb("leaves", "12:40 leaves Devi Rao", "Somebody of the team leaves the room.", grammar.leaves),
    Verb("screen", "10:06 screen Ines Okafor", "Somebody else of the team takes the screen.", grammar.screen),
    Verb("lock", "10:07 lock", "The screen is locked; the session and the music go on.", grammar.lock),
    Verb("unlock", "10:08 unlock Tomas Lind", "Somebody unlocks and is back in the session.", grammar.unlock),
    Verb("phase", "10:20 phase medicine", "The room moves on to a phase of its programme.", grammar.phase),
    Verb("state", "10:40 state Rowan, Amara inward", "How a person is said to be.", grammar.state),
    Verb(
        "vitals",
        "10:15 vitals Rowan hr 72 bp 128/82 spo2 98 br 14 t 36.7",
        "A check, as typed. A word may stand for a number (declined, not obtainable, no pulse found, unreliable moving); "
        "`confirmed` at the end keeps improbable values.",
        grammar.vitals,
    ),
    Verb("observe", "10:44 observe Rowan and Amara tears", "One touch on a word, for one or several.", grammar.observe),
    Verb("note", '10:45 note Rowan "Turned to the wall."', "A free note, about people or `room`.", grammar.note),
    Verb("draft", '10:46 draft Rowan "Reached for the"', "A note is being typed and is not yet kept.", grammar.draft),
    Verb("quote", '12:05 quote Rowan "It was like the sea."', "A person's own words.", grammar.quote),
    Verb("leave", "13:00 leave Rowan's last quote yes", "May the words go on? `yes`, `no`.", grammar.leave),
    Verb("intention", '10:10 intention Rowan "To grieve."', "What the person comes with.", grammar.intention),
    Verb(
        "dose",
        "10:30 dose Rowan ketamine 50 mg intramuscular 50 mg/ml 1 ml",
        "A medicine given: drug, amount, route spelled out, and for a liquid its strength and volume, for lozenges "
        "`100 mg/unit 1 unit`. May end in `as salt` or `by oneself`.",
        grammar.dose,
    ),
    Verb(
        "defer",
        "10:50 defer Rowan bp, hr 10 min breathing seen because eyes are closed and the face is calm",
        "A check deliberately not done, until when, whether breathing was seen, and why.",
        grammar.defer,
    ),
    Verb(
        "limit",
        '10:14 limit Rowan systolic above 175 for Ines Okafor because "Lives with 165."',
        "A limit of the person's own: `above`, `below`; `over` and `under` the baseline, also in `percent`.",
        limits_told.limit,
    ),
    Verb("score", "10:51 score Rowan rass -1", "How awake a person is, or `inward`, not stimulated.", limits_told.score),
    Verb("breathes", "10:51 breathes Rowan oxygen", "Oxygen, or room `air` again.", limits_told.breathes),
    Verb("support", '10:52 support Rowan "a hand"', "Support is wanted for a person.", grammar.support),
    Verb("answer", "10:53 answer Rowan", "Somebody is with the person.", grammar.answer),
    Verb("settle", '10:58 settle Rowan "Held a hand."', "The call is over, and what was done.", grammar.settle),
    Verb("touch", '10:12 touch Rowan narrowed "hand only"', "What touch is agreed to.", grammar.touch),
    Verb("sits with", "11:00 sits with Rowan", "Who is at the screen is with a person.", grammar.with_person),
    Verb("goes from", "11:20 goes from Rowan", "Who is at the screen leaves a person.", grammar.leaves_person),
    Verb(
        "steps out",
        '11:25 steps out Rowan "lavatory" with "Devi Rao"',
        "A person is out of the room: where, and with whom.",
        grammar.steps_out,
    ),
    Verb("comes back", "11:30 comes back Rowan", "A person is in the room again.", grammar.comes_back),
    Verb("care", '12:30 care Rowan "Call tomorrow at noon."', "What needs care after the session.", grammar.care),
    Verb(
        "amend",
        "10:18 amend Rowan's last vitals to hr 76 because misread",
        "The line reads otherwise from now on, and why: `at 10:14` another time, `to` another content, or both so.",
        amend,
    ),
    Verb("withdraw", "10:19 withdraw Rowan's last note because wrong person", "A line entered in error.", withdraw),
    Verb("confirm", "10:35 confirm Rowan's last dose", "Whose word counts confirms what a scribe wrote.", confirm),
    Verb("out", "13:05 out Rowan cleared with Sam, a neighbour", "How a person's session ended.", grammar.out),
    Verb("packet", '13:12 packet Rowan account "Lay still."', "A section of the handoff is edited.", grammar.packet),
    Verb(
        "pass find",
        "13:14 pass find Rowan Amara with Devi Rao because the poet is meant",
        "A find of the name guard is let through: a reason and a second person.",
        grammar.pass_find,
    ),
    Verb("sign packet", "13:15 sign packet Rowan", "Who is at the screen signs a handoff.", grammar.sign_packet),
    Verb(
        "release packet",
        '13:16 release packet Rowan to "Dr. Hale"',
        "The signed handoff leaves as a PDF, to whom.",
        grammar.release_packet,
    ),
    Verb(
        "music",
        "10:19 music begins",
        "`begins`, `fades out`, `fades in`, `next piece`, or what happens to it: `piece fails`.",
        grammar.music,
    ),
    Verb("sound device", "11:00 sound device lost", "The loudspeaker is gone (`lost`), or `back`.", grammar.music),
    Verb(
        "app killed",
        "11:10 app killed",
        "The program is gone in mid-word and is started again at the same moment; who was at the screen unlocks it, or "
        "the person named.",
        grammar.killed,
    ),
    Verb("disk full", "11:20 disk full", "The record cannot grow.", lambda words: acts.DiskFull(full=True)),
    Verb("disk has room", "11:21 disk has room", "It can again.", lambda words: acts.DiskFull(full=False)),
    Verb("clock jumps", "11:30 clock jumps +10 min", "The machine's wall clock is set; no time passes.", grammar.jumps),
    Verb(
        "picture",
        "11:00 picture room at the peak",
        "`simulate` draws the screen as it is now (`room`, `review` or `handoff`) into a file of that name.",
        grammar.picture,
    ),
    Verb("wait", "+5 min wait", "Time passes and nothing happens.", lambda words: acts.Wait()),
    Verb("expect", "11:31 expect Rowan hr 72", "What must hold now; see below.", expect),
)
"""Every verb, in the order in which ``docs/stories.md`` explains them."""

BY_PHRASE = {verb.phrase: verb for verb in VERBS}
