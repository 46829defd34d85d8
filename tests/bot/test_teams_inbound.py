import asyncio
import base64
import json
import time
from collections.abc import AsyncIterator
from typing import Any

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.teams.hosts import ServiceHosts
from bot.teams.http import open_session
from bot.teams.inbound import OpenGate, Refused, TokenGate
from bot.teams.keys import KeyRing
from tests.support.issuer import (
    APP_ID,
    SERVICE_URL,
    TENANT,
    Issuer,
    claims,
    private_key,
    running_issuer,
    signed,
)
from tests.support.teams_activities import personal

LOOPBACK = "http://127.0.0.1:56150/_connector"
NOW = int(time.time())  # when the tables below were made


def at_once(changes: dict[str, Any]) -> dict[str, Any]:
    """The same distances in time from now on: a long test run must not age them."""
    later = int(time.time()) - NOW
    return {
        name: value + later if type(value) is int and value > NOW // 2 else value
        for name, value in changes.items()
    }


class Watch:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


class Rig:
    def __init__(self, issuer: Issuer, keys: KeyRing, watch: Watch) -> None:
        self.issuer = issuer
        self.watch = watch
        self.keys = keys
        self.gate = TokenGate(app_id=APP_ID, tenant_id=TENANT, keys=keys, hosts=ServiceHosts())

    async def status(self, authorization: str | None, activity: dict[str, Any]) -> int:
        try:
            await self.gate.check(authorization, activity)
        except Refused as refused:
            return refused.status
        return 200


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    async with running_issuer() as issuer, open_session() as session:
        watch = Watch()
        yield Rig(issuer, KeyRing(session, metadata_url=issuer.metadata_url, now=watch), watch)


def forged(header: dict[str, Any], payload: bytes = b"{}") -> str:
    parts = [json.dumps(header).encode(), payload, b"signature"]
    return "Bearer " + ".".join(
        base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts
    )


NOT_TOKENS = {
    "none": None,
    "empty": "",
    "bearer alone": "Bearer ",
    "basic": "Basic dTpw",
    "no token": "Bearer abc",
    "two dots": "Bearer a.b.c",
    "huge": "Bearer " + "a" * 20_000,
    "not ascii": "Bearer é.é.é",
    "algorithm none": forged({"alg": "none", "kid": "one"}),
    "kid a list": forged({"alg": "RS256", "kid": ["one"]}),
    "no kid": forged({"alg": "RS256"}),
    "endless brackets": "Bearer " + base64.urlsafe_b64encode(b"[" * 9_000).decode() + ".e30.x",
    "critical": forged({"alg": "RS256", "kid": "one", "crit": 7}),
}


@pytest.mark.parametrize("authorization", NOT_TOKENS.values(), ids=NOT_TOKENS.keys())
async def test_what_is_no_token_is_refused(rig: Rig, authorization: str | None) -> None:
    assert await rig.status(authorization, personal()) == 401


GOOD_CLAIMS = {
    "as it should be": {},
    "expired within the leeway": {"exp": NOW - 240},
    "not yet valid within the leeway": {"nbf": NOW + 240},
    "audiences with ours": {"aud": [APP_ID, "other"]},
    "no slash at the end": {"serviceurl": SERVICE_URL.rstrip("/")},
}


@pytest.mark.parametrize("changes", GOOD_CLAIMS.values(), ids=GOOD_CLAIMS.keys())
async def test_good_token_passes(rig: Rig, changes: dict[str, Any]) -> None:
    assert await rig.status(signed(claims(**at_once(changes))), personal()) == 200


BAD_CLAIMS = {
    "expired": {"exp": NOW - 3600},
    "expired just beyond the leeway": {"exp": NOW - 330},
    "not yet valid": {"nbf": NOW + 3600},
    "no expiry": {"exp": None},
    "expiry no number": {"exp": "later"},
    "expiry infinite": {"exp": float("inf")},
    "wrong audience": {"aud": "another-app"},
    "no audience": {"aud": None},
    "wrong issuer": {"iss": "https://evil.example"},
    "issuer of the emulator": {"iss": f"https://sts.windows.net/{TENANT}/", "appid": APP_ID},
    "no issuer": {"iss": None},
    "no service address": {"serviceurl": None},
    "another service address": {"serviceurl": "https://smba.trafficmanager.net/amer/"},
    "service address a list": {"serviceurl": [SERVICE_URL]},
}


@pytest.mark.parametrize("changes", BAD_CLAIMS.values(), ids=BAD_CLAIMS.keys())
async def test_bad_claims_are_refused(rig: Rig, changes: dict[str, Any]) -> None:
    assert await rig.status(signed(claims(**at_once(changes))), personal()) == 401


async def test_signature_of_another_key_is_refused(rig: Rig) -> None:
    assert await rig.status(signed(claims(), kid="one", signer="evil"), personal()) == 401


