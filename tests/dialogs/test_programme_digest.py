from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dialogs.french.calendar import Week
from dialogs.messages import Entry, Fold, Heading, Reply, Text
from dialogs.programme import texts
from dialogs.programme.digest import Digest, bounds, compose
from dialogs.programme.digest_data import to_json
from dialogs.programme.showings import folded, showings
from storage.records import EventStatus, Feed, Group, Occurrence, Venue

PARIS = ZoneInfo("Europe/Paris")
W48 = Week.parse("2026-W48")  # 23 to 29 November
MONDAY = date(2026, 11, 23)
VENUES = (
    Venue(code="luxy", name="Cinéma Le Luxy", kind="cinéma", aliases=("Luxy",)),
    Venue(code="hangar", name="Le Hangar", kind="musiques actuelles"),
)
GROUP = Group(code="veille", name="Veille")  # without an eye of its own


def at(day: int, hour: int, minute: int = 0, *, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=PARIS).astimezone(UTC)


def event(summary: str, start: datetime, **more: object) -> Occurrence:
    given_ = {"feed": "luxy", "venue": "luxy", "end": start + timedelta(hours=2), **more}
    return Occurrence(uid=f"{summary}{start}", start=start, summary=summary, **given_)  # type: ignore[arg-type]  # one helper for all fields


def days(summary: str, first: date, last: date, **more: object) -> Occurrence:
    start = datetime(first.year, first.month, first.day, tzinfo=PARIS).astimezone(UTC)
    after = last + timedelta(days=1)
    end = datetime(after.year, after.month, after.day, tzinfo=PARIS).astimezone(UTC)
    return event(summary, start, end=end, all_day=True, **more)


def digest(*occurrences: Occurrence, week: Week = W48, feeds: tuple[Feed, ...] = ()) -> Digest:
    return compose(occurrences, week=week, venues=VENUES, group=GROUP, zone=PARIS, feeds=feeds)


def shown(reply: Reply) -> list[str]:
    return [part.text for part in reply.parts if isinstance(part, Heading)]


def test_days_come_in_order_with_the_venue_named() -> None:
    made = digest(event("Bal", at(27, 20, 30), venue="hangar"), event("Antigone", at(24, 14)))

    told = texts.card(made).as_text()

    assert told.split("\n")[2:8] == [
        "Mardi 24 novembre",
        "• 14\u00a0h · Antigone",
        "  Cinéma Le Luxy",
        "Vendredi 27 novembre",
        "• 20\u00a0h\u00a030 · Bal",
        "  Le Hangar",
    ]


def test_several_showings_of_a_day_are_one_line() -> None:
    made = digest(event("Antigone", at(24, 14)), event("ANTIGONE", at(24, 20, 30)))

    (line,) = made.days[0].items
    assert [hour.isoformat("minutes") for hour in line.hours] == ["14:00", "20:30"]


def test_the_same_film_on_two_days_is_two_lines() -> None:
    made = digest(event("Antigone", at(24, 14)), event("Antigone", at(25, 14)))

    assert [day.day.day for day in made.days] == [24, 25]


def test_the_same_announced_twice_is_shown_once_with_both_sources() -> None:
    twice = event("antigone !", at(24, 14), feed="ville", status=EventStatus.CANCELLED)

    made = digest(event("Antigone", at(24, 14)), twice)

    assert to_json(made)["events"] == [
        {
            "sources": [
                {"feed": "luxy", "start": "2026-11-24T14:00", "summary": "Antigone"},
                {"feed": "ville", "start": "2026-11-24T14:00", "summary": "antigone !"},
            ],
            "title": "Antigone",
            "reasons": [],
        }
    ]
    assert [item.status for item in made.changes] == [EventStatus.CANCELLED]


@pytest.mark.parametrize(
    "other",
    [
        event("Antigone", at(24, 14), venue="hangar"),
        event("Antigone", at(24, 14, 15)),
        event("Antigone 2", at(24, 14)),
        event("Antigone", at(24, 14), location="Salle 2"),
    ],
)
def test_what_differs_stays_apart(other: Occurrence) -> None:
    first = event("Antigone", at(24, 14), location="Salle 1")

    assert len(showings([first, other], PARIS)) == 2


def test_changes_come_first() -> None:
    made = digest(
        event("Bal", at(23, 10)),
        event("[ANNULÉ] Antigone", at(27, 20)),
        event("Jam (complet)", at(28, 20)),
        event("Reporté : conte", at(29, 11)),
    )

    assert [(item.title, item.status.value) for item in made.items] == [
        ("Antigone", "annulé"),
        ("Jam", "complet"),
        ("conte", "reporté"),
        ("Bal", "confirmé"),
    ]


def test_five_are_visible_and_the_others_counted() -> None:
    made = digest(*(event(f"Film {number}", at(24, 10 + number)) for number in range(8)))

    card = texts.card(made)

    folds = [part for part in card.parts if isinstance(part, Fold)]
    entries = [part for part in card.parts if isinstance(part, Entry)]
    assert (len(entries), [fold.label for fold in folds]) == (5, ["3 autres événements"])


def test_one_folded_event_is_singular() -> None:
    made = digest(*(event(f"Film {number}", at(24, 10 + number)) for number in range(6)))

    folds = [part.label for part in texts.card(made).parts if isinstance(part, Fold)]
    assert folds == ["1 autre événement"]


