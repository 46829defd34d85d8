"""The package for Teams: its icons, and what the admin centre refuses."""

import json
import struct
import zlib
from pathlib import Path
from zipfile import ZipFile

import pytest

from bot import package

APP_ID = "00000000-0000-4000-8000-000000000001"
RGBA = 6


@pytest.fixture
def built(tmp_path: Path) -> dict[str, bytes]:
    """The files of the package."""
    out = tmp_path / "passerelle.zip"
    package.build(out, app_id=APP_ID, public_url="https://bot.example.org")
    with ZipFile(out) as files:
        return {name: files.read(name) for name in files.namelist()}


def test_everything_is_at_the_root_and_filled_in(built: dict[str, bytes]) -> None:
    manifest = json.loads(built["manifest.json"])

    assert set(built) == {"manifest.json", *manifest["icons"].values()}
    assert manifest["id"] == manifest["bots"][0]["botId"] == APP_ID
    assert b"${" not in built["manifest.json"]


def test_texts_keep_the_limits_of_teams(built: dict[str, bytes]) -> None:
    manifest = json.loads(built["manifest.json"])
    lists = manifest["bots"][0]["commandLists"]

    assert len(manifest["name"]["short"]) <= 30
    assert len(manifest["description"]["short"]) <= 80
    assert all(len(listed["commands"]) <= 10 for listed in lists)
    assert [
        row["title"]
        for listed in lists
        for row in listed["commands"]
        if len(row["title"]) > 32 or len(row["description"]) > 128
    ] == []


def test_the_icons_are_as_teams_wants_them(built: dict[str, bytes]) -> None:
    assert _header(built["color.png"])[:2] == (192, 192)
    assert _header(built["outline.png"])[:2] == (32, 32)


def test_the_outline_is_white_on_nothing(built: dict[str, bytes]) -> None:
    *_, kind = _header(built["outline.png"])
    pixels = _pixels(built["outline.png"])

    assert kind == RGBA
    assert {bytes(pixel[:3]) for pixel in pixels if pixel[3]} == {b"\xff\xff\xff"}
    assert any(pixel[3] == 0 for pixel in pixels)


def _header(png: bytes) -> tuple[int, int, int, int]:
    width, height, depth, kind = struct.unpack(">IIBB", png[16:26])
    return width, height, depth, kind


def _pixels(png: bytes) -> list[bytes]:
    """Of a small RGBA picture without interlacing: rows are undone from their filters."""
    width, height, *_ = _header(png)
    data = zlib.decompress(b"".join(_chunks(png)))
    stride, above, pixels = width * 4, bytes(width * 4), []
    for row in range(height):
        line = data[row * (stride + 1) : (row + 1) * (stride + 1)]
        above = _unfiltered(line[0], line[1:], above)
        pixels += [above[at : at + 4] for at in range(0, stride, 4)]
    return pixels


def _chunks(png: bytes) -> list[bytes]:
    found, at = [], 8
    while at < len(png):
        length, name = struct.unpack(">I4s", png[at : at + 8])
        if name == b"IDAT":
            found.append(png[at + 8 : at + 8 + length])
        at += length + 12
    return found


def _unfiltered(kind: int, line: bytes, above: bytes) -> bytes:
    out = bytearray()
    for at, value in enumerate(line):
        left = out[at - 4] if at >= 4 else 0
        up, corner = above[at], above[at - 4] if at >= 4 else 0
        guess = (0, left, up, (left + up) // 2, _nearest(left, up, corner))[kind]
        out.append((value + guess) & 0xFF)
    return bytes(out)


def _nearest(left: int, up: int, corner: int) -> int:
    guess = left + up - corner
    return min((left, up, corner), key=lambda one: abs(guess - one))
