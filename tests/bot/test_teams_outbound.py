import asyncio
import logging
from collections.abc import AsyncIterator, Iterator

import pytest
import requests

from bot.teams.outbound import (
    CONNECTOR_SCOPE,
    Credentials,
    IdentityRefused,
    NoCredentials,
    TokenUnavailable,
)
from tests.support.issuer import APP_ID, TENANT, Issuer, pem, private_key, running_issuer

OTHER_SCOPE = "https://graph.microsoft.com/.default"


class Watch:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
async def issuer() -> AsyncIterator[Issuer]:
    async with running_issuer() as running:
        yield running


@pytest.fixture
def client(issuer: Issuer) -> Iterator[requests.Session]:
    with requests.Session() as session:
        session.verify = issuer.authority_file
        # A proxy or an authority of this machine's environment would come first.
        session.trust_env = False
        yield session


@pytest.fixture
def credentials(issuer: Issuer, client: requests.Session, watch: Watch) -> Credentials:
    return Credentials(
        app_id=APP_ID,
        tenant_id=TENANT,
        secret="a-secret",
        authority=issuer.tls_url,
        http_client=client,
        now=watch,
    )


async def test_twenty_turns_fetch_one_token_while_the_loop_goes_on(
    issuer: Issuer, credentials: Credentials
) -> None:
    issuer.token_waits.clear()
    turns = [asyncio.create_task(credentials.token(CONNECTOR_SCOPE)) for _ in range(20)]

    # The issuer answers on this very loop: were it blocked, the request would never arrive.
    async with asyncio.timeout(10):
        await issuer.token_asked.wait()
    issuer.token_waits.set()

    assert set(await asyncio.gather(*turns)) == {"token-1"}
    assert issuer.hits == {"openid-configuration": 1, "token": 1}
    assert issuer.forms[0]["scope"] == CONNECTOR_SCOPE


async def test_each_scope_has_its_token(issuer: Issuer, credentials: Credentials) -> None:
    tokens = [
        await credentials.token(scope) for scope in (CONNECTOR_SCOPE, OTHER_SCOPE, CONNECTOR_SCOPE)
    ]

    assert tokens == ["token-1", "token-2", "token-1"]
    assert issuer.hits["openid-configuration"] == 1


async def test_token_is_renewed_five_minutes_ahead(
    issuer: Issuer, credentials: Credentials, watch: Watch
) -> None:
    await credentials.token(CONNECTOR_SCOPE)

    watch.seconds = issuer.lifetime - 301
    early = await credentials.token(CONNECTOR_SCOPE)
    watch.seconds = issuer.lifetime - 299
    late = await credentials.token(CONNECTOR_SCOPE)

    assert (early, late) == ("token-1", "token-2")


async def test_those_who_come_during_a_renewal_get_the_old_token(
    issuer: Issuer, credentials: Credentials, watch: Watch
) -> None:
    await credentials.token(CONNECTOR_SCOPE)
    watch.seconds = issuer.lifetime - 60
    issuer.token_waits.clear()

    renewal = asyncio.create_task(credentials.token(CONNECTOR_SCOPE))
    await asyncio.sleep(0)
    meanwhile = await credentials.token(CONNECTOR_SCOPE)
    issuer.token_waits.set()

    assert (meanwhile, await renewal) == ("token-1", "token-2")


async def test_forgotten_token_is_fetched_anew(credentials: Credentials) -> None:
    used = await credentials.token(CONNECTOR_SCOPE)

    credentials.forget(CONNECTOR_SCOPE, used=used)
    renewed = await credentials.token(CONNECTOR_SCOPE)
    credentials.forget(CONNECTOR_SCOPE, used=used)

    assert (used, renewed) == ("token-1", "token-2")
    assert await credentials.token(CONNECTOR_SCOPE) == "token-2"


async def test_failed_renewal_leaves_the_token_in_use_to_its_end(
    issuer: Issuer, credentials: Credentials, watch: Watch
) -> None:
    await credentials.token(CONNECTOR_SCOPE)
    issuer.broken = True

    watch.seconds = issuer.lifetime - 60
    kept = [await credentials.token(CONNECTOR_SCOPE) for _ in range(3)]
    watch.seconds = issuer.lifetime + 1

    assert kept == ["token-1"] * 3
    assert issuer.hits["token"] == 2
    with pytest.raises(TokenUnavailable):
        await credentials.token(CONNECTOR_SCOPE)


async def test_issuer_back_in_order_is_asked_again(
    issuer: Issuer, credentials: Credentials
) -> None:
    issuer.broken = True
    with pytest.raises(TokenUnavailable):
        await credentials.token(CONNECTOR_SCOPE)

    issuer.broken = False

    assert await credentials.token(CONNECTOR_SCOPE) == "token-1"


async def test_wrong_secret_is_an_identity_refused_and_told_nowhere(
    issuer: Issuer, credentials: Credentials, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    issuer.secret = "another-secret"

    with pytest.raises(IdentityRefused) as refused:
        await credentials.token(CONNECTOR_SCOPE)

    assert str(refused.value) == "invalid_client, AADSTS7000215"
    assert "a-secret" not in caplog.text


async def test_unreachable_issuer_is_worth_another_try() -> None:
    credentials = Credentials(
        app_id=APP_ID, tenant_id=TENANT, secret="s", authority="https://127.0.0.1:9"
    )

    with pytest.raises(TokenUnavailable):
        await credentials.token(CONNECTOR_SCOPE)


async def test_certificate_signs_instead_of_a_secret(
    issuer: Issuer, client: requests.Session
) -> None:
    credentials = Credentials(
        app_id=APP_ID,
        tenant_id=TENANT,
        private_key=pem(private_key("app")).decode(),
        thumbprint="A1" * 20,
        authority=issuer.tls_url,
        http_client=client,
    )

    assert await credentials.token(CONNECTOR_SCOPE) == "token-1"
    assert "client_secret" not in issuer.forms[0]
    assert issuer.forms[0]["client_assertion"].count(".") == 2


def test_credentials_without_a_secret_are_refused() -> None:
    with pytest.raises(ValueError, match="secret"):
        Credentials(app_id=APP_ID, tenant_id=TENANT, private_key="key")


async def test_local_mode_needs_no_token() -> None:
    local = NoCredentials()

    local.forget(CONNECTOR_SCOPE)

    assert await local.token(CONNECTOR_SCOPE) == ""


async def test_the_authority_of_a_town_hall_is_trusted_for_tokens_too(
    issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", issuer.authority_file)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    credentials = Credentials(
        app_id=APP_ID, tenant_id=TENANT, secret="a-secret", authority=issuer.tls_url
    )

    assert await credentials.token(CONNECTOR_SCOPE) == "token-1"
