"""The pure parts of reading a calendar: bytes, lines, values, zones, words."""

import codecs
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.feeds import blocks, normalise, plain, sniff, texts, titles, values
from bot.feeds.blocks import Line
from bot.feeds.reading import FeedUnreadable, Reading
from bot.feeds.trust import verdict
from bot.feeds.zones import Zones
from storage.records import EventStatus, Occurrence

PARIS = ZoneInfo("Europe/Paris")
TEXT = "BEGIN:VCALENDAR\r\nSUMMARY:Été"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
    ],
)
def test_every_unicode_becomes_utf8(data: bytes) -> None:
    assert normalise.to_utf8(data) == TEXT.encode()


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"A:1\r\nB:2\nC:3\rD:4", [(1, "A:1"), (2, "B:2"), (3, "C:3"), (4, "D:4")]),
        (b"A:un\r\n  deux\r\n\ttrois\r\nB:2", [(1, "A:un deuxtrois"), (4, "B:2")]),
        ("A:Ét".encode()[:3] + b"\r\n " + "A:Ét".encode()[3:], [(1, "A:Ét")]),
        (b"A:\xc9t\xe9\nB:\xc3\xa9", [(1, "A:Été"), (2, "B:é")]),
        (b"A:\x81\x00\x07", [(1, "A:")]),
        ("A:\u202egauche\ufeff".encode(), [(1, "A:gauche")]),
        (b"\n\n \nA:1", [(4, "A:1")]),
    ],
)
def test_bytes_become_logical_lines(data: bytes, lines: list[tuple[int, str]]) -> None:
    assert list(normalise.logical_lines(data)) == lines


@settings(deadline=None)
@given(some.binary(max_size=300))
def test_no_bytes_are_too_odd_for_lines_and_entries(data: bytes) -> None:
    tree = blocks.read(normalise.logical_lines(normalise.to_utf8(data)))

    assert tree.calendars == [] or isinstance(tree.complete, bool)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("SUMMARY:Le: bal", Line("SUMMARY", {}, "Le: bal")),
        ("summary ; LANGUAGE=fr : Bal", Line("SUMMARY", {"LANGUAGE": "fr"}, " Bal")),
        ('X-A;B="c:d;e":f', Line("X-A", {"B": "c:d;e"}, "f")),
        (
            "DTSTART;TZID=(UTC+01:00) Paris:20261105T203000",
            Line("DTSTART", {"TZID": "(UTC+01:00) Paris"}, "20261105T203000"),
        ),
        ('X-A;B="ouvert:f', Line("X-A", {"B": "ouvert"}, "f")),
        ("des mots seuls", None),
        ("DTSTART;TZID=Europe/Paris", None),
    ],
)
def test_a_line_is_parted(text: str, line: Line | None) -> None:
    assert blocks.parsed(text) == line


def entries(*lines: str) -> list[dict[str, str]]:
    tree = blocks.read(enumerate(lines, start=1))
    return [
        {name: found[0].value for name, found in block.lines.items()}
        for calendar in tree.calendars
        for block in calendar.entries
    ]


def test_what_stands_deeper_or_outside_is_left_out() -> None:
    assert entries(
        "SUMMARY:dehors",
        "END:VALARM",
        "BEGIN:VCALENDAR",
        "BEGIN:VEVENT",
        "SUMMARY:Bal",
        "BEGIN:VALARM",
        "SUMMARY:Rappel",
        "END:VALARM",
        "END:VEVENT",
        "BEGIN:VTODO",
        "SUMMARY:À faire",
        "END:VTODO",
        "END:VCALENDAR",
    ) == [{"SUMMARY": "Bal"}]


def test_an_entry_that_is_never_closed_ends_where_the_next_begins() -> None:
    assert entries(
        "BEGIN:VCALENDAR",
        "BEGIN:VEVENT",
        "SUMMARY:un",
        "BEGIN:VEVENT",
        "SUMMARY:deux",
        "END:VEVENT",
        "END:VCALENDAR",
    ) == [{"SUMMARY": "un"}, {"SUMMARY": "deux"}]


def test_lines_that_lost_their_fold_belong_to_the_words_before() -> None:
    assert entries(
        "BEGIN:VCALENDAR",
        "BEGIN:VEVENT",
        "UID:a",
        "perdu",
        "DESCRIPTION:un",
        "deux mots",
        "trois mots",
        "END:VEVENT",
        "END:VCALENDAR",
    ) == [{"UID": "a", "DESCRIPTION": "un\\ndeux mots\\ntrois mots"}]


