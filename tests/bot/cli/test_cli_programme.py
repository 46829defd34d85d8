import asyncio
import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import icalendar
import pytest

from bot.feeds import texts
from storage.database import open_database
from storage.records import Channel
from tests.support.card_schema import problems
from tests.support.shell import Shell

CALENDARS = Path(__file__).parents[1] / "feeds" / "calendars"
PAGE = str(CALENDARS / "page.html")
DAYS = ("--from", "2026-11-01", "--to", "2026-12-01")
WEEK = ("--group", "handicap", "--week", "2026-W48")


def salle(*numbers: int) -> str:
    """A calendar with a whole day so many days from now, in the folder of the test."""
    today = datetime.now(UTC).date()
    entries = "".join(
        f"BEGIN:VEVENT\nUID:{number}\nDTSTART;VALUE=DATE:{today + timedelta(number):%Y%m%d}\n"
        "SUMMARY:Bal\nEND:VEVENT\n"
        for number in numbers
    )
    Path("salle.ics").write_text(f"BEGIN:VCALENDAR\n{entries}END:VCALENDAR\n", "utf-8")
    return "salle.ics"


def add(name: str, url: str, venue: str = "Salle des fêtes") -> tuple[str, ...]:
    return ("feeds", "add", name, url, "--venue", venue)


def test_a_calendar_is_added_and_read(empty: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    added = empty(*add("Salle", salle(1, 2))).out
    (listed,) = empty("feeds", "list", "--json").json_lines
    Path("ailleurs").mkdir()
    monkeypatch.chdir("ailleurs")
    again = empty("feeds", "refresh").out

    assert added == again == "Salle\u00a0: 2 dates lues.\n"
    assert datetime.fromisoformat(listed.pop("read_at")) <= datetime.now(UTC)
    assert listed == {
        "name": "Salle",
        "venue": "salle-des-fetes",
        "trouble": "",
        "warnings": [],
    }


def test_a_venue_is_named_by_its_code_or_by_its_name(demo: Shell) -> None:
    salle(1)
    for name, venue in (("Un", "luxy"), ("Deux", "le Luxy"), ("Trois", "Salle des fêtes")):
        demo(*add(name, "salle.ics", venue))

    listed = {feed["name"]: feed["venue"] for feed in demo("feeds", "list", "--json").json_lines}

    assert (listed["Un"], listed["Deux"], listed["Trois"]) == ("luxy", "luxy", "salle-des-fetes")


def test_a_source_that_is_no_longer_a_calendar_is_told(empty: Shell) -> None:
    empty(*add("Salle", salle(1)))
    Path("salle.ics").write_bytes(Path(PAGE).read_bytes())

    refreshed = empty.fails("feeds", "refresh")

    assert refreshed.out == f"Salle\u00a0: {texts.WEB_PAGE}\n"
    assert empty("feeds", "list").out == f"Salle (salle-des-fetes) : {texts.WEB_PAGE}\n"


def test_a_sudden_loss_keeps_the_last_good_set(empty: Shell) -> None:
    empty(*add("Salle", salle(1, 2, 3, 4, 5)))
    salle(1)

    told = empty.fails("feeds", "refresh").out

    assert told.endswith("la source passe d’un coup de 5 à 1 dates à venir.\n")


def test_a_calendar_is_removed_with_its_dates(demo: Shell) -> None:
    said = demo("feeds", "remove", "Le Luxy").out

    assert said == "L’agenda « Le Luxy » est retiré.\n"
    assert demo.refuses("feeds", "remove", "Le Luxy") == "Il n’y a pas d’agenda « Le Luxy »."
    week = demo("agenda", "--from", "2026-11-23", "--to", "2026-11-30", "--venue", "luxy")
    assert week.out == "Rien n’est annoncé sur cette période.\n"


def test_nothing_to_refresh_is_told(empty: Shell) -> None:
    assert empty("feeds", "refresh").out == "Aucun agenda à lire.\n"


def test_a_source_is_read_without_being_kept(shell: Shell) -> None:
    path = str(CALENDARS / "whole_days.ics")

    told = shell("feeds", "read", path, *DAYS)
    read = shell("feeds", "read", path, *DAYS, "--json").json

    assert told.lines == [
        "2026-10-28  Exposition : La couleur du temps  (confirmé)",
        "2026-11-21  Journée portes ouvertes  (confirmé)",
    ]
    assert read["occurrences"][1] == {
        "uid": "journee",
        "start": "2026-11-20T23:00:00+00:00",
        "end": "2026-11-21T23:00:00+00:00",
        "all_day": True,
        "summary": "Journée portes ouvertes",
        "status": "confirmé",
        "location": "",
    }
    assert (len(read["occurrences"]), read["warnings"]) == (2, [])


def test_what_is_odd_in_a_source_is_told_below_it(shell: Shell) -> None:
    told = shell("feeds", "read", str(CALENDARS / "truncated.ics"), *DAYS)

    assert told.lines == [
        "2026-11-05 20:30  Reçu en entier  (confirmé)",
        f"À voir : {texts.CUT}",
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((PAGE, *DAYS), texts.WEB_PAGE),
        (("absent.ics", *DAYS), texts.NO_FILE),
        (("http://ville.example/agenda.ics", *DAYS), texts.NOT_HTTPS),
        (
            (PAGE, "--from", "2026-11-01", "--to", "2026-11-01"),
            "Le jour de fin doit suivre le jour de début.",
        ),
    ],
)
def test_what_cannot_be_read_is_refused(
    shell: Shell, arguments: tuple[str, ...], said: str
) -> None:
    assert shell.refuses("feeds", "read", *arguments) == said


