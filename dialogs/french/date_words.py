"""The vocabulary of dates: folded text of the same length, names of days and months as typed."""

import re
import unicodedata

from dialogs.french.numbers import WRITTEN

_WEEKDAYS = (
    ("lundi", "lundy", "lindi", "lun"),
    ("mardi", "mardy", "mar"),
    ("mercredi", "mecredi", "mercedi", "mercrdi", "mercr", "merc", "mer"),
    ("jeudi", "jeudy", "jedi", "jeu"),
    ("vendredi", "vendredy", "vendedi", "vendrdi", "vendr", "vend", "ven"),
    ("samedi", "samdi", "sam"),
    ("dimanche", "dimanch", "dimmanche", "dim"),
)
_MONTHS = (
    ("janvier", "jenvier", "janv", "jan"),
    ("fevrier", "febrier", "fevier", "fevr", "fev"),
    ("mars",),
    ("avril", "avrl", "avr"),
    ("mai",),
    ("juin",),
    ("juillet", "juilet", "juillet", "juil", "juill"),
    ("aout", "aou"),
    ("septembre", "setembre", "septenbre", "sept", "sep"),
    ("octobre", "octobr", "oct"),
    ("novembre", "novenbre", "nov"),
    ("decembre", "decenbre", "dec"),
)
_SHORTEST_ALONE = 5  # « mar » or « sam » mean a day before a number only

WEEKDAYS = {name: day for day, names in enumerate(_WEEKDAYS) for name in names}
MONTHS = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}


def _either(names: list[str]) -> str:
    """An alternation that tries the longest name first."""
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


_UP_TO_31 = [name for name, value in WRITTEN.items() if 1 <= value <= 31]  # noqa: PLR2004 - days
_SPACED = [name.replace("-", "[- ]") for name in sorted(WRITTEN, key=len, reverse=True)]

DAY = rf"(?:{_either([name for name in WEEKDAYS if len(name) >= _SHORTEST_ALONE])})"
ANY_DAY = rf"(?:(?:{_either(list(WEEKDAYS))})\.?)"
MONTH = rf"(?:(?:{_either(list(MONTHS))})(?![a-z])\.?)"
NUMBER_OF_DAY = (
    rf"(?:1er|1 er|premier(?!\s+(?!{MONTH})[a-z]{{3,}})|[0-3]?\d(?!\d|[a-z%€]|\s*%)|"
    + "|".join(n.replace("-", "[- ]") for n in sorted(_UP_TO_31, key=len, reverse=True))
    + ")"
)
COUNT = rf"(?:\d{{1,3}}|{'|'.join(_SPACED)})"
# « 26 » is a year only where no hour, count or percentage follows it.
YEAR = r"(?:20\d\d|2[4-9](?!\d|\s*(?:h\b|heures?|:|%|[a-z]{3,}s\b)))"

_ALONE = str.maketrans(
    {"\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u00a0": " ", "\u202f": " ", "\t": " "}
)
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))


def same_length_fold(text: str) -> str:
    """Lower case without accents, each character in its place, so that spans stay true."""
    plain = text.translate(_ALONE).translate(_DASHES)
    return "".join(_base(char) for char in plain)


def weekday(name: str) -> int:
    """0 for Monday; `name` is folded and may end with a point."""
    return WEEKDAYS[name.rstrip(".")]


def month(name: str) -> int:
    """1 for January; `name` is folded and may end with a point."""
    return MONTHS[name.rstrip(".")]


def year(text: str) -> int:
    """« 26 » is 2026."""
    return int(text) % 100 + 2000


def _base(char: str) -> str:
    base = unicodedata.normalize("NFKD", char)[0].lower()
    return base if len(base) == 1 else char
