"""What each kind of date phrase means, once its words are told apart."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from dialogs.french import calendar, date_periods
from dialogs.french.calendar import Week
from dialogs.french.date_feasts import feast_on
from dialogs.french.date_periods import Period
from dialogs.french.date_search import before, on
from dialogs.french.date_shift import add
from dialogs.french.date_words import (
    month,
    weekday,
    year,
)
from dialogs.french.numbers import number

_DAY = timedelta(days=1)
_WEEK = timedelta(weeks=1)
_LONGEST_RUNNING = timedelta(days=60)  # a period under way that is told without its year


@dataclass(frozen=True, slots=True)
class Reading:
    """What a phrase says: a day, or the first and last day of a range."""

    start: date
    end: date | None = None
    past: bool = False


def _parts(match: re.Match[str], suffix: str) -> tuple[int | None, int, int | None, int | None]:
    """Weekday, number, month and year of the groups that end with `suffix`."""
    groups = match.groupdict()
    named, numeric = groups.get(f"month{suffix}"), groups.get(f"m{suffix}")
    told_year = groups.get(f"year{suffix}")
    told_day = groups.get(f"day{suffix}")
    return (
        weekday(told_day) if told_day else None,
        number(groups[f"number{suffix}"].replace("1 er", "1er")) or 0,
        month(named) if named else int(numeric) if numeric else None,
        year(told_year) if told_year else None,
    )


def exact(match: re.Match[str], today: date) -> Reading | None:
    """« mardi 3 mars », « 3/2 », « le 15 », « le 3 novembre dernier »."""
    day, number_of, month_of, year_of = _parts(match, "")
    last = match.groupdict().get("last")
    if last:
        passed = before(number_of, month_of, today)
        return Reading(passed, past=True) if passed else None
    found = on(number_of, month_of, year_of, today, weekday_of=day)
    return Reading(found) if found else None


def days(match: re.Match[str], today: date) -> Reading | None:
    """« du 7 au 11 décembre », « les 5 et 6 », « du 28/12 au 3/1 »."""
    day_a, number_a, month_a, year_a = _parts(match, "_a")
    day_b, number_b, month_b, year_b = _parts(match, "_b")
    if month_a is None and month_b is not None:
        month_a, year_a = month_b, year_a or year_b
    if year_a is None and year_b is not None and month_a is not None and month_b is not None:
        year_a = year_b - (month_a > month_b)
    start = on(number_a, month_a, year_a, today, weekday_of=day_a)
    # A period that runs today began before: « du 20 au 27 » said on the 23rd.
    if start is not None and year_a is None:
        start = _running(start, number_b, month_b or month_a, today, (number_a, month_a)) or start
    if start is None:
        return None
    end = on(number_b, month_b or month_a, year_b, start, weekday_of=day_b)
    return Reading(start, end) if end and end >= start else None


def _running(
    start: date, number_b: int, month_b: int | None, today: date, begin: tuple[int, int | None]
) -> date | None:
    end = on(number_b, month_b, None, today)
    begun = before(begin[0], begin[1], today)
    if end is None or begun is None or end >= start:
        return None
    return begun if end - begun < _LONGEST_RUNNING else None


def weekdays(match: re.Match[str], today: date) -> Reading:
    """« de lundi à mercredi »."""
    start = _coming(weekday(match["from"]), today)
    end = start + _DAY * ((weekday(match["to"]) - start.weekday()) % 7)
    return Reading(start, end)


def _coming(day: int, today: date) -> date:
    """The next such weekday strictly after today."""
    return today + _DAY * ((day - today.weekday() - 1) % 7 + 1)


def next_weekday(match: re.Match[str], today: date) -> Reading:
    """« vendredi », « jeudi en huit », « lundi dernier »."""
    day = weekday(match["day"])
    when = match["when"] or ""
    if when.startswith(("dernier", "passe")):
        return Reading(today - _DAY * ((today.weekday() - day - 1) % 7 + 1), past=True)
    found = _coming(day, today)
    later = match["later"] or ""
    weeks = 2 if later.endswith(("quinze", "15")) else 1 if later else 0
    return Reading(found + weeks * _WEEK)


def weekday_of_week(match: re.Match[str], today: date) -> Reading:
    """« vendredi de la semaine prochaine », « mardi de cette semaine »."""
    monday = Week.of(today).monday
    if match["next"]:
        monday += _WEEK
    elif match["number"]:
        found = _iso_week(int(match["number"]), None, today)
        monday = found.start if found else monday
    return Reading(monday + _DAY * weekday(match["day"]))


def nth_weekday(match: re.Match[str], today: date) -> Reading | None:
    """« le premier lundi de janvier », « le dernier vendredi du mois »."""
    span = date_periods.told(match["period"], today)
    if span is None:
        return None
    day = weekday(match["day"])
    if match["rank"].startswith("dernier"):
        return Reading(span.last - _DAY * ((span.last.weekday() - day) % 7))
    rank = number(match["rank"]) or 1
    found = span.first + _DAY * ((day - span.first.weekday()) % 7) + _WEEK * (rank - 1)
    return Reading(found) if found <= span.last else None


def _iso_week(number_of: int, told_year: int | None, today: date) -> Reading | None:
    years = [told_year] if told_year else [today.year, today.year + 1]
    for one in years:
        try:
            week = Week.of(date.fromisocalendar(one, number_of, 1))
        except ValueError:
            continue
        if told_year or week.sunday >= today:
            return Reading(week.monday, week.sunday)
    return None


def numbered_week(match: re.Match[str], today: date) -> Reading | None:
    """« semaine 50 », « S3 2027 »."""
    told = match["year"]
    return _iso_week(int(match["number"]), year(told) if told else None, today)


def week_of(match: re.Match[str], today: date) -> Reading | None:
    """« la semaine du 7 décembre »."""
    told = exact(match, today)
    if told is None:
        return None
    week = Week.of(told.start)
    return Reading(week.monday, week.sunday)


def weekend(match: re.Match[str], today: date) -> Reading:
    """« ce week-end », « le week-end prochain »."""
    saturday = Week.of(today).monday + 5 * _DAY
    when = match["when"] or ""
    if when.startswith(("dernier", "passe")):
        return Reading(saturday - _WEEK, saturday - 6 * _DAY, past=True)
    if match["in_week"] or (when and saturday <= today):
        saturday += _WEEK
    return Reading(saturday, saturday + _DAY)


def weekend_of(match: re.Match[str], today: date) -> Reading | None:
    """« le week-end du 12 décembre »."""
    told = exact(match, today)
    if told is None:
        return None
    saturday = Week.of(told.start).monday + 5 * _DAY
    return Reading(saturday, saturday + _DAY)


def nth_part(match: re.Match[str], today: date) -> Reading | None:
    """« la première quinzaine de mars », « la dernière semaine de janvier »."""
    span = date_periods.told(match["period"], today)
    if span is None:
        return None
    rank = -1 if match["rank"].startswith("dern") else number(match["rank"]) or 1
    if match["what"] == "quinzaine":
        middle = date_periods.middle(span)
        return Reading(span.first, middle) if rank == 1 else Reading(middle + _DAY, span.last)
    first_monday = span.first + _DAY * (-span.first.weekday() % 7)
    last_monday = span.last - _DAY * span.last.weekday()
    monday = last_monday if rank < 0 else first_monday + _WEEK * (rank - 1)
    return Reading(monday, monday + 6 * _DAY)


def after(match: re.Match[str], today: date) -> Reading | None:
    """« dans trois semaines », « sous 8 jours », « d'ici un mois »."""
    count = number(match["count"])
    found = add(today, count, match["unit"]) if count is not None else None
    return Reading(found) if found else None


