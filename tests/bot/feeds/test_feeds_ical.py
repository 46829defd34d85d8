"""Small calendars, each with one trap, and what the bot reads of them in November 2026."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.feeds import ical, texts
from bot.feeds.ical import read_calendar
from bot.feeds.reading import FeedUnreadable, Reading, to_json
from storage.records import EventStatus, Occurrence

PARIS = ZoneInfo("Europe/Paris")
CALENDARS = Path(__file__).parent / "calendars"
START, END = date(2026, 11, 1), date(2026, 12, 1)


def reading(data: bytes, start: date = START, end: date = END) -> Reading:
    return read_calendar(data, start, end, feed="salle", zone=PARIS)


def calendar(name: str) -> bytes:
    return (CALENDARS / name).read_bytes()


def entry(*lines: str) -> bytes:
    body = "\r\n".join(("BEGIN:VEVENT", *lines, "END:VEVENT"))
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{body}\r\nEND:VCALENDAR\r\n".encode()


def shown(occurrences: Iterable[Occurrence]) -> list[str]:
    return [_line(one) for one in occurrences]


def _line(one: Occurrence) -> str:
    start, end = one.start.astimezone(PARIS), one.end.astimezone(PARIS)
    form = "%d/%m/%y" if one.all_day else "%d/%m/%y %H:%M"
    return f"{start:{form}} → {end:{form}} {one.summary} ({one.status})"


READ = {
    "weekly_with_exceptions.ics": [
        "04/11/26 10:30 → 04/11/26 11:30 Heure du conte (confirmé)",
        "19/11/26 15:00 → 19/11/26 16:00 Heure du conte (déplacée au jeudi) (confirmé)",
        "25/11/26 10:30 → 25/11/26 11:30 Heure du conte (annulé)",
    ],
    "whole_days.ics": [
        "28/10/26 → 02/12/26 Exposition : La couleur du temps (confirmé)",
        "21/11/26 → 22/11/26 Journée portes ouvertes (confirmé)",
    ],
    "statuses.ics": [
        "03/11/26 20:00 → 03/11/26 21:00 Concert de midi (annulé)",
        "04/11/26 20:00 → 04/11/26 21:00 Sortie de résidence (annoncé)",
        "05/11/26 20:00 → 05/11/26 21:00 [COMPLET] Bal des familles (complet)",
        "06/11/26 20:00 → 06/11/26 21:00 COMPLET – Lecture (annulé)",
        "07/11/26 20:00 → 07/11/26 21:00 Récital (reporté) (reporté)",
    ],
    "floating_hours.ics": [
        "05/11/26 20:30 → 05/11/26 22:00 Projection (confirmé)",
        "06/11/26 20:30 → 06/11/26 22:00 Projection avec durée (confirmé)",
    ],
    "broken_folding.ics": [
        "05/11/26 20:30 → 05/11/26 22:00 Une rencontre avec les habitantes et les habitants du quartier (confirmé)",
        "06/11/26 20:30 → 06/11/26 22:00 Le lendemain (confirmé)",
    ],
}


@pytest.mark.parametrize("name", READ)
def test_a_sound_calendar_is_read_without_a_remark(name: str) -> None:
    found = reading(calendar(name))

    assert shown(found.occurrences) == READ[name]
    assert (found.warnings, found.complete) == ((), True)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "change_of_hour.ics",
            [
                "18/10/26 20:30 → 18/10/26 22:00 Le dimanche au conservatoire (confirmé)",
                "24/10/26 23:00 → 25/10/26 04:00 Nuit de la lecture (confirmé)",
                "25/10/26 20:30 → 25/10/26 22:00 Le dimanche au conservatoire (confirmé)",
                "01/11/26 20:30 → 01/11/26 22:00 Le dimanche au conservatoire (confirmé)",
            ],
        ),
        (
            "calendar_zone.ics",
            [
                "18/10/26 20:30 → 18/10/26 22:00 Série en temps universel (confirmé)",
                "20/10/26 10:00 → 20/10/26 11:00 Heure sans fuseau (confirmé)",
                "25/10/26 20:30 → 25/10/26 22:00 Série en temps universel (confirmé)",
                "01/11/26 20:30 → 01/11/26 22:00 Série en temps universel (confirmé)",
            ],
        ),
    ],
)
def test_a_series_keeps_its_hour_when_the_clocks_change(name: str, expected: list[str]) -> None:
    found = reading(calendar(name), date(2026, 10, 12), date(2026, 11, 9))

    assert shown(found.occurrences) == expected


def test_zones_of_windows_are_known_and_others_are_said() -> None:
    found = reading(calendar("windows_zones.ics"))

    assert [f"{one.start.astimezone(PARIS):%d %H:%M}" for one in found.occurrences] == [
        "02 10:00",
        "03 10:00",
        "04 11:00",
        "05 10:00",
        "06 10:00",
    ]
    assert found.warnings == (texts.unknown_zone("Heure de la Lune", "Europe/Paris"),)


def test_a_calendar_that_is_cut_gives_what_was_received() -> None:
    found = reading(calendar("truncated.ics"))

    assert [one.summary for one in found.occurrences] == ["Reçu en entier"]
    assert (found.warnings, found.complete) == ((texts.CUT,), False)


def test_dense_rules_are_bounded_and_said() -> None:
    found = reading(calendar("hourly.ics"))

    titles = [one.summary for one in found.occurrences]
    assert (titles.count("Toutes les heures"), titles.count("Toutes les minutes")) == (500, 1)
    assert titles[-1] == "Un soir"
    assert found.warnings == (
        texts.many_dates(texts.named("Toutes les heures", 4), 500),
        texts.dense_rule(texts.named("Toutes les minutes", 11)),
    )


def test_endless_rules_give_the_window_alone() -> None:
    found = reading(calendar("endless.ics"))

    assert shown(found.occurrences) == [
        "03/11/26 11:00 → 01/01/29 11:00 Plus d'un an chaque jour (confirmé)",
        "03/11/26 14:00 → 03/11/26 16:00 Permanence du mardi (confirmé)",
        "10/11/26 14:00 → 10/11/26 16:00 Permanence du mardi (confirmé)",
        "17/11/26 14:00 → 17/11/26 16:00 Permanence du mardi (confirmé)",
        "24/11/26 14:00 → 24/11/26 16:00 Permanence du mardi (confirmé)",
    ]
    assert found.warnings == (texts.long_repeat(texts.named("Plus d'un an chaque jour", 11)),)


def test_a_rule_that_never_comes_gives_nothing() -> None:
    never = ("DTSTART:20260101T100000Z", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")

    assert reading(entry("UID:a", "SUMMARY:Le 30 février", *never)).occurrences == ()


def test_an_odd_entry_costs_only_itself_and_is_said() -> None:
    found = reading(calendar("odd_entries.ics"))

    assert [f"{one.start:%d} {one.summary}".strip() for one in found.occurrences] == [
        "03 Deux débuts",
        "05 À l'envers",
        "06 Fin illisible",
        "07 Règle inconnue",
        "08 Date ajoutée",
        "09 Date ajoutée",
        "10",
    ]
    assert found.warnings == (
        texts.no_start(texts.named("Sans date", 5)),
        texts.twice(texts.named("Deux débuts", 9)),
        texts.reversed_end(texts.named("À l'envers", 16)),
        texts.bad_end(texts.named("Fin illisible", 22)),
        texts.odd_year(texts.named("Révolution", 28), 1789),
        texts.bad_rule(texts.named("Règle inconnue", 33)),
        texts.bad_dates(texts.named("Date ajoutée", 40)),
    )


def test_an_entry_without_a_uid_keeps_its_made_up_one() -> None:
    first, again = reading(calendar("odd_entries.ics")), reading(calendar("odd_entries.ics"))

    assert first == again
    assert len({one.uid for one in first.occurrences}) == 6


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (calendar("page.html"), texts.WEB_PAGE),
        (b"", texts.EMPTY),
        (b" \r\n", texts.EMPTY),
        (b"x" * (ical.MOST_BYTES + 1), texts.too_big(ical.MOST_BYTES)),
        (
            b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\nEND:VEVENT\n" * (ical.MOST_EVENTS + 1),
            texts.too_many_events(ical.MOST_EVENTS),
        ),
    ],
    ids=["page", "empty", "blank", "large", "many"],
)
def test_what_is_no_calendar_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(FeedUnreadable) as refused:
        reading(data)

    assert refused.value.reason == reason


def test_a_calendar_without_an_event_is_said() -> None:
    assert reading(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n") == Reading((), (texts.NO_EVENT,))


def test_a_cancelled_calendar_cancels_its_entries() -> None:
    data = entry("UID:a", "DTSTART:20261105T190000Z", "SUMMARY:Bal")
    told = data.replace(b"VERSION:2.0", b"METHOD:CANCEL")

    (occurrence,) = reading(told).occurrences

    assert occurrence.status is EventStatus.CANCELLED


def test_all_of_an_entry_is_read() -> None:
    (occurrence,) = reading(
        entry(
            "UID:a",
            "DTSTART:20261105T190000Z",
            "DTEND:20261105T200000Z",
            "SUMMARY:Lecture\\, contes\\; et\\nmusique",
            "LOCATION:Salle  Voltaire",
            "DESCRIPTION:<p>D&egrave;s 4&nbsp;ans</p><p>Gratuit</p>",
            "CATEGORIES:conte,jeune\\, public,conte",
            "CATEGORIES:lecture",
            "URL:https://ville.example/conte",
        )
    ).occurrences

    assert occurrence == Occurrence(
        feed="salle",
        uid="a",
        start=occurrence.start,
        end=occurrence.end,
        summary="Lecture, contes; et musique",
        location="Salle Voltaire",
        description="Dès 4\u00a0ans\n\nGratuit",
        categories=("conte", "jeune, public", "lecture"),
        url="https://ville.example/conte",
    )


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        (("DTSTART:20261103", "RRULE:FREQ=DAILY;COUNT=3", "EXDATE:20261104"), ["03", "05"]),
        (
            (
                "DTSTART:20261103T190000Z",
                "RRULE:FREQ=DAILY;COUNT=3",
                "EXDATE;VALUE=DATE:20261104",
            ),
            ["03", "05"],
        ),
        (
            ("DTSTART:20261103T190000Z", "RDATE:20261105T190000Z,20261107T190000Z"),
            ["03", "05", "07"],
        ),
        (
            (
                "DTSTART:20261103T190000Z",
                "RDATE;VALUE=PERIOD:20261105T190000Z/PT1H,20261107T190000Z/20261107T200000Z",
            ),
            ["03", "05", "07"],
        ),
        (("DTSTART:20261103T190000Z", "RRULE:freq=weekly; count=2;"), ["03", "10"]),
        (("DTSTART:20261103T190000Z", "RRULE:FREQ=DAILY;UNTIL=20261105"), ["03", "04"]),
        (("DTSTART:20261103T190000Z", "RRULE:FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8"), ["03"]),
    ],
)
def test_a_series_is_unfolded(lines: tuple[str, ...], days: list[str]) -> None:
    found = reading(entry("UID:a", "SUMMARY:Série", *lines))

    assert [f"{one.start.astimezone(PARIS):%d}" for one in found.occurrences] == days


def test_showings_that_share_a_uid_are_all_kept() -> None:
    data = entry("UID:film", "DTSTART:20261103T190000Z", "SUMMARY:Les Marées") + entry(
        "UID:film", "DTSTART:20261104T190000Z", "SUMMARY:Les Marées"
    )

    found = reading(data)

    assert [f"{one.start:%d}" for one in found.occurrences] == ["03", "04"]


def test_the_last_revision_of_an_entry_counts() -> None:
    def revision(number: int, day: int) -> str:
        return (
            f"BEGIN:VEVENT\r\nUID:a\r\nSEQUENCE:{number}\r\nDTSTART:202611{day:02}T190000Z\r\n"
            f"SUMMARY:Version {number}\r\nEND:VEVENT\r\n"
        )

    data = f"BEGIN:VCALENDAR\r\n{revision(1, 5)}{revision(0, 3)}END:VCALENDAR\r\n".encode()

    assert [one.summary for one in reading(data).occurrences] == ["Version 1"]


def test_many_remarks_are_counted_instead_of_listed() -> None:
    data = b"BEGIN:VCALENDAR\r\n" + b"".join(
        f"BEGIN:VEVENT\r\nUID:{number}\r\nSUMMARY:N {number}\r\nEND:VEVENT\r\n".encode()
        for number in range(60)
    )

    warnings = reading(data + b"END:VCALENDAR\r\n").warnings

    assert len(warnings) == 41
    assert warnings[-1] == "Et 20 autres remarques du même ordre."


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        (date(2026, 11, 20), date(2026, 11, 21), 0),
        (date(2026, 11, 21), date(2026, 11, 22), 1),
        (date(2026, 11, 22), date(2026, 11, 23), 0),
    ],
)
def test_the_window_is_of_local_days_and_half_open(start: date, end: date, count: int) -> None:
    data = entry("UID:a", "DTSTART;VALUE=DATE:20261121", "SUMMARY:Portes ouvertes")

    assert len(reading(data, start, end).occurrences) == count


def test_the_shape_for_machines_is_in_utc() -> None:
    found = reading(entry("UID:a", "DTSTART;VALUE=DATE:20261121", "SUMMARY:Portes ouvertes"))

    assert to_json(found) == {
        "occurrences": [
            {
                "uid": "a",
                "start": "2026-11-20T23:00:00+00:00",
                "end": "2026-11-21T23:00:00+00:00",
                "all_day": True,
                "summary": "Portes ouvertes",
                "status": "confirmé",
                "location": "",
            }
        ],
        "warnings": [],
    }
