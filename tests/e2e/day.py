"""What people do at the window, step by step, in the order of a day.  Each step ends when the window shows it done."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.hand import Hand

CLINIC = "Juniper House"
INES = ("ines", "a quiet lake at dawn")
TOMAS = ("tomas", "warm tea and rain")
PROGRAMME = "group_circle_three"
DEMONSTRATION_PLAN = 2
PEOPLE = ("Rowan", "Amara", "Idris")
FEW = "Devi comes at eleven"
"""Why two of the team begin where the programme asks for three."""


def make_clinic(hand: Hand) -> str:
    """The first start; returns the recovery code as it stands on the screen."""
    hand.fill("start.name", CLINIC)
    hand.touch("start.zone.machine")
    hand.touch("start.next")
    hand.fill("start.person", "Ines Okafor")
    for role in ("facilitator", "prescriber", "medical_provider"):
        hand.touch(f"start.roles.{role}")
    hand.fill("start.sign_in", INES[0])
    hand.fill("start.passphrase", INES[1])
    hand.fill("start.again", INES[1])
    hand.touch("start.make")
    hand.shows("start.written", 30)
    code = hand.text("start.code")
    hand.touch("start.written")
    hand.shows("home.today")
    return code


def add_tomas(hand: Hand) -> None:
    """A second facilitator, with a way in of his own."""
    hand.touch("home.team")
    hand.touch("team.act")
    hand.fill("staff.name", "Tomas Lind")
    hand.touch("staff.roles.facilitator")
    hand.fill("staff.sign_in", TOMAS[0])
    hand.fill("staff.passphrase", TOMAS[1])
    hand.fill("staff.again", TOMAS[1])
    hand.touch("staff.add")
    hand.gone("staff.add")
    hand.sees("Tomas Lind")


def add_people(hand: Hand) -> None:
    """Rowan with all that is asked for, Amara and Idris by name only."""
    hand.touch("home.people")
    rowan = {"preferred_name": "Rowan", "legal_name": "Rowan Ashdown", "allergies": "latex", "intention": "to rest"}
    for person in (rowan, {"preferred_name": "Amara"}, {"preferred_name": "Idris"}):
        hand.touch("people.act")
        for field, text in person.items():
            hand.fill(f"person.{field}", text)
        hand.touch("person.add")
        hand.gone("person.add")
        hand.sees(person["preferred_name"])


def sign_plan(hand: Hand) -> None:
    """Ines signs the demonstration plan; she walks there with the keyboard, as the plans do not fit on one screen."""
    hand.touch("home.programmes")
    hand.touch(f"programmes.{PROGRAMME}")
    hand.shows("programme.sign")
    hand.walk_to(f"programme.plan.{DEMONSTRATION_PLAN}")
    hand.keys("space")
    hand.touch("programme.sign")
    assert "Demonstration plan (invented), signed by Ines Okafor" in hand.sees("Plan in use")
    hand.touch("programme.close")
    hand.gone("programme.close")


def begin_session(hand: Hand) -> None:
    """Three people on seats, two of the team in the room: the programme asks for three, as Ines counts once."""
    hand.touch("home.today")
    hand.touch("today.act")
    hand.touch(f"setup.programme.{PROGRAMME}")
    hand.touch("setup.next")
    hand.touch("setup.present.Tomas Lind")
    hand.fill("setup.title", "First circle")
    hand.fill("setup.reason", FEW)
    hand.touch("setup.next")
    for name in PEOPLE:
        hand.touch(f"setup.person.{name}")
    hand.sees("3 people")
    hand.touch("setup.begin")
    hand.shows("tile.3")


def prepare(hand: Hand) -> str:
    """Everything up to a room with three people in it; returns the recovery code."""
    code = make_clinic(hand)
    add_tomas(hand)
    add_people(hand)
    sign_plan(hand)
    begin_session(hand)
    return code


def observe(hand: Hand, word: str, said: str) -> None:
    """One touch; done when the window says what was saved."""
    hand.touch(f"chip.{word}")
    hand.sees(said)


def take_vitals(hand: Hand, **values: str) -> None:
    """A check on the pad: each digit a touch."""
    hand.touch("rail.vitals")
    for measure, value in values.items():
        hand.touch(f"vitals.{measure}")
        for digit in value:
            hand.touch(f"pad.{digit}")
    hand.touch("pad.main")


def give_dose(hand: Hand, *, strength: str, volume: str, amount: str) -> None:
    """Ketamine into the muscle, given by Ines: what, how much, the time-out."""
    hand.touch("rail.dose")
    hand.touch("dose.drug.ketamine")
    hand.touch("dose.route.intramuscular")
    for choice in ("dose.form.liquid", "dose.stated.base", hand.named("dose.by.", "Ines Okafor")):
        hand.bring(choice, above="dose.to_amount")
        hand.touch(choice)
    hand.touch("dose.to_amount")
    for field, value in (("strength", strength), ("count", volume), ("amount", amount)):
        hand.touch(f"dose.{field}")
        for digit in value:
            hand.touch(f"pad.{digit}")
    hand.touch("pad.main")
    hand.bring("dose.because.on_paper", above="dose.summary")
    hand.touch("dose.because.on_paper")
    hand.touch("dose.record")


def unlock(hand: Hand, sign_in: str, passphrase: str) -> None:
    """Type sign-in and passphrase, and press Enter."""
    hand.fill("unlock.sign_in", sign_in)
    hand.fill("unlock.passphrase", passphrase)
    hand.keys("Return")


def secrets(folder: Path) -> Path:
    """Sign-in and passphrase in a file, for the command line."""
    path = folder / "secrets"
    path.write_text("\n".join(INES) + "\n", encoding="utf-8")
    return path
