"""Files for a person's own storage: Teams asks whether they take one, then we hand it over.

A file consent card goes out with a token; « fileConsent/invoke » brings it back with an address to
PUT the bytes to; a file info card shows where the file is. Only in personal chat.
"""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from yarl import URL

from bot.teams import texts, wire
from bot.teams.hosts import is_loopback
from bot.teams.http import TIMEOUT, proxy_of
from dialogs.messages import Offer
from storage.records import JSON, StoredFile

INVOKE = "fileConsent/invoke"
# Where OneDrive for work takes files, in Microsoft's clouds.
UPLOAD_HOSTS = (".sharepoint.com", ".sharepoint.us", ".sharepoint-mil.us", ".sharepoint.cn")
_CONSENT = "application/vnd.microsoft.teams.card.file.consent"
_INFO = "application/vnd.microsoft.teams.card.file.info"
_LONGEST_URL = 8_000
_HTTPS_PORT = 443

log = logging.getLogger(__name__)


class Handed(StrEnum):
    """What became of a file that somebody was asked about."""

    TAKEN = "pris"
    DECLINED = "refusé"
    GONE = "expiré"
    FAILED = "échoué"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """Somebody's answer to a file consent card; the addresses are empty when they declined."""

    accepted: bool
    token: str
    name: str = ""
    upload_url: str = ""
    content_url: str = ""
    unique_id: str = ""
    file_type: str = ""


def read(value: Any) -> Consent | None:  # noqa: ANN401 - JSON of a client
    """The answer, None for anything that does not look like one of ours."""
    told: Mapping[str, Any] = value if isinstance(value, dict) else {}
    token = wire.string(wire.mapping(told, "context"), "file")
    action = wire.string(told, "action")
    if not token or action not in {"accept", "decline"}:
        return None
    info = wire.mapping(told, "uploadInfo")
    return Consent(
        accepted=action == "accept",
        token=token,
        name=wire.string(info, "name"),
        upload_url=wire.string(info, "uploadUrl", limit=_LONGEST_URL),
        content_url=wire.string(info, "contentUrl", limit=_LONGEST_URL),
        unique_id=wire.string(info, "uniqueId"),
        file_type=wire.string(info, "fileType"),
    )


def ask(offer: Offer) -> JSON:
    """The message that asks whether the person takes a file."""
    context = {"file": offer.token}
    content = {
        "description": texts.OFFERED,
        "sizeInBytes": offer.size,
        "acceptContext": context,
        "declineContext": context,
    }
    return _message({"contentType": _CONSENT, "name": offer.name, "content": content})


def info(consent: Consent) -> JSON:
    """The message that shows a file where it was put."""
    return _message(
        {
            "contentType": _INFO,
            "contentUrl": consent.content_url,
            "name": consent.name,
            "content": {"uniqueId": consent.unique_id, "fileType": consent.file_type},
        }
    )


class Uploads:
    """Puts files where a person agreed to take them; `local` allows loopback, for trials."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        *,
        hosts: Iterable[str] = UPLOAD_HOSTS,
        local: bool = False,
    ) -> None:
        self._session = session
        self._hosts = tuple(hosts)
        self._local = local

    async def put(self, url: str, file: StoredFile) -> bool:
        """Whether the whole file was taken. The address is a secret: no log line holds it."""
        if not self.allows(url):
            log.warning("upload address not allowed")
            return False
        size = len(file.content)
        address = URL(url, encoded=True)
        headers = {
            "Content-Type": "application/octet-stream",
            "Content-Range": f"bytes 0-{size - 1}/{size}",
        }
        try:
            async with self._session.put(
                address,
                data=file.content,
                headers=headers,
                timeout=TIMEOUT,
                proxy=proxy_of(address.scheme, address.host or ""),
                allow_redirects=False,
            ) as response:
                status = response.status
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            log.warning("upload failed", extra={"error": type(error).__name__})
            return False
        if status not in {200, 201}:
            log.warning("upload refused", extra={"status": status})
        return status in {200, 201}

    def allows(self, url: str) -> bool:
        """Whether an address is one of OneDrive's: the client that sent it is not to be trusted."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            return False
        host = parts.hostname or ""
        if "@" in parts.netloc or "\\" in url:
            return False
        if self._local and is_loopback(host):
            return parts.scheme in {"http", "https"}
        return (
            parts.scheme == "https" and port in {None, _HTTPS_PORT} and host.endswith(self._hosts)
        )


def _message(attachment: JSON) -> JSON:
    return {"type": "message", "locale": "fr-FR", "attachments": [attachment]}
