"""Damages files as disks, transfers and people do, and as somebody does who knows the format.

Each way takes chance and a file's content. What a file says of itself is damaged with care, so that
lengths and checksums still agree and the damage is met further in.
"""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Callable, Iterator
from random import Random
from typing import Any
from zlib import crc32

from nnfs_core.recovery.records import HEAD_BYTES, HEADER_BYTES, MAGIC

Way = Callable[[Random, bytes], bytes]

LARGEST = 100_000  # bytes that damage adds at most
BYTES = (0, 1, 9, 10, 13, 34, 39, 44, 45, 46, 48, 59, 91, 92, 123, 127, 128, 255)
TEXTS = (
    *(
        b"\0",
        b'"',
        b"'",
        b",",
        b";",
        b"\n",
        b"\r",
        b"[",
        b"]",
        b"{",
        b"}",
        b"=",
        b"#",
        b"\\",
        b"\t",
    ),
    *(b"nan", b"inf", b"-0.0", b"1e999", b"0x10", b"9" * 400, b"true", b"null", b"[[[[", b"''' "),
    *(b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"PK\x03\x04", b"@ByteArray(", b"a.b.c = 1\n"),
)
NUMBERS = (b"0", b"-1", b"1", b"7", b"1.5", b"65536", b"2147483648", b"9223372036854775807")
NUMBERS += (b"18446744073709551616", b"9" * 30, b"1e308", b"-1e309", b"nan", b'""', b"1_0")
VALUES: tuple[Any, ...] = (
    *(None, True, False, -1, 0, 1, 2, 3, 24, 2**31, 2**53 + 1, 2**63 - 1, 2**63, 2**64, 10**30),
    *(0.5, 1e308, -1e-320, float("nan"), float("inf"), "", "a", "x" * 5000, "\ud800", "\0", "<f8"),
    *("F16", "F64", "I64", "float16", "int64", "dense", "relu", [], {}, [[]], [0], [2**62, 0]),
)


def change(chance: Random, content: bytes) -> bytes:
    """A few other bytes."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        changed[chance.randrange(len(changed))] = (
            chance.choice(BYTES) if chance.random() < 0.5 else chance.randrange(256)
        )
    return bytes(changed)


def part(chance: Random, content: bytes) -> tuple[int, int]:
    """Where a part of the content begins and ends; more often a short one."""
    start = chance.randrange(len(content))
    return start, start + 1 + int((len(content) - start) * chance.random() ** 4)


def remove(chance: Random, content: bytes) -> bytes:
    start, stop = part(chance, content)
    return content[:start] + content[stop:]


def blank(chance: Random, content: bytes) -> bytes:
    start, stop = part(chance, content)
    return content[:start] + bytes(stop - start) + content[stop:]


def cut_short(chance: Random, content: bytes) -> bytes:
    return content[: chance.randrange(len(content))]


def anything(chance: Random, content: bytes) -> bytes:
    """Any bytes behind the beginning."""
    return content[: chance.choice((0, 1, 6, 8, 10, 40))] + chance.randbytes(chance.randrange(200))


def insert(chance: Random, content: bytes) -> bytes:
    place = chance.randrange(len(content) + 1)
    text = chance.choice(TEXTS) if chance.random() < 0.7 else chance.randbytes(chance.randint(1, 9))
    return content[:place] + text + content[place:]


def repeat(chance: Random, content: bytes) -> bytes:
    start, stop = part(chance, content)
    times = chance.choice((1, 1, 2, 10, 1000))
    added = content[start:stop] * times
    return content[:stop] + added[:LARGEST] + content[stop:]


def swap(chance: Random, content: bytes) -> bytes:
    """Two neighbouring parts in the other order."""
    first, second, third = sorted(chance.randrange(len(content) + 1) for _ in range(3))
    return content[:first] + content[second:third] + content[first:second] + content[third:]


def other_number(chance: Random, content: bytes) -> bytes:
    """Another number in the place of one that stands in the text."""
    found = [*re.finditer(rb"-?\d+(?:\.\d+)?", content[:20_000])]
    if not found:
        return change(chance, content)
    start, stop = chance.choice(found).span()
    return content[:start] + chance.choice(NUMBERS) + content[stop:]


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every dictionary or list in a value of JSON with each key or number in it."""
    keys = (
        value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    )
    for key in keys:
        yield value, key
        yield from places(value[key])