def test_a_venue_that_is_not_known_is_not_another_of_its_kind(demo: Shell) -> None:
    demo("feeds", "add", "Lumen", str(CALENDARS / "whole_days.ics"), "--venue", "Cinéma Le Lumen")
    demo("feeds", "add", "Autre", str(CALENDARS / "whole_days.ics"), "--venue", "Le Luxy")

    venues = {one["name"]: one["venue"] for one in demo("feeds", "list", "--json").json_lines}

    assert (venues["Lumen"], venues["Autre"]) == ("cinema-le-lumen", "luxy")


MONDAY = ("agenda", "--from", "2026-11-23", "--to", "2026-11-24")


def test_the_agenda_of_a_venue(demo: Shell) -> None:
    assert demo(*MONDAY, "--venue", "conservatoire").lines == [
        "Lundi 23 novembre 2026",
        "  18\u00a0h\u00a030 · Chœur intergénérationnel, répétition ouverte · Conservatoire",
    ]


def test_the_agenda_of_a_venue_for_a_machine(demo: Shell) -> None:
    told = demo(*MONDAY, "--venue", "conservatoire", "--json").json

    assert told == {
        "occurrences": [
            {
                "sources": [
                    {
                        "feed": "Conservatoire",
                        "start": "2026-11-23T18:30",
                        "summary": "Chœur intergénérationnel, répétition ouverte",
                    }
                ],
                "title": "Chœur intergénérationnel, répétition ouverte",
                "start": "2026-11-23T18:30:00+01:00",
                "end": "2026-11-23T20:00:00+01:00",
                "all_day": False,
                "venue": "Conservatoire",
                "place": "",
                "discipline": "musique",
                "kind": "concert",
                "audience": ["familles", "tout_public"],
                "age_min": None,
                "age_max": None,
                "accessibility": [],
                "status": "confirmé",
                "access": "public",
                "price": "gratuit",
            }
        ]
    }


def test_the_agenda_as_a_calendar_is_read_back(demo: Shell) -> None:
    week = ("--from", "2026-11-23", "--to", "2026-11-30")
    demo("agenda", *week, "--ics", "semaine.ics")

    ours = demo("agenda", *week, "--json").json["occurrences"]
    back = demo("feeds", "read", "semaine.ics", *week, "--json").json
    calendar = icalendar.Calendar.from_ical(Path("semaine.ics").read_bytes())

    assert back["warnings"] == []
    assert [_start(one) for one in back["occurrences"]] == [_start(one) for one in ours]
    assert len({str(event["UID"]) for event in calendar.walk("VEVENT")}) == len(ours)
    assert [one["all_day"] for one in back["occurrences"]] == [one["all_day"] for one in ours]


def _start(occurrence: dict[str, str]) -> datetime:
    return datetime.fromisoformat(occurrence["start"]).astimezone(UTC)


AT = ("--at", "2026-11-24T09:00")
SHOWING = {
    "sources": [
        {
            "feed": "Le Luxy",
            "start": "2026-11-24T20:30",
            "summary": "Les Marées lentes (VOST)",
        }
    ],
    "title": "Les Marées lentes (VOST)",
    "start": "2026-11-24T20:30",
    "status": "confirmé",
}
TONIGHT = "Le Luxy · mardi 24\u00a0novembre"


def test_a_question_about_the_programme(demo: Shell) -> None:
    question = "il y a quoi au Luxy ce soir ?"
    Path("questions.jsonl").write_text(
        json.dumps({"id": "a", "text": question}) + '\n{"id": "b", "text": "un opéra demain ?"}'
    )

    plain = demo("agenda", "ask", question, *AT).out
    told = demo("agenda", "ask", question, *AT, "--json").json
    first, second = demo("agenda", "ask", "--batch", "questions.jsonl", *AT).json_lines
    utc = demo("agenda", "ask", question, "--at", "2026-11-24T08:00+00:00", "--json").json

    assert told == utc == {"id": "1", "occurrences": [SHOWING], "text": plain.strip()}
    assert "20\u00a0h\u00a030 · Les Marées lentes (VOST)" in plain
    assert first == {**told, "id": "a"}
    assert (second["id"], second["occurrences"]) == ("b", [])


