"""What the bytes of a source are, before anybody tries to read them as a calendar."""

import re

from bot.feeds import texts
from bot.feeds.reading import FeedUnreadable

_HEAD = 4096
_CALENDAR = re.compile(rb"BEGIN[ \t]*:[ \t]*VCALENDAR", re.IGNORECASE)
# Only what begins as markup is a page: a « <p> » inside of data or a note makes none.
_PAGE = re.compile(
    rb"(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|script|div|p)\b",
    re.IGNORECASE | re.DOTALL,
)
# A page with a field for a password, or of a service that signs people in; not one that offers to.
_SIGN_IN = re.compile(
    rb"type=[\"']?password|servicelogin|accounts\.google\.com/|login\.microsoftonline|login\.live\.com"
    rb"|/cas/login|samlrequest"
    rb"|<title[^>]*>[^<]*(?:sign[ -]?in|log[ -]?in\b|connexion|connecte[rz]|identifi|authentifi)",
    re.IGNORECASE,
)
_TABLE = re.compile(rb"\A[^\r\n]*[^\r\n;,\t][;,\t][^\r\n]+[\r\n]")
_ARCHIVES = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"BZh",
    b"\xfd7zXZ",
)
_OFFICE_FILES = (b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rtf")
_OFFICE_INSIDE = (b"xl/", b"word/", b"[Content_Types].xml", b"mimetypeapplication/vnd.oasis")


def check(data: bytes) -> None:
    """Refuses, with the reason, whatever does not begin as a calendar. `data` is UTF-8 or near it."""
    head = data[:_HEAD]
    if _CALENDAR.search(head):
        return
    raise FeedUnreadable(_reason(head, data))


def _reason(head: bytes, data: bytes) -> str:
    start = head.lstrip()
    if not start.strip(b"\x00"):
        return texts.EMPTY
    if start.startswith(_ARCHIVES):
        return texts.OFFICE_FILE if any(mark in head for mark in _OFFICE_INSIDE) else texts.ARCHIVE
    if start.startswith(_OFFICE_FILES):
        return texts.OFFICE_FILE
    if _PAGE.match(start):
        return texts.SIGN_IN if _SIGN_IN.search(data[: 64 * _HEAD]) else texts.WEB_PAGE
    if start.startswith((b"{", b"[")):
        return texts.JSON_DATA
    if start.startswith((b"<?xml", b"<rss", b"<feed")):
        return texts.XML_DATA
    return texts.TABLE if _TABLE.search(start) and b"\x00" not in head else texts.NOT_A_CALENDAR
