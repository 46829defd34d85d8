import json
import logging

from bot.logs import JsonLines, Readable


def record(**fields: object) -> logging.LogRecord:
    made = logging.makeLogRecord({"name": "bot.jobs", "levelname": "INFO", "msg": "feeds read"})
    for name, value in fields.items():
        setattr(made, name, value)
    return made


def test_an_event_is_one_json_line_with_its_fields() -> None:
    line = json.loads(JsonLines().format(record(read=3, failed=0)))

    assert {name: line[name] for name in ("event", "level", "from", "read", "failed")} == {
        "event": "feeds read",
        "level": "info",
        "from": "bot.jobs",
        "read": 3,
        "failed": 0,
    }


def test_a_person_reads_the_same_event() -> None:
    assert Readable().format(record(read=3)).endswith("feeds read read=3")
