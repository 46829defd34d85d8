"""Checks a card against the official schema of 1.5 and against what our cards promise everybody.

The schema is checked element by element: its root is one `anyOf` of everything, which gives a
single useless error for a whole card. Its `id` is that of draft 04 while it speaks draft 06; it is
left out.
"""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft6Validator
from jsonschema.exceptions import ValidationError

_SCHEMA = Path(__file__).with_name("adaptive-card-1.5.0.json")
_LIMIT = 28 * 1024
# What these hold is ours or the host's, not elements.
_OPAQUE = frozenset({"data", "msteams", "metadata", "requires"})


@cache
def _definitions() -> dict[str, Any]:
    definitions: dict[str, Any] = json.loads(_SCHEMA.read_text("utf-8-sig"))["definitions"]
    return definitions


@cache
def _validator(kind: str) -> Draft6Validator:
    return Draft6Validator({"definitions": _definitions(), "$ref": f"#/definitions/{kind}"})


def problems(card: dict[str, Any]) -> list[str]:
    """All that is wrong with a card, nothing for a good one."""
    return [*_schema_problems(card), *_promises(card)]


def walk(node: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:  # noqa: ANN401 - JSON
    """Every typed element of a card with its path."""
    if isinstance(node, list):
        for place, item in enumerate(node):
            yield from walk(item, f"{path}/{place}")
    elif isinstance(node, dict):
        if "type" in node:
            yield path, node
        for name, value in node.items():
            if name not in _OPAQUE:
                yield from walk(value, f"{path}/{name}")


def _schema_problems(card: dict[str, Any]) -> Iterator[str]:
    if card.get("type") != "AdaptiveCard":
        yield "/: not an AdaptiveCard"
    for path, element in walk(card):
        kind = element["type"]
        if kind not in _definitions():
            yield f"{path}: unknown element {kind!r}"
            continue
        for error in _validator(kind).iter_errors(element):
            if not _is_about_a_child(error):
                yield f"{path}: {error.message[:200]}"


def _is_about_a_child(error: ValidationError) -> bool:
    """Children with a type get their own check, with a clearer message."""
    return (
        bool(error.absolute_path) and isinstance(error.instance, dict) and "type" in error.instance
    )


def _promises(card: dict[str, Any]) -> Iterator[str]:
    size = len(json.dumps(card, ensure_ascii=False, separators=(",", ":")).encode())
    if size > _LIMIT:
        yield f"/: {size} bytes"
    if card.get("version") != "1.5" or card.get("lang") != "fr":
        yield "/: version 1.5 in French expected"
    if not card.get("speak") or not card.get("fallbackText"):
        yield "/: nothing to speak, or to show instead"
    identifiers = [element["id"] for _, element in walk(card) if "id" in element]
    if len(identifiers) != len(set(identifiers)):
        yield "/: an id stands twice"
    for path, element in walk(card):
        yield from (f"{path}: {problem}" for problem in _element_promises(element, identifiers))


def _element_promises(element: dict[str, Any], identifiers: list[str]) -> Iterator[str]:
    kind = element["type"]
    if kind == "TextBlock" and not (element.get("wrap") and element.get("text", "").strip()):
        yield "text missing, or cut at the edge of a phone"
    if kind == "TextBlock" and element.get("color"):
        yield "something is said by colour"
    if kind == "TextBlock" and element.get("size") and element.get("style") != "heading":
        yield "large text that is no heading to a screen reader"
    if kind.startswith("Action.") and not element.get("title", "").strip():
        yield "a button without a name"
    if kind == "Action.Execute" and element.get("fallback", {}).get("type") != "Action.Submit":
        yield "no fallback for older clients"
    if kind == "Action.OpenUrl" and not element["url"].startswith(("https://", "msteams://")):
        yield "an address of another kind"
    if kind == "Action.ToggleVisibility" and not set(element["targetElements"]) <= set(
        identifiers
    ):
        yield "toggles what is not there"
    if kind == "Image" and not element.get("altText"):
        yield "a picture without a text"
