from pathlib import Path

import pytest

from bot import playground
from storage.records import Refusal


async def test_an_npm_that_never_ends_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    npm = tmp_path / "npm"
    npm.write_text("#!/bin/sh\nexec sleep 60\n")
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(playground, "_INSTALLS_WITHIN", 0.2)

    with pytest.raises(Refusal, match="n’a pas pu être installé"):
        await playground.install(tmp_path / "client")


def test_what_is_there_is_not_installed_again(tmp_path: Path) -> None:
    command = tmp_path / "node_modules" / "@microsoft" / "m365agentsplayground" / "cli.js"

    before = playground.is_installed(tmp_path)
    command.parent.mkdir(parents=True)
    command.touch()

    assert (before, playground.is_installed(tmp_path)) == (False, True)
