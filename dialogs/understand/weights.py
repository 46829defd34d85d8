"""Rows of small weights, found by the hash of a feature: how what was learnt is kept and added up.

A row has one number for each label. In memory it is one integer, so that the rows of a message add
up in one go; in the file, one byte for each number. Two features may share a row.
"""

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

_LANE = 3  # bytes of a label's sum
_ZERO = 128  # a weight is a byte: 128 is none
_FINEST = 127


class Weights:
    """The rows of one file, and the labels that stand for their numbers."""

    def __init__(self, data: bytes) -> None:
        head, _, rows = data.partition(b"\n")
        self.about: dict[str, Any] = json.loads(head)
        self.labels: tuple[str, ...] = tuple(self.about["labels"])
        self.bits = int(self.about["bits"])
        width = len(self.labels)
        unpacked = zlib.decompress(rows)
        wide = bytearray(_LANE * width)
        known: dict[bytes, int] = {}  # most rows are empty: one integer serves them all
        self._rows: list[int] = []
        for at in range(0, len(unpacked), width):
            row = unpacked[at : at + width]
            lanes = known.get(row)
            if lanes is None:
                wide[::_LANE] = row
                lanes = known[row] = int.from_bytes(wide, "little")
            self._rows.append(lanes)

    def sum(self, numbers: Sequence[int]) -> list[float]:
        """The weights of these rows together, label by label."""
        none = _ZERO * len(numbers)
        scale: float = self.about["scale"]
        total = sum(self._rows[number] for number in numbers)
        lanes = total.to_bytes(_LANE * len(self.labels), "little")
        return [
            (int.from_bytes(lanes[at : at + _LANE], "little") - none) * scale
            for at in range(0, len(lanes), _LANE)
        ]


def number(feature: str, bits: int) -> int:
    """The row of a feature."""
    return zlib.crc32(feature.encode()) & ((1 << bits) - 1)


def packed(
    rows: Mapping[int, Sequence[float]], labels: Iterable[str], *, bits: int, **about: object
) -> bytes:
    """The content of a file: a line of JSON about the rows, then the rows."""
    names = list(labels)
    largest = max(abs(value) for row in rows.values() for value in row)
    scale = largest / _FINEST
    empty = bytes([_ZERO]) * len(names)
    body = b"".join(
        bytes(round(value / scale) + _ZERO for value in rows[place]) if place in rows else empty
        for place in range(1 << bits)
    )
    told = {**about, "labels": names, "bits": bits, "scale": round(scale, 6)}
    return json.dumps(told).encode() + b"\n" + zlib.compress(body, 9)
