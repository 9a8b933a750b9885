"""Which open number pad takes a key that no field wanted."""

from __future__ import annotations

from facilitator_app.ui.panels.dose import DosePanel
from facilitator_app.ui.panels.vitals import VitalsPanel

_ERASE = ("\b", "\x7f")


def taken(typed: str, section: str, vitals: VitalsPanel, dose: DosePanel) -> bool:
    """Hand the key to the pad that is open; False when none is, or when it is no key for a pad.

    Letters are taken too: a word in a number field is refused with its range, and stays as it was typed.
    """
    pad: VitalsPanel | DosePanel
    if section == "vitals":
        pad = vitals
    elif section == "dose" and dose.page == "amount":
        pad = dose
    else:
        return False
    if typed in _ERASE:
        pad.erase()
    elif typed and typed.isprintable():
        pad.press(typed)
    else:
        return False
    return True
