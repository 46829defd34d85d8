"""The signs of printed French: no-break spaces where it wants them, and its apostrophe."""

import re

NBSP = "\u00a0"
_OPENING = re.compile(r"«[ \u00a0]*")
_CLOSING = re.compile(r"[ \u00a0]+(?=[;?!»%€]|:(?!\S))")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")


def typeset(text: str) -> str:
    """The text as it is printed; « 14:30 » and addresses stay as they are."""
    spaced = _OPENING.sub(f"«{NBSP}", text) if "«" in text else text
    spaced = _CLOSING.sub(NBSP, spaced)
    return _APOSTROPHE.sub("’", spaced) if "'" in spaced else spaced