def test_a_digest_is_shown_in_three_forms(demo: Shell) -> None:
    text = demo("digest", "preview", *WEEK).out
    card = demo("digest", "preview", *WEEK, "--format", "card").json
    told = demo("digest", "preview", *WEEK, "--format", "json").json

    assert text.startswith("Le programme du 23 au 29 novembre\n")
    assert problems(card) == []
    assert told.keys() >= {"group", "week", "events", "visible"}
    assert (told["group"], told["week"]) == ("handicap", "2026-W48")
    assert {event["title"] for event in told["events"]} >= {"Visite tactile de l’exposition"}
    assert all(
        source.keys() == {"feed", "start", "summary"}
        for event in told["events"]
        for source in event["sources"]
    )


def test_a_group_is_named_by_its_code_or_by_its_name(demo: Shell) -> None:
    by_name = ("--group", "Publics en situation de handicap", "--week", "2026-W48")

    assert demo("digest", "preview", *by_name) == demo("digest", "preview", *WEEK)


@pytest.mark.parametrize("command", ["preview", "send"])
def test_a_digest_of_nobody_or_of_no_week_is_refused(demo: Shell, command: str) -> None:
    nobody = demo.refuses("digest", command, "--group", "zzz", "--week", "2026-W48")
    never = demo.misused("digest", command, "--group", "handicap", "--week", "W48")

    assert nobody.startswith("Je ne connais pas le groupe « zzz ». Il y a : communication, ")
    assert never == "« W48 » n’est pas une semaine ; par exemple 2026-W48."


async def _link(*conversations: str) -> None:
    database = open_database(os.environ["PASSERELLE_DATABASE_URL"])
    async with database.begin() as stores:
        for conversation in conversations:
            await stores.groups.connect(Channel(conversation=conversation, group="handicap"))
    await database.close()


def test_a_digest_is_sent_once(demo: Shell) -> None:
    unlinked = demo.refuses("digest", "send", *WEEK)
    asyncio.run(_link("19:un"))

    sent = demo("digest", "send", *WEEK).out
    again = demo.refuses("digest", "send", *WEEK)

    assert unlinked == (
        "Aucun canal ne suit ce groupe : reliez-en un par une phrase dans ce canal."
    )
    assert sent == "Récap mis en file pour 1 canal.\n"
    assert again == "Le récap de la semaine 2026-W48 est déjà parti, ou en route."


def test_a_digest_goes_to_every_channel_of_its_group(demo: Shell) -> None:
    asyncio.run(_link("19:un", "19:deux"))

    assert demo("digest", "send", *WEEK).out == "Récap mis en file pour 2 canaux.\n"


@pytest.mark.parametrize(
    ("text", "plain", "kind", "start", "end"),
    [
        ("mardi prochain", "date 2026-12-01", "date", "2026-12-01", None),
        (
            "du 3 au 5 mars",
            "range 2027-03-03 2027-03-05",
            "range",
            "2027-03-03",
            "2027-03-05",
        ),
        ("bonjour", "none", "none", None, None),
    ],
)
def test_a_date_is_read(  # noqa: PLR0917 - a table
    shell: Shell, text: str, plain: str, kind: str, start: str | None, end: str | None
) -> None:
    by = ("--today", "2026-11-24")

    assert shell("dates", text, *by).out == f"{plain}\n"
    assert shell("dates", text, *by, "--json").json == {
        "id": "1",
        "kind": kind,
        "start": start,
        "end": end,
    }


def test_dates_of_a_batch_are_read_in_their_order(shell: Shell) -> None:
    Path("dates.json").write_text(
        '[{"id": "a", "text": "le 5 mars"}, {"id": "b", "text": "bonjour"}]'
    )

    told = shell("dates", "--batch", "dates.json", "--today", "2026-11-24").json_lines

    assert told == [
        {"id": "a", "kind": "date", "start": "2027-03-05", "end": None},
        {"id": "b", "kind": "none", "start": None, "end": None},
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("dates --batch bad.json", "bad.json, entrée 1 : « text » manque ou se lit mal."),
    ],
)
def test_a_date_that_cannot_be_asked_is_refused(shell: Shell, arguments: str, said: str) -> None:
    Path("bad.json").write_text('{"id": 1}', "utf-8")

    assert shell.refuses(*arguments.split()) == said
