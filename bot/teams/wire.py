"""Reads JSON that others wrote: wrong types become absent, invisible characters go."""

import re
from collections.abc import Mapping
from typing import Any

from storage.records import JSON

EMPTY: Mapping[str, Any] = {}

# Lone surrogates break UTF-8 and PostgreSQL; controls and bidi marks can disguise a text.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


def clean(text: str) -> str:
    """The text without control, bidi and invisible characters; line feeds and tabs stay."""
    if text.isprintable():
        return text
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def string(source: Mapping[str, Any], name: str, *, limit: int = 1_000) -> str:
    """A cleaned string, "" when it is absent, of another type or longer than any honest value."""
    value = source.get(name)
    return clean(value) if isinstance(value, str) and len(value) <= limit else ""


def mapping(source: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """A JSON object, empty when it is absent or something else."""
    value = source.get(name)
    return value if isinstance(value, dict) else EMPTY


def objects(source: Mapping[str, Any], name: str) -> list[JSON]:
    """The JSON objects of a list; anything else in it is left out."""
    value = source.get(name)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
