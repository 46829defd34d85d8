"""What is counted without anybody's words: subjects asked in vain, answers that helped or not."""

from dialogs.experts import find, relay_texts
from dialogs.experts.viewing import Viewer
from dialogs.messages import Button
from dialogs.scene import Effect, Outcome, Scene
from storage.records import JSON

_LOOKED_AT = 3 * relay_texts.SHOWN
_NO_CONCEPT = "(autre)"


async def unmet(scene: Scene) -> Outcome:
    """Concepts asked in vain that nobody declared since."""
    if scene.asker.guest:
        return Outcome(reply=relay_texts.not_for_guests())
    viewer = Viewer(person=scene.asker, place=scene.incoming.place)
    left = []
    for row in (await scene.stores.relays.unmet())[:_LOOKED_AT]:
        _, ranking = await find.find(
            row.concept, scene.stores, scene.knowledge, viewer=viewer, today=scene.today
        )
        if not ranking.people:
            left.append(row)
    shown = left[: relay_texts.SHOWN]
    return Outcome(reply=relay_texts.unmet(shown, more=len(left) - len(shown)))


async def judge(
    scene: Scene, about: JSON | None, *, helpful: bool, ways: tuple[Button, ...]
) -> Outcome:
    """« c'est utile », « pas ce que je cherche »: counted once for an answer."""
    if about is None or "concepts" not in about:
        return Outcome(reply=relay_texts.nothing_to_judge())
    if about.get("judged"):
        return Outcome(reply=relay_texts.judged_before(), about=about)
    concepts = about["concepts"] or [_NO_CONCEPT]
    await scene.stores.relays.judged(concepts, helpful=helpful, on=scene.today)
    reply = relay_texts.thanks_for_judgement(helpful=helpful, ways=ways)
    return Outcome(reply=reply, effect=Effect.WRITES, about={**about, "judged": True})
