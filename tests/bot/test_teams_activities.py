from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.teams import activities, clicks
from bot.teams.events import (
    Anonymous,
    Ignored,
    Install,
    MembersAdded,
    MembersRemoved,
    Removal,
    StaleCard,
    TooLong,
)
from bot.teams.schema import Malformed, to_activity
from dialogs.messages import Click, Incoming, Sender
from storage.records import Place, Reference
from tests.support.issuer import SERVICE_URL, TENANT
from tests.support.teams_activities import (
    BOT,
    CHANNEL,
    LIA,
    click,
    in_channel,
    in_group,
    mention,
    personal,
    submit,
)

SENDER = Sender(aad_id="aad-lia", name="Lia Marchetti")


def read(payload: dict[str, Any]) -> object:
    return activities.message(to_activity(payload))


def said(payload: dict[str, Any]) -> str:
    event = read(payload)
    assert isinstance(event, Incoming)
    return event.text


def test_personal_message() -> None:
    assert read(personal()) == Incoming(
        activity_id="1700000000001",
        conversation="a:lia",
        place=Place.PERSONAL,
        sender=SENDER,
        text="Qui connaît la médiation\u00a0?",
    )


def test_group_message_with_mention() -> None:
    assert read(in_group()) == Incoming(
        activity_id="1700000000001",
        conversation="19:abc@thread.v2",
        place=Place.GROUP,
        sender=SENDER,
        text="bonjour",
    )


def test_thread_message_with_mention() -> None:
    assert read(in_channel()) == Incoming(
        activity_id="1700000000001",
        conversation=f"{CHANNEL};messageid=1699999999000",
        place=Place.CHANNEL,
        sender=SENDER,
        text="bonjour",
        channel=CHANNEL,
        channel_name="Publics",
    )


@pytest.mark.parametrize("make", [in_group, in_channel])
@pytest.mark.parametrize(
    "entities",
    [[], None, "mention", [7], [mention(who={"id": "29:noe", "name": "Noé"})], [{"type": 3}]],
)
def test_message_that_does_not_mention_the_bot_is_ignored(make: Any, entities: object) -> None:  # noqa: ANN401 - a function of samples
    assert read(make(entities=entities)) == Ignored("not mentioned")


NOE = {"id": "29:noe", "name": "Noé Faure"}
MENTIONS = [
    ("<at>Passerelle</at>", [mention()], ""),
    ("\n<at>Passerelle</at>\u00a0\u00a0oui\u00a0!\u00a0\n", [mention()], "oui\u00a0!"),
    ("<at>Passerelle</at>&nbsp;R&amp;D &lt; 3", [mention()], "R&D < 3"),
    ("bonjour <at>Passerelle</at>, aide", [mention()], "bonjour , aide"),
    (
        '<at id="0">Passerelle</at> aide',
        [mention('<at id="0">Passerelle</at>')],
        "aide",
    ),
    ("<at>passerelle</at> aide", [mention(None)], "aide"),
    ("<at>Passerelle</at> aide <at>Passerelle</at>", [mention(), mention()], "aide"),
    (
        "<at>Passerelle</at> <at>Noé Faure</at> connaît la LSF",
        [mention(), mention("<at>Noé Faure</at>", NOE)],
        "Noé Faure connaît la LSF",
    ),
    ("aide", [mention()], "aide"),
    ("<at>Pass.*</at> aide", [mention("<at>Pass.*</at>")], "aide"),
    ("<at>Passerelle</at> a &copy b &amp;lt;", [mention()], "a &copy b &lt;"),
]


@pytest.mark.parametrize(("text", "entities", "words"), MENTIONS)
def test_mention_is_taken_out_of_the_words(
    text: str, entities: list[dict[str, Any]], words: str
) -> None:
    assert said(in_channel(text=text, entities=entities)) == words


def test_mention_whose_bot_has_no_name() -> None:
    activity = in_channel(recipient={"id": BOT["id"]}, entities=[mention(None)])

    assert said(activity) == "Passerelle\u00a0bonjour"


def test_invisible_and_broken_characters_are_dropped() -> None:
    assert said(personal(text="a\x00b\ud800c\u202ed\u200be\r\nf")) == "abcde\nf"


