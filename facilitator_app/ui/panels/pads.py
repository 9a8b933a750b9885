"""Which open number pad takes a key that no field wanted."""

from __future__ import annotations

from facilitator_app.record.vitals import Measure
from facilitator_app.ui.panels.dose import DosePanel
from facilitator_app.ui.panels.round import VitalsRound
from facilitator_app.ui.panels.vitals import VitalsPanel

_ERASE = ("\b", "\x7f")


def taken(typed: str, section: str, around: VitalsRound, dose: DosePanel) -> bool:
    """Hand the key to the pad that is open; False when none is, or when it is no key for a pad.

    A letter is the pad's too, which says that it does not take it: it leads nowhere else.  A question mark is for the sheet
    of keys.
    """
    if typed == "?":
        return False
    pad: VitalsPanel | DosePanel
    if section == "vitals":
        if typed.isprintable() and typed and (around.early(typed) or _answered(typed, around)):
            return True
        pad = around.vitals
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


def _answered(typed: str, around: VitalsRound) -> bool:
    """A key that is no figure: on the pad ``/`` is no value, ``-`` not now, ``*`` a score; elsewhere a number chooses
    (behind *no value* 5 is by whom it was taken).

    Behind an upper pressure ``/`` leads on to the lower one.
    """
    vitals = around.vitals
    page = "question" if vitals.question else vitals.page
    if page == "pad":
        if typed == "/" and vitals.typed_in(Measure.SYSTOLIC):
            vitals.activate(Measure.DIASTOLIC)
            return True
        wanted = {"/": "why", "-": "put_off", "*": "score"}.get(typed, "")
        if wanted:
            vitals.turn(wanted)
        return bool(wanted)
    if typed in ("/", "-", "*"):
        vitals.turn("pad")
    elif page == "question" and typed in "12":
        (vitals.keep if typed == "1" else vitals.change)()
    elif page == "why" and typed == "5":
        vitals.turn("by")
    elif page == "why":
        vitals.choose_why(typed)
    elif page == "by" and vitals.by.choose_number(typed):
        vitals.turn("pad")
    elif page == "put_off":
        around.deferral.choose(typed)
    return True
