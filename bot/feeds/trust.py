"""Whether a new reading is believed: an agenda that is suddenly empty or halved keeps its last set."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from bot.feeds import texts
from bot.feeds.reading import Reading
from storage.records import Occurrence

_FEW = 4  # below this, losing half is nothing odd


def verdict(previous: Sequence[Occurrence], new: Reading, today: date) -> str:
    """Why the last good set stays, in French; "" when the new one takes its place."""
    morning = datetime.combine(today, time.min, tzinfo=UTC)
    before = sum(one.end >= morning for one in previous)
    after = sum(one.end >= morning for one in new.occurrences)
    if before and not new.complete:
        return texts.kept_cut(today)
    if before and not after:
        return texts.kept_empty(today)
    if before >= _FEW and after * 2 < before:
        return texts.kept_loss(today, before=before, after=after)
    return ""
