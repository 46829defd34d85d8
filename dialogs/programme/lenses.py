"""The eye of a working group: which events of a week are for it, in which order, and why.

The rules stand in `lenses.toml`, one table per group. Each reason quotes the words, or names the
label, that it rests on: nothing is said that the announcement does not say.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dialogs.french import say
from dialogs.programme.announcement import Announcement, Quote
from dialogs.programme.labels import Labels, rules, words
from dialogs.programme.showings import Showing
from dialogs.programme.status import OFF

EVENING, NIGHT, NOON, AFTERNOON = 18, 24, 12, 14  # hours
_SATURDAY = 5
_MORE = 0.05  # what each further reason adds
_MOST_REASONS = 3
_WIDEST = 30  # years of ages that address somebody
_LABELS = ("accessibility", "audience", "kind", "access", "discipline", "status")
_TELLING = {"accessibility", "audience", "status"}  # labels worth quoting


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why an event is for the group: `quote` are words of the event's own `field`, or a label."""

    text: str
    field: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LensRule:
    """A grade, and everything that must hold for it."""

    grade: float
    why: str
    find: re.Pattern[str] | None = None
    title: re.Pattern[str] | None = None
    forbidden: re.Pattern[str] | None = None
    labels: Mapping[str, frozenset[str]]
    when: frozenset[str] = frozenset()
    ages: tuple[int, int] | None = None
    out: bool = False
    most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lens:
    """The rules of a group, and what they come to in plain words."""

    says: str
    rules: tuple[LensRule, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An event as a group sees it: its grade (0 = not for it) and the reasons, best first."""

    grade: float
    reasons: tuple[Reason, ...] = ()


def lens_of(group: str) -> Lens | None:
    """The lens of a group by its code; None when it sees everything alike."""
    return _lenses().get(group)


def seen(told: Announcement, labels: Labels, lens: Lens) -> Seen:
    """What a group makes of an event."""
    found: list[tuple[float, Reason]] = []
    for rule in lens.rules:
        reason = _holds(rule, told, labels)
        if reason is not None:
            found.append(
                (rule.grade - (rule.most is not None and _is_junior(rule, labels)), reason)
            )
    found.sort(key=lambda pair: -pair[0])
    if not found:
        return Seen(grade=0.0)
    reasons: list[Reason] = []
    for _, reason in found:
        said = {one.text for one in reasons} | {one.quote.casefold() for one in reasons}
        if not {reason.text, reason.quote.casefold()} & said:
            reasons.append(reason)
    del reasons[_MOST_REASONS:]
    return Seen(grade=found[0][0] + _MORE * (len(reasons) - 1), reasons=tuple(reasons))


def _holds(rule: LensRule, told: Announcement, labels: Labels) -> Reason | None:
    showing = told.showing
    if not _may_hold(rule, told, labels):
        return None
    held = _labels_held(rule, told, labels)
    quote = _quoted(rule, told) if held is not None else None
    if held is None or quote is None:
        return None
    if quote.words:
        return Reason(text=rule.why, field=quote.field, quote=quote.words)
    if rule.when and not _TELLING & set(rule.labels):
        return Reason(text=rule.why, field="horaire", quote=_moment(showing))
    return Reason(text=rule.why, field=held[0], quote=held[1])


def _may_hold(rule: LensRule, told: Announcement, labels: Labels) -> bool:
    """Whether nothing speaks against it: what is off, forbidden words, hour, place, ages."""
    showing = told.showing
    return not (
        (showing.status in OFF and "status" not in rule.labels)
        or (rule.forbidden is not None and rule.forbidden.search(told.plain))
        or (rule.when and not rule.when & moments(showing))
        or (rule.out and not _is_out(showing))
        or (rule.ages is not None and not _meet(labels, rule.ages))
    )


def _moment(showing: Showing) -> str:
    day = say.day(showing.first_day)
    return day if showing.all_day else f"{day}, {say.hour(showing.start.time())}"


def _labels_held(rule: LensRule, told: Announcement, labels: Labels) -> tuple[str, str] | None:
    """The label that the rule rests on; None when one that it wants is not there."""
    held = ("", "")
    for name, wanted in rule.labels.items():
        value = told.showing.status.value if name == "status" else getattr(labels, name)
        values = frozenset(value) if isinstance(value, tuple) else frozenset([value])
        common = sorted(wanted & values)
        if not common:
            return None
        if name in _TELLING or not held[0]:
            held = _evidence(name, common[0], told)
    return held


def _evidence(sort: str, value: str, told: Announcement) -> tuple[str, str]:
    """The announcement's own words for a label; the label's name when it rests on none."""
    if sort in {"accessibility", "audience"}:
        shape = next((rule.find for rule in rules(sort) if rule.name == value), None)
        quote = told.find(shape) if shape is not None else None
        if quote is not None:
            return quote.field, quote.words
    return sort, value.replace("_", " ")


def _quoted(rule: LensRule, told: Announcement) -> Quote | None:
    """The words that the rule found; an empty quote when it looks for none."""
    if rule.title is not None:
        return told.title.find(rule.title)
    if rule.find is not None:
        return told.find(rule.find)
    return Quote("", "")


def moments(showing: Showing) -> frozenset[str]:
    """« soir », « midi », « week-end »."""
    found = set()
    if showing.first_day.weekday() >= _SATURDAY:
        found.add("week-end")
    if not showing.all_day and not showing.is_long:
        hour = showing.start.hour
        if EVENING <= hour < NIGHT:
            found.add("soir")
        if NOON <= hour < AFTERNOON and showing.first_day.weekday() < _SATURDAY:
            found.add("midi")
    return frozenset(found)


def _meet(labels: Labels, wanted: tuple[int, int]) -> bool:
    ages = labels.ages
    if ages is None or ages.least is None or ages.most is None:
        return False
    inside = wanted[0] <= ages.least and ages.most <= wanted[1]
    return inside and ages.most - ages.least <= _WIDEST


def _is_junior(rule: LensRule, labels: Labels) -> bool:
    most = labels.ages.most if labels.ages else None
    return most is not None and rule.most is not None and most <= rule.most


def _is_out(showing: Showing) -> bool:
    return bool(showing.location) and "hors les murs" in showing.description.casefold()


@cache
def _lenses() -> dict[str, Lens]:
    file = resources.files("dialogs.programme") / "lenses.toml"
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    return {
        group: Lens(says=str(row["says"]), rules=tuple(_rules(row["rule"])))
        for group, row in table.items()
    }


def _rules(rows: Sequence[dict[str, object]]) -> Iterator[LensRule]:
    for row in rows:
        shapes = {
            part: words(str(row[name])) if name in row else None
            for part, name in (("find", "find"), ("title", "title"), ("forbidden", "not"))
        }
        ages = row.get("ages")
        yield LensRule(
            grade=float(str(row["grade"])),
            why=str(row["why"]),
            labels={name: _set(row[name]) for name in _LABELS if name in row},
            when=_set(row.get("when", ())),
            ages=(int(ages[0]), int(ages[1])) if isinstance(ages, list) else None,
            out=bool(row.get("out")),
            most=int(str(row["most"])) if "most" in row else None,
            **shapes,
        )


def _set(value: object) -> frozenset[str]:
    return frozenset(map(str, value)) if isinstance(value, (list, tuple)) else frozenset()
