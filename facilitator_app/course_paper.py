"""A person's course on paper, for the prescriber or whoever else: without anybody else of their groups.

Each place that shows another member is replaced, and how many were is said on the page; the finished page is read anew, and
not handed out while it still shows somebody.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from facilitator_app.faults import Refusal
from facilitator_app.handoff.course_pdf import Page, Section, render
from facilitator_app.handoff.group import Group
from facilitator_app.handoff.guard import replaced
from facilitator_app.handoff.reading import text_of
from facilitator_app.wording import Words


def course_paper(page: Page, person: UUID, group: Group, words: Words, made_at: datetime) -> bytes:
    """The page as a PDF.  Raises Refusal course.shows_another when the page itself shows somebody else, Trouble of printing."""
    sections, count = _without_others(page.sections, person, group, words)
    if count:
        about = f"{page.about} {words.render('course.replaced', count=count)}"
        page = msgspec.structs.replace(page, sections=sections, about=about)
    made = render(page, made_at)
    if group.in_texts(person, {"page": text_of(made)}):
        raise Refusal("course.shows_another")
    return made


def _without_others(
    sections: Iterable[Section], person: UUID, group: Group, words: Words
) -> tuple[Sequence[Section], int]:
    kept, count = [], 0
    for section in sections:
        rows = []
        for label, text in section.rows:
            for find in reversed(group.in_texts(person, {"row": text})):
                text = replaced(text, find, words.render(find.suggestion))
                count += 1
            rows.append((label, text))
        kept.append(msgspec.structs.replace(section, rows=tuple(rows)))
    return kept, count
