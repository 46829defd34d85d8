"""Which day a number and a month mean: the first on or after today, or the last one before."""

from datetime import date, timedelta

_LONGEST_SEARCH = 8  # years until a 29 February comes back, at the most
_YEAR = 367


def on(
    number_of: int,
    month_of: int | None,
    year_of: int | None,
    today: date,
    *,
    weekday_of: int | None = None,
) -> date | None:
    """The day meant: the first on or after today unless a year is told; None if there is none."""
    if year_of is not None and month_of is not None:
        found = _day(year_of, month_of, number_of)
    else:
        found = _first_from(today, number_of, month_of)
    if found is not None and weekday_of is not None and found.weekday() != weekday_of:
        return None
    return found


def _day(in_year: int, in_month: int, number_of: int) -> date | None:
    try:
        return date(in_year, in_month, number_of)
    except ValueError:
        return None


def _first_from(today: date, number_of: int, month_of: int | None) -> date | None:
    if month_of is None:
        index = today.year * 12 + today.month - 1
        tries = (
            _day((index + step) // 12, (index + step) % 12 + 1, number_of) for step in range(12)
        )
    else:
        years = range(today.year, today.year + _LONGEST_SEARCH + 1)
        tries = (_day(one, month_of, number_of) for one in years)
    return next((found for found in tries if found is not None and found >= today), None)


def before(number_of: int, month_of: int | None, today: date) -> date | None:
    """« le 3 novembre dernier »: the last such day before today."""
    days = (today - timedelta(days=back) for back in range(1, _YEAR))
    return next(
        (one for one in days if one.day == number_of and month_of in {None, one.month}), None
    )
