"""Each talk of tests/transcripts comes out as it was read and kept."""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot import demo
from bot.settings import load_settings
from bot.topics import topics
from dialogs.conversation import Conversation
from storage.database import Database, open_database
from tests.support.databases import Databases
from tests.support.transcripts import replay

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Europe/Paris"))
TRANSCRIPTS = sorted((Path(__file__).parent.parent / "transcripts").glob("*.txt"))


@pytest.fixture
async def town(maker: Databases, tmp_path: Path) -> AsyncIterator[Database]:
    """The demo town on a Tuesday of November 2026."""
    database = open_database(maker.sqlite())
    await demo.fill(database, now=TUESDAY, folder=tmp_path, settings=load_settings())
    yield database
    await database.close()


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
async def test_talk(path: Path, town: Database, request: pytest.FixtureRequest) -> None:
    kept = path.read_text("utf-8")
    conversation = Conversation(database=town, topics=topics())

    lines = await replay(kept, conversation, town)

    if request.config.getoption("--update"):
        path.write_text("\n".join(lines) + "\n", "utf-8")
    assert lines == path.read_text("utf-8").splitlines()
