"""A week of all venues for one group: what changes, day by day, what goes on. Nothing is lost.

Every showing of the week is in exactly one place: `changes`, a day, or `ongoing`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, tzinfo
from functools import lru_cache

from dialogs.french.calendar import Week
from dialogs.programme.announcement import Announcement
from dialogs.programme.labels import Labeller, Labels
from dialogs.programme.lenses import Lens, Reason, lens_of, seen
from dialogs.programme.places import name_of, place_of
from dialogs.programme.same import joined
from dialogs.programme.showings import Showing, Source, folded, showings
from dialogs.programme.status import CHANGED
from storage.records import EventStatus, Feed, Group, Occurrence, Venue

VISIBLE = 5  # a day; the others are folded


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of the digest: the showings of one event on one day (or one that goes on)."""

    title: str
    venue: str  # its name
    place: str  # where it is, when that is not the venue
    status: EventStatus
    showings: tuple[Showing, ...]
    reasons: tuple[Reason, ...] = ()

    @property
    def first_day(self) -> date:
        """The day of the line, or the first of many."""
        return self.showings[0].first_day

    @property
    def last_day(self) -> date:
        """The last day of what goes on."""
        return max(showing.last_day for showing in self.showings)

    @property
    def is_long(self) -> bool:
        """Whether it runs for days."""
        return self.showings[0].is_long

    @property
    def hours(self) -> tuple[time, ...]:
        """Hours of the day, none for what lasts all day."""
        starts = [showing.start.time() for showing in self.showings if not showing.all_day]
        return tuple(dict.fromkeys(starts))

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every calendar entry that this line tells."""
        return tuple(source for showing in self.showings for source in showing.sources)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day with something on."""

    day: date
    items: tuple[Item, ...]

    @property
    def visible(self) -> tuple[Item, ...]:
        """What is seen at once."""
        return self.items[:VISIBLE]

    @property
    def folded(self) -> tuple[Item, ...]:
        """What is seen on demand."""
        return self.items[VISIBLE:]


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """A week for a group. `unread` are the sources whose last reading failed."""

    group: Group
    week: Week
    changes: tuple[Item, ...]
    days: tuple[Day, ...]
    ongoing: tuple[Item, ...]
    unread: tuple[Feed, ...] = ()
    chosen: tuple[Item, ...] = ()  # through the group's lens, the best first
    lens: str = ""  # what the lens looks for, in plain words
    labels: Callable[[Showing], Labels] = lambda _showing: Labels()

    @property
    def items(self) -> tuple[Item, ...]:
        """All lines, in the order shown."""
        dated = (item for day in self.days for item in day.items)
        return (*self.changes, *dated, *self.ongoing)

    def is_full(self, item: Item) -> bool:
        """Whether something that goes on is told in full: in its first and its last week."""
        days = (self.week.monday, self.week.sunday)
        starts = days[0] <= item.first_day <= days[1]
        return starts or days[0] <= item.last_day <= days[1]


def bounds(week: Week, zone: tzinfo) -> tuple[datetime, datetime]:
    """[Monday 0:00, next Monday 0:00) of the town: 167, 168 or 169 hours."""
    return midnight(week.monday, zone), midnight(week.next().monday, zone)


def midnight(day: date, zone: tzinfo) -> datetime:
    """The first instant of a day of the town."""
    return datetime.combine(day, time.min, tzinfo=zone)


def compose(
    occurrences: Iterable[Occurrence],
    *,
    week: Week,
    venues: Sequence[Venue],
    group: Group,
    zone: tzinfo,
    feeds: Iterable[Feed] = (),
) -> Digest:
    """What takes place in the week, each thing once; what changed comes first."""
    read = _read(tuple(occurrences), week, tuple(venues), zone)
    lines, lens = read.lines, lens_of(group.code)
    changes = tuple(item for item in lines if item.status in CHANGED)
    kept = [item for item in lines if item.status not in CHANGED]
    return Digest(
        group=group,
        week=week,
        changes=changes,
        days=by_day(item for item in kept if not item.is_long),
        ongoing=tuple(item for item in kept if item.is_long),
        unread=tuple(feed for feed in feeds if feed.trouble),
        chosen=read.chosen(group.code, lens) if lens else (),
        labels=read.labels,
        lens=lens.says if lens else "",
    )


class _Read:
    """A week read once for all groups: the same 2 000 events are not labelled forty times."""

    def __init__(
        self,
        occurrences: tuple[Occurrence, ...],
        week: Week,
        venues: tuple[Venue, ...],
        zone: tzinfo,
    ) -> None:
        everything = joined(showings(occurrences, zone), venues)
        self.lines = items((one for one in everything if _of_week(one, week)), venues)
        self.labels = Labeller(everything, venues).labels
        self._told = [(item, Announcement(item.showings[0])) for item in self.lines]
        self._chosen: dict[str, tuple[Item, ...]] = {}

    def chosen(self, group: str, lens: Lens) -> tuple[Item, ...]:
        """What is for a group, the best first; what comes again in the week comes after."""
        if group not in self._chosen:
            self._chosen[group] = self._through(lens)
        return self._chosen[group]

    def _through(self, lens: Lens) -> tuple[Item, ...]:
        graded = []
        for item, told in self._told:
            view = seen(told, self.labels(item.showings[0]), lens)
            if view.grade:
                graded.append((view.grade, replace(item, reasons=view.reasons)))
        graded.sort(key=lambda pair: (-pair[0], pair[1].showings[0].start, pair[1].title))
        firsts: dict[tuple[str, str], Item] = {}
        again = []
        for _, item in graded:
            key = (item.showings[0].venue, folded(item.title))
            if firsts.setdefault(key, item) is not item:
                again.append(item)
        return (*firsts.values(), *again)


_read = lru_cache(maxsize=2)(_Read)  # by value: what the calendars say may change at any time


def items(found: Iterable[Showing], venues: Sequence[Venue]) -> tuple[Item, ...]:
    """One line per event and day: several showings of a film are several hours of one line."""
    lines: dict[tuple[object, ...], list[Showing]] = {}
    for showing in found:
        lines.setdefault(_line(showing), []).append(showing)
    return tuple(_item(same, venues) for same in lines.values())


def by_day(lines: Iterable[Item]) -> tuple[Day, ...]:
    """The days that have something, in order."""
    days: dict[date, list[Item]] = {}
    for item in lines:
        days.setdefault(item.first_day, []).append(item)
    return tuple(Day(day=day, items=tuple(days[day])) for day in sorted(days))


def _of_week(showing: Showing, week: Week) -> bool:
    if showing.is_long:
        return showing.first_day <= week.sunday and showing.last_day >= week.monday
    return week.monday <= showing.first_day <= week.sunday


def _line(showing: Showing) -> tuple[object, ...]:
    return (
        showing.first_day,
        showing.last_day if showing.is_long else None,
        showing.venue,
        folded(showing.title),
        folded(showing.location),
        showing.all_day,
        showing.status,
    )


def _item(same: Sequence[Showing], venues: Sequence[Venue]) -> Item:
    first = same[0]
    return Item(
        title=first.title,
        venue=name_of(first.venue, venues),
        place=place_of(first, venues),
        status=first.status,
        showings=tuple(same),
    )