def other_value(chance: Random, text: str) -> str:
    """The same JSON but for one value, which is another one, gone, or under another name."""
    value = json.loads(text)
    found = [*places(value)]
    if not found:
        return text
    holder, key = chance.choice(found)
    inner = holder[key]
    if isinstance(inner, str) and inner.startswith("{") and chance.random() < 0.9:
        holder[key] = other_value(chance, inner)
        return json.dumps(value)
    match chance.randrange(6):
        case 0:
            del holder[key]
        case 1:
            another, its_key = chance.choice(found)
            holder[key] = another[its_key] if another is not holder else [inner]
        case 2 if isinstance(holder, dict):
            holder[chance.choice(("version", "a", "", "0.weights", "x" * 300))] = holder.pop(key)
        case 3 if isinstance(inner, int):
            holder[key] = inner + chance.choice((-1, 1, 7, 8, 2**32))
        case _:
            holder[key] = chance.choice(VALUES)
    return json.dumps(value)


def other_description(chance: Random, content: bytes) -> bytes:
    """Another value in what a file says of itself, lengths and checksums being right."""
    try:
        if content.startswith(MAGIC):
            return _other_state(chance, content)
        if content.startswith(b"{"):
            return other_value(chance, content.decode()).encode("utf-8", "surrogatepass")
        length = int.from_bytes(content[:8], "little")
        text = other_value(chance, content[8 : 8 + length].decode()).encode()
        return len(text).to_bytes(8, "little") + text + content[8 + length :]
    except (ValueError, RecursionError):  # another format, or damaged before
        return other_number(chance, content)


def _other_state(chance: Random, content: bytes) -> bytes:
    """A journal with one more state, which is the last one with another value."""
    *_, (_, start, stop) = (record for record in _records(content) if record[0] != b"BLCK")
    text = other_value(chance, content[start:stop].decode()).encode()
    return with_checksums(content + struct.pack("<4s4xQ4x", b"STAT", len(text)) + text)


def _records(content: bytes) -> Iterator[tuple[bytes, int, int]]:
    """The kind of each record of a journal, and where its payload begins and ends."""
    place = HEADER_BYTES
    while place + HEAD_BYTES <= len(content):
        kind, length = struct.unpack("<4s4xQ", content[place : place + 16])
        start = place + HEAD_BYTES
        place = min(start + length, len(content))
        yield kind, start, place


def with_checksums(content: bytes) -> bytes:
    """A journal in which the checksums of all records are right, whatever was done to them."""
    sealed = bytearray(content)
    salt = content[len(MAGIC) : HEADER_BYTES]
    for kind, start, stop in _records(content):
        head = struct.pack("<4sIQ", kind, crc32(content[start:stop]), stop - start)
        place = start - HEAD_BYTES
        checksum = crc32(head + struct.pack("<Q", place) + salt)
        sealed[place:start] = head + struct.pack("<I", checksum)
    return bytes(sealed)


WAYS: tuple[Way, ...] = (change, remove, blank, cut_short, anything, insert, repeat, swap)
WAYS += (other_number, other_description, other_description, other_description)


def damaged(chance: Random, content: bytes) -> bytes:
    """The content, damaged in one to three ways."""
    for _ in range(chance.choice((1, 1, 2, 3))):
        if content:
            content = chance.choice(WAYS)(chance, content)
    if content.startswith(MAGIC) and chance.random() < 0.7:
        content = with_checksums(content)
    return content
