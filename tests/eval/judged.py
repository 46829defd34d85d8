"""The figures of a judged week: what people wrote beside what the bot says."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Rows = Sequence[Row]
Key = tuple[str, str, str]
_FIRST = 5  # events of a lens that are seen
_ONE = ("discipline", "kind", "access", "price")
_FIGURES = ("age_min", "age_max")
_MANY = ("audience", "accessibility")


class Names:
    """Ids of occurrences by what a system can know: feed, local start, summary."""

    def __init__(self, labels: Rows) -> None:
        self._ids: dict[Key, str] = {}
        self.same: dict[str, str] = {}
        for row in labels:
            feed = Path(row["feed"]).stem
            for each in row["occurrences"]:
                start = each["start"][:10] if each["all_day"] else each["start"][:16]
                self._ids[feed, start, _plain(row["summary"])] = each["id"]
                self._ids.setdefault((feed, start, ""), each["id"])

    def of(self, sources: Rows) -> set[str]:
        """The ids of what is shown as one."""
        found = set()
        for one in sources:
            feed, start = one["feed"], one["start"][:16]
            named = self._ids.get((feed, start, _plain(one["summary"])))
            found.add(named or self._ids.get((feed, start, ""), f"?{feed}@{start}"))
        return found


def labels(wanted: Rows, agenda: Rows, names: Names, *, errors: bool) -> Iterator[str]:
    """Each field of each item: right where it is told, and silent where it is not."""
    by_id = {name: entry for entry in agenda for name in names.of(entry["sources"])}
    items = [row for row in wanted if row["same_as"] is None]
    for field in (*_ONE, *_FIGURES, *_MANY):
        rows = wanted if field in {"discipline", "kind"} else items
        right = said = false = silent = 0
        for row in rows:
            entry = next((by_id[e["id"]] for e in row["occurrences"] if e["id"] in by_id), None)
            got = _values(entry[field]) if entry else set()
            want = _values(row[field])
            if want:
                said += len(want)
                right += len(want & got)
            else:
                silent += 1
                false += bool(got)
            if errors and got != want:
                yield f"    {field}: {row['summary'][:60]} -> {sorted(got)} not {sorted(want)}"
        yield f"label {field:14} right {_share(right, said)} of {said}, false {false}/{silent}"


def duplicates(judged: Row, agenda: Rows, names: Names, *, errors: bool) -> Iterator[str]:
    """True duplicates that are one entry, and different things that are."""
    together = [names.of(entry["sources"]) for entry in agenda]
    merged = missed = 0
    for pair in judged["true_duplicates"]:
        group = {pair["canonical"], *pair["others"]}
        good = any(group <= ids for ids in together)
        merged += good
        missed += not good
        if errors and not good:
            yield f"    apart: {sorted(group)}"
    false = [one for one in judged["not_duplicates"] if _both(one, together)]
    if errors:
        yield from (f"    merged: {one['a']} {one['b']}" for one in false)
    yield f"duplicates merged {_share(merged, merged + missed)}, false {len(false)}"


def lenses(
    judged: Row, digests: Mapping[str, Row], names: Names, *, errors: bool
) -> Iterator[str]:
    """Of the first five events of each lens, how many belong, and how many of the best are there."""
    belong: list[float] = []
    best: list[float] = []
    for lens, digest in digests.items():
        grades = {row["id"]: row["grade"] for row in judged["lenses"][lens]}
        shown = [names.of(event["sources"]) for event in digest["events"][:_FIRST]]
        got = [max((grades.get(one, 0) for one in ids), default=0) for ids in shown]
        items = {one.partition("@")[0] for one, grade in grades.items() if grade == 3}
        held = {one.partition("@")[0] for ids in shown for one in ids} & items
        belong.append(sum(grade >= 2 for grade in got) / max(len(got), 1))
        best.append(len(held) / max(min(len(items), _FIRST), 1))
        if errors:
            for event, grade in zip(digest["events"], got, strict=False):
                yield f"    {lens} {grade}: {event['title'][:50]} {event['reasons'][:2]}"
            for one in sorted(items - held):
                yield f"    {lens} missing: {one}"
    yield (
        f"lenses: of the first five {sum(belong) / len(belong):.3f} belong,"
        f" of the best {sum(best) / len(best):.3f} are there"
    )


def meetings(judged: Row, digest: Row, names: Names, *, errors: bool) -> Iterator[str]:
    """Clashes and crossings found, and those that are none."""
    pairs = [(names.of(one["a"]), names.of(one["b"])) for one in digest["clashes"]]
    strong = [one for one in judged["clashes"] if one["strength"] == "fort"]
    found = [one for one in strong if _meet(one, pairs)]
    false = [one for one in judged["not_clashes"] if _meet(one, pairs)]
    if errors:
        yield from (f"    no clash: {one}" for one in strong if one not in found)
        yield from (f"    false clash: {one}" for one in false)
    yield (
        f"clashes: {_share(len(found), len(strong))} of the strong ones,"
        f" false {len(false)}/{len(judged['not_clashes'])}, {len(pairs)} told"
    )
    told = [[names.of(sources) for sources in one["occurrences"]] for one in digest["crossings"]]
    crossed = [one for one in judged["crossings"] if _crossed(one["occurrences"], told)]
    false = [one for one in judged["not_crossings"] if _crossed([one["a"], one["b"]], told)]
    if errors:
        yield from (f"    no crossing: {one}" for one in judged["crossings"] if one not in crossed)
        yield from (f"    false crossing: {one}" for one in false)
    yield (
        f"crossings: {_share(len(crossed), len(judged['crossings']))},"
        f" false {len(false)}/{len(judged['not_crossings'])}, {len(told)} told"
    )


def bands(judged: Row, digest: Row, *, errors: bool) -> Iterator[str]:
    """What is said of each age band."""
    got = {one["band"]: one["state"] for one in digest["ages"]}
    wanted = {name: one["verdict"] for name, one in judged["age_bands"].items()}
    right = [got.get(name) == state for name, state in wanted.items()]
    if errors:
        yield from (
            f"    {name}: {got.get(name)} not {wanted[name]}"
            for name in wanted
            if got.get(name) != wanted[name]
        )
    yield f"age bands {_share(sum(right), len(right))}"


def questions(asked: Rows, got: Rows, names: Names, *, errors: bool) -> Iterator[str]:
    """Precision and recall on what is right; and what is found where nothing is announced."""
    hits = shown = wanted = false = empty = exact = 0
    for row, answer in zip(asked, got, strict=True):
        told = [names.of(one["sources"]) for one in answer["occurrences"]]
        right, fine = set(row["right"]), {*row["right"], *row.get("accept", ())}
        found = {one for one in right if any(one in ids for ids in told)}
        wrong = [ids for ids in told if not ids & fine]
        if not right:
            empty += 1
            false += bool(wrong)
        hits += len(found)
        wanted += len(right)
        shown += len(found) + len(wrong)
        good = found == right and not wrong
        exact += good
        if errors and not good:
            missed = sorted(right - found)
            yield f"    {row['text']} -> missed {missed}, wrong {[sorted(one) for one in wrong]}"
    yield (
        f"questions: exact {_share(exact, len(asked))}, precision {_share(hits, shown)},"
        f" recall {_share(hits, wanted)}, false answers {false}/{empty}"
    )


def _both(pair: Row, together: Iterable[set[str]]) -> bool:
    return any(pair["a"] in ids and pair["b"] in ids for ids in together)


def _meet(pair: Row, pairs: Iterable[tuple[set[str], set[str]]]) -> bool:
    a, b = pair["a"], pair["b"]
    return any((a in one and b in two) or (b in one and a in two) for one, two in pairs)


def _crossed(wanted: Sequence[str], told: Iterable[Sequence[set[str]]]) -> bool:
    return any(sum(any(one in ids for ids in each) for one in wanted) > 1 for each in told)


def _values(value: object) -> set[Any]:
    if value is None:
        return set()
    return set(value) if isinstance(value, list) else {value}


def _plain(text: str) -> str:
    return "".join(one for one in text.casefold() if one.isalnum())


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"
