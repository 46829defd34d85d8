"""A shell in an empty folder, with no settings but those that a test makes."""

import gc
import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.databases import Databases
from tests.support.shell import Shell


@pytest.fixture(autouse=True)
def process_as_before() -> Iterator[None]:
    """`serve` and `demo` set up the logs and the memory of the process: here, of all tests."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    gc.unfreeze()
    gc.enable()


@pytest.fixture
def shell(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Shell:
    """The command line on a database that is not there yet."""
    for name in os.environ:
        if name.startswith("PASSERELLE_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return Shell(capsys)


@pytest.fixture
def empty(shell: Shell, maker: Databases, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """The command line on an empty database."""
    monkeypatch.setenv("PASSERELLE_DATABASE_URL", maker.sqlite())
    return shell


@pytest.fixture
def demo(shell: Shell, demo_url: str, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """The command line on the demo town."""
    monkeypatch.setenv("PASSERELLE_DATABASE_URL", demo_url)
    return shell
