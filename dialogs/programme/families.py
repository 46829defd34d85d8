"""Words that questions and announcements share: « expo » asks what « exposition » announces."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

_HERE = resources.files("dialogs.programme")


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """One thing that may be asked. Of two of one `sort`, the later one replaces the earlier."""

    name: str
    label: str
    sort: str
    asked: re.Pattern[str]
    announced: re.Pattern[str]
    venues: tuple[str, ...]
    vague: re.Pattern[str] | None = None

    @property
    def is_kind(self) -> bool:
        """Whether it is a kind of event: a concert, an exhibition."""
        return self.sort == "kind"


@cache
def families() -> dict[str, Family]:
    """All families, by name, in the order of their file."""
    table = tomllib.loads((_HERE / "families.toml").read_text(encoding="utf-8"))
    return {name: _family(name, row) for name, row in table.items()}


@cache
def glue() -> frozenset[str]:
    """Words of a question that ask for nothing in particular."""
    return frozenset((_HERE / "glue.txt").read_text(encoding="utf-8").split())


def _family(name: str, row: dict[str, object]) -> Family:
    kinds = row.get("venues", [])
    return Family(
        name=name,
        label=str(row.get("label", name)),
        sort=str(row.get("sort", "")),
        asked=_words(str(row["ask"])),
        announced=_words(str(row.get("find", row["ask"]))),
        venues=tuple(map(str, kinds)) if isinstance(kinds, list) else (),
        vague=_words(str(row["vague"])) if "vague" in row else None,
    )


def _words(shape: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9])(?:{shape})(?![a-z0-9])")
