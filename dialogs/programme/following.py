"""« Je veux suivre le programme du Luxy dans Outlook »: an address that a calendar program follows."""

import re
import secrets

from dialogs.messages import Link, Reply, Text
from dialogs.programme.named import group_in, venues_in
from dialogs.programme.showings import folded
from dialogs.scene import Effect, Outcome, Scene
from storage.sharing import Subscription

SCHEME = "calendrier:"
"""Of a link to an address to follow; the real one is put in its place on the way out."""

_TOKEN = 32  # bytes: an address is its own password
_WHAT = r"\b(?:programmes?|programmation|agendas?|calendriers?|evenements)\b"
_FOLLOWS = re.compile(
    rf"(?=.*{_WHAT})(?=.*\b(?:suivre|abonn\w+|m abonner|synchronis\w+|adresse|lien|flux|recuper\w+|mettre"
    r"|ajouter|avoir|importer|integrer|voir|retrouver)\b)"
    r"(?=.*\b(?:outlook|google|gmail|iphone|android|telephone|smartphone|thunderbird|ics|ical"
    r"|mon (?:propre )?(?:agenda|calendrier)|mes (?:agendas|calendriers)|agenda perso\w*)\b)"
)
_GIVES = re.compile(r"https?://|webcal")


def asks_to_follow(text: str) -> bool:
    """Whether a message wants the programme in one's own calendar."""
    return _GIVES.search(text) is None and _FOLLOWS.match(folded(text)) is not None


async def follow(text: str, scene: Scene) -> Outcome:
    """The address of the calendar that a message names: a venue's, a group's, or all of it."""
    knowledge = scene.knowledge
    venues = venues_in(folded(text), knowledge.venues).codes
    group = None if venues else group_in(text, knowledge.groups)
    venue, code = (venues[0] if len(venues) == 1 else ""), (group.code if group else "")
    known = await scene.stores.subscriptions.like(venue=venue, group=code)
    if known is None:
        token = secrets.token_urlsafe(_TOKEN)
        known = Subscription(token=token, venue=venue, group=code, made_at=scene.now)
        await scene.stores.subscriptions.add(known)
    names = {one.code: one.name for one in knowledge.venues}
    what = names.get(venue) or (f"ce qui est pour le groupe {group.name}" if group else "")
    return Outcome(reply=_address(known.token, what), effect=Effect.WRITES)


def _address(token: str, what: str) -> Reply:
    of = f" : {what}" if what else " de tous les équipements"
    return Reply(
        parts=(
            Text(f"Voici l’adresse du programme{of}. Votre calendrier la relira tout seul."),
            Text(
                "Dans Outlook : « Ajouter un calendrier », « S’abonner à partir du web », puis collez "
                "l’adresse. Qui la connaît peut la suivre : elle ne contient que le programme public.",
                subtle=True,
            ),
        ),
        buttons=(Link("Adresse du calendrier", f"{SCHEME}{token}"),),
    )
