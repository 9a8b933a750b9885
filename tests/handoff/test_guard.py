"""The name guard: who else is shown in what leaves about Rowan, who sits on seat 1."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.handoff.guard import Find, Kind, Names, finds, replaced
from facilitator_app.handoff.passing import marked, unpassed

ROWAN = Names(participant=UUID(int=11), preferred="Rowan", legal="Rowan Miller", seats=(1,), escort="Pat")
AMARA = Names(participant=UUID(int=12), preferred="Amara", legal="Amara Diallo", nicknames=("Mari",), seats=(2,))
IDRIS = Names(
    participant=UUID(int=13),
    preferred="Idris",
    legal="Idris Khan",
    seats=(3,),
    escort="Leyla Khan (sister)\na driver of the clinic",
    reached=("+1 (505) 555-0164, idris.k@lettuce.example", "@idris_k"),
)
MAE = Names(participant=UUID(int=14), preferred="Mae", legal="Rose Mae Whitfield", seats=(4,))
SABLE = Names(participant=UUID(int=15), preferred="Sable", legal="Will Sable", seats=(5,))
TEODOR = Names(
    participant=UUID(int=16), preferred="Teodor", legal="José Teodor O'Brien", nicknames=("Teo",), seats=(6,)
)
OTHERS = (AMARA, IDRIS, MAE, SABLE, TEODOR)
STAFF = ("Ines Okafor", "Tomas Lind", "Devi Rao", "Dr. Hale")


def found(text: str) -> list[tuple[str, Kind]]:
    return [(find.text, find.kind) for find in finds({"account": text}, ROWAN, OTHERS, STAFF)]


@pytest.mark.parametrize(
    ("text", "shown", "kind"),
    [
        ("Held Amara's hand.", "Amara", Kind.NAME),
        ("held amara’s hand", "amara", Kind.NAME),
        ("AMARA sang", "AMARA", Kind.NAME),
        ("with Amára", "Amára", Kind.NAME),
        ("with Ama\u0301ra there", "Ama\u0301ra", Kind.NAME),
        ("Idris’ mat", "Idris", Kind.NAME),
        ("the Amaras of this world", "Amaras", Kind.NAME),
        ("la persona del lugar 3 lloró", "lugar 3", Kind.SEAT),
        ("miró a la colchoneta n.º 4", "colchoneta n.º 4", Kind.SEAT),
        ("desde el asiento número cinco", "asiento número cinco", Kind.SEAT),
        ("la tercera colchoneta", "tercera colchoneta", Kind.SEAT),
        ("el 2.º sillón", "2.º sillón", Kind.SEAT),
        ("entre los lugares 2 y 1", "lugares 2", Kind.SEAT),
        ("Amrara was close", "Amrara", Kind.SIMILAR),
        ("Aamra was close", "Aamra", Kind.SIMILAR),
        ("amarra was close", "amarra", Kind.SIMILAR),
        ("saw Whitfeild", "Whitfeild", Kind.SIMILAR),
        ("I\u00addris laughed", "I\u00addris", Kind.NAME),
        ("“Mari sang to me.”", "Mari", Kind.NICKNAME),
        ("Teo breathed", "Teo", Kind.NICKNAME),
        ("Theodor breathed", "Theodor", Kind.SIMILAR),
        ("Jose breathed", "Jose", Kind.NAME),
        ("Mr. O’Brien", "Brien", Kind.NAME),
        ("picked up by Leyla", "Leyla", Kind.ESCORT),
        ("A.D. in seat 1", "A.D.", Kind.INITIALS),
        ("A. D. cried", "A. D.", Kind.INITIALS),
        ("IK laughed", "IK", Kind.INITIALS),
        ("somebody on seat 3 laughed", "seat 3", Kind.SEAT),
        ("Seat #2 was loud", "Seat #2", Kind.SEAT),
        ("the mat four", "mat four", Kind.SEAT),
        ("seats 1 and 5 touched", "5", Kind.SEAT),
        ("mae was near", "mae", Kind.NAME),
        ("May held my hand", "May", Kind.SIMILAR),
        ("I heard Rose cry", "Rose", Kind.NAME),
        ("Rose hugged me", "Rose", Kind.NAME),
        ("Sable's laugh", "Sable", Kind.NAME),
        ("lay next to sable", "sable", Kind.NAME),
        ("will in seat 1", "will", Kind.NAME),
        ("Will came over", "Will", Kind.NAME),
        ("<b>Amara</b>", "Amara", Kind.NAME),
        ("handoff-amara.pdf", "amara", Kind.NAME),
        ("amara_2026", "amara", Kind.NAME),
        ("kept saying A m a r a", "A m a r a", Kind.NAME),
        ("wrote A-M-A-R-A in the sand", "A-M-A-R-A", Kind.NAME),
        ("spelled I. D. R. I. S.", "I. D. R. I. S", Kind.NAME),
        ("woken by #2", "#2", Kind.SEAT),
        ("woken by # 3 again", "# 3", Kind.SEAT),
        ("looked at the second seat", "second seat", Kind.SEAT),
        ("the 4th mat was loud", "4th mat", Kind.SEAT),
        ("hugged rose at the end", "rose", Kind.NAME),
        ("held will's sleeve", "will", Kind.NAME),
        ("asked the one on three for quiet", "the one on three", Kind.SEAT),
        ("the lady from 4 laughed", "lady from 4", Kind.SEAT),
        ("looked over to number five twice", "to number five", Kind.SEAT),
        ("preguntó por la del cuatro.\n10:20 calma", "la del cuatro", Kind.SEAT),
        ("el de la 3 se rió", "el de la 3", Kind.SEAT),
        ("a hand for I3", "I3", Kind.INITIALS),
        ("rings 505.555.0164 at night", "505.555.0164", Kind.CONTACT),
        ("rings 00 1 505 5550164", "00 1 505 5550164", Kind.CONTACT),
        ("rings 555-01-64", "555-01-64", Kind.CONTACT),
        ("by IDRIS.K@Lettuce.Example", "IDRIS.K@Lettuce.Example", Kind.CONTACT),
        ("by idris.k at lettuce dot example", "idris.k at lettuce dot example", Kind.CONTACT),
        ("writes to @idris_k", "@idris_k", Kind.CONTACT),
        ("over to Ama-\nra in the dark", "Ama-\nra", Kind.NAME),
        ("over to Ama\ufffera in the dark", "Ama\ufffera", Kind.NAME),
        ("it was rose who sang", "rose", Kind.NAME),
        ("Rose and Idris sang", "Rose", Kind.NAME),
        ("brought Rose water", "Rose", Kind.NAME),
        ("and then rose laughed out loud", "rose", Kind.NAME),
    ],
)
def test_somebody_else_is_found(text: str, shown: str, kind: Kind) -> None:
    assert (shown, kind) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Rowan's hand, Rowan Miller, R.M., RM, seat 1, Pat",
        "Ines Okafor and Tomas Lind were there; Dr. Hale had written the order.",
        "Rose from the mat slowly, and then rose again.",
        "The sun rose; she may sleep, he will rest.",
        "May need water. Will need a hand on the way to the car.",
        "born in May 2026, or on 5 May",
        "a sable coat on the table, stable and able",
        "40 mg IM at 10:37 AM, BP 118/76, HR 72, OK",
        "a roman candle and a woman rowing",
        "seat 12, seat 7, two people, 3 times",
        "He said: “I saw my amaryllis, a marigold and an iris.”",
        "roses by the window, many hopes, and the wills of fathers",
        "A second mat was brought, and a third chair; the first seat by the door was hers.",
        "the rose's petals, a will's seal, he will ask, she may laugh; this rose smells",
        "I a m tired. T o n i g h t, he wrote, letter by letter.",
        "En segundo lugar respiró lento; en primer lugar descansó. FC 79 /min, PA 118/76, FR 14 /min.",
        "su hermana la esperaba; lugar 12, tres veces, dos personas, la segunda dosis, el primer lugar",
        "someone in three minutes, a chance of one in four, the one in two hundred, woman in two minds",
        "to number two on the list; a ride from 4 to 5; pain at number 3 of 10; three of them",
        "la sesión del cuatro de mayo; a las cuatro; la del 3/10; el del dos por ciento; la de las tres",
        "rings (720) 555-0164 or 1 212 555 0165; 50 mg, 505 555; 10:16 4 of 5",
        "rose oil, rose water, a Rose garden; May I have it? Will you stay? May and June were long.",
        "a driver of the clinic drives; the clinic is open",
        "#1 on her list, #12 on the door, 2nd piece, the second dose",
        "So it was. An hour on the mat. He sat with her and me.",
        "Tears, stillness, laughter; the breath was slow.",
        "",
    ],
)
def test_ordinary_notes_and_the_own_name_pass(text: str) -> None:
    assert found(text) == []


ORDINARY = """
Arrived a little early, quiet, slept badly. Blood pressure settled after ten minutes of sitting. Chose the blanket and the
eye mask, asked for the lavender to be taken away. In the circle spoke about the father's illness and the long winter.
After the dose lay still for a quarter of an hour; hands moved as if kneading bread. Tears at the second piece of music,
then a smile. Asked for water once. Turned to the wall and hummed. Said it was like a house with the lights coming on.
Wanted a hand for a while and let it go again. Mild nausea when sitting up, gone after ginger tea. Came back slowly, looked
round the room, thanked everyone. In the closing circle said little, seemed rested, will write in the evening. May sleep
early. Rose without help and walked to the door and back. Felt hope, some grief, and joy. Would like to speak about the
dream of the river with the therapist. Stood in the sun on the steps before leaving. The ride home was there in time.
"""


def test_ordinary_notes_have_at_most_one_false_find_in_a_thousand_words() -> None:
    long = ORDINARY * 8
    assert len(long.split()) > 1000
    assert len(found(long)) <= len(long.split()) / 1000


LUZ = Names(participant=UUID(int=31), preferred="Luz", legal="Luz Rojas Vela", seats=(2,), escort="su prima Consuelo")


@pytest.mark.parametrize(
    "text",
    [
        "Luz me dijo que sí.",
        "Luz, gracias.",
        "Se rió con Luz.",
        "le dio la mano a luz y respiró",
        "y luz dijo que no",
        "La señora Rójas sonrió.",
        "Consuelo la abrazó en la puerta.",
        "Consuelo quería esperar.",
    ],
)
def test_a_spanish_name_that_is_a_word_is_found_where_it_stands_like_a_name(text: str) -> None:
    assert [find.whose for find in finds({"x": text}, ROWAN, [LUZ])] == [LUZ.participant]


@pytest.mark.parametrize(
    "text",
    [
        "Luz baja en su rincón; la luz de la vela, sin luz, con luz y sombra.",
        "Buscó consuelo en el patio, junto a las rosas rojas. Volvió con su prima.",
        "La vela dio a luz una sombra; salió a la luz del sol.",
        "Consuelo y calma al final de la pieza. Luz y sombra en la pared.",
    ],
)
def test_the_same_word_passes_where_it_is_a_word(text: str) -> None:
    assert finds({"x": text}, ROWAN, [LUZ]) == ()


def test_what_reaches_oneself_passes_also_when_somebody_else_shares_it() -> None:
    one = Names(participant=UUID(int=32), preferred="Juniper", reached=("212 555 0190",))
    other = Names(participant=UUID(int=33), preferred="Noor", reached=("(212) 555-0190, noor@lettuce.example",))
    shown = finds({"x": "call 212-555-0190 or noor@lettuce.example"}, one, [other])
    assert [find.text for find in shown] == ["noor@lettuce.example"]


def test_the_own_name_passes_when_somebody_shares_it() -> None:
    other = Names(participant=UUID(int=20), preferred="Rowan", legal="Rowan Achterberg", seats=(2,))
    shown = finds({"x": "Rowan sang; Achterberg did not; R.A. too"}, ROWAN, [other])
    assert [find.text for find in shown] == ["Achterberg", "R.A."]


def test_a_first_name_shared_with_staff_is_found_where_it_stands_alone() -> None:
    other = Names(participant=UUID(int=20), preferred="Devi", legal="Devi Patel", seats=(2,))
    shown = finds({"x": "With them: Devi Rao. Then Devi laughed."}, ROWAN, [other], STAFF)
    assert [(find.text, find.start) for find in shown] == [("Devi", 26)]


def test_short_names_that_are_words_are_found_where_they_stand_like_names() -> None:
    other = Names(participant=UUID(int=20), preferred="An", legal="An So", nicknames=("Annie",), seats=(2,))
    shown = finds({"x": "An hour with an old song, so to say. Then An laughed."}, ROWAN, [other])
    assert [find.start for find in shown] == [42]


def test_a_name_in_a_script_without_spaces_is_found_inside_a_run() -> None:
    other = Names(participant=UUID(int=20), preferred="美玲", seats=(2,))
    shown = finds({"x": "昨日美玲と話した"}, ROWAN, [other])
    assert [(find.text, find.start) for find in shown] == [("美玲", 2)]


def test_a_find_stands_where_it_is_and_can_be_replaced() -> None:
    text = "Then AMÁRA’s hand."
    (find,) = finds({"quotes": text}, ROWAN, OTHERS)
    assert (find.section, find.whose, find.suggestion) == ("quotes", AMARA.participant, "guard.another_member")
    assert text[find.start : find.end] == find.text == "AMÁRA"
    assert replaced(text, find, "another member") == "Then another member’s hand."


def test_every_place_is_found_once_and_in_order() -> None:
    shown = finds({"a": "Idris, Amara in seat 3", "b": "Leyla Khan"}, ROWAN, OTHERS)
    assert [(find.section, find.text) for find in shown] == [
        ("a", "Idris"),
        ("a", "Amara"),
        ("a", "seat 3"),
        ("b", "Leyla"),
        ("b", "Khan"),
    ]


def test_a_mark_says_no_name_and_names_one_place_in_one_wording() -> None:
    texts = {"a": "Amara, amara\nAmara, amara", "b": "Amara"}
    first, after, below, _, elsewhere = marked(finds(texts, ROWAN, OTHERS), texts)
    assert "amara" not in first.mark.lower()
    assert len({first.mark, after.mark, elsewhere.mark}) == 3
    assert below.mark == first.mark, "the same line once more: each of the two is asked by itself"
    assert unpassed((first, after, below), {first.mark: 1}) == (after, below)
    (otherwise,) = marked(finds({"b": "Amara."}, ROWAN, OTHERS), {"b": "Amara."})
    assert otherwise.mark != elsewhere.mark


@given(
    before=st.text(max_size=40).map(lambda text: text + " "),
    after=st.text(max_size=40).map(lambda text: " " + text),
    name=st.sampled_from(["Amara", "Idris", "TEODOR", "Whitfield", "Diallo"]),
)
def test_a_name_is_found_whatever_stands_round_it(before: str, after: str, name: str) -> None:
    text = before + name + after
    shown: list[Find] = list(finds({"x": text}, ROWAN, OTHERS, STAFF))
    assert any(find.start <= len(before) and find.end >= len(before) + len(name) for find in shown)
    assert all(text[find.start : find.end] == find.text for find in shown)
