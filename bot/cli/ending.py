"""How a command ends: whatever it raises becomes one French sentence and an exit code.

0 done, 1 refused or failed, 2 wrong usage. One place for all commands, so that none is forgotten.
"""

import errno
import os
import sys
import traceback
from typing import Any

from bot.cli.french import usage_error
from storage.records import Refusal

NAME = "passerelle"  # however it was started
DONE, FAILED, MISUSED = 0, 1, 2

_SYSTEM = {
    errno.ENOENT: "ce fichier ou ce dossier n’existe pas",
    errno.EISDIR: "c’est un dossier, pas un fichier",
    errno.ENOTDIR: "ce chemin passe par un fichier",
    errno.EACCES: "il n’en donne pas le droit",
    errno.EPERM: "il n’en donne pas le droit",
    errno.EROFS: "ce disque ne peut qu’être lu",
    errno.EEXIST: "ce fichier existe déjà",
    errno.ENOSPC: "il n’y a plus de place sur le disque",
    errno.ENAMETOOLONG: "ce nom est trop long",
    errno.EMFILE: "trop de fichiers sont ouverts",
    errno.EADDRINUSE: "un autre programme écoute déjà à cette adresse",
    errno.EADDRNOTAVAIL: "cette machine n’a pas cette adresse",
    errno.ECONNREFUSED: "rien ne répond à cette adresse",
    errno.ECONNRESET: "la connexion a été coupée",
    errno.EHOSTUNREACH: "cette adresse ne peut pas être jointe",
    errno.ENETUNREACH: "le réseau ne peut pas être joint",
    errno.ETIMEDOUT: "la réponse n’est pas venue à temps",
}
_OF_DATABASES = frozenset({"sqlalchemy", "asyncpg", "sqlite3", "aiosqlite", "alembic"})
_INTERRUPTED = "Interrompu."


class Misuse(Exception):
    """A command line that can never work as it stands: a text that misses, a value of no form."""


def ended(error: BaseException) -> int:
    """Tells what ended a command, on stderr; gives its exit code."""
    if isinstance(error, BrokenPipeError):
        # Whoever read has read enough. The interpreter must not try to print the rest.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    if type(error).__name__ == "NoArgsIsHelpError":
        print(getattr(error, "format_message", str)())
        return MISUSED
    print(sentence(error), file=sys.stderr)
    return MISUSED if isinstance(error, Misuse) or _is_usage(error) else FAILED


def sentence(error: BaseException) -> str:
    """What the operator reads; all the rest only with PASSERELLE_LOG_LEVEL=debug."""
    match error:
        case Refusal(reason=reason):
            return reason
        case Misuse():
            return f"{error}"
        case KeyboardInterrupt() | EOFError():
            return _INTERRUPTED
        case _:
            pass
    if _is_usage(error):
        return _wrong_usage(error)
    told = _of_the_system(error) if isinstance(error, OSError) else _unexpected(error)
    return f"{told}\n{_details(error)}" if _wants_details() else told


def _is_usage(error: BaseException) -> bool:
    """An error of the library's own, vendored parser."""
    return hasattr(error, "format_message")


def _wrong_usage(error: Any) -> str:  # noqa: ANN401 - of the library's vendored parser
    context = getattr(error, "ctx", None)
    told = usage_error(error.format_message())
    path = context.command_path if context is not None else NAME
    said = told if told.endswith("?") else told.rstrip(".") + "."
    return f"{said[:1].upper()}{said[1:]} « {path} --help » montre l’aide."


def _of_the_system(failed: OSError) -> str:
    """A file that cannot be read or written, an address that does not answer."""
    thing = f" ({failed.filename})" if failed.filename else ""
    code = failed.errno or (errno.ETIMEDOUT if isinstance(failed, TimeoutError) else 0)
    return f"Le système refuse{thing} : {_SYSTEM.get(code, f'erreur {code}')}."


def _unexpected(error: BaseException) -> str:
    kind = type(error)
    if kind.__module__.partition(".")[0] in _OF_DATABASES:
        return (
            f"La base de données n’a pas pu faire ce qui lui était demandé ({kind.__name__}) : "
            "vérifiez PASSERELLE_DATABASE_URL, puis lancez « passerelle check »."
        )
    return (
        f"Une erreur inattendue a tout arrêté ({kind.__name__}) : relancez la commande avec "
        "PASSERELLE_LOG_LEVEL=debug pour en voir le détail."
    )


def _wants_details() -> bool:
    """Asked of the environment alone: the settings may be what is wrong."""
    return os.environ.get("PASSERELLE_LOG_LEVEL", "").lower() == "debug"


def _details(error: BaseException) -> str:
    return "".join(traceback.format_exception(error)).rstrip()