@pytest.mark.parametrize(
    ("first", "last", "is_full"),
    [
        (date(2026, 11, 25), date(2026, 12, 20), True),
        (date(2026, 11, 1), date(2026, 11, 29), True),
        (date(2026, 11, 1), date(2026, 12, 20), False),
    ],
)
def test_an_exhibition_is_told_in_full_in_its_first_and_last_week(
    first: date, last: date, *, is_full: bool
) -> None:
    made = digest(days("Matières grises", first, last))

    told = texts.card(made).parts[-1]
    assert (made.days, [made.is_full(item) for item in made.ongoing]) == ((), [is_full])
    assert isinstance(told, Entry if is_full else Fold)


def test_a_night_that_ends_on_monday_belongs_to_the_week_before() -> None:
    night = event("Nuit du jeu", at(22, 22), end=at(23, 2))

    assert digest(night).items == ()
    assert len(digest(night, week=Week.parse("2026-W47")).days) == 1


def test_one_whole_day_is_a_day_like_another() -> None:
    made = digest(event("Concert", at(24, 9)), days("Journée du livre", MONDAY, MONDAY))

    told = texts.card(made).as_text()
    assert "• Toute la journée · Journée du livre" in told
    assert made.ongoing == ()


def test_an_empty_week_is_one_quiet_line() -> None:
    card = texts.card(digest())

    assert [part.text for part in card.parts if isinstance(part, Text)] == [
        "Pour le groupe Veille",
        "Rien n’est annoncé cette semaine dans les agendas des équipements.",
    ]


def test_a_place_is_told_only_when_it_is_not_the_venue() -> None:
    made = digest(
        event("Dedans", at(24, 14), location="Le Luxy, 77 avenue de la République"),
        event("Dehors", at(24, 15), location="Square Colbert"),
    )

    assert [item.place for item in made.days[0].items] == ["", "Square Colbert"]


def test_a_late_digest_folds_the_days_that_are_past() -> None:
    made = digest(event("Lundi", at(23, 14)), event("Jeudi", at(26, 14)))

    card = texts.card(made, today=date(2026, 11, 26))

    assert [part.label for part in card.parts if isinstance(part, Fold)] == ["Déjà passé (1)"]
    assert shown(card)[1:] == ["Jeudi 26 novembre"]


def test_a_source_that_cannot_be_read_is_said_without_its_address() -> None:
    feed = Feed(name="hangar", url="https://secret.example/x", venue="hangar", trouble="Non.")

    told = texts.card(digest(feeds=(feed,))).as_text()

    assert "agendas non lus\u00a0: hangar (jamais lu)" in told
    assert "secret" not in told


def test_a_monstrous_title_is_cut() -> None:
    made = digest(event("a" * 5000, at(24, 14), location="b" * 5000))

    assert len(texts.card(made).as_text()) < 600


@pytest.mark.parametrize(
    ("week", "hours"), [("2026-W43", 169), ("2027-W12", 167), ("2026-W48", 168)]
)
def test_a_week_is_counted_in_days_of_the_town(week: str, hours: int) -> None:
    start, end = bounds(Week.parse(week), PARIS)

    assert (end.astimezone(UTC) - start.astimezone(UTC)) == timedelta(hours=hours)


def test_the_hour_that_comes_twice_holds_two_showings() -> None:
    once = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)

    both = [event("Nuit blanche", once), event("Nuit blanche", once + timedelta(hours=1))]

    assert len(showings(both, PARIS)) == 2


def test_week_53_is_a_week() -> None:
    new_year = event("Bal", datetime(2027, 1, 3, 15, tzinfo=UTC))

    made = digest(new_year, week=Week.parse("2026-W53"))

    assert (to_json(made)["week"], len(made.days)) == ("2026-W53", 1)


moments = some.integers(-10 * 24 * 4, 20 * 24 * 4).map(
    lambda quarter: at(23, 0) + timedelta(minutes=15 * quarter)
)
occurrences = some.builds(
    event,
    some.sampled_from(["Antigone", "ANNULÉ : Bal", "Jam (complet)", "bal", ""]),
    moments,
    end=moments,
    all_day=some.booleans(),
    venue=some.sampled_from(["luxy", "hangar", "inconnu"]),
    location=some.sampled_from(["", "Salle 1", "Salle 2", "Le Hangar"]),
    status=some.sampled_from(EventStatus),
)


@given(some.lists(occurrences, max_size=30))
def test_nothing_of_the_week_is_lost_or_told_twice(found: list[Occurrence]) -> None:
    made = digest(*found)

    places = [
        *made.changes,
        *(item for day in made.days for item in (*day.visible, *day.folded)),
        *made.ongoing,
    ]
    told = sorted((s.start, s.summary) for item in places for s in item.sources)
    expected = sorted(
        (source.start, source.summary)
        for showing in showings(found, PARIS)
        for source in showing.sources
        if any(showing.runs_on(MONDAY + timedelta(days=day)) for day in range(7))
    )
    assert told == expected


@given(some.lists(occurrences, max_size=12), some.randoms(use_true_random=False))
def test_the_order_of_the_feeds_changes_nothing_that_is_told(
    found: list[Occurrence], chance: object
) -> None:
    mixed = list(found)
    chance.shuffle(mixed)  # type: ignore[attr-defined]  # hypothesis gives a random.Random

    def told(made: Digest) -> list[tuple[str, int]]:
        return sorted((folded(item.title), len(item.sources)) for item in made.items)

    assert told(digest(*found)) == told(digest(*mixed))
