"""The shape of the program, held by tests: who may import whom, how long things may be, what is never written.

The reasons are in ``docs/adr/0003-layers-as-tests.md``.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests import source

# Each module or package, and the ones below it that it may import (its own parts always).  A module that is not here
# fails the first test: where it stands is a decision, not an accident.
DIRECTIONS = {
    "faults": "",
    "clock": "",
    "data_folder": "",
    "no_dumps": "",
    "lean": "",
    "copies": "data_folder settings faults",
    "text": "faults",
    "settings": "faults",
    "record": "faults",
    "monitoring": "record faults",
    "medicine_words": "record wording",
    "medicine_lanes": "record rules lanes",
    "medicines": "record faults",
    "music_words": "record wording music_lanes",
    "vitals_lanes": "record monitoring lanes medicine_lanes",
    "music_lanes": "record lanes",
    "integration_words": "record wording",
    "before_words": "medicine_words record wording",
    "elsewhere_words": "medicine_words record wording",
    "questionnaire_texts": "record text",
    "keeping_words": "record wording",
    "agenda_words": "record wording",
    "readiness_words": "record wording",
    "set_words": "agenda record wording",
    "wording": "record agenda_words before_words elsewhere_words integration_words keeping_words medicine_words "
    "music_words readiness_words release_words",
    "lanes": "record wording",
    "search": "record wording lanes",
    "group_figures": "lanes",
    "clearance": "record monitoring faults",
    "agreements": "record clearance faults",
    "readiness": "record monitoring passing",
    "agenda": "record passing faults beforehand",
    "prescribing": "record faults agenda beforehand",
    "same_person": "record faults beforehand",
    "beforehand": "record faults agenda prescribing same_person",
    "one_person": "record agenda same_person clinic oversight faults",
    "aftercare": "record faults",
    "integration": "record aftercare faults",
    "course": "record wording integration_words",
    "course_told": "record course wording before_words integration_words",
    "team_report": "record monitoring wording",
    "report_files": "app handoff team_report text faults",
    "integration_desk": "integration days record session clinic clock faults text handoff.corrections",
    "whereabouts": "record faults",
    "support": "record faults",
    "rules": "record monitoring medicines aftercare agreements checks clearance passing releases sign_off support "
    "whereabouts faults",
    "checks": "record monitoring faults",
    "passing": "record monitoring faults",
    "machine": "app awake copies readiness record room_music text faults",
    "sign_off": "record aftercare releases faults",
    "releases": "record agreements faults",
    "release_words": "record wording",
    "signing": "record session faults",
    "review": "record monitoring rules wording lanes medicine_lanes music_lanes vitals_lanes faults medicine_words",
    "programme_lines": "",
    "programme_written": "record",
    "clinic_out": "app attachments before_words clinic export handoff history_in moving_in people_file "
    "programme_written record session table_file text faults",
    "clinic_command": "app clinic_out people_command record text",
    "programmes": "programme_lines programme_written record text faults",
    "programme_spoken": "programmes record text",
    "plan_draft": "record faults",
    "programme_draft": "programme_written record faults",
    "table_file": "faults",
    "people_file": "table_file record faults",
    "history_file": "people_file table_file record faults",
    "own_history": "app record faults",
    "kept_columns": "app table_file faults",
    "handoff.guard": "faults handoff.ordinary handoff.slips handoff.letters handoff.like_a_name handoff.seats "
    "handoff.contacts handoff.short_forms",
    "handoff.like_a_name": "handoff.ordinary handoff.letters",
    "handoff.seats": "handoff.ordinary",
    "handoff.contacts": "",
    "handoff.letters": "",
    "handoff.slips": "",
    "handoff.short_forms": "",
    "handoff.ordinary": "",
    "handoff.way_out": "record monitoring wording",
    "handoff.telling": "lanes wording",
    "handoff.figures": "record lanes wording handoff.telling",
    "handoff.way_on": "record integration_words wording",
    "handoff.packet": "record monitoring wording lanes review music_words faults handoff.way_out handoff.telling "
    "handoff.figures handoff.way_on",
    "handoff.sources": "record",
    "handoff.still": "",
    "handoff.saved": "record handoff.packet handoff.sources",
    "handoff.reads": "record wording handoff.packet handoff.saved handoff.sources handoff.still handoff.way_on",
    "handoff.standing": "record handoff.packet handoff.reads",
    "handoff.withheld": "record faults handoff.packet handoff.reads handoff.still",
    "handoff.passing": "record handoff.guard",
    "handoff.table": "record wording handoff.packet",
    "handoff.invitation": "wording",
    "handoff.fhir_parts": "record wording",
    "handoff.fhir": "record rules wording faults handoff.packet handoff.fhir_parts",
    "handoff.corrections": "record wording handoff.figures handoff.packet handoff.saved handoff.reads handoff.fhir "
    "handoff.way_on",
    "handoff.statements": "record wording keeping_words handoff.group",
    "handoff": "keeping_words record monitoring releases wording lanes review text faults clock",
    "session": "record monitoring rules clock faults",
    "keeping": "record faults",
    "clinic_record": "record beforehand prescribing keeping session clock faults",
    "moving_in": "people_file table_file record clinic text faults",
    "history_in": "app history_file moving_in own_history table_file record clinic text faults",
    "history_command": "app people_command history_in history_file kept_columns moving_in table_file text faults",
    "days": "agenda record wording handoff.invitation",
    "sheet_rows": "record wording",
    "day_paper": "agenda set_board sheet_rows clinic record monitoring wording medicine_words handoff faults",
    "day_paper_files": "app day_paper handoff record text faults",
    "paper_command": "app day_paper_files faults",
    "transcribe_command": "agenda app clinic integration on_paper paper_command rehearsal session session_ends text faults",
    "people_command": "app history_command kept_columns moving_in people_file table_file handoff record text faults",
    "attachments": "record clinic",
    "clinic": "agenda clinic_record record session rules clock faults",
    "file_lock": "",
    "journal": "record data_folder file_lock clock faults",
    "own_keys": "",
    "key_slots": "own_keys data_folder clock faults",
    "key_on_disk": "key_slots file_lock data_folder faults",
    "own_slots": "key_slots own_keys",
    "turned_slots": "key_slots own_keys paper_code faults",
    "pins": "key_slots faults",
    "sign_in": "key_slots",
    "device_store": "faults",
    "device_pins": "device_store pins sign_in key_slots turned_slots file_lock data_folder faults",
    "door_pins": "device_pins device_store key_slots vault data_folder faults",
    "paper_code": "faults",
    "tries": "key_slots file_lock data_folder clock faults",
    "record_key": "journal vault key_on_disk turned_slots faults",
    "account_keys": "key_slots faults",
    "oversight": "record session clinic clock faults",
    "process_notes": "record session oversight own_keys faults",
    "guarding": "record session clinic door oversight process_notes handoff clock faults",
    "vault": "key_slots key_on_disk own_slots turned_slots paper_code pins sign_in tries clock faults",
    "playlists.engine": "clock",
    "playlists": "playlists.engine.protocol clock faults settings",
    "clock_steps": "record session clock",
    "meanwhile": "record session clinic",
    "carried_on": "record session clinic clock faults",
    "given_earlier": "record session",
    "on_paper": "integration record session",
    "group_papers": "record clinic",
    "session_ends": "agenda given_earlier group_papers meanwhile on_paper record monitoring session clinic clock faults",
    "set_board": "agenda set_words wording passing record clinic session_ends faults",
    "consents": "attachments clinic record session set_board wording",
    "awake": "faults",
    "room_music": "record session playlists awake settings clock faults",
    "mending": "journal vault data_folder settings clock faults",
    "erasure": "record keeping session clinic journal faults",
    "door": "door_pins device_store account_keys record_key erasure record session clinic journal vault mending data_folder "
    "clock faults",
    "app": "carried_on record monitoring rules session clinic session_ends journal vault playlists room_music clock_steps door "
    "copies device_store guarding handoff review programmes settings clock faults",
    "safekeeping": "door journal vault data_folder clock faults",
    "disclosures": "record wording",
    "own_copy": "elsewhere_words record review lanes disclosures keeping_words wording handoff faults",
    "course_paper": "handoff wording faults",
    "key_change": "app door session record faults",
    "own_copy_files": "app attachments own_copy disclosures wording export record session handoff text faults",
    "export": "app door handoff review lanes wording record text clock faults",
    "diagnostics": "app data_folder clock settings faults",
    "rehearsal": "attachments consents session_ends agenda set_board clearance integration one_person same_person "
    "ui export app device_store door clock_steps room_music playlists journal session clinic programmes handoff review "
    "wording monitoring readiness rules record settings table_file text clock faults programme_spoken medicine_words",
    "ui": "passing set_board set_words readiness_words "
    "agenda machine same_person one_person days day_paper_files course_paper course_told keeping keeping_words erasure "
    "own_copy "
    "own_copy_files key_change copies before_words "
    "questionnaire_texts clearance course team_report report_files integration integration_desk integration_words "
    "agreements attachments checks consents meanwhile on_paper "
    "releases session_ends lean search group_figures diagnostics export clinic_out app door mending room_music playlists "
    "session signing sign_off clinic oversight process_notes programmes programme_spoken programme_written handoff "
    "medicine_words review lanes wording music_words music_lanes monitoring "
    "moving_in people_file history_in history_file kept_columns table_file elsewhere_words "
    "plan_draft programme_draft readiness rules record settings text clock faults",
    "cli": "app device_store clinic_command paper_command transcribe_command people_command own_copy_files door "
    "record report_files safekeeping "
    "playlists export diagnostics rehearsal ui "
    "no_dumps text clock settings faults",
    "__main__": "cli lean no_dumps playlists.engine",
}
PURE = (
    "record",
    "programme_written",
    "keeping",
    "agenda",
    "agenda_words",
    "readiness_words",
    "prescribing",
    "same_person",
    "keeping_words",
    "disclosures",
    "monitoring",
    "medicine_words",
    "medicine_lanes",
    "medicines",
    "integration_words",
    "before_words",
    "aftercare",
    "integration",
    "course",
    "course_told",
    "team_report",
    "music_words",
    "music_lanes",
    "vitals_lanes",
    "wording",
    "lanes",
    "search",
    "group_figures",
    "checks",
    "passing",
    "readiness",
    "beforehand",
    "plan_draft",
    "programme_draft",
    "table_file",
    "people_file",
    "history_file",
    "elsewhere_words",
    "clearance",
    "agreements",
    "rules",
    "whereabouts",
    "support",
    "sign_off",
    "review",
    "releases",
    "release_words",
    "handoff.way_out",
    "handoff.telling",
    "handoff.figures",
    "handoff.way_on",
    "handoff.packet",
    "handoff.sources",
    "handoff.still",
    "handoff.saved",
    "handoff.reads",
    "handoff.standing",
    "handoff.withheld",
    "handoff.passing",
    "handoff.table",
    "handoff.invitation",
    "handoff.fhir_parts",
    "handoff.fhir",
    "handoff.corrections",
    "handoff.guard",
    "handoff.like_a_name",
    "handoff.seats",
    "handoff.contacts",
    "handoff.letters",
    "handoff.slips",
    "handoff.short_forms",
)
ONLY_IN = {
    "PySide6": "ui",
    "shiboken6": "ui",
    "qasync": "ui",
    "sqlalchemy": "journal",
    "sqlcipher3": "journal",
    "secretstorage": "device_store",
    "jeepney": "device_store",
    "keyring": "device_store",
    "vlc": "playlists.engine",
    "miniaudio": "playlists.engine",
    "typst": "handoff",
    "pypdfium2": "handoff",
    "pyrage": "handoff",
    "pyzipper": "handoff",
}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
QML = source.PACKAGE / "ui" / "qml"


def none_of(wrong: Iterable[str]) -> None:
    """Fail with what is wrong, a line each."""
    lines = list(wrong)
    assert not lines, "\n" + "\n".join(lines)


def within(module: str, place: str) -> bool:
    """Whether a module is this one or a part of it."""
    return module == place or module.startswith(place + ".")


def place_of(module: str) -> str | None:
    """The longest name of the table that holds a module."""
    return max((place for place in DIRECTIONS if within(module, place)), key=len, default=None)


def every_import() -> Iterator[tuple[str, source.Import]]:
    """Every import of the package, with the module it stands in."""
    for module in source.modules():
        for found in source.imports(module):
            yield module, found


def members(place: str) -> list[str]:
    """The modules of a place that are there."""
    return [module for module in source.modules() if within(module, place)]


# ------------------------------------------------------------------------------------------------------ who imports whom


def test_every_module_has_a_place_in_the_layers() -> None:
    none_of(module for module in source.modules() if module and place_of(module) is None)


def test_each_module_imports_only_downwards() -> None:
    wrong = []
    for module, found in every_import():
        place = place_of(module)
        if place is None or not found.target or found.target.startswith("package:"):
            continue
        allowed = [place, *DIRECTIONS[place].split()]
        deeper = place_of(found.target)
        fits = any(within(found.target, below) for below in allowed)
        # a part with rules of its own has to be named, unless the whole is what may be imported
        engine = deeper == "playlists.engine" and deeper != place and found.target != "playlists.engine.protocol"
        if not fits or (engine and place != "__main__"):
            wrong.append(f"{module}:{found.line} imports {found.target}")
    none_of(wrong)


def test_what_can_be_written_down_and_worked_out_from_it_is_pure() -> None:
    below = {module for place in PURE for module in members(place)} | {"", "faults", "handoff", "handoff.ordinary"}
    for module in [module for place in PURE for module in members(place)]:
        reached = source.reach(module, at_load=False)
        assert source.third_party(reached) <= {"msgspec"}, module
        assert {name for name in reached if not name.startswith("package:")} <= below, module


@pytest.mark.parametrize("package", sorted(ONLY_IN))
def test_a_large_library_is_known_in_one_place_only(package: str) -> None:
    wrong = [
        f"{module}:{found.line}"
        for module, found in every_import()
        if found.target == f"package:{package}" and not within(module, ONLY_IN[package])
    ]
    none_of(wrong)


def test_the_core_starts_without_qt_and_without_a_player() -> None:
    for start in ("app", "session", "clinic", "cli"):
        assert not source.third_party(source.reach(start, at_load=True)) & {"PySide6", "qasync", "vlc", "miniaudio"}, (
            start
        )


def test_the_engine_knows_nothing_of_the_room() -> None:
    for module in members("playlists.engine"):
        reached = source.reach(module, at_load=False)
        assert source.third_party(reached) <= {"numpy", "vlc", "miniaudio"}, module
        ours = {name for name in reached if not name.startswith("package:")}
        assert all(not name or name in ("clock", "playlists") or within(name, "playlists.engine") for name in ours), (
            module
        )


def test_music_and_session_do_not_know_each_other() -> None:
    for module in members("playlists"):
        assert not {"session", "clinic", "journal"} & source.reach(module, at_load=False), module
    for module in ("session", "clinic"):
        assert not {name for name in source.reach(module, at_load=False) if within(name, "playlists")}, module


def test_only_the_composition_root_introduces_the_journal_and_the_vault() -> None:
    introducers = {"record_key", "app", "door", "door_pins", "erasure", "mending", "safekeeping", "journal", "vault"}
    introducers |= {"rehearsal"}
    for module, found in every_import():
        if within(found.target, "journal") or found.target == "vault":
            assert place_of(module) in introducers, f"{module}:{found.line} imports {found.target}"


def test_no_module_imports_itself_round_a_corner() -> None:
    none_of(module for module in source.modules() if module and _comes_back(module))


def _comes_back(module: str) -> bool:
    first = {found.target for found in source.imports(module) if found.at_load and found.target in source.modules()}
    return any(target == module or module in source.reach(target, at_load=True, parents=False) for target in first)


# ------------------------------------------------------------------------------------------------------ how long things are


def too_long(lengths: Iterator[source.Length], budget: int) -> list[str]:
    """What is longer than its budget, with its length."""
    return [f"{name}: {lines} lines, {budget} allowed" for name, lines in lengths if lines > budget]


def ours() -> list[Path]:
    """The files that the budgets are for."""
    return [
        path for folder in ("facilitator_app", "scripts", "benchmarks") for path in (source.ROOT / folder).rglob("*.py")
    ]


def line_count(path: Path) -> source.Length:
    """The length of a file."""
    return source.Length(str(path.relative_to(source.ROOT)), len(path.read_text("utf-8").splitlines()))


def test_modules_are_at_most_400_lines() -> None:
    none_of(too_long(map(line_count, ours()), 400))


def test_classes_are_at_most_250_lines() -> None:
    none_of(too_long((length for path in ours() for length in source.lengths(path, ast.ClassDef)), 250))


def test_functions_are_at_most_40_lines() -> None:
    none_of(too_long((length for path in ours() for length in source.lengths(path, FUNCTIONS)), 40))


def test_qml_files_are_at_most_250_lines() -> None:
    none_of(too_long(map(line_count, QML.rglob("*.qml")), 250))


def test_script_in_qml_is_at_most_8_lines() -> None:
    none_of(too_long((length for path in sorted(QML.rglob("*.qml")) for length in qml_scripts(path)), 8))


def qml_scripts(path: Path) -> Iterator[source.Length]:
    """The script functions and handlers of a QML file."""
    text = path.read_text("utf-8")
    for start in re.finditer(
        r"\bfunction\s+(\w+)[^{]*\{|\b(on[A-Z]\w*)\s*:\s*(?:\([^)]*\)\s*=>\s*|function\s*\([^)]*\)\s*)?\{", text
    ):
        depth, end = 1, start.end()
        while depth and end < len(text):
            depth += {"{": 1, "}": -1}.get(text[end], 0)
            end += 1
        line = text.count("\n", 0, start.start()) + 1
        yield source.Length(f"{path.name}:{line} {start[1] or start[2]}", text.count("\n", start.start(), end) + 1)


# ------------------------------------------------------------------------------------------------------ what is never written


def test_colours_of_the_screen_are_named_in_the_theme_only() -> None:
    colour = re.compile(r"""["']#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})["']""")
    wrong = [
        f"{path.relative_to(source.ROOT)}: {found[0]}"
        for path in [*QML.rglob("*.qml"), *(source.PACKAGE / "ui").rglob("*.py")]
        if path.name != "Theme.qml"
        for found in colour.finditer(path.read_text("utf-8"))
    ]
    none_of(wrong)


def test_nothing_is_called_later_in_a_page_that_may_have_gone() -> None:
    """``Qt.callLater`` calls what is destroyed; a timer goes with its page.  The window alone is there to the end."""
    later = {path.name for path in QML.rglob("*.qml") if re.search(r"Qt\.callLater\(", path.read_text("utf-8"))}
    assert later == {"Main.qml"}


def test_nobody_sleeps_or_runs_a_loop_inside_the_loop() -> None:
    wrong = []
    for folder in (source.PACKAGE, source.ROOT / "tests"):
        for path in folder.rglob("*.py"):
            for node in ast.walk(source.tree(path)):
                if isinstance(node, ast.Call) and _forbidden(node, in_tests=folder != source.PACKAGE, path=path):
                    wrong.append(f"{path.relative_to(source.ROOT)}:{node.lineno} {ast.unparse(node.func)}")
    none_of(wrong)


def _forbidden(call: ast.Call, *, in_tests: bool, path: Path) -> bool:
    name = ast.unparse(call.func)
    if name == "until_drawn.exec" and path == source.PACKAGE / "ui" / "main.py":
        return False  # before there is any other loop: the first frame waits for nothing else to be imported
    if name.rpartition(".")[2] in ("exec", "exec_", "processEvents") or name in ("time.sleep", "sleep"):
        return True
    turn_of_the_loop = bool(call.args) and isinstance(call.args[0], ast.Constant) and call.args[0].value == 0
    return in_tests and name == "asyncio.sleep" and not turn_of_the_loop and path.name not in ("waiting.py", "late.py")


def test_every_icon_named_is_there_and_every_icon_there_is_named() -> None:
    there = {path.stem for path in (source.ROOT / "resources" / "icons").glob("*.svg")}
    given = re.compile(r"\b(?:glyph|icon)\w*\s*[:=](?!=)([^;]*)", re.IGNORECASE)
    lines = [line for path in icon_users() for line in path.read_text("utf-8").splitlines()]
    named = {name for line in lines for found in given.finditer(line) for name in quoted(found[1])}
    assert sorted(named - there) == [], "named, but not in resources/icons"
    said = {name for line in lines for name in quoted(line)}
    assert sorted(there - said) == [], "in resources/icons, but never named"


def icon_users() -> Iterator[Path]:
    """The files that give names to icons."""
    yield from QML.rglob("*.qml")
    yield from (source.PACKAGE / "ui").rglob("*.py")
    yield from (source.ROOT / "resources").rglob("*.toml")


def quoted(text: str) -> list[str]:
    """The words in quotes that may be names of icons, but those that something is compared with."""
    return re.findall(r'"([a-z]+(?:-[a-z]+)*)"', re.sub(r'[=!]==?\s*"[^"]*"', "", text))


def test_no_file_names_a_package_host_or_a_machine() -> None:
    words = [
        "pypi" + ".org",
        "python" + "hosted",
        "npmjs" + ".org",
        "deb.debian" + ".org",
        "/work" + "/",
        "/root" + "/",
        "/home" + "/",
        "/tmp" + "/",
    ]
    text = (".py", ".toml", ".txt", ".md", ".qml", ".sh", ".yml", ".cfg", ".ini", ".json", ".csv")
    wrong = [
        f"{path.relative_to(source.ROOT)}: {word}"
        for path in [*source.files(*text), source.ROOT / "run", source.ROOT / ".ci" / "run"]
        for content in [path.read_bytes()]
        for word in words
        if word.encode() in content
    ]
    none_of(wrong)