@pytest.mark.parametrize(
    ("length", "event"), [(10_000, None), (10_001, TooLong(10_001)), (900_000, TooLong(900_000))]
)
def test_message_beyond_ten_thousand_characters(length: int, event: object) -> None:
    read_as = read(personal(text="é" * length))

    assert read_as == event or (event is None and isinstance(read_as, Incoming))


def test_empty_message_is_a_message() -> None:
    assert said(personal(text=None)) == ""


@pytest.mark.parametrize("sender", [{"id": "29:x", "name": "X"}, None, 7])
def test_nobody_known_is_anonymous(sender: object) -> None:
    assert read(personal(**{"from": sender})) == Anonymous()
    event = activities.card_action(to_activity(click({}, verb="choisir", **{"from": sender})))
    assert event == Anonymous()


@pytest.mark.parametrize("sender", [BOT, LIA | {"role": "bot"}])
def test_bots_are_not_answered(sender: dict[str, Any]) -> None:
    assert read(personal(**{"from": sender})) == Ignored("said by a bot")


@pytest.mark.parametrize(
    "told",
    [
        {"userRole": "guest"},
        {"userPrincipalName": "lia_x#EXT#@v.example"},
        {"tenantId": "another"},
    ],
)
def test_guest_is_known_as_such(told: dict[str, str]) -> None:
    event = read(personal(**{"from": LIA | told}))

    assert isinstance(event, Incoming)
    assert event.sender.guest


KINDS = [
    ({"id": "a", "conversationType": "personal"}, {}, Place.PERSONAL),
    ({"id": "a"}, {}, Place.PERSONAL),
    ({"id": "a", "isGroup": True}, {}, Place.GROUP),
    ({"id": "19:x@thread.tacv2", "isGroup": True}, {}, Place.CHANNEL),
    ({"id": "a", "isGroup": True}, {"team": {"id": "t"}}, Place.CHANNEL),
    ({"id": "a", "conversationType": "meeting", "isGroup": True}, {}, Place.GROUP),
]


@pytest.mark.parametrize(("conversation", "data", "place"), KINDS)
def test_place(conversation: dict[str, Any], data: dict[str, Any], place: Place) -> None:
    activity = to_activity(personal(conversation=conversation, channelData=data))

    assert activities.place(activity) is place


def test_reference_of_a_thread_is_its_channel() -> None:
    assert activities.reference(to_activity(in_channel())) == Reference(
        conversation=CHANNEL,
        place=Place.CHANNEL,
        service_url=SERVICE_URL,
        tenant_id=TENANT,
        bot_id="28:passerelle",
        bot_name="Passerelle",
        team_id="19:equipe@thread.tacv2",
        name="Publics",
    )


def test_tenant_of_a_reference_may_come_from_the_channel_data() -> None:
    activity = to_activity(personal(conversation={"id": "a"}))

    assert activities.reference(activity).tenant_id == TENANT


def test_choice_clicked_in_a_card() -> None:
    event = activities.card_action(to_activity(click({"talk": "k", "choice": "oui"})))

    assert isinstance(event, Incoming)
    assert (event.click, event.text) == (Click("k", "oui"), "")


def test_sentence_said_by_a_button_needs_no_mention() -> None:
    thread = {name: in_channel()[name] for name in ("conversation", "channelData")}
    event = activities.card_action(to_activity(click({"say": "Aide"}, verb="dire", **thread)))

    assert isinstance(event, Incoming)
    assert (event.click, event.text, event.channel) == (None, "Aide", CHANNEL)


def test_older_clients_send_clicks_as_messages() -> None:
    thread = {name: in_channel()[name] for name in ("conversation", "channelData")}
    choice = read(submit({"talk": "k", "choice": "non"}, **thread))
    sentence = read(submit({"say": "Aide"}, text="\n"))

    assert isinstance(choice, Incoming)
    assert choice.click == Click("k", "non")
    assert isinstance(sentence, Incoming)
    assert sentence.text == "Aide"


BAD_DATA: list[object] = [
    None,
    7,
    "oui",
    [],
    {},
    {"talk": "k"},
    {"choice": "oui"},
    {"talk": "k", "choice": "oui", "admin": True},
    {"talk": "k", "choice": "oui", "say": "x"},
    {"talk": 7, "choice": "oui"},
    {"talk": "", "choice": "oui"},
    {"talk": "k", "choice": ["oui"]},
    {"talk": "k" * 129, "choice": "oui"},
    {"talk": "k", "choice": "o" * 201},
    {"talk": "k\u202e", "choice": "oui"},
    {"say": ""},
    {"say": "x" * 1_001},
    {"say": {"text": "x"}},
    {"say": "x\x00"},
]


