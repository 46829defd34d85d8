"""What the town hands out, guide and manifest: sentences offered are understood, quoted ones said."""

import ast
import json
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot import demo
from bot.content.demo.agents import people
from bot.settings import load_settings
from bot.topics import topics
from dialogs.conversation import Conversation
from dialogs.messages import Sender
from dialogs.scene import IntentName
from storage.database import Database, open_database
from storage.records import Place
from tests.support.chat import Chat
from tests.support.databases import Databases

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs" / "guide.fr.md").read_text("utf-8")
MANIFEST = json.loads((ROOT / "manifest" / "manifest.json").read_text("utf-8"))
TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Europe/Paris"))
TROUBLE = "Quand quelque chose ne va pas"
IN_CHANNEL = "Le récap d’un canal"
WANTED = {
    "Trouver quelqu’un": {IntentName.EXPERT_QUESTION},
    "Dire ce que je sais faire": {IntentName.DECLARE_SKILL, IntentName.MY_PROFILE},
    "Connaître le programme": {IntentName.PROGRAMMING_QUESTION},
    "Dire où en est une action": {IntentName.ACTION_UPDATE, IntentName.ACTION_QUERY},
    "Vos données": {IntentName.MY_PROFILE},
    IN_CHANNEL: {IntentName.DIGEST_SETTINGS},
    "Les agendas des équipements": {IntentName.DIGEST_SETTINGS},
    "Les actions et leur tableau": {
        IntentName.CREATE_ACTION,
        IntentName.ACTION_UPDATE,
        IntentName.ACTION_QUERY,
    },
    "Les rôles (administration)": {IntentName.MY_PROFILE, IntentName.DIGEST_SETTINGS},
}
_QUOTED = re.compile(r"«\s*([^»]+?)\s*»")
_UNSURE = "Je ne suis pas sûr"
_LOST = "Cela sort de ce que je connais"
_CORRECTS = re.compile(r"(?:oui|non)\b")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: sentences of one cell, apart or (« puis ») one after the other."""

    section: str
    sentences: tuple[str, ...]


def _rows() -> Iterator[Row]:
    section = ""
    for line in GUIDE.splitlines():
        if line.startswith("#"):
            section = line.lstrip("# ")
        elif line.startswith("| ") and section in WANTED:
            said = tuple(_QUOTED.findall(line.split("|")[2]))
            if "», puis «" in line:
                yield Row(section, said)
            else:
                yield from (Row(section, (one,)) for one in said)


ROWS = list(_rows())


@pytest.fixture
async def conversation(maker: Databases, tmp_path: Path) -> AsyncIterator[Conversation]:
    """The demo town on a Tuesday."""
    database: Database = open_database(maker.sqlite())
    await demo.fill(database, now=TUESDAY, folder=tmp_path, settings=load_settings())
    yield Conversation(database=database, topics=topics())
    await database.close()


def test_the_guide_has_a_table_for_every_need() -> None:
    assert {row.section for row in ROWS} == set(WANTED)


async def test_every_sentence_of_the_guide_is_understood(conversation: Conversation) -> None:
    missed = set()
    for number, row in enumerate(ROWS):
        chat = await _chat(conversation, row.section, name=f"row-{number}")
        for sentence in row.sentences:
            turned = await chat.says(sentence)
            understood = turned.intent in WANTED[row.section] or _CORRECTS.match(sentence)
            if not understood or _UNSURE in turned.reply.as_text():
                missed.add(sentence)

    assert missed == set()


async def test_every_command_of_the_manifest_is_understood(conversation: Conversation) -> None:
    commands = [
        (row["title"], IN_CHANNEL if "team" in listed["scopes"] else "")
        for listed in MANIFEST["bots"][0]["commandLists"]
        for row in listed["commands"]
    ]
    answers = []
    for number, (title, section) in enumerate(commands):
        chat = await _chat(conversation, section, name=f"command-{number}")
        answers.append((title, (await chat.says(title)).reply.as_text()))

    assert len(answers) >= 8
    assert [title for title, said in answers if _UNSURE in said or _LOST in said] == []


def test_every_sentence_of_the_trouble_table_is_said_by_the_bot() -> None:
    table = GUIDE.split(f"## {TROUBLE}")[1]
    quoted = [_QUOTED.findall(line)[0] for line in table.splitlines() if line.startswith("| «")]
    said = [_plain(text) for path in _texts() for text in _strings(path)]

    assert len(quoted) > 10
    assert [one for one in quoted if not any(_plain(one) in text for text in said)] == []


async def _chat(conversation: Conversation, section: str, *, name: str) -> Chat:
    """A fresh chat; for what is said in a channel, a channel that follows a group."""
    me = people()[0]
    sender = Sender(aad_id=me.aad_id or "", name=me.name, email=me.email)
    place = Place.CHANNEL if section == IN_CHANNEL else Place.PERSONAL
    chat = Chat(conversation, sender=sender, now=TUESDAY, place=place, name=name)
    if place is Place.CHANNEL:
        await chat.says("ce canal suit le groupe handicap")
        await chat.says("oui")
    return chat


def _texts() -> list[Path]:
    return [*ROOT.glob("bot/**/texts.py"), *ROOT.glob("dialogs/**/*texts.py")]


def _strings(path: Path) -> Iterator[str]:
    """Every literal; what a formatted one fills in is left out."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Constant(value=str(text)):
                yield text
            case ast.JoinedStr(values=parts):
                yield "".join(_literal(part) for part in parts)
            case _:
                pass


def _literal(part: ast.expr) -> str:
    return str(part.value) if isinstance(part, ast.Constant) else "…"


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").split()).casefold()
