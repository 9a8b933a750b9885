"""The team looks back at the group in figures: counts by phase and times, and nobody in them."""

from __future__ import annotations

from pathlib import Path

from tests.ui.hands import spoken, under
from tests.ui.test_review import reviewing
from tests.waiting import until


async def test_counts_and_times_are_shown_and_nobody_in_them(tmp_path: Path) -> None:
    async with reviewing(tmp_path) as review:
        review.touch("review.group")
        await review.until_sees("group.people")
        await until(lambda: review.sees("group.row.doses"))
        assert spoken(review.there("group.row.doses")).startswith("Doses, 4, 4, ")
        assert review.view.group.heads == ["All", "Arrival", "Peak", "Discharge"]
        assert any(time.startswith("Support was there after 1 min") for time in review.view.group.times)
        shown = " ".join(str(item.property("text") or "") for item in under(review.there("group.panel")))
        assert "Observations" in shown
        assert not [name for name in (*review.place.people, "Ines", "Tomas", "mg", "river") if name in shown]
        review.touch("group.close")
        await until(lambda: not review.sees("group.people"))
