"""Fixtures that every test may use: real databases, made fresh."""

import gc
import logging
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from storage.database import Database, open_database
from tests.support.databases import Databases, databases
from tests.support.town import fill

# No test depends on the clock's speed.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update", action="store_true", help="write transcripts and golden cards anew"
    )


@pytest.fixture(scope="session")
def maker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    with databases(tmp_path_factory.mktemp("databases")) as made:
        yield made


@pytest.fixture
def process_as_before() -> Iterator[None]:
    """A whole bot sets up the logs of its process and freezes its memory; here it is all tests'."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    gc.unfreeze()
    gc.enable()


@pytest.fixture(scope="session")
def demo_file(maker: Databases, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo town on a Tuesday of November 2026; copied, never written."""
    url = maker.sqlite()
    fill(url, tmp_path_factory.mktemp("town"))
    return Path(url.removeprefix("sqlite:///"))


@pytest.fixture
def demo_url(demo_file: Path, tmp_path: Path) -> str:
    """The address of a demo town that a test may change."""
    return f"sqlite:///{shutil.copy(demo_file, tmp_path / 'town.db')}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, maker: Databases) -> str:
    """An empty database with the newest schema, on each of the two engines."""
    return maker.sqlite() if request.param == "sqlite" else maker.postgresql()


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = open_database(database_url)
    yield opened
    await opened.close()


@pytest.fixture
async def sqlite(maker: Databases) -> AsyncIterator[Database]:
    """For tests about something else than storage: one engine is enough."""
    opened = open_database(maker.sqlite())
    yield opened
    await opened.close()
