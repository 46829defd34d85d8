"""People's words inside the Markdown of a TextBlock: shown letter for letter, active nowhere.

Two readers must agree. Teams on a computer follows CommonMark. Teams on a phone has its own parser
(microsoft/Teams-AdaptiveCards-Mobile, MarkDownBlockParser.cpp), which takes a backslash away only
before `* _ [ ] )` and shows it anywhere else. So a backslash goes where a character would act, and
nowhere else: « (salle 2) », « #Publics » and « < 12 ans » stay as they are. Round brackets act
only after square ones, which are escaped.
"""

import re
from urllib.parse import quote, urlsplit

from bot.teams.hosts import is_local_url
from bot.teams.wire import clean
from dialogs.messages import Link
from dialogs.typography import typeset

_ALWAYS = re.compile(r"([\\`*_\[\]])")
_ADDRESS = re.compile(r"(https?://[\w.~:/?#@!$&'+,;=%-]+)", re.ASCII)
_UNDERLINE = re.compile(r"(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_STRIKE = re.compile(r"~(?=~)|(?<=~)~")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")  # HTML, or an address that would become a link
_ENTITY = re.compile(r"&(?=#?\w{1,32};)")
_QUOTATION = re.compile(r"^>", re.MULTILINE)
_RULE = re.compile(
    r"^(?=(?:=+|-+)[ \t]*$)", re.MULTILINE
)  # would turn the line above into a title
# A no-break space after the mark makes no list and no title, on both readers, and looks the same.
_MARK = re.compile(r"^(\d{1,9}[.)]|[-+]|#{1,6})(?:[ \t]+|$)", re.MULTILINE)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_LINES = re.compile(r"\n+")

# Most lines hold none of it: then there is nothing to do.
_MAY_ACT = re.compile(r"[\\`*_\[\]~<&\n]|^[ \t>=\-+#\d]")

_LINK_SCHEMES = frozenset({"https", "msteams"})


def markdown(text: str) -> str:
    """Plain text as the Markdown that shows exactly it; each line becomes a paragraph."""
    shown = typeset(clean(text).strip())
    if not _MAY_ACT.search(shown):
        return shown
    shown = _INDENT.sub("", shown)
    shown = "".join(
        _address(piece) if place % 2 else _STRIKE.sub(r"\\~", _ALWAYS.sub(r"\\\1", piece))
        for place, piece in enumerate(_ADDRESS.split(shown))
    )
    shown = _TAG.sub(r"\\<", shown)
    shown = _ENTITY.sub(r"\\&", shown)
    shown = _QUOTATION.sub(r"\\>", shown)
    shown = _RULE.sub(r"\\", shown)
    shown = _MARK.sub("\\1\u00a0", shown)
    return _LINES.sub("\n\n", shown)


def _address(url: str) -> str:
    """An address in a text, for clients that make it a link as it stands: no backslash in it.

    An underline within a word never acts; another one is written as its code, the same address.
    """
    return _UNDERLINE.sub("%5F", url).replace("~~", "%7E%7E")


def link(told: Link) -> str:
    """A Markdown link; where the address may not be a link, label and address as plain text."""
    if not opens(told):
        return markdown(f"{told.label}\u00a0: {told.url}")
    # Brackets and spaces would end the address early.
    return f"[{markdown(told.label)}]({quote(told.url, safe=_URL_SAFE)})"


def opens(told: Link) -> bool:
    """Whether a link may be opened: a safe address, or the bot's own on this machine."""
    return is_link(told.url) or (told.ours and is_local_url(told.url))


_URL_SAFE = "%:/?#@!$&'+,;=-._"


def is_link(url: str) -> bool:
    """Whether an address may become a link: https or msteams, with nothing hidden in it."""
    if clean(url) != url or any(char.isspace() or char in '<>"\\' for char in url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in _LINK_SCHEMES and bool(parts.netloc) and "@" not in parts.netloc
