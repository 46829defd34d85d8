"""The figures of a trial: what was wanted beside what came, as lines to print."""

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from dialogs.french.words import stems

Row = dict[str, Any]
Rows = Sequence[Row]
_SURE = 0.5  # of confidence: below, the bot asks instead
_SHOWN = 10  # people of a ranking that count


def intents(wanted: Rows, got: Rows, *, errors: bool) -> Iterator[str]:
    """Accuracy, macro-F1, and how far confidence can be trusted."""
    pairs = [(row["intent"], answer["intent"]) for row, answer in zip(wanted, got, strict=True)]
    sure = [
        row["intent"] == answer["intent"]
        for row, answer in zip(wanted, got, strict=True)
        if answer["confidence"] >= _SURE
    ]
    yield (
        f"messages  n={len(pairs)} accuracy={_share([a == b for a, b in pairs])}"
        f" macro-F1={_macro_f1(pairs):.3f} sure of {len(sure) / len(pairs):.2f},"
        f" right then {_share(sure)}"
    )
    if errors:
        for row, answer in zip(wanted, got, strict=True):
            if row["intent"] != answer["intent"]:
                yield f"    {row['intent']} -> {answer['intent']}: {row['text']}"


def slots(wanted: Rows, got: Rows, *, errors: bool) -> Iterator[str]:
    """How many of the wanted values were found, compared by the words they share."""
    found: list[bool] = []
    for row, answer in zip(wanted, got, strict=True):
        for name, value in row.get("slots", {}).items():
            found.append(_same_value(value, answer["slots"].get(name)))
            if errors and not found[-1]:
                yield f"    {name}: {row['text']} -> {answer['slots'].get(name)}, not {value}"
    if found:
        yield f"slots     n={len(found)} found={_share(found)}"


def experts(wanted: Rows, got: Rows, *, errors: bool) -> Iterator[str]:
    """Who comes first, how sure what is affirmed is, and whether « nobody » is said honestly."""
    first: list[bool] = []
    ideal: list[float] = []
    affirmed: list[bool] = []
    answered: list[bool] = []
    silent: list[bool] = []
    for row, answer in zip(wanted, got, strict=True):
        graded = row["relevant"]
        people = [one["id"] for one in answer["people"]]
        ranked = people + [one["id"] for one in answer["neighbours"]]
        if not graded:
            silent.append(not people)
        else:
            first.append(bool(ranked) and graded.get(ranked[0], 0) >= 1)
            ideal.append(_ndcg(ranked, graded))
            answered.append(bool(people))
            affirmed += [graded.get(one, 0) >= 1 for one in people]
        if errors and not (first[-1] if graded else silent[-1]):
            yield f"    {row['text']} -> {[one['name'] for one in answer['people'][:4]]}"
    yield (
        f"experts   n={len(wanted)} P@1={_share(first)} nDCG@10={sum(ideal) / len(ideal):.3f}"
        f" affirmed {_share(answered)} of the time, right then {_share(affirmed)};"
        f" nobody said honestly {sum(silent)}/{len(silent)}"
    )


def updates(wanted: Rows, got: Rows, *, errors: bool) -> Iterator[str]:
    """Which actions, what of them, and whether the bot asks when it should."""
    right: dict[str, list[bool]] = {"status": [], "progress": [], "due": []}
    hits = extra = missed = asked = to_ask = wrongly = clear = 0
    for row, answer in zip(wanted, got, strict=True):
        expected = row["expected"]
        if isinstance(expected, dict):
            to_ask += 1
            asked += answer["ask_back"]
            if errors and not answer["ask_back"]:
                yield f"    wrote: {row['text']} -> {answer['updates']}"
            continue
        clear += 1
        wrongly += answer["ask_back"]
        named = {one["action_id"]: one for one in answer["updates"]}
        needed = {one["action_id"]: one for one in expected}
        optional = {key for key, one in needed.items() if one.get("optional")}
        hits += len((named.keys() & needed.keys()) - optional)
        extra += len(named.keys() - needed.keys())
        missed += len(needed.keys() - named.keys() - optional)
        for key in named.keys() & needed.keys():
            for name, results in right.items():
                results.append(named[key][name] in _accepted(needed[key], name))
                if errors and not results[-1]:
                    yield f"    {name}: {row['text']} -> {named[key][name]}"
        if errors and (answer["ask_back"] or named.keys() ^ (needed.keys() - optional)):
            yield f"    actions: {row['text']} -> {sorted(named)}"
    figures = " ".join(f"{name}={_share(results)}" for name, results in right.items())
    yield (
        f"updates   n={len(wanted)} actions F1={2 * hits / (2 * hits + extra + missed):.3f}"
        f" {figures} asked when needed {asked}/{to_ask}, without need {wrongly}/{clear}"
    )


