"""A person's course on paper, for the prescriber or whoever else: without anybody else of their groups.

Each place that shows another member is replaced, and how many were is said on the page; the finished page is read anew, and
not handed out while it still shows somebody.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from facilitator_app.faults import Refusal
from facilitator_app.handoff.course_pdf import Page, Section, render
from facilitator_app.handoff.group import Group, without
from facilitator_app.handoff.guard import replaced
from facilitator_app.handoff.reading import pages_of, text_of
from facilitator_app.wording import Words


def course_paper(page: Page, person: UUID, group: Group, words: Words, made_at: datetime) -> bytes:
    """The page as a PDF: on one sheet, with the earlier sessions in a row each where they would not fit in full.

    Raises Refusal course.shows_another when the page itself shows somebody else, Trouble of printing.
    """
    sections = [_without_others(one, person, group, words) for one in page.sections]
    heading = words.render("course.earlier")
    short = [_without_others(Section(heading=heading, rows=(row,)), person, group, words) for row in page.short]
    made = _fitting(page, sections, short, words, made_at)
    if group.in_texts(person, {"page": without(text_of(made), page.made)}):  # who made it when is the clinic's own line
        raise Refusal("course.shows_another")
    return made


Clean = tuple[Section, int]
"""A section without anybody else, and in how many places somebody else was."""


def _fitting(page: Page, sections: Sequence[Clean], short: Sequence[Clean], words: Words, made_at: datetime) -> bytes:
    """The page with as many sessions in full as one sheet holds, or else with none."""
    fits, too_many = 0, len(short)  # so many in full
    made = _made(page, sections, words, made_at)
    if not short or pages_of(made) == 1:
        return made
    made = _made(page, _shortened(sections, short, fits), words, made_at)
    while too_many - fits > 1:
        tried = (fits + too_many) // 2
        paper = _made(page, _shortened(sections, short, tried), words, made_at)
        if pages_of(paper) == 1:
            fits, made = tried, paper
        else:
            too_many = tried
    return made


def _shortened(sections: Sequence[Clean], short: Sequence[Clean], full: int) -> Sequence[Clean]:
    """All but the first ``full`` sessions in a row each, under one heading."""
    others = len(sections) - len(short)
    rows = tuple(row for section, _ in short[full:] for row in section.rows)
    earlier = msgspec.structs.replace(short[-1][0], rows=rows), sum(count for _, count in short[full:])
    return (*sections[: others + full], earlier)


def _made(page: Page, sections: Sequence[Clean], words: Words, made_at: datetime) -> bytes:
    count = sum(replaced for _, replaced in sections)
    about = f"{page.about} {words.render('course.replaced', count=count)}" if count else page.about
    shown = tuple(section for section, _ in sections)
    return render(msgspec.structs.replace(page, sections=shown, about=about), made_at)


def _without_others(section: Section, person: UUID, group: Group, words: Words) -> Clean:
    rows, count = [], 0
    for label, text in (("", section.heading), *section.rows):
        for find in reversed(group.in_texts(person, {"row": text})):
            text = replaced(text, find, words.render(find.suggestion))
            count += 1
        rows.append((label, text))
    return Section(heading=rows[0][1], rows=tuple(rows[1:])), count
