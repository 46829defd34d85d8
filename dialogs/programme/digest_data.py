"""A digest as data: what `digest preview --format json` prints."""

from dialogs.programme.bands import BANDS, state_of
from dialogs.programme.digest import VISIBLE, Digest, Item
from dialogs.programme.meetings import Clash, Crossing, clashes, crossings
from dialogs.programme.showings import Showing
from storage.records import JSON


def to_json(digest: Digest) -> JSON:
    """Events in the order shown; clashes, crossings and ages of the whole week."""
    shown = [showing for item in digest.items for showing in item.showings]
    return {
        "group": digest.group.code,
        "week": str(digest.week),
        "events": [_item_json(item) for item in (digest.chosen or digest.items)],
        "visible": VISIBLE,
        "clashes": [_clash_json(clash) for clash in clashes(shown, digest.labels)],
        "crossings": [_crossing_json(crossing) for crossing in crossings(shown)],
        "ages": [{"band": band.name, "state": state_of(band, shown).value} for band in BANDS],
    }


def _item_json(item: Item) -> JSON:
    return {
        "sources": [source.to_json() for source in item.sources],
        "title": item.title,
        "reasons": [reason.text for reason in item.reasons],
    }


def _clash_json(clash: Clash) -> JSON:
    return {"a": _sources(clash.one), "b": _sources(clash.other), "why": clash.why}


def _crossing_json(crossing: Crossing) -> JSON:
    return {"theme": crossing.theme, "occurrences": [_sources(one) for one in crossing.showings]}


def _sources(showing: Showing) -> list[JSON]:
    return [source.to_json() for source in showing.sources]