def dates(wanted: Rows, got: Rows, *, errors: bool) -> Iterator[str]:
    """The strict score, and dates found where there is none."""
    right = [_same_date(row, answer) for row, answer in zip(wanted, got, strict=True)]
    false = [
        answer["kind"] != "none"
        for row, answer in zip(wanted, got, strict=True)
        if row["kind"] == "none"
    ]
    yield (
        f"dates     n={len(wanted)} right={_share(right)}"
        f" found where there is none {sum(false)}/{len(false)}"
    )
    if errors:
        for row, answer, good in zip(wanted, got, right, strict=True):
            if not good:
                yield f"    {row['text']} -> {answer['kind']} {answer['start']} {answer['end']}"


def talks(wanted: Rows, got: Rows, *, errors: bool) -> Iterator[str]:
    """Turns whose intent and effect are both right, and whole talks."""
    turns: list[bool] = []
    whole: list[bool] = []
    for row, answer in zip(wanted, got, strict=True):
        pairs = list(zip(row["turns"], answer["turns"], strict=True))
        right = [
            all(
                turn[name] in (want[name], *want.get("also", {}).get(name, ()))
                for name in ("intent", "effect")
            )
            for want, turn in pairs
        ]
        turns += right
        whole.append(all(right))
        if errors:
            for (want, turn), good in zip(pairs, right, strict=True):
                if not good:
                    yield f"    {want['say']} -> {turn['intent']} {turn['effect']}"
    yield f"talks     n={len(whole)} turns right={_share(turns)} whole talks {sum(whole)}"


def _same_value(wanted: object, got: object) -> bool:
    """Whether half of the words, or of their stems, are shared: a value is a wording, not a code."""
    pairs = ((_folded(wanted), _folded(got)), (_stems(wanted), _stems(got)))
    return any(known and 2 * len(known & given) >= len(known | given) for known, given in pairs)


def _stems(value: object) -> set[str]:
    return set(stems(_said(value)))


def _said(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _folded(value: object) -> set[str]:
    said = _said(value)
    plain = unicodedata.normalize("NFKD", said.lower().replace("_", " "))
    return set(re.findall(r"\w+", "".join(one for one in plain if not unicodedata.combining(one))))


def _accepted(wanted: Row, name: str) -> list[Any]:
    values = [wanted.get(name), *wanted.get("also_accepted", {}).get(name, ())]
    if name == "status" and wanted.get("status_unstated"):
        values.append(None)
    if name == "progress" and wanted["status"] == "terminee":
        values += [100, None]
    return values


def _same_date(wanted: Row, got: Row) -> bool:
    if got["kind"] != wanted["kind"]:
        return False
    if wanted["kind"] == "none":
        return True
    starts = [wanted["start"], *(wanted.get("accept") or ())]
    return got["start"] in starts and (wanted["kind"] != "range" or got["end"] == wanted["end"])


def _ndcg(ranked: Sequence[str], graded: dict[str, int]) -> float:
    best = sorted(graded.values(), reverse=True)[:_SHOWN]
    return _gain([graded.get(one, 0) for one in ranked[:_SHOWN]]) / _gain(best)


def _gain(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def _macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    names = {wanted for wanted, _ in pairs}
    each = []
    for name in names:
        both = sum(wanted == got == name for wanted, got in pairs)
        said = sum(got == name for _, got in pairs) + sum(wanted == name for wanted, _ in pairs)
        each.append(2 * both / said)
    return sum(each) / len(each)


def _share(results: Sequence[bool]) -> str:
    return f"{sum(results) / len(results):.3f}" if results else "none"
