"""The one pooled HTTP client towards Microsoft's hosts, and a bounded way to read its answers."""

import json
import ssl

import aiohttp

from storage.records import JSON

# A reply that takes longer is given up: Teams repeats an activity after 15 s without an answer.
TIMEOUT = aiohttp.ClientTimeout(total=10, connect=5, sock_connect=5, sock_read=10)


def open_session() -> aiohttp.ClientSession:
    """A pooled session that honours HTTPS_PROXY, NO_PROXY and SSL_CERT_FILE; to be closed."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=50, ssl=ssl.create_default_context()),
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=TIMEOUT,
        trust_env=True,
    )


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