async def test_key_confusion_with_a_shared_secret_is_refused(rig: Rig) -> None:
    public = private_key("one").public_key().public_numbers().n
    key = public.to_bytes(256, "big")
    token = "Bearer " + jwt.encode(claims(), key, algorithm="HS256", headers={"kid": "one"})

    assert await rig.status(token, personal()) == 401


@pytest.mark.parametrize("endorsements", [None, [], ["webchat"], ["MSTEAMS"], [7]])
async def test_key_without_the_channels_endorsement_is_refused(
    rig: Rig, endorsements: list[str] | None
) -> None:
    rig.issuer.published["one"] = endorsements

    assert await rig.status(signed(claims()), personal()) == 401


async def test_endorsed_channel_that_is_not_teams_is_refused(rig: Rig) -> None:
    assert await rig.status(signed(claims()), personal(channelId="webchat")) == 403


@pytest.mark.parametrize("channel", [None, 7, ["msteams"]])
async def test_channel_must_be_told(rig: Rig, channel: object) -> None:
    assert await rig.status(signed(claims()), personal(channelId=channel)) == 401


@pytest.mark.parametrize("address", [None, 7, "", "https://smba.trafficmanager.net/amer/"])
async def test_body_must_name_the_claimed_address(rig: Rig, address: object) -> None:
    assert await rig.status(signed(claims()), personal(serviceUrl=address)) == 401


SPOOFED = [
    "https://evil.example/emea/",
    "https://x.trafficmanager.net/emea/",
    "https://smba.trafficmanager.net.evil.example/",
    "http://smba.trafficmanager.net/emea/",
    "https://smba.trafficmanager.net@evil.example/",
    "https://evil@smba.trafficmanager.net/",
    "https://smba.trafficmanager.net:8443/emea/",
    "https://smba.trafficmanager.net:port/",
    "https://smba.trafficmanager.net\\@evil.example/",
    "https://smba.trafficmanager.net/?to=evil",
    "https://botframework.com/",
    "https://evilbotframework.com/",
    "https://127.0.0.1/",
    "https://[::1]/",
    "https://[smba.trafficmanager.net/",
    "//smba.trafficmanager.net/",
    "https://\u017fmba.trafficmanager.net/",
]


@pytest.mark.parametrize("address", SPOOFED)
async def test_signed_activity_of_a_foreign_address_is_refused(rig: Rig, address: str) -> None:
    token = signed(claims(serviceurl=address))

    assert await rig.status(token, personal(serviceUrl=address)) == 403


TENANTS = [
    ({"id": "a"}, {}),
    ({"id": "a", "tenantId": "other"}, {"tenant": {"id": TENANT}}),
    ({"id": "a", "tenantId": TENANT}, {"tenant": {"id": "other"}}),
    ({"id": "a", "tenantId": TENANT}, {"tenant": {"id": 7}}),
    ({"id": "a", "tenantId": "other"}, {"tenant": {"id": "other"}}),
]


@pytest.mark.parametrize(("conversation", "data"), TENANTS)
async def test_another_tenant_is_refused(
    rig: Rig, conversation: dict[str, Any], data: dict[str, Any]
) -> None:
    activity = personal(conversation=conversation, channelData=data)

    assert await rig.status(signed(claims()), activity) == 403


async def test_tenant_named_once_is_enough(rig: Rig) -> None:
    activity = personal(conversation={"id": "a"}, channelData={"tenant": {"id": TENANT.upper()}})

    assert await rig.status(signed(claims()), activity) == 200


def test_gate_without_credentials_is_refused() -> None:
    with pytest.raises(ValueError, match="app id"):
        TokenGate(app_id="", tenant_id=TENANT, keys=None, hosts=ServiceHosts())  # type: ignore[arg-type]  # never asked


async def test_rotated_key_is_accepted_within_five_seconds(rig: Rig) -> None:
    await rig.status(signed(claims()), personal())
    rig.issuer.published = {"two": ["msteams"]}

    rig.watch.seconds += 4.9
    early = await rig.status(signed(claims(), kid="two"), personal())
    rig.watch.seconds += 0.2
    late = await rig.status(signed(claims(), kid="two"), personal())
    old = await rig.status(signed(claims()), personal())

    assert (early, late, old) == (401, 200, 401)


async def test_unknown_keys_fetch_once_in_five_seconds(rig: Rig) -> None:
    requests = [rig.status(signed(claims(), kid="no"), personal()) for _ in range(100)]

    assert await asyncio.gather(*requests) == [401] * 100
    assert rig.issuer.hits["keys"] == 1


async def test_first_hundred_requests_share_one_fetch(rig: Rig) -> None:
    requests = [rig.status(signed(claims()), personal()) for _ in range(100)]

    assert await asyncio.gather(*requests) == [200] * 100
    assert rig.issuer.hits == {"openidconfiguration": 1, "keys": 1}


