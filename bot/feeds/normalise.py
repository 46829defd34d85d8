"""Bytes of a calendar to logical lines: one encoding, one line end, folded lines joined.

Everything is done on bytes before they become text, because a fold may cut a character in two.
"""

import codecs
import re
from collections.abc import Iterator

_FOLD = re.compile(rb"\n[ \t]")
_NEXT_LINE = re.compile(rb"\r\n?|\n")
# C0 controls except tab and line feed, DEL, and marks that change the direction of what follows.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)


def to_utf8(data: bytes) -> bytes:
    """The same text in UTF-8 when it is in UTF-16 or UTF-32, with or without a mark; else `data`."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return (
                data.decode(encoding, "replace").encode()
                if "16" in encoding or "32" in encoding
                else data[3:]
            )
    head = data[:8]
    if head[1::2] == b"\x00" * 4 and head[0]:
        return data.decode("utf-16-le", "replace").encode()
    if head[::2] == b"\x00" * 4 and head[1]:
        return data.decode("utf-16-be", "replace").encode()
    return data


def logical_lines(data: bytes) -> Iterator[tuple[int, str]]:
    """The number (from 1, as an editor counts) and the text of each unfolded line that is not blank."""
    unified = _NEXT_LINE.sub(b"\n", data)
    strict = _is_utf8(_FOLD.sub(b"", unified))
    number = 1
    # A line feed that a blank or a tab follows is a fold; the rest are ends of lines.
    for line in re.split(rb"\n(?![ \t])", unified):
        joined = _FOLD.sub(b"", line) if b"\n" in line else line
        text = _CONTROLS.sub("", joined.decode() if strict else _decoded(joined))
        if text.strip():
            yield number, text
        number += line.count(b"\n") + 1


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _decoded(line: bytes) -> str:
    """Line by line, since one file may mix what several programs wrote."""
    try:
        return line.decode()
    except UnicodeDecodeError:
        pass
    try:
        return line.decode("cp1252")
    except UnicodeDecodeError:
        return line.decode("latin-1")