def test_quoted_printable_is_decoded() -> None:
    assert entries(
        "BEGIN:VCALENDAR",
        "BEGIN:VEVENT",
        "SUMMARY;ENCODING=QUOTED-PRINTABLE:Caf=C3=A9 =",
        "concert",
        "LOCATION;ENCODING=QUOTED-PRINTABLE:=C9t=E9=0D=0Aici",
        "END:VEVENT",
        "END:VCALENDAR",
        "X;ENCODING=QUOTED-PRINTABLE:fin=",
    ) == [{"SUMMARY": "Café concert", "LOCATION": "Été\\nici"}]


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("20261105", date(2026, 11, 5)),
        (" 2026-11-05 ", date(2026, 11, 5)),
        ("20261105T203000", datetime(2026, 11, 5, 20, 30)),  # noqa: DTZ001 - floating, as written
        ("20261105t203000z", datetime(2026, 11, 5, 20, 30, tzinfo=UTC)),
        ("20261105T203000+0100", datetime(2026, 11, 5, 19, 30, tzinfo=UTC)),
        ("20261105T240000Z", datetime(2026, 11, 6, tzinfo=UTC)),
        ("20261231T235960Z", datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_a_moment_is_read_leniently(value: str, moment: date) -> None:
    assert values.moment(value) == moment


@pytest.mark.parametrize("value", ["", "demain", "20261305", "2026110", "20261105T2530"])
def test_what_is_no_moment_is_refused(value: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - any, of Python's own readers
        values.moment(value)


def test_a_day_is_read_where_one_is_announced() -> None:
    assert values.moment("20261105T203000", as_day=True) == date(2026, 11, 5)


@pytest.mark.parametrize(
    ("value", "length"),
    [
        ("PT1H30M", timedelta(minutes=90)),
        ("P1W", timedelta(days=7)),
        ("-P1DT2S", -timedelta(days=1, seconds=2)),
    ],
)
def test_a_duration_is_read(value: str, length: timedelta) -> None:
    assert values.duration(value) == length


@pytest.mark.parametrize("value", ["", "P", "PT", "1H", "P1X"])
def test_what_is_no_duration_is_refused(value: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - ours, with the value
        values.duration(value)


def test_words_lose_their_escapes() -> None:
    assert values.words(" a\\, b\\; c\\nd\\Ne\\\\ ") == "a, b; c\nd\ne\\"


DEFINITION = [
    "BEGIN:VTIMEZONE",
    "TZID:Chez nous",
    "BEGIN:STANDARD",
    "TZOFFSETFROM:+0300",
    "TZOFFSETTO:+0300",
    "DTSTART:19700101T000000",
    "END:STANDARD",
    "END:VTIMEZONE",
]


@pytest.mark.parametrize(
    ("name", "hours"),
    [
        ("Europe/Paris", 1),
        ("europe/paris", 1),
        (' "Europe/Paris" ', 1),
        ("", 1),
        ("UTC", 0),
        ("Z", 0),
        ("Romance Standard Time", 1),
        ("(UTC+01:00) Brussels, Copenhagen, Madrid, Paris", 1),
        ("(UTC-05:00) Eastern Time (US & Canada)", -5),
        ("/mozilla.org/20050126_1/Europe/Paris", 1),
        ("/citadel.org/20210210_1/America/Argentina/Salta", -3),
        ("GMT+0200", 2),
        ("UTC-3", -3),
        ("Chez nous", 3),
    ],
)
def test_a_zone_is_found_by_its_name(name: str, hours: int) -> None:
    zones = Zones({"Chez nous": DEFINITION}, town=PARIS)

    zone = zones.find(name)

    winter = datetime(2026, 12, 1, 12, tzinfo=zone)
    assert (winter.utcoffset(), zones.warnings) == (timedelta(hours=hours), [])


@pytest.mark.parametrize(
    "definition",
    [
        [],
        ["BEGIN:VTIMEZONE", "END:VTIMEZONE"],
        [*DEFINITION[:5], "RRULE:FREQ=SECONDLY", *DEFINITION[5:]],
        [*DEFINITION, *["X:1"] * 400],
        ["n’importe quoi"],
    ],
)
def test_a_definition_that_cannot_be_trusted_leaves_the_town_s_hour(definition: list[str]) -> None:
    zones = Zones({"Chez nous": definition}, town=PARIS)

    found = [zones.find("Chez nous"), zones.find("Chez nous")]

    assert found == [PARIS, PARIS]
    assert zones.warnings == [texts.unknown_zone("Chez nous", "Europe/Paris")]


def test_an_offset_of_more_than_a_day_is_no_zone() -> None:
    zones = Zones({}, town=PARIS)

    assert zones.find("UTC+99") == PARIS
    assert zones.find("UTC+9") == timezone(timedelta(hours=9))


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Dès 4 ans.\nGratuit.", "Dès 4 ans.\nGratuit."),
        ("Bach & fils, 3 < 4", "Bach & fils, 3 < 4"),
        ("Entr&eacute;e libre\nici", "Entrée libre\nici"),
        ("<p>Un</p><p>Deux<br>trois</p>", "Un\n\nDeux\ntrois"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("<style>p{}</style><b>Gras</b>\net suite", "Gras et suite"),
        ("a  \n\n\n\n  b\t c", "a\n\nb c"),
        ("", ""),
    ],
)
def test_html_becomes_plain_text(said: str, shown: str) -> None:
    assert plain.text(said) == shown


@pytest.mark.parametrize(
    ("title", "status"),
    [
        ("[ANNULÉ] Concert", EventStatus.CANCELLED),
        ("Annulation : Concert", EventStatus.CANCELLED),
        ("Annulé concert de midi", EventStatus.CANCELLED),
        ("COMPLET – Conte", EventStatus.FULL),
        ("COMPLET Conte", EventStatus.FULL),
        ("Conte COMPLET ce soir", EventStatus.FULL),
        ("CONTE DU SOIR - COMPLET", EventStatus.FULL),
        ("Bal (reporté au 12)", EventStatus.POSTPONED),
        ("Bal : reporté", EventStatus.POSTPONED),
        ("***REPORTÉE*** Visite", EventStatus.POSTPONED),
        ("Complet gris", None),
        ("Le reporter sans bornes", None),
        ("UN TABLEAU COMPLET DE LA VILLE", None),
        ("Concert", None),
        ("", None),
    ],
)
def test_a_title_tells_a_status(title: str, status: EventStatus | None) -> None:
    assert titles.status(title) is status


SIGN_IN_PAGE = b"<html><form><input type='password'></form></html>"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x00\x00", texts.EMPTY),
        (b"PK\x03\x04 agenda.ics", texts.ARCHIVE),
        (b"PK\x03\x04 xl/workbook.xml", texts.OFFICE_FILE),
        (b"\x1f\x8b....", texts.ARCHIVE),
        (b"%PDF-1.7", texts.OFFICE_FILE),
        (b"<!doctype html><title>Agenda</title>", texts.WEB_PAGE),
        (SIGN_IN_PAGE, texts.SIGN_IN),
        (b'{"events": []}', texts.JSON_DATA),
        (b"<?xml version='1.0'?><rss/>", texts.XML_DATA),
        (b"date;titre;lieu\n12/11;Bal;Salle", texts.TABLE),
        (b"bonjour", texts.NOT_A_CALENDAR),
    ],
)
def test_what_is_no_calendar_is_named(data: bytes, reason: str) -> None:
    with pytest.raises(FeedUnreadable) as refused:
        sniff.check(data)

    assert refused.value.reason == reason


