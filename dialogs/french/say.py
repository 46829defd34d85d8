"""How the bot writes French: days, hours, spans, lists and counts."""

from collections.abc import Sequence
from datetime import date, datetime, time

from dialogs.french.calendar import DAYS, MONTHS, Week
from dialogs.typography import NBSP

_FAR = 183  # days from which a year is said
_VOWELS = "aeiouyàâäéèêëîïôöùûühœæ"


def day(wanted: date, today: date | None = None) -> str:
    """« mardi 3 mars », with the year when `today` is more than six months away."""
    far = today is not None and abs((wanted - today).days) > _FAR
    return f"{DAYS[wanted.weekday()]} {short_day(wanted)}" + (f" {wanted.year}" if far else "")


def short_day(wanted: date) -> str:
    """« 3 mars », « 1er mars »."""
    number = "1er" if wanted.day == 1 else str(wanted.day)
    return f"{number} {MONTHS[wanted.month - 1]}"


def month(wanted: date) -> str:
    """« mars 2026 »."""
    return f"{MONTHS[wanted.month - 1]} {wanted.year}"


def full_day(wanted: date) -> str:
    """« 3 mars 2027 »."""
    return f"{short_day(wanted)} {wanted.year}"


def hour(at: time | datetime) -> str:
    """« 20 h 30 », « 18 h »."""
    return f"{at.hour}{NBSP}h" + (f"{NBSP}{at.minute:02d}" if at.minute else "")


def span(first: date, last: date) -> str:
    """« du 3 au 9 juin », « du 30 novembre au 6 décembre », « le 3 juin »."""
    if first == last:
        return f"le {short_day(first)}"
    if (first.year, first.month) == (last.year, last.month):
        start = "1er" if first.day == 1 else str(first.day)
    elif first.year == last.year:
        start = short_day(first)
    else:
        return f"du {full_day(first)} au {full_day(last)}"
    return f"du {start} au {short_day(last)}"


def week(wanted: Week) -> str:
    """« semaine du 23 au 29 novembre »."""
    return f"semaine {span(wanted.monday, wanted.sunday)}"


def ago(wanted: date, today: date) -> str:
    """« aujourd’hui », « il y a 3 semaines », « dans 5 jours »."""
    distance = (today - wanted).days
    if distance == 0:
        return "aujourd’hui"
    if abs(distance) == 1:
        return "hier" if distance > 0 else "demain"
    return f"il y a {duration(distance)}" if distance > 0 else f"dans {duration(-distance)}"


def duration(days: int) -> str:
    """« 5 jours », « 3 semaines », « 2 mois », « 1 an »: the largest unit that fits well."""
    if days < 14:  # noqa: PLR2004 - two weeks: below, days are what people count
        return count(days, "jour")
    if days < 60:  # noqa: PLR2004 - two months
        return count(days // 7, "semaine")
    if days < 365:  # noqa: PLR2004 - a year
        return f"{days // 30} mois"
    return count(days // 365, "an")


def listing(words: Sequence[str], *, last: str = "et") -> str:
    """« a, b et c »."""
    if len(words) < 2:  # noqa: PLR2004 - one or none needs no joining
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def weekdays(days: Sequence[str]) -> str:
    """« le mardi et le jeudi », « du lundi au jeudi », « du mardi au samedi »."""
    places = sorted(DAYS.index(one) for one in days if one in DAYS)
    in_a_row = len(places) > 2 and places[-1] - places[0] == len(places) - 1  # noqa: PLR2004 - two are named
    if in_a_row:
        return f"du {DAYS[places[0]]} au {DAYS[places[-1]]}"
    return listing([f"le {DAYS[place]}" for place in places])


def count(number: int, word: str, plural: str = "") -> str:
    """« 1 personne », « 3 personnes », « 0 jour »: French counts from two."""
    many = abs(number) > 1
    if not many:
        return f"{number} {word}"
    return f"{number} {plural or (word if word[-1] in 'sxz' else word + 's')}"


def of(name: str) -> str:
    """« de Paul », « d’Amina », « du Luxy », « des Bergers »."""
    for article, joined in (("Le ", "du "), ("le ", "du "), ("Les ", "des "), ("les ", "des ")):
        if name.startswith(article):
            return joined + name.removeprefix(article)
    return f"d’{name}" if name[:1].lower() in _VOWELS else f"de {name}"


def percent(value: int) -> str:
    """« 60 % »."""
    return f"{value}{NBSP}%"
