"""botbuilder's adapter over our own connector: the SDK runs the turn, never the network."""

import dataclasses
from collections.abc import Awaitable, Callable
from typing import Any

from botbuilder.core import BotAdapter, InvokeResponse, TurnContext
from botbuilder.schema import Activity, ActivityTypes, ConversationReference, ResourceResponse

from bot.teams import activities
from bot.teams.connector import Connector
from bot.teams.outcomes import Delivered
from bot.teams.replies import Replies
from storage.records import JSON, Reference

Logic = Callable[[TurnContext], Awaitable[None]]


class Adapter(BotAdapter):
    """Runs `logic` on an activity; what the turn sends goes out through `Replies`."""

    def __init__(self, connector: Connector, replies: Replies) -> None:
        super().__init__()
        self._connector = connector
        self._replies = replies

    async def process(self, activity: Activity, logic: Logic) -> tuple[int, JSON | None]:
        """The HTTP status and body that the activity is answered with."""
        context = TurnContext(self, activity)
        await self.run_pipeline(context, logic)
        if activity.type != ActivityTypes.invoke:
            return 200, None
        answered: InvokeResponse | None = context.turn_state.get(self._INVOKE_RESPONSE_KEY)
        return (answered.status, answered.body) if answered else (501, None)

    async def send_activities(
        self, context: TurnContext, activities: list[Activity]
    ) -> list[ResourceResponse]:
        """Sends messages; keeps the answer to an invoke for the HTTP response."""
        return [await self._send(context, activity) for activity in activities]

    async def update_activity(self, context: TurnContext, activity: Activity) -> ResourceResponse:
        """Replaces a message of the bot."""
        outcome = await self._connector.update(_address(context), activity.id, unwrap(activity))
        return ResourceResponse(id=outcome.id if isinstance(outcome, Delivered) else "")

    async def delete_activity(
        self, context: TurnContext, reference: ConversationReference
    ) -> None:
        """Takes a message of the bot away."""
        await self._connector.delete(_address(context), reference.activity_id)

    async def _send(self, context: TurnContext, activity: Activity) -> ResourceResponse:
        if activity.type == ActivityTypes.invoke_response:
            context.turn_state[self._INVOKE_RESPONSE_KEY] = activity.value
            return ResourceResponse(id="")
        # Only a message can be replied to; anything else is followed by a new message.
        asked = context.activity
        reply_to_id = asked.id if asked.type == ActivityTypes.message else ""
        outcome = await self._replies.deliver(_address(context), reply_to_id, unwrap(activity))
        return ResourceResponse(id=outcome.id if isinstance(outcome, Delivered) else "")


def wrap(message: JSON) -> Activity:
    """Our JSON as the Activity that botbuilder passes around."""
    activity = Activity(type=ActivityTypes.message)
    activity.additional_properties = _Kept(message)
    return activity


def unwrap(activity: Activity) -> JSON:
    """The JSON to send: built by us, never serialised by msrest."""
    kept: JSON = activity.additional_properties
    return kept


class _Kept(dict[str, Any]):
    """A finished message: spares it the deep copy that TurnContext makes of what it sends."""

    def __deepcopy__(self, memo: dict[int, object]) -> "_Kept":
        return self


def _address(context: TurnContext) -> Reference:
    """Where to answer: in a channel, the thread itself."""
    return dataclasses.replace(
        activities.reference(context.activity), conversation=context.activity.conversation.id
    )
