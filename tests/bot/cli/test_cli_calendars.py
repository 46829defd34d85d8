"""Commands about calendars and the programme, as an operator types them."""

import asyncio
import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.cli.app import run
from storage import schema
from storage.database import open_database
from storage.records import Venue

LUXY = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:1 & co
DTSTART;TZID=Europe/Paris:20261203T203000
DTEND;TZID=Europe/Paris:20261203T223000
SUMMARY:[COMPLET] Avant-première
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART;VALUE=DATE:20261201
DTEND;VALUE=DATE:20261205
SUMMARY:Exposition Matières
DESCRIPTION:Entrée libre.
END:VEVENT
END:VCALENDAR
"""


def _thursday() -> datetime:
    return datetime(2026, 12, 3, 9, 0, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    url = f"sqlite:///{tmp_path}/town.db"
    monkeypatch.setenv("PASSERELLE_DATABASE_URL", url)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("bot.cli.feeds.now", _thursday)
    monkeypatch.setattr("bot.cli.agenda.now", _thursday)
    asyncio.run(_filled(url))
    (tmp_path / "luxy.ics").write_text(LUXY, encoding="utf-8")
    return tmp_path


async def _filled(url: str) -> None:
    database = open_database(url)
    await schema.upgrade(database)
    async with database.begin() as stores:
        await stores.town.put_venue(Venue(code="luxy", name="Le Luxy", kind="cinéma"))
    await database.close()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "Ce fichier n’existe pas."),
        ("<html><p>Notre agenda</p>", "Cette adresse donne une page web, pas un agenda"),
    ],
)
def test_what_cannot_be_read_is_not_kept(
    folder: Path, capsys: pytest.CaptureFixture[str], content: str | None, said: str
) -> None:
    if content:
        (folder / "page.ics").write_text(content, encoding="utf-8")

    code = run(["feeds", "add", "Essai", "page.ics", "--venue", "luxy"])
    told = capsys.readouterr()
    run(["feeds", "list"])

    assert (code, told.out, told.err.startswith(said)) == (1, "", True)
    assert capsys.readouterr().out == ""


def test_a_relative_path_is_kept_whole(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["feeds", "add", "Le Luxy", "luxy.ics", "--venue", "luxy"]) == 0
    assert run(["feeds", "refresh"]) == 0

    async def stored() -> str:
        database = open_database(f"sqlite:///{folder}/town.db")
        async with database.read() as stores:
            feed = await stores.programme.feed("Le Luxy")
        await database.close()
        assert feed is not None
        return feed.url

    assert asyncio.run(stored()) == str(folder / "luxy.ics")
    assert "2 dates lues" in capsys.readouterr().out


def test_the_calendar_in_words_and_as_a_file(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["feeds", "add", "Le Luxy", "luxy.ics", "--venue", "luxy"])
    capsys.readouterr()

    code = run(["agenda", "--from", "2026-12-01", "--to", "2026-12-06", "--ics", "all.ics"])

    told = capsys.readouterr().out.replace("\u00a0", " ").splitlines()
    file = (folder / "all.ics").read_text(encoding="utf-8")
    assert (code, told) == (
        0,
        [
            "Mardi 1er décembre 2026",
            "  du 1er au 4 décembre · Exposition Matières · Le Luxy",
            "Jeudi 3 décembre 2026",
            "  20 h 30 · Complet : Avant-première · Le Luxy",
        ],
    )
    assert "DTSTART;VALUE=DATE:20261201" in file
    assert "DTEND;VALUE=DATE:20261205" in file
    assert "SUMMARY:Complet : Avant-première" in file
    uids = [line for line in file.splitlines() if line.startswith("UID:")]
    assert [len(line) for line in uids] == [len("UID:") + 32 + len("@passerelle")] * 2


def test_a_question_about_the_programme(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["feeds", "add", "Le Luxy", "luxy.ics", "--venue", "luxy"])
    (folder / "batch.jsonl").write_text(
        '{"id": "q1", "text": "ce soir au Luxy"}\n', encoding="utf-8"
    )
    capsys.readouterr()

    code = run(["agenda", "ask", "--at", "2026-12-03T09:00", "--batch", "batch.jsonl"])

    told = json.loads(capsys.readouterr().out)
    assert (code, told["id"], told["occurrences"]) == (
        0,
        "q1",
        [
            {
                "sources": [
                    {
                        "feed": "Le Luxy",
                        "start": "2026-12-03T20:30",
                        "summary": "[COMPLET] Avant-première",
                    }
                ],
                "title": "Avant-première",
                "start": "2026-12-03T20:30",
                "status": "complet",
            }
        ],
    )


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--from", "2026-12-05", "--to", "2026-12-01"], 1, "Le jour de fin doit suivre"),
        (
            ["--from", "2026-12-01", "--to", "2026-12-05", "--venue", "nulle"],
            1,
            "Je ne connais pas l’équipement « nulle »",
        ),
        (["--from", "2026-12-01"], 2, "Il manque l’option --to."),
        (["ask"], 2, "Il manque le texte"),
        (["ask", "demain", "--at", "lundi"], 2, "« lundi » n’est pas un moment"),
    ],
)
def test_a_wrong_command_gets_one_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, said: str
) -> None:
    assert folder.exists()
    assert run(["agenda", *arguments]) == code

    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.replace("\u00a0", " ").startswith(said)
    assert len(told.err.splitlines()) == 1
