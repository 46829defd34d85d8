"""The one pooled HTTP client towards Microsoft's hosts, and a bounded way to read its answers."""

import json
import ssl
from functools import lru_cache
from urllib.request import getproxies, proxy_bypass

import aiohttp

from storage.records import JSON

# A reply that takes longer is given up: Teams repeats an activity after 15 s without an answer.
TIMEOUT = aiohttp.ClientTimeout(total=10, connect=5, sock_connect=5, sock_read=10)


def open_session() -> aiohttp.ClientSession:
    """A pooled session that honours SSL_CERT_FILE; to be closed. Requests name their `proxy_of`."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=50, ssl=ssl.create_default_context()),
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=TIMEOUT,
    )


@lru_cache(maxsize=64)
def proxy_of(scheme: str, host: str) -> str | None:
    """The proxy that HTTPS_PROXY, HTTP_PROXY and NO_PROXY name for a host; each asked once.

    aiohttp's own `trust_env` would read the environment and ~/.netrc again for every answer.
    """
    proxies = getproxies()
    return None if proxy_bypass(host) else proxies.get(scheme)


async def read_json(response: aiohttp.ClientResponse, *, limit: int) -> JSON:
    """The JSON object of an answer; {} when it is no JSON, no object, or beyond `limit` bytes.

    Raises what aiohttp raises when the connection breaks.
    """
    body = bytearray()
    async for chunk in response.content.iter_any():
        body += chunk
        if len(body) > limit:
            # Leaving the rest unread: the connection is not fit for another request.
            response.close()
            return {}
    return parse_object(bytes(body)) or {}


def parse_object(body: bytes) -> JSON | None:
    """A JSON object, None for anything else: a list, HTML, half a document, endless brackets."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def encode(payload: JSON) -> bytes:
    """Compact UTF-8; what UTF-8 cannot say becomes «?»."""
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")
