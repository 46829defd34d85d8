"""Updates in plain French on the development messages: `python -m tests.trials.actions_dev`.

Figures of two halves drawn by a seed, so that what was only learnt by heart shows.
"""

import json
import os
import random
from datetime import date
from pathlib import Path
from typing import Any

from dialogs.actions.progress import GivenRegister, interpret, register_from_json, to_json
from storage.records import ActionStatus

SHARED = Path(os.environ.get("PASSERELLE_SHARED", Path(__file__).parents[2].parent / "shared"))
FOLDER = SHARED / "eval" / "actions-dev"
SEED = 7


def main() -> None:
    """Prints the figures of each half and what went wrong."""
    given = register_from_json(json.loads((FOLDER / "register.json").read_text("utf-8")))
    messages = json.loads((FOLDER / "messages.json").read_text("utf-8"))
    messages = messages["messages"] if isinstance(messages, dict) else messages
    random.Random(SEED).shuffle(messages)  # noqa: S311 - halves to repeat
    middle = len(messages) // 2
    for name, half in (("first half", messages[:middle]), ("second half", messages[middle:])):
        print(name, _figures(half, given))


def _figures(messages: list[dict[str, Any]], given: GivenRegister) -> dict[str, float]:
    hits = named = wanted = right_status = right_due = right_progress = found = 0
    asked = to_ask = falsely_asked = clear = 0
    current = {given.ids[action.number]: action for action in given.actions}
    for message in messages:
        told = to_json(
            interpret(
                message["text"],
                sender_id=f"owner:{message['sender']}",
                register=given.actions,
                today=date.fromisoformat(message["today"]),
            ),
            given.ids,
        )
        expected = message["expected"]
        if isinstance(expected, dict):
            to_ask += 1
            asked += told["ask_back"]
            if not told["ask_back"]:
                print("  wrote:", message["text"], told["updates"])
            continue
        clear += 1
        falsely_asked += told["ask_back"]
        updates = {update["action_id"]: update for update in told["updates"]}
        needed = {row["action_id"]: row for row in expected}
        optional = {row["action_id"] for row in expected if row.get("optional")}
        wanted += len(needed.keys() - optional)
        named += len(updates.keys() - optional)
        hits += len((updates.keys() & needed.keys()) - optional)
        for name in updates.keys() & needed.keys():
            found += 1
            row, update = needed[name], updates[name]
            status = _fits(row, "status", update["status"] or current[name].status)
            status = status or (row.get("status_unstated", False) and update["status"] is None)
            progress = _fits(row, "progress", update["progress"])
            if row["status"] == ActionStatus.DONE and update["progress"] in {100, None}:
                progress = True
            due = _fits(row, "due", update["due"]) or update["due"] == str(current[name].due)
            right_status += status
            right_progress += progress
            right_due += due
            if not (status and progress and due):
                print("  differs:", message["text"], update, row)
        if updates.keys() ^ needed.keys() or told["ask_back"]:
            print("  actions:", message["text"], sorted(updates), "wanted", sorted(needed))
    precision, recall = hits / max(named, 1), hits / max(wanted, 1)
    return {
        "ids F1": round(2 * precision * recall / max(precision + recall, 1e-9), 3),
        "status": round(right_status / max(found, 1), 3),
        "progress": round(right_progress / max(found, 1), 3),
        "due": round(right_due / max(found, 1), 3),
        "ask-back recall": round(asked / max(to_ask, 1), 3),
        "false ask-back": round(falsely_asked / max(clear, 1), 3),
    }


def _fits(row: dict[str, Any], name: str, value: object) -> bool:
    accepted = [row[name], *row.get("also_accepted", {}).get(name, [])]
    return value in accepted or "(toléré)" in accepted


if __name__ == "__main__":
    main()
