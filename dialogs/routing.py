"""Which topic answers an intent, and which one an open state belongs to."""

from dialogs.account.answer import takes as account_takes
from dialogs.scene import Intent, IntentName
from storage.records import JSON

_TOPICS = {
    IntentName.EXPERT_QUESTION: "experts",
    IntentName.DECLARE_SKILL: "experts",
    IntentName.MY_PROFILE: "experts",
    IntentName.PROGRAMMING_QUESTION: "programme",
    IntentName.DIGEST_SETTINGS: "programme",
    IntentName.ACTION_UPDATE: "actions",
    IntentName.ACTION_QUERY: "actions",
    IntentName.CREATE_ACTION: "actions",
}


def topic_of(intent: Intent) -> str:
    """The name of the topic that starts with this intent."""
    return "account" if account_takes(intent) else _TOPICS.get(intent.name, "help")


def topic_of_state(state: JSON) -> str:
    """« experts.confirm_skill » belongs to experts."""
    return str(state.get("kind", "")).partition(".")[0]