def ago(match: re.Match[str], today: date) -> Reading | None:
    """« il y a trois jours »."""
    count = number(match["count"])
    unit = match["unit"]
    if count is None:
        return None
    found = add(today, -count, unit)
    return Reading(found, past=True) if found else None


def fortnight(match: re.Match[str], today: date) -> Reading:
    """« sous huitaine », « dans une quinzaine »."""
    return Reading(today + (_WEEK if match["word"].startswith("hui") else 2 * _WEEK))


def relative(match: re.Match[str], today: date) -> Reading:
    """« demain », « avant-hier », « ce soir »."""
    word = match[0].replace(" ", "-").replace("'", "")
    if word.startswith("avant"):
        return Reading(today - 2 * _DAY, past=True)
    if word.startswith("hier"):
        return Reading(today - _DAY, past=True)
    if word.startswith(("apres", "apre-")):
        return Reading(today + 2 * _DAY)
    return Reading(today + _DAY if word.startswith(("dem", "dm", "2m")) else today)


def part_of_period(match: re.Match[str], today: date) -> Reading | None:
    """« fin mars », « mi-janvier », « avant les vacances de Noël », « en mai »."""
    period = date_periods.told(match["period"], today)
    if period is None:
        return None
    part = match["part"] or ""
    if period.kind == "holidays" and any(word in part for word in ("apres", "retour", "rentree")):
        return Reading(date_periods.return_after(period))
    if period.kind == "holidays" and part.startswith("avant") and "fin" not in part:
        return Reading(period.first - _DAY)
    return _of_period(part, period)


def _of_period(part: str, period: Period) -> Reading:
    past = period.past
    if "fin" in part:
        return Reading(date_periods.end(period), past=past)
    if part.startswith(("mi", "au milieu", "a la mi", "vers la mi")) or "milieu" in part:
        return Reading(date_periods.middle(period), past=past)
    if "debut" in part:
        return Reading(*date_periods.beginning(period), past=past)
    if part.startswith("apres"):
        return Reading(period.last + _DAY, past=past)
    return Reading(period.first, period.last, past=past)


def return_of(match: re.Match[str], today: date) -> Reading | None:
    """« à la rentrée de janvier »: the Monday after the holidays that end then."""
    names = {
        1: "noel",
        9: "ete",
        11: "toussaint",
        2: "hiver",
        3: "hiver",
        4: "printemps",
        5: "printemps",
    }
    wanted = match["month"]
    name = names.get(month(wanted)) if wanted else "ete"
    span = calendar.school_holiday(name, today) if name else None
    return Reading(date_periods.return_after(Period(*span, "holidays"))) if span else None


def feast(match: re.Match[str], today: date) -> Reading | None:
    """« à Noël », « pour Pâques »."""
    found = feast_on(match["feast"], today)
    return Reading(found) if found else None


def between_feasts(match: re.Match[str], today: date) -> Reading | None:
    """« entre Noël et le jour de l’an »."""
    start = feast_on(match["from"], today)
    end = feast_on(match["to"], start) if start else None
    return Reading(start, end) if start and end else None


def months(match: re.Match[str], today: date) -> Reading | None:
    """« de janvier à mars »."""
    first = date_periods.told(match["from"], today)
    last = date_periods.told(match["to"], first.first) if first else None
    return Reading(first.first, last.last) if first and last else None