async def test_keys_are_renewed_daily(rig: Rig) -> None:
    await rig.status(signed(claims()), personal())
    rig.issuer.published["one"] = ["webchat"]

    rig.watch.seconds += 24 * 3600 + 1

    assert await rig.status(signed(claims()), personal()) == 401


async def test_unreachable_issuer_leaves_the_known_keys(rig: Rig) -> None:
    await rig.status(signed(claims()), personal())
    rig.issuer.broken = True

    rig.watch.seconds += 48 * 3600
    known = [await rig.status(signed(claims()), personal()) for _ in range(3)]
    unknown = await rig.status(signed(claims(), kid="two"), personal())

    assert (known, unknown) == ([200] * 3, 401)
    # Once for the renewal; the unknown key came too soon after it.
    assert rig.issuer.hits["openidconfiguration"] == 2


async def test_issuer_that_nobody_answers_for_refuses_without_raising() -> None:
    async with open_session() as session:
        keys = KeyRing(session, metadata_url="http://127.0.0.1:9/none")
        gate = TokenGate(app_id=APP_ID, tenant_id=TENANT, keys=keys, hosts=ServiceHosts())

        with pytest.raises(Refused) as refused:
            await gate.check(signed(claims()), personal())

    assert refused.value.status == 401
    assert not keys._keys


async def test_keys_of_a_foreign_address_are_not_fetched(rig: Rig) -> None:
    rig.issuer.jwks_uri = "http://keys.example/keys"

    assert not await rig.keys.warm()
    assert rig.issuer.hits == {"openidconfiguration": 1}


async def test_warm_keys_are_not_fetched_again(rig: Rig) -> None:
    assert await rig.keys.warm()
    assert await rig.keys.warm()

    assert rig.issuer.hits["keys"] == 1


@given(st.text(max_size=200), st.dictionaries(st.text(max_size=8), st.text(max_size=8)))
def test_any_header_and_body_is_refused_and_nothing_else(
    authorization: str, body: dict[str, Any]
) -> None:
    class NoKeys:
        async def find(self, _kid: str) -> None:
            return None

    gate = TokenGate(
        app_id=APP_ID,
        tenant_id=TENANT,
        keys=NoKeys(),  # type: ignore[arg-type]  # no issuer is needed to say no
        hosts=ServiceHosts(),
    )

    with pytest.raises(Refused):
        asyncio.run(gate.check("Bearer " + authorization, body))


def emulator_claims(**changes: object) -> dict[str, Any]:
    issuer = f"https://login.microsoftonline.com/{TENANT}/v2.0"
    return claims(**({"iss": issuer, "azp": APP_ID, "serviceurl": None} | changes))


@pytest.mark.parametrize(
    ("changes", "peer", "address", "status"),
    [
        ({}, "127.0.0.1", LOOPBACK, 200),
        ({"azp": None, "appid": APP_ID}, "::1", LOOPBACK, 200),
        ({"azp": "another"}, "127.0.0.1", LOOPBACK, 401),
        ({"iss": "https://sts.windows.net/other/"}, "127.0.0.1", LOOPBACK, 401),
        ({}, "192.0.2.7", LOOPBACK, 401),
        ({}, "127.0.0.1", SERVICE_URL, 401),
    ],
)
async def test_emulator_token_passes_on_loopback_only(
    rig: Rig, changes: dict[str, Any], peer: str, address: str, status: int
) -> None:
    gate = TokenGate(
        app_id=APP_ID,
        tenant_id=TENANT,
        keys=rig.keys,
        hosts=ServiceHosts(local=True),
        emulator_keys=rig.keys,
    )
    try:
        token = signed(emulator_claims(**at_once(changes)))
        await gate.check(token, personal(serviceUrl=address), peer=peer)
        got = 200
    except Refused as refused:
        got = refused.status

    assert got == status


@pytest.mark.parametrize(
    ("peer", "address", "passes"),
    [
        ("127.0.0.1", LOOPBACK, True),
        ("::1", "http://localhost:56150", True),
        ("::ffff:127.0.0.1", LOOPBACK, True),
        ("192.0.2.7", LOOPBACK, False),
        ("", LOOPBACK, False),
        ("127.0.0.1", SERVICE_URL, False),
        ("127.0.0.1", "http://127.0.0.1.evil.example/", False),
    ],
)
async def test_open_gate_lets_this_machine_in_only(
    peer: str, address: str, *, passes: bool
) -> None:
    gate = OpenGate(ServiceHosts(local=True))
    try:
        await gate.check(None, personal(serviceUrl=address), peer=peer)
        passed = True
    except Refused as refused:
        passed = refused.status != 403

    assert passed == passes
