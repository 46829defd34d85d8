"""A stand-in of login.botframework.com and login.microsoftonline.com on loopback.

It serves an OpenID document, keys with the `endorsements` that Teams' keys carry, and a token
endpoint; anything else is refused and counted.
"""

import asyncio
import datetime as dt
import ipaddress
import json
import ssl
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any

import jwt
from aiohttp import web
from aiohttp.test_utils import TestServer
from aiohttp.typedefs import Handler
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from jwt.algorithms import RSAAlgorithm

APP_ID = "6f1c0c1e-0000-4000-8000-00000000b001"
TENANT = "7a2d0c1e-0000-4000-8000-00000000c001"
SERVICE_URL = "https://smba.trafficmanager.net/emea/"


@cache
def private_key(kid: str) -> rsa.RSAPrivateKey:  # noqa: ARG001 - names the cached key
    """One key per name and test process: making them is slow."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def claims(**changes: object) -> dict[str, Any]:
    """The claims of a good token; a change to None leaves the claim out."""
    now = int(time.time())
    good = {
        "serviceurl": SERVICE_URL,
        "nbf": now - 60,
        "exp": now + 3600,
        "iss": "https://api.botframework.com",
        "aud": APP_ID,
    }
    return {name: value for name, value in (good | changes).items() if value is not None}


def signed(payload: dict[str, Any], *, kid: str = "one", signer: str = "") -> str:
    """A bearer header; `signer` signs in the name of `kid`."""
    key = private_key(signer or kid)
    return "Bearer " + jwt.encode(payload, key, algorithm="RS256", headers={"kid": kid})


class Issuer:
    """What it publishes may be changed while it runs."""

    def __init__(self) -> None:
        self.published: dict[str, list[str] | None] = {"one": ["msteams", "webchat"]}
        self.hits: Counter[str] = Counter()
        self.broken = False  # answers 503 with HTML
        self.secret = "a-secret"
        self.token_waits = asyncio.Event()
        self.token_waits.set()
        self.token_asked = asyncio.Event()
        self.lifetime = 3600
        self.forms: list[dict[str, str]] = []
        self.jwks_uri = ""  # another address of the keys than its own
        self.url = ""
        self.tls_url = ""
        self.authority_file = ""

    @property
    def metadata_url(self) -> str:
        return f"{self.url}/v1/.well-known/openidconfiguration"

    def app(self) -> web.Application:
        app = web.Application(middlewares=[self._count])
        app.router.add_get("/v1/.well-known/openidconfiguration", self._metadata)
        app.router.add_get("/v1/.well-known/keys", self._keys)
        app.router.add_get("/{tenant}/v2.0/.well-known/openid-configuration", self._tenant)
        app.router.add_post("/{tenant}/oauth2/v2.0/token", self._token)
        return app

    @web.middleware
    async def _count(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        self.hits[request.path.rsplit("/", 1)[-1]] += 1
        if self.broken:
            return web.Response(status=503, text="<html>down</html>", content_type="text/html")
        response: web.StreamResponse = await handler(request)
        return response

    async def _metadata(self, request: web.Request) -> web.Response:
        return web.json_response(
            {
                "issuer": "https://api.botframework.com",
                "jwks_uri": self.jwks_uri or f"{request.url.origin()}/v1/.well-known/keys",
            }
        )

    async def _keys(self, _request: web.Request) -> web.Response:
        odd: list[Any] = [{"kty": "EC", "kid": "curve"}, {"kty": "RSA", "kid": "half"}, 7, None]
        return web.json_response({"keys": odd + [self._jwk(kid) for kid in self.published]})

    def _jwk(self, kid: str) -> dict[str, Any]:
        jwk: dict[str, Any] = json.loads(RSAAlgorithm.to_jwk(private_key(kid).public_key()))
        endorsements = self.published[kid]
        extra = {} if endorsements is None else {"endorsements": endorsements}
        return jwk | {"kid": kid, "use": "sig"} | extra

    async def _tenant(self, request: web.Request) -> web.Response:
        if request.match_info["tenant"] != TENANT:
            error = {"error": "invalid_tenant", "error_description": "AADSTS90002: no such tenant"}
            return web.json_response(error, status=400)
        base = f"{request.url.origin()}/{TENANT}"
        return web.json_response(
            {
                "issuer": f"{base}/v2.0",
                "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
                "token_endpoint": f"{base}/oauth2/v2.0/token",
            }
        )

    async def _token(self, request: web.Request) -> web.Response:
        form = {name: str(value) for name, value in (await request.post()).items()}
        self.forms.append(form)
        self.token_asked.set()
        await self.token_waits.wait()
        if "client_assertion" not in form and form.get("client_secret") != self.secret:
            told = f"AADSTS7000215: Invalid client secret {form.get('client_secret')}"
            return web.json_response(
                {"error": "invalid_client", "error_description": told}, status=401
            )
        return web.json_response(
            {
                "token_type": "Bearer",
                "expires_in": self.lifetime,
                "access_token": f"token-{self.hits['token']}",
            }
        )


@asynccontextmanager
async def running_issuer() -> AsyncIterator[Issuer]:
    """The issuer over HTTP, and over TLS (msal insists) with an authority of its own."""
    issuer = Issuer()
    app = issuer.app()
    with tempfile.TemporaryDirectory() as folder:
        certificate = _certificate(Path(folder))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        plain, secure = TestServer(app), TestServer(issuer.app(), scheme="https")
        await plain.start_server()
        await secure.start_server(ssl=context)
        issuer.url = str(plain.make_url("")).rstrip("/")
        issuer.tls_url = f"https://127.0.0.1:{secure.port}"
        issuer.authority_file = str(certificate)
        try:
            yield issuer
        finally:
            await plain.close()
            await secure.close()


def _certificate(folder: Path) -> Path:
    """A self-signed certificate for 127.0.0.1 with its key, in one file."""
    key = private_key("tls")
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "authority.pem"
    path.write_bytes(pem(key) + built.public_bytes(serialization.Encoding.PEM))
    return path


def pem(key: rsa.RSAPrivateKey) -> bytes:
    """A private key as msal reads it."""
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
