"""A number of days, weeks, months or years after a day, as French counts them."""

from calendar import monthrange
from datetime import date, timedelta

# « huit jours » is a week and « quinze jours » two: the first and the last day both count.
_AS_SAID = {8: 7, 15: 14}
_FAR = 9999


def add(base: date, count: int, unit: str) -> date | None:
    """`unit` is folded: jour(s), semaine(s), quinzaine(s), mois, trimestre(s), an(s), heures."""
    try:
        return _add(base, count, unit)
    except (OverflowError, ValueError):
        return None


def _add(base: date, count: int, unit: str) -> date:
    days = {"jo": _AS_SAID.get(count, count), "se": 7 * count, "qu": 14 * count, "h": count // 24}
    for start, number in days.items():
        if unit.startswith(start):
            return base + timedelta(days=number)
    months = {"mo": 1, "tr": 3}.get(unit[:2], 12)
    return months_after(base, months * count)


def months_after(base: date, count: int) -> date:
    """The same day number, clipped to the month's end."""
    index = base.year * 12 + base.month - 1 + count
    year, month = divmod(index, 12)
    if not 1 <= year <= _FAR:
        raise ValueError(year)
    return date(year, month + 1, min(base.day, monthrange(year, month + 1)[1]))
