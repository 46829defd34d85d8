"""Help and usage errors in French: the library has its own words in English only."""

import re
from typing import Any

from typer.core import TyperCommand, TyperGroup
from typing_extensions import override

_HELP = "Montre cette aide."
_ERRORS = (
    (r"(.+?)\.* Did you mean (.+)\?", r"\1 ; vouliez-vous dire \2 ?"),
    (r"Missing option '?([^']+)'?\.?.*", r"il manque l’option \1"),
    (r"Missing argument '?([^']+)'?\.?.*", r"il manque l’argument \1"),
    (r"Missing parameter: (.+)", r"il manque le paramètre \1"),
    (r"No such option: (.+?)(?: .*)?", r"il n’y a pas d’option \1"),
    (r"Got unexpected extra argument\(?s?\)? \((.+)\)", r"argument en trop : \1"),
    (
        r"Invalid value for '?([^:']+)'?: (?:file|path|directory) '(.+)' does not exist\.?",
        r"le fichier \2 n’existe pas",
    ),
    (
        r"Invalid value for '?([^:']+)'?: (?:file|path) '(.+)' is a directory\.?",
        r"\2 est un dossier, pas un fichier",
    ),
    (
        r"Invalid value for '?([^:']+)'?: .*'(.*)' is not one of (.+?)\.?",
        r"« \2 » n’est pas une valeur de \1 : \3",
    ),
    (r"Invalid value for '?([^:']+)'?: (.+)", r"valeur incorrecte pour \1 : \2"),
)


class _French:
    """`Usage :` and the help of `--help`, for commands and groups alike."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - typer's vendored types
        """« Usage : passerelle … »."""
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]  # of the class beside
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="Usage : ")

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401 - idem
        """`--help`, told in French."""
        option = super().get_help_option(ctx)  # type: ignore[misc]  # idem
        if option is not None:
            option.help = _HELP
        return option


class FrenchCommand(_French, TyperCommand):
    """A command."""


class FrenchGroup(_French, TyperGroup):
    """A group of commands."""

    @override
    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        return ["[OPTIONS]", "COMMANDE", "…"]


def usage_error(message: str) -> str:
    """A usage error of the library, in French where its form is known."""
    for shape, said in _ERRORS:
        found = re.fullmatch(shape, message.strip(), re.DOTALL | re.IGNORECASE)
        if found:
            return found.expand(said)
    return message
