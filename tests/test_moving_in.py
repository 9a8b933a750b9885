"""People come from a table as other programs write it: told line by line first, nobody twice by accident, all or nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from facilitator_app import moving_in, people_file
from facilitator_app.clinic import Clinic
from facilitator_app.faults import Refusal
from facilitator_app.moving_in import What
from facilitator_app.people_file import OFFERED, arrivals, suggested
from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.table_file import Dates, Letters, Table, order_of_dates, read_table, written
from facilitator_app.text import LANGUAGES, language, render, say
from tests.test_clinic import clinic, journal, refused

__all__ = ["clinic", "journal"]

TODAY = date(2026, 3, 5)
HEADS = {field: render(f"field.{field}") for field in OFFERED}


def tried(there: Clinic, content: bytes, dates: Dates | None = None) -> moving_in.Trial:
    table = read_table(content)
    return moving_in.try_out(there, table, suggested(table.heads, moving_in.called()), dates)


def told(trial: moving_in.Trial) -> list[tuple[int, str, str]]:
    return [(one.line, one.what.value, moving_in.outcome_told(one)) for one in trial.outcomes]


@pytest.mark.parametrize(
    ("content", "letters", "separator"),
    [
        ("Nombre;Nacimiento\r\nZoë;1984-05-21\r\n".encode("latin-1"), Letters.LATIN_1, ";"),
        (b"\xef\xbb\xbf" + "Nombre;Nacimiento\rZoë;1984-05-21".encode("latin-1"), Letters.LATIN_1, ";"),
        ("Nombre,Nacimiento\nZoë,1984-05-21\n".encode(), Letters.UTF_8, ","),
        ("\ufeffNombre\tNacimiento\nZoë\t1984-05-21\n".encode(), Letters.UTF_8, "\t"),
        ("Nombre;Nacimiento\nZoë;1984-05-21\n".encode("utf-16"), Letters.UTF_16, ";"),
        ("\n\nNombre|Nacimiento||\nZoë|1984-05-21||\n\n||\n".encode(), Letters.UTF_8, "|"),
    ],
)
def test_letters_separators_and_marks_are_found_out(content: bytes, letters: Letters, separator: str) -> None:
    table = read_table(content)
    assert (table.letters, table.separator, table.broken) == (letters, separator, ())
    columns = suggested(table.heads, {})
    assert columns == {"Nombre": "preferred_name", "Nacimiento": "birth_date"}
    [zoe], wrong = arrivals(table, columns, None, TODAY)
    assert (zoe.told, wrong) == (ParticipantAdded(preferred_name="Zoë", birth_date="1984-05-21"), [])


def test_heads_that_a_spreadsheet_wrote_on_two_lines_are_one_head_each() -> None:
    content = b'"Preferred\r\nname";"Birth\r\ndate";Surname\r\nRowan;21.05.1984;"Marsh\r\nHill"\r\nAmara;1.2.1979;\r\n'
    table = read_table(content)
    assert table.heads == ("Preferred name", "Birth date", "Surname")
    assert [(row.line, row.cells[0]) for row in table.rows] == [(4, "Rowan"), (6, "Amara")]  # as the file counts them
    assert {"preferred_name", "birth_date"} <= set(suggested(table.heads, moving_in.called()).values())


@pytest.mark.parametrize("over", ["sep=;\r\n", "Patients of 2026\r\n", "Patients of 2026;;\r\n\r\n"])
def test_what_stands_over_the_heads_is_left_out_and_said(over: str) -> None:
    content = f"{over}Name;Born;Allergies\r\nRowan;21 May 1984;latex\r\nAmara;1.2.1979;none\r\n".encode()
    table = read_table(content)
    assert table.heads == ("Name", "Born", "Allergies")
    assert [row.cells[0] for row in table.rows] == ["Rowan", "Amara"]
    assert table.rows[0].line == 2 + over.count("\n")  # as the file counts them
    said = moving_in.table_told(table)
    assert said.endswith("“Patients of 2026” stands over the heads and is left out.") is not over.startswith("sep")
    alone = read_table(b"name\nRowan\nAmara, the younger\nNoor\n")
    assert (alone.heads, [row.cells for row in alone.rows], alone.above) == (("name",), [("Rowan",), ("Noor",)], "")
    # Words with a comma are no row of a table, and two lines have no title.
    prose = read_table(b"name\nMarsh, Rowan\nLind, Tomas\n")
    assert (prose.heads, len(prose.broken)) == (("name",), 2)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("21 May 1984", "1984-05-21"),
        ("May 21st, 1984", "1984-05-21"),
        ("21-MAY-1984", "1984-05-21"),
        ("21 de mayo de 1984", "1984-05-21"),
        ("3 de enero del 2001", "2001-01-03"),
        ("5 sept. 1990", "1990-09-05"),
        ("31 Feb 1984", None),
        ("21 Maius 1984", None),
        ("21 May 84", None),
    ],
)
def test_a_date_whose_month_is_a_word_is_read_in_either_language(said: str, day: str | None) -> None:
    table = read_table(f"Name;Born\nRowan;{said}\n".encode())
    assert order_of_dates(table, {"Name": "preferred_name", "Born": "birth_date"}) is Dates.YMD
    people, wrong = arrivals(table, {"Name": "preferred_name", "Born": "birth_date"}, None, TODAY)
    assert [one.told.birth_date for one in people] == ([day] if day else [])
    assert [(one.line, one.why.key) for one in wrong] == ([] if day else [(2, "people_file.no_date")])


def test_a_quote_in_the_heads_that_nothing_closes_takes_no_rows_with_it() -> None:
    with pytest.raises(Refusal) as refused:
        read_table(b'"Preferred name;Birth date\nRowan;1984-05-21\n')
    assert refused.value.key == "people_file.no_text"


def test_a_large_table_with_three_lines_in_a_hundred_broken_loses_those_alone() -> None:
    lines = ["First name;Last name;DOB;Phone;E-mail;Notes"]
    lines += [
        f'Añ{n:03};Marsh;{1 + n % 28:02}.03.1984;"+1 555\n0{n:03}";a{n}@example.org;never read' for n in range(300)
    ]
    for place, broken in (
        (10, 'Rowan;Marsh;1.1.1984;"open;x;y'),
        (150, "Amara;only three;cells"),
        (290, 'x;"a"b;c;d;e;f'),
    ):
        lines.insert(place, broken)
    table = read_table(b"\xef\xbb\xbf" + "\r\n".join(lines).encode("latin-1"))
    columns = suggested(table.heads, {})
    assert columns == {
        "First name": "preferred_name",
        "Last name": people_file.SURNAME,
        "DOB": "birth_date",
        "Phone": "contacts",
        "E-mail": "contacts",
    }
    people, wrong = arrivals(table, columns, None, TODAY)
    assert len(people) == 300
    assert people[13].told == ParticipantAdded(
        preferred_name="Añ013", legal_name="Añ013 Marsh", birth_date="1984-03-14"
    )
    assert people[13].more is not None
    assert people[13].more.contacts == "+1 555\n0013, a13@example.org"
    assert [(one.line, one.why.key) for one in wrong] == [
        (20, "people_file.quotes"),  # nine rows of two lines each stand before it
        (20 + 1 + 2 * 139, "people_file.cells"),
        (20 + 1 + 2 * 139 + 1 + 2 * 139, "people_file.quotes"),
    ]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ("Amara;06.03.2026", "This date of birth is still to come."),
        ("Amara;31.02.1984", "“31.02.1984” is no date of birth."),
        ("Amara;21.5.84", "“21.5.84”: the year needs four figures."),
        ("Amara;yesterday", "“yesterday” is no date of birth."),
        ("Amara;01.01.1850", "This date of birth is more than 130 years ago."),
        (" ;21.5.1984", "Preferred name is empty."),
        ("A\x07mara;21.5.1984", None),
        ("A" * 300 + ";21.5.1984", None),
    ],
)
def test_what_no_person_can_be_made_of_is_told_by_its_line(cells: str, said: str | None) -> None:
    table = read_table(f"Name;Born\nRowan;13.1.1984\n{cells}\nIdris;14.1.1984".encode())
    people, [wrong] = arrivals(table, suggested(table.heads, {}), None, TODAY)
    assert [one.told.preferred_name for one in people] == ["Rowan", "Idris"]
    assert wrong.line == 3
    assert said is None or say(wrong.why) == said


def test_dates_that_could_be_read_in_two_ways_are_asked_about() -> None:
    def table(*dates: str) -> Table:
        return read_table("\n".join(["name,born", *(f"Rowan,{one}" for one in dates)]).encode())

    columns = {"name": "preferred_name", "born": "birth_date"}
    assert order_of_dates(table("03/04/1984", "13/04/1984"), columns) is None  # one that tells it settles no other
    assert order_of_dates(table("04/04/1984", "13/04/1984"), columns) is Dates.DMY
    assert order_of_dates(table("04/04/1984", "04/13/1984"), columns) is Dates.MDY
    assert order_of_dates(table("03.04.1984", "13.04.1984"), columns) is Dates.DMY
    assert order_of_dates(table("03.04.1984"), columns) is None
    assert order_of_dates(table("03.04.1984", "04.13.1984"), columns) is None
    assert order_of_dates(table("1984-03-04 00:00:00", ""), columns) is Dates.YMD
    assert order_of_dates(table("03/04/1984"), columns) is None
    assert order_of_dates(table("13/04/1984", "04/13/1984"), columns) is None
    with pytest.raises(Refusal) as asked:
        arrivals(table("03/04/1984"), columns, None, TODAY)
    assert asked.value.key == "people_file.which_dates"
    [one], _ = arrivals(table("03/04/1984"), columns, Dates.MDY, TODAY)
    assert one.told.birth_date == "1984-03-04"


@pytest.mark.parametrize(
    ("columns", "key"),
    [
        ({"born": "birth_date"}, "people_file.no_name"),
        ({"name": "preferred_name", "born": "shoe_size"}, "people_file.no_such_field"),
        ({"name": "preferred_name", "born": "preferred_name"}, "people_file.twice"),
    ],
)
def test_columns_that_cannot_be_meant_are_refused(columns: dict[str, str], key: str) -> None:
    with pytest.raises(Refusal) as no:
        arrivals(read_table(b"name,born\nRowan,1984-05-21"), columns, None, TODAY)
    assert no.value.key == key


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "people_file.empty"),
        (b" \r\n \n", "people_file.empty"),
        (b"\xff\xfe\x00", "people_file.no_text"),
        (b"\x00\x01\x02,\x00\n", "people_file.no_text"),
        (b"a,b\n" + b"1,2\n" * 200_001, "people_file.too_many"),
        (bytes(50 * 2**20 + 1), "people_file.too_large"),
    ],
)
def test_what_is_no_table_is_refused_whole(content: bytes, key: str) -> None:
    with pytest.raises(Refusal) as no:
        read_table(content)
    assert no.value.key == key


def test_a_line_whose_letters_cannot_be_read_is_broken_and_the_others_stay_what_they_are() -> None:
    good = [f"Zoë {number}" for number in range(9)]
    table = read_table("\n".join(["Name", *good]).encode() + b"\nZo\xeb 10\n")
    assert [row.cells[0] for row in table.rows] == good
    assert [(one.line, one.why.key) for one in table.broken] == [(11, "people_file.letters")]


def test_a_legal_name_alone_gives_the_name_to_call_them_by() -> None:
    table = read_table(b'full name\n"Marsh, Rowan Ellery"\nAmara Osei\nSable')
    people, _ = arrivals(table, suggested(table.heads, {}), None, TODAY)
    assert [one.told.preferred_name for one in people] == ["Rowan", "Amara", "Sable"]


async def test_who_may_be_here_already_is_asked_about_and_who_is_stays_once(clinic: Clinic) -> None:
    await clinic.add_participant(
        ParticipantAdded(preferred_name="Rowan", legal_name="Rowan Marsh", birth_date="1984-05-21", allergies="latex")
    )
    content = (
        "name,legal name,dob,allergies\n"
        "Rowan,Rowan Marsh,1984-05-21,\n"
        "Rowen,,1984-05-21,\n"
        "Rowan,Rowan Haddad,1990-01-01,\n"
        "Amara,,1991-02-03,\n"
        "amárA,,1991-02-03,latex\n"
        "Noor,,2026-03-06,\n"
    ).encode()
    before = clinic.state
    trial = tried(clinic, content)
    assert told(trial) == [
        (2, "there", "Rowan is here already with all that: Rowan Marsh, 1984-05-21."),
        (3, "alike", "Rowen may be here already: Rowan Marsh, 1984-05-21."),
        (4, "new", "Rowan: Rowan Haddad · born 1 January 1990"),
        (5, "new", "Amara: born 3 February 1991"),
        (6, "alike", "amárA may be the one in line 5."),
        (7, "refused", "Not taken. This date of birth is still to come."),
    ]
    assert clinic.state is before, "to try writes nothing"
    assert moving_in.totals_told(trial) == "2 new, 2 to be asked about, 1 here already, 1 not taken."
    assert await moving_in.take_in(clinic, trial, {6}) == 3
    assert sorted(one.told.preferred_name for one in clinic.state.participants.values()) == [
        "Amara",
        "Rowan",
        "Rowan",
        "amárA",
    ]
    acts = {entry.act for entry in clinic.history.entries[-3:]}
    assert len(acts) == 1, "one act, in one transaction"
    again = tried(clinic, content)
    assert [one.what for one in again.outcomes] == [
        What.THERE, What.ALIKE, What.THERE, What.THERE, What.THERE, What.REFUSED,
    ]  # fmt: skip
    assert await refused(moving_in.take_in(clinic, again, ())) == "moving.nobody"


async def test_a_second_ana_of_whom_the_file_says_nothing_else_is_taken_in_where_somebody_says_so(
    clinic: Clinic,
) -> None:
    ana = ParticipantAdded(preferred_name="Ana", legal_name="Ana López", birth_date="1980-05-21")
    await clinic.add_participant(ana)
    content = b"name,allergies\nAna,\n"
    trial = tried(clinic, content)
    assert told(trial) == [(2, "there", "Ana is here already with all that: Ana López, 1980-05-21.")]
    assert await refused(moving_in.take_in(clinic, trial, ())) == "moving.nobody"
    assert await moving_in.take_in(clinic, trial, {2}) == 1
    known = [one.told.legal_name for one in clinic.state.participants.values()]
    assert sorted(known) == ["", "Ana López"]
    # Who is here by their number is that person, whatever is said.
    numbered = b"name,number\nNoor,17\n"
    assert await moving_in.take_in(clinic, tried(clinic, numbered), ()) == 1
    again = tried(clinic, numbered)
    assert [one.what for one in again.outcomes] == [What.THERE]
    assert await refused(moving_in.take_in(clinic, again, {2})) == "moving.nobody"


async def test_everybody_goes_out_as_a_table_and_comes_in_the_same(clinic: Clinic, tmp_path: Path) -> None:
    content = (
        "\ufeffPreferred name;Legal name;Pronouns;Date of birth;Allergies;Other names;Contacts;Language;Conditions\r\n"
        'Zoë;Zoë Ångström;she/her;1984-05-21;"latex; nuts, all";Zo,Z;"+1 555 0100\n2 Hill Road";español;"said ""tired"""\r\n'
        "Rowan;;;;;;;;\r\n"
    ).encode()
    await moving_in.take_in(clinic, tried(clinic, content), ())
    table = moving_in.people_table(clinic, HEADS)
    there = list(clinic.state.participants.values())
    assert [one.what for one in tried(clinic, table).outcomes] == [What.THERE, What.THERE]
    read = read_table(table)
    people, wrong = arrivals(read, suggested(read.heads, moving_in.called()), None, TODAY)
    assert wrong == []
    assert sorted(
        ((one.told, one.more.told if one.more else {}) for one in people), key=lambda one: one[0].preferred_name
    ) == sorted(
        ((one.told, {k: v for k in one.details.__struct_fields__ if (v := getattr(one.details, k))}) for one in there),
        key=lambda one: one[0].preferred_name,
    )
    assert people_file.written([], HEADS).startswith(b"\xef\xbb\xbfPreferred name,Legal name")
    assert moving_in.people_table(clinic, HEADS) == table


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_table_written_on_a_screen_in_another_language_is_read_on_this_one(tag: str) -> None:
    heads = [language(tag).render(f"field.{field}") for field in OFFERED]
    assert suggested(heads, moving_in.called()) == dict(zip(heads, OFFERED, strict=True))


