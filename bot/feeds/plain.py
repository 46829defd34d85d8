"""Descriptions in HTML to plain text with its paragraphs."""

import re
from html.parser import HTMLParser

from typing_extensions import override

_TAG = re.compile(
    r"</?(?:a|b|i|u|p|br|hr|em|li|ol|ul|tr|td|th|h[1-6]|div|img|pre|span|html|body|head|font|table|tbody"
    r"|strong|small|center|blockquote)(?:\s[^<>]*)?/?>|<!--",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[a-zA-Z]{2,8});")
_LINES = frozenset({"br", "li", "tr", "hr"})
_PARAGRAPHS = frozenset({"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table"})
_HIDDEN = frozenset({"script", "style", "head", "title"})


def text(description: str) -> str:
    """Plain text as it is, HTML without its tags; never more than one blank line in a row."""
    if _TAG.search(description) or _ENTITY.search(description):
        reader = _Reader(keep_lines=not _TAG.search(description))
        reader.feed(description)
        reader.close()
        description = "".join(reader.said)
    lines = (" ".join(line.split(" ")).strip() for line in description.split("\n"))
    return re.sub(
        r"\n{3,}", "\n\n", "\n".join(re.sub(r"[ \t]+", " ", line) for line in lines)
    ).strip()


class _Reader(HTMLParser):
    """Collects the words; blocks become lines."""

    def __init__(self, *, keep_lines: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._keep_lines = keep_lines
        self._hidden = 0

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self._hidden += 1
        elif tag in _PARAGRAPHS:
            self.said.append("\n\n")
        elif tag in _LINES:
            self.said.append("\n")

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in _PARAGRAPHS:
            self.said.append("\n\n")

    @override
    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.said.append(data if self._keep_lines else data.replace("\n", " "))
