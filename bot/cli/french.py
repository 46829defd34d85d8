"""Help and usage errors in French: the library has its own words in English only."""

import re
from typing import Any

from typer.core import TyperCommand, TyperGroup
from typing_extensions import override

_HELP = "Montre cette aide."
_OF = r"Invalid value for '?([^:']+)'?: "
_ERRORS = (
    (r"(.+?)\.* Did you mean (.+)\?", r"\1 ; vouliez-vous dire \2 ?"),
    (r"Missing option '?([^']+)'?\.?.*", r"il manque l’option \1"),
    (r"Missing argument '?([^']+)'?\.?.*", r"il manque l’argument \1"),
    (r"Missing parameter: (.+)", r"il manque le paramètre \1"),
    (
        r"No such option: (.+?) \(Possible options: (.+)\)",
        r"il n’y a pas d’option \1 ; vouliez-vous dire \2 ?",
    ),
    (r"No such option: (.+?)(?: .*)?", r"il n’y a pas d’option \1"),
    (r"Got unexpected extra argument\(?s?\)? \((.+)\)", r"argument en trop : \1"),
    (r"Option '?([^']+)'? requires .+", r"l’option \1 attend une valeur"),
    (r"Option '?([^']+)'? does not take a value\.?", r"l’option \1 n’attend pas de valeur"),
    (
        _OF + r"(?:file|path|dir|directory) '(.+)' does not exist\.?",
        r"le fichier \2 n’existe pas",
    ),
    (_OF + r"(?:file|path) '(.+)' is a directory\.?", r"\2 est un dossier, pas un fichier"),
    (_OF + r"\w+ '(.+)' is not readable\.?", r"le fichier \2 ne peut pas être lu"),
    (_OF + r"\w+ '(.+)' is not writable\.?", r"le fichier \2 ne peut pas être écrit"),
    (_OF + r".*'(.*)' is not one of (.+?)\.?", r"« \2 » n’est pas une valeur de \1 : \3"),
    (_OF + r".+", r"la valeur de \1 est incorrecte"),
    # What our catalogue has said in French already.
    (r"(Il (?:manque|n’y a).+)", r"\1"),
)
_KINDS = {"str": "TEXTE", "file": "FICHIER", "path": "FICHIER", "int": "NOMBRE", "float": "NOMBRE"}
_NAMES = {"text": "TEXTE", "file": "FICHIER", "name": "NOM", "email": "ADRESSE"}
_KIND = re.compile(r" ?<[^>]*>")


class _French:
    """`Usage :` and the help of `--help`, for commands and groups alike."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - typer's vendored types
        """« Usage : passerelle … »."""
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]  # of the class beside
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="Usage : ")

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - idem
        """The help, with a space before the colon of a heading."""
        formatter.write_heading = lambda heading: formatter.write(
            f"{'':>{formatter.current_indent}}{heading} :\n"
        )
        super().format_help(ctx, formatter)  # type: ignore[misc]  # idem

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401 - idem
        """`--help`, told in French."""
        option = super().get_help_option(ctx)  # type: ignore[misc]  # idem
        if option is not None:
            option.help = _HELP
        return option

    def get_params(self, ctx: Any) -> Any:  # noqa: ANN401 - idem
        """The parameters, each called in French what it is."""
        params = super().get_params(ctx)  # type: ignore[misc]  # idem
        for param in params:
            _call(param, ctx)
        return params


class FrenchCommand(_French, TyperCommand):
    """A command."""

    @override
    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        # « {FICHIER} » is an argument that must be there: so is a bare name everywhere else.
        return [piece.strip("{}") for piece in super().collect_usage_pieces(ctx)]

    @override
    def format_options(self, ctx: Any, formatter: Any) -> None:
        arguments, options = [], []
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx)
            if record is not None and param.param_type_name == "argument":
                arguments.append((_KIND.sub("", record[0]), record[1]))
            elif record is not None:
                options.append(record)
        for heading, rows in (("Arguments", arguments), ("Options", options)):
            if rows:
                with formatter.section(heading):
                    formatter.write_dl(rows)


class FrenchGroup(_French, TyperGroup):
    """A group of commands."""

    @override
    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        return ["[OPTIONS]", "COMMANDE", "…"]


def usage_error(message: str) -> str:
    """A usage error of the library, in French; it never speaks English to an operator."""
    for shape, said in _ERRORS:
        found = re.fullmatch(shape, message.strip(), re.DOTALL | re.IGNORECASE)
        if found:
            return found.expand(said)
    return "cette ligne de commande n’est pas comprise"


def _call(param: Any, ctx: Any) -> None:  # noqa: ANN401 - typer's vendored types
    """Gives a parameter the name of its value that nobody gave it: TEXTE, FICHIER, a|b."""
    if param.metavar is not None or getattr(param, "is_flag", False):
        return
    if param.param_type_name == "argument":
        param.metavar = _NAMES.get(param.name, param.name.upper())
        return
    kind = param.display_type(ctx).strip("<>")
    param.metavar = kind if "|" in kind else _KINDS.get(kind, "VALEUR")