def test_a_calendar_may_be_written_carelessly() -> None:
    sniff.check(b"\n\n  begin : vcalendar\n")


TODAY = date(2026, 11, 24)


def dates(count: int, *, days: int = 3) -> tuple[Occurrence, ...]:
    start = datetime(2026, 11, 24, 19, tzinfo=UTC) + timedelta(days=days)
    return tuple(
        Occurrence(feed="x", uid=str(number), start=start, end=start, summary="Bal")
        for number in range(count)
    )


@pytest.mark.parametrize(
    ("before", "new", "said"),
    [
        (dates(0), Reading(()), ""),
        (dates(4), Reading(dates(2)), ""),
        (dates(3), Reading(dates(1)), ""),
        (dates(9, days=-5), Reading(()), ""),
        (dates(0), Reading((), complete=False), ""),
        (dates(4), Reading(dates(1)), texts.kept_loss(TODAY, before=4, after=1)),
        (dates(1), Reading(dates(8, days=-5)), texts.kept_empty(TODAY)),
        (dates(1), Reading(dates(9), complete=False), texts.kept_cut(TODAY)),
    ],
)
def test_a_sudden_loss_is_not_believed(
    before: tuple[Occurrence, ...], new: Reading, said: str
) -> None:
    assert verdict(before, new, TODAY) == said
