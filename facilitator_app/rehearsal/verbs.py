"""The table of verbs: how a line of a story begins, an example, what it does, and how it is read.  Pure."""

from __future__ import annotations

from facilitator_app.rehearsal import (
    acts,
    after_told,
    before_told,
    desk_told,
    grammar,
    limits_told,
    medicine_told,
    readiness_told,
    way_told,
)
from facilitator_app.rehearsal.changes import amend, confirm, withdraw
from facilitator_app.rehearsal.expectations import expect
from facilitator_app.rehearsal.grammar import Verb

VERBS: tuple[Verb, ...] = (
    Verb(
        "open session",
        "10:00 open session because Devi Rao is on the train",
        "The session begins with the team and the seats of the heading; a reason when it is short of staff or of people.",
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
    Verb(
        "leave",
        "13:07 leave Rowan's last quote yes for own therapist",
        "May the words go on? `yes`, `no`, `not asked`; to one recipient (`integration lead`, `own therapist`, "
        "`prescriber`, `person`) or, when none is named, to each.",
        way_told.leave,
    ),
    Verb("rules", '10:03 rules "What is said here stays here."', "What the group has agreed on.", way_told.rules),
    Verb(
        "checks in",
        '10:12 checks in Rowan opening "Nervous."',
        "Words at the `opening` or `closing` circle.",
        way_told.checks_in,
    ),
    Verb("intention", '10:10 intention Rowan "To grieve."', "What the person comes with.", grammar.intention),
    Verb(
        "before the medicine",
        '10:08 before the medicine Rowan escort yes "Jude, by car"',
        "A matter of a person is as it has to be, or not: `agreement`, `consent`, `escort`, `food`, `medicines`, "
        "`pregnancy`; the others of the board follow from other lines.  Own medicines are `held`, `taken` or `none`.",
        readiness_told.ready,
    ),
    Verb(
        "gives consent",
        "10:09 gives consent Rowan by finger before Ines Okafor",
        "Consent for this session given to its words: heard `before` somebody of the team, signed `by finger before` or "
        "`by typing before` them, or on paper `scanned 2 pages` of which are kept.  `to` and a title: to one that is set.",
        readiness_told.consents,
    ),
    Verb(
        "goes on without",
        "10:14 goes on without Rowan intention because she has no words for it today",
        "A named person's reason to go on without a matter, unless the programme lets nobody; it holds for what is known now.",
        readiness_told.goes_without,
    ),
    Verb(
        "room goes on without",
        "10:14 room goes on without suction because the provider carries a hand pump",
        "The same for a matter of the room, or for who is missing of a role.",
        readiness_told.room_goes_without,
    ),
    Verb(
        "room check",
        '10:02 room check oxygen yes "full"',
        "A matter of the room: `oxygen`, `suction`, `emergency kit`, `telephone`, `music`, `tone`, `volume`, `quiet`.",
        readiness_told.room_check,
    ),
    Verb(
        "stays without",
        '10:15 stays without Rowan "Not today."',
        "A person stays in the session and takes no medicine.",
        readiness_told.stays,
    ),
    Verb(
        "takes it after all",
        "10:16 takes it after all Rowan",
        "Who wanted to stay without takes the medicine.",
        readiness_told.takes_after_all,
    ),
    Verb(
        "ahead of",
        '10:02 ahead of "First circle" before the medicine Rowan escort yes "Jude, by car"',
        "A line of the board told of a session that is set, before it begins: `before the medicine`, `goes on without`, "
        "`room check`, `room goes on without` or `stays without`.  The session knows it as it begins.",
        readiness_told.ahead,
    ),
    Verb(
        "dose",
        "10:30 dose Rowan ketamine 50 mg intramuscular 50 mg/ml 1 ml",
        "A medicine given: drug, amount, route spelled out, and for a liquid its strength and volume, for lozenges "
        "`100 mg/unit 1 unit`. May end in `as salt` or `by oneself`.",
        grammar.dose,
    ),
    Verb(
        "order",
        "10:06 order Rowan ketamine 40 to 60 mg intramuscular further after 20 min by Dr. Hale",
        "As the prescriber gave it: amount or range in `mg` or `mg/kg` (then perhaps `at 80 kg`), the route spelled out, and "
        "`further`, perhaps `after` minutes, where a further dose is allowed.",
        medicine_told.order,
    ),
    Verb(
        "clears for medicine",
        "10:06 clears for medicine Rowan until 2026-06-30 by Dr. Hale",
        "The prescriber clears a person up to and with a day.",
        medicine_told.clears_for_medicine,
    ),
    Verb(
        "time-out",
        "10:30 time-out Rowan with Devi Rao ketamine 50 mg intramuscular because it was said by telephone",
        "A dose after its time-out; `with` a second person, or `alone` and why in quotes, and a reason for what does not fit.",
        medicine_told.time_out,
    ),
    Verb(
        "medicine",
        "11:15 medicine Rowan ondansetron 4 mg oral for nausea",
        "A medicine given for a side effect.",
        medicine_told.medicine,
    ),
    Verb(
        "adverse",
        '11:10 adverse Rowan nausea moderate "since the turning"',
        "An adverse event began: what, how severe, and words; `other` needs them.",
        medicine_told.adverse,
    ),
    Verb(
        "event",
        '11:40 event Rowan is over "ginger tea"',
        "How the person's last adverse event goes on: `goes on`, `is over`, `is over with traces`, `is handed over`, "
        "`is unknown`, then perhaps how severe it is now and what was done.",
        medicine_told.event,
    ),
    Verb(
        "classes",
        "12:50 classes Rowan not serious",
        "The medical provider says whether the person's last adverse event was `serious`, and `because` of what.",
        medicine_told.classes,
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
        "A limit of the person's own: `above`, `below`; `over` and `under` the baseline, also in `percent`. "
        "Of the plan's limit the ends that it does not tell hold on.",
        limits_told.limit,
    ),
    Verb(
        "score", "10:51 score Rowan rass -1", "How awake a person is, or `inward`, not stimulated.", limits_told.score
    ),
    Verb("breathes", "10:51 breathes Rowan oxygen", "Oxygen, or room `air` again.", limits_told.breathes),
    Verb("support", '10:52 support Rowan "a hand"', "Support is wanted for a person.", grammar.support),
    Verb("answer", "10:53 answer Rowan", "Somebody is with the person.", grammar.answer),
    Verb("settle", '10:58 settle Rowan "Held a hand."', "The call is over, and what was done.", grammar.settle),
    Verb("touch", '10:12 touch Rowan narrowed "hand only"', "What touch is agreed to.", grammar.touch),
    Verb(
        "consents",
        "10:12 consents Rowan hand or shoulder asked each time from Devi Rao",
        "Touch consent: `no touch`, `hand only`, `hand or shoulder`, `as prepared`, then perhaps `asked each time`, "
        '`but not "the left arm"`, and `from` one of the team alone. Widened only before the first dose or after clearance.',
        way_told.consents,
    ),
    Verb(
        "touch for safety",
        '10:13 touch for safety Rowan yes "an arm"',
        "Agreed beforehand, or not.",
        way_told.safety_touch,
    ),
    Verb("asks for touch", '11:05 asks for touch Rowan "a hand"', "A person asks for touch.", way_told.asks_touch),
    Verb("touches", '11:06 touches Rowan "held a hand"', "What was done; may end in `for safety`.", way_told.touches),
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
    Verb(
        "move",
        "10:19 move Rowan's last note to Amara",
        "A line filed for the wrong person is withdrawn and stands with the right one, at its own time. `because` also answers "
        "what stands in a dose's way there.",
        medicine_told.move,
    ),
    Verb("withdraw", "10:19 withdraw Rowan's last note because wrong person", "A line entered in error.", withdraw),
    Verb("confirm", "10:35 confirm Rowan's last dose", "Whose word counts confirms what a scribe wrote.", confirm),
    Verb(
        "criterion",
        "12:58 criterion Rowan steady yes",
        "A line of the leaving list, `yes` or `no`.",
        way_told.criterion,
    ),
    Verb(
        "ready",
        "13:00 ready Rowan with Sam, a neighbour",
        "Every line of the leaving list that people answer is answered yes, and a facilitator signs.",
        way_told.ready,
    ),
    Verb(
        "passes criterion",
        "13:01 passes criterion Rowan since_dose because the dose was a quarter",
        "The provider lets a line of the leaving list be open.",
        way_told.passes,
    ),
    Verb("scale", "13:02 scale Rowan padss 2 2 1 2 2", "A leaving scale, item by item.", way_told.scale),
    Verb("signs leaving", "13:03 signs leaving Rowan by Tomas Lind", "The leaving list is signed.", way_told.signs),
    Verb(
        "discloses",
        '12:40 discloses Rowan "Old thoughts." to Ines Okafor',
        "A person tells of a risk, and who looks after it.",
        way_told.discloses,
    ),
    Verb(
        "answers disclosure",
        '12:50 answers disclosure Rowan "A plan."',
        "What was done about it.",
        way_told.answers_risk,
    ),
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
        "countersign packet",
        "13:15 countersign packet Rowan",
        "The provider at the screen signs the medical part of a handoff, which does not leave before.",
        grammar.countersign_packet,
    ),
    Verb(
        "release packet",
        '13:16 release packet Rowan to "Dr. Hale"',
        "The signed handoff leaves as a PDF, to whom; in a rehearsal it opens with the password “rehearsal”.",
        grammar.release_packet,
    ),
    Verb(
        "music",
        "10:19 music begins",
        "`begins`, `fades out`, `fades in`, `next piece`, `lowered`, `back up`, `held`, or what happens to it: `piece fails`.",
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
    *before_told.VERBS,
    *desk_told.VERBS,
    *after_told.VERBS,
    Verb("expect", "11:31 expect Rowan hr 72", "What must hold now; see below.", expect),
)
"""Every verb, in the order in which ``docs/stories.md`` explains them."""

BY_PHRASE = {verb.phrase: verb for verb in VERBS}
