"""Feasts that dates are told by, and the day each falls on in a year."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from dialogs.french import calendar

_DAY = timedelta(days=1)

_FEASTS: tuple[tuple[str, Callable[[int], date]], ...] = (
    (r"lundi de paques", lambda y: calendar.easter(y) + _DAY),
    (r"paques", calendar.easter),
    (r"(?:jeudi de )?l?'?ascension", lambda y: calendar.easter(y) + 39 * _DAY),
    (r"lundi de pentecote", lambda y: calendar.easter(y) + 50 * _DAY),
    (r"pentecote", lambda y: calendar.easter(y) + 49 * _DAY),
    (r"mardi gras", lambda y: calendar.easter(y) - 47 * _DAY),
    (r"(?:veille de noel|reveillon de noel)", lambda y: date(y, 12, 24)),
    (r"noel", lambda y: date(y, 12, 25)),
    (
        r"(?:saint[- ]sylvestre|reveillon(?: du jour de l'an| du nouvel an)?)",
        lambda y: date(y, 12, 31),
    ),
    (r"(?:jour de l'an|nouvel an)", lambda y: date(y, 1, 1)),
    (r"epiphanie", lambda y: date(y, 1, 6)),
    (r"chandeleur", lambda y: date(y, 2, 2)),
    (r"(?:la )?(?:saint|st)[- ]valentin", lambda y: date(y, 2, 14)),
    (r"fete du travail", lambda y: date(y, 5, 1)),
    (r"fete de la musique", lambda y: date(y, 6, 21)),
    (r"fete nationale", lambda y: date(y, 7, 14)),
    (r"(?:15 aout|assomption)", lambda y: date(y, 8, 15)),
    (r"halloween", lambda y: date(y, 10, 31)),
    (r"toussaint", lambda y: date(y, 11, 1)),
    (r"armistice", lambda y: date(y, 11, 11)),
)
FEAST = "|".join(shape for shape, _ in _FEASTS)


def feast_on(name: str, today: date) -> date | None:
    """The next such feast on or after today; `name` is folded, as FEAST matched it."""
    of = next((rule for shape, rule in _FEASTS if re.fullmatch(shape, name)), None)
    if of is None:
        return None
    return next(day for day in (of(today.year + step) for step in range(3)) if day >= today)
