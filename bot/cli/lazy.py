"""Commands that are imported when they are run: `serve` and `--help` load nothing of the others."""

import gc
import importlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import typer
from typer.main import get_command_from_info, get_group
from typer.models import CommandInfo
from typing_extensions import override

from bot.cli.french import FrenchCommand, FrenchGroup

Table = Mapping[str, tuple[str, str]]
"""Name on the command line → where it is (`module:name`), and what it does, in French."""


class Commands(Mapping[str, Any]):
    """The commands of a table, each imported when it is looked up."""

    def __init__(self, table: Table) -> None:
        self._table = table

    @override
    def __getitem__(self, name: str) -> Any:
        place, _ = self._table[name]
        module, _, attribute = place.partition(":")
        # What is imported stays: looking through it for rubbish takes a fifth of the time.
        gc.disable()
        try:
            return _command(name, getattr(importlib.import_module(module), attribute))
        finally:
            gc.enable()

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(self._table)

    @override
    def __len__(self) -> int:
        return len(self._table)


def group(table: Table) -> type[FrenchGroup]:
    """A class of groups that hold the commands of a table."""

    class Lazy(FrenchGroup):
        def __init__(self, **given: Any) -> None:  # noqa: ANN401 - what typer gives to any group
            super().__init__(**given)
            self.commands: Any = Commands(table)

        @override
        def list_commands(self, ctx: Any) -> list[str]:
            return list(table)

        @override
        def format_commands(self, ctx: Any, formatter: Any) -> None:
            with formatter.section("Commandes"):
                formatter.write_dl([(name, said) for name, (_, said) in table.items()])

    return Lazy


def _command(name: str, found: typer.Typer | Callable[..., None]) -> Any:  # noqa: ANN401 - typer's vendored types
    if isinstance(found, typer.Typer):
        found.rich_markup_mode = None
        made = get_group(found)
        made.name = name
        return made
    info = CommandInfo(name=name, cls=FrenchCommand, callback=found)
    return get_command_from_info(info, pretty_exceptions_short=False, rich_markup_mode=None)
