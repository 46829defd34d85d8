"""The `.env` file as its writer sees it: lines that cannot be read, names that nobody reads."""

import difflib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from dotenv.parser import Binding, parse_stream


def problems(file: Path) -> list[str]:
    """One sentence for each line that cannot be read: a setting lost in silence is a trap."""
    try:
        return [
            f"Le fichier {file} ne se lit pas à la ligne {binding.original.line} : "
            "écrivez NOM=valeur, entre guillemets si la valeur a des espaces."
            for binding in _bindings(file)
            if binding.error or (binding.key and binding.value is None)
        ]
    except UnicodeDecodeError:
        return [f"Le fichier {file} n’est pas écrit en UTF-8 : enregistrez-le ainsi."]
    except OSError:
        return [f"Le fichier {file} ne peut pas être lu : vérifiez ses droits."]


def unknown_names(file: Path, *, prefix: str, known: Sequence[str]) -> list[str]:
    """One sentence for each name with the prefix that is no setting, with the one meant perhaps."""
    told = {name.upper(): "" for name in os.environ}
    told |= {binding.key.upper(): f" (dans {file})" for binding in _bindings(file) if binding.key}
    return [
        f"le réglage {name} n’existe pas{where}{_meant(name, known)}"
        for name, where in sorted(told.items())
        if name.startswith(prefix) and name not in known
    ]


def _bindings(file: Path) -> Iterator[Binding]:
    if not file.is_file():
        return
    with file.open(encoding="utf-8") as text:
        yield from parse_stream(text)


def _meant(name: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.8)
    return f" ; vouliez-vous dire {near[0]} ?" if near else "."