@pytest.mark.parametrize("data", BAD_DATA)
def test_data_that_is_not_ours_is_a_stale_card(data: object) -> None:
    assert read(submit(data if data is not None else "")) == StaleCard()
    for verb in ("choisir", "dire"):
        event = activities.card_action(to_activity(click(data, verb=verb)))
        assert event == StaleCard()


@pytest.mark.parametrize(
    ("data", "verb"),
    [({"talk": "k", "choice": "oui"}, "dire"), ({"say": "x"}, "choisir"), ({"say": "x"}, "")],
)
def test_verb_must_be_that_of_the_data(data: dict[str, str], verb: str) -> None:
    assert activities.card_action(to_activity(click(data, verb=verb))) == StaleCard()


@pytest.mark.parametrize(
    "value", [None, 7, [], {}, {"action": 7}, {"action": {"type": "Action.Submit", "data": {}}}]
)
def test_card_action_of_another_form_is_a_stale_card(value: object) -> None:
    assert activities.card_action(to_activity(click({}, value=value))) == StaleCard()


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=10),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["key", "choice", "say", "x"]), inner, max_size=3)
        ),
        max_leaves=6,
    )
)
def test_any_data_is_read_without_trouble(data: object) -> None:
    got = clicks.read(data)

    assert got is None or isinstance(got, str | Click)


def installed(action: str) -> dict[str, Any]:
    return personal(type="installationUpdate", action=action, text=None)


@pytest.mark.parametrize(
    ("action", "event"),
    [
        ("add", Install(by=SENDER)),
        ("add-upgrade", Install(by=SENDER, upgrade=True)),
        ("remove", Removal()),
        ("remove-upgrade", Removal(upgrade=True)),
        ("repair", Ignored("installation action unknown")),
        ("", Ignored("installation action unknown")),
    ],
)
def test_installation(action: str, event: object) -> None:
    assert activities.installation(to_activity(installed(action))) == event


NEWCOMERS = [{"id": "29:noe", "aadObjectId": "aad-noe"}, {"id": "29:x"}, 7]


@pytest.mark.parametrize(
    ("changes", "event"),
    [
        ({"membersAdded": [BOT]}, Install(by=SENDER, by_roster=True)),
        ({"membersAdded": [BOT], "from": None}, Install(by_roster=True)),
        ({"membersAdded": NEWCOMERS}, MembersAdded((Sender(aad_id="aad-noe", name=""),))),
        ({"membersRemoved": NEWCOMERS}, MembersRemoved((Sender(aad_id="aad-noe", name=""),))),
        ({"membersRemoved": [BOT]}, Removal(by_roster=True)),
        ({"channelData": {"eventType": "channelRenamed"}}, Ignored("neither came nor went")),
        ({"membersAdded": "all"}, Ignored("neither came nor went")),
    ],
)
def test_roster(changes: dict[str, Any], event: object) -> None:
    activity = to_activity(personal(type="conversationUpdate", text=None, **changes))

    assert activities.roster(activity) == event


@pytest.mark.parametrize(
    "changes",
    [
        {"type": None},
        {"type": 7},
        {"id": None},
        {"conversation": None},
        {"conversation": {"id": ["a"]}},
        {"conversation": "a:lia"},
        {"serviceUrl": None},
    ],
)
def test_activity_without_the_necessary_is_malformed(changes: dict[str, Any]) -> None:
    with pytest.raises(Malformed):
        to_activity(personal(**changes))


FIELDS = [*personal(), "value", "action", "membersAdded", "membersRemoved", "name", "replyToId"]
JUNK = st.none() | st.integers() | st.text(max_size=5) | st.lists(st.integers(), max_size=2)


@given(st.dictionaries(st.sampled_from(FIELDS), JUNK | st.dictionaries(st.text(), JUNK)))
def test_any_activity_is_read_or_malformed(junk: dict[str, Any]) -> None:
    for sample in (personal(), in_channel(), click({"talk": "k", "choice": "oui"})):
        try:
            activity = to_activity(sample | junk)
        except Malformed:
            continue
        activities.message(activity)
        activities.card_action(activity)
        activities.installation(activity)
        activities.roster(activity)
        activities.reference(activity)
