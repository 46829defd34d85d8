"""The command line as an operator has it: arguments in, exit code and both outputs back."""

import json
from dataclasses import dataclass
from typing import Any

import pytest

from bot.cli import app


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """What it printed, line by line."""
        return self.out.splitlines()

    @property
    def json(self) -> Any:  # noqa: ANN401 - JSON
        """What it printed, for a machine: one value."""
        (line,) = self.lines
        return json.loads(line)

    @property
    def json_lines(self) -> list[Any]:
        """What it printed, for a machine: a value a line."""
        return [json.loads(line) for line in self.lines]


class Shell:
    """`shell("db", "upgrade")`, by the real entry point, in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str) -> Ended:
        """Runs one command; it must end well."""
        ended = self.runs(*arguments)
        assert (ended.code, ended.err) == (0, ""), ended
        return ended

    def refuses(self, *arguments: str) -> str:
        """Runs a command that is refused; gives the one sentence that says why."""
        ended = self.runs(*arguments)
        assert (ended.code, ended.out) == (1, ""), ended
        assert ended.err.count("\n") == 1, ended
        return ended.err.strip()

    def misused(self, *arguments: str) -> str:
        """Runs a command that is used wrongly; gives the one sentence that says how."""
        ended = self.runs(*arguments)
        assert (ended.code, ended.out) == (2, ""), ended
        assert ended.err.count("\n") == 1, ended
        return ended.err.strip()

    def fails(self, *arguments: str) -> Ended:
        """Runs a command that reports what failed."""
        ended = self.runs(*arguments)
        assert ended.code == 1, ended
        return ended

    def runs(self, *arguments: str) -> Ended:
        """Runs a command, however it ends."""
        self._capsys.readouterr()
        code = app.run(list(arguments))
        said = self._capsys.readouterr()
        return Ended(code, said.out, said.err)