async def test_nobodys_words_are_a_formula_where_a_spreadsheet_opens_them_and_they_come_in_the_same(
    clinic: Clinic,
) -> None:
    told = ParticipantAdded(
        preferred_name="Idris",
        legal_name="@Idris",
        allergies="=HYPERLINK(1)",
        intention="'-still",
        escort="+1 555 0100",
    )
    await clinic.add_participant(told)
    table = moving_in.people_table(clinic, HEADS)
    row = table.decode("utf-8-sig").splitlines()[1].split(",")
    assert {"'@Idris", "'=HYPERLINK(1)", "''-still", "'+1 555 0100"} <= set(row)
    assert {"@Idris", "=HYPERLINK(1)", "'-still", "+1 555 0100"} <= set(read_table(table).rows[0].cells)
    assert [one.what for one in tried(clinic, table).outcomes] == [What.THERE]
    cells = ["-1.5", "'quoted'", "=a", "''=b", "-"]
    there = written(["vwxyz", cells])
    assert there.decode("utf-8-sig").splitlines()[1] == "-1.5,'quoted','=a,'''=b,'-"
    assert [list(one.cells) for one in read_table(there).rows] == [cells]


def test_who_has_no_preferred_name_is_told_and_listed_first(clinic: Clinic) -> None:
    trial = tried(
        clinic, b'Vorname,legal name,Geburtsdatum\nSable,Sable Quill,1984-05-21\n,"Marsh, Rowan",1990-01-31\n'
    )
    assert [(one.line, one.named_for) for one in trial.outcomes] == [(2, False), (3, True)]
    assert moving_in.totals_told(trial).endswith(
        "Without a preferred name: 1. The first word of the legal name stands for it; they are listed first."
    )
    assert moving_in.outcome_told(trial.outcomes[1]) == (
        "Rowan, the first word of the legal name, as none is there that is preferred: Marsh, Rowan · born 31 January 1990"
    )
