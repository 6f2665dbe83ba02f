"""What happens to a file on its way: cut, garbled, glued together, or made to harm."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

Mutation = Callable[[bytes, bytes, Random], bytes]
"""From a file and another one to what becomes of the first."""
_LONG = 20_000

FRAGMENTS = (
    b"\0",
    b"\0" * 4_096,
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\x1b]0;title\x07\x1b[31m\x1b[2J",
    "\u202e\u2066\u200b\ufeff\ue000".encode(),
    b"\xf0\x9f\xd5\x3f\x81\x30",
    b"\r\n.\r\n",
    b"[" * _LONG,
    b"{" * _LONG,
    b'{"text":' * (_LONG // 8),
    b'{"text": "\\ud800", "title": NaN, "n": 1e999}\n',
    b'{"text": ' + b"9" * 6_000 + b"}\n",
    b'{"schema":"piyue.article/1","text":[]}\n',
    b'"' + b"x\n" * _LONG,
    b",\t;" * _LONG,
    b"=cmd|' /C calc'!A0\n",
    b"<div>" * _LONG,
    b"<b>" * _LONG,
    b"</p></td>" * (_LONG // 4),
    b"<!--",
    b"<![CDATA[",
    b"<script>",
    b'<a href="' * (_LONG // 4),
    b"&" * _LONG,
    b"&#xD800;&#0;&#x110000;&#99999999999999999999;",
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
    b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;',
    b'<meta charset="utf-7">',
    b"> " * 5_000,
    b"*" * _LONG,
    b"`" * _LONG,
    b"|" * _LONG,
    b"[a](" * (_LONG // 4),
    b"%PDF-1.7\n",
    b"\n%%EOF\n",
    b"/Length 2147483648 ",
    b"/Kids [1 0 R 1 0 R] ",
    b"q " * _LONG,
    b"PK\x03\x04",
    b"PK\x05\x06" + b"\0" * 18,
    b"\x1f\x8b\x08",
    b"BZh9",
    b"\xfd7zXZ\0",
    b"../../../../tmp/evil",
    b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999\r\n\r\n",
    b"Content-Length: -1\r\n",
    b"Content-Transfer-Encoding: quoted-printable\r\n",
    b"------b--\r\n" * 2_000,
)


def truncated(data: bytes, _other: bytes, random: Random) -> bytes:
    """Cut off somewhere."""
    return data[: random.randrange(len(data) + 1)]


def beheaded(data: bytes, _other: bytes, random: Random) -> bytes:
    """Without its beginning."""
    return data[random.randrange(len(data) + 1) :]


def flipped(data: bytes, _other: bytes, random: Random) -> bytes:
    """With some bits turned over."""
    changed = bytearray(data)
    for _ in range(random.choice((1, 3, 30)) if changed else 0):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def spliced(data: bytes, other: bytes, random: Random) -> bytes:
    """With a piece of another file in it."""
    start = random.randrange(len(other) + 1)
    piece = other[start : start + random.randrange(1, 4_000)]
    at = random.randrange(len(data) + 1)
    return data[:at] + piece + data[at + random.choice((0, len(piece))) :]


def repeated(data: bytes, _other: bytes, random: Random) -> bytes:
    """With a piece of it many times over."""
    start = random.randrange(len(data) + 1)
    end = min(len(data), start + random.choice((1, 10, 300)))
    return data[:end] + data[start:end] * random.choice((1, 10, 300)) + data[end:]


def joined(data: bytes, other: bytes, _random: Random) -> bytes:
    """With another file behind it."""
    return data + other


def lacking(data: bytes, _other: bytes, random: Random) -> bytes:
    """With a hole, of zeros or of nothing."""
    start = random.randrange(len(data) + 1)
    end = min(len(data), start + random.choice((1, 40, 1_000)))
    return data[:start] + bytes(random.choice((0, end - start))) + data[end:]


def poisoned(data: bytes, _other: bytes, random: Random) -> bytes:
    """With what breaks readers in it."""
    at = random.choice((0, len(data), random.randrange(len(data) + 1)))
    return data[:at] + random.choice(FRAGMENTS) + data[at:]


def emptied(_data: bytes, _other: bytes, random: Random) -> bytes:
    """Empty, or blank."""
    return random.choice((b"", b"\n", b" " * 4_096, bytes(4_096)))


def on_one_line(data: bytes, _other: bytes, random: Random) -> bytes:
    """Without line ends, and long."""
    return data.replace(b"\n", b" ") * random.choice((1, 20))


def random_bytes(_data: bytes, _other: bytes, random: Random) -> bytes:
    """No file of any kind."""
    return random.randbytes(random.choice((1, 100, 20_000)))


def untouched(data: bytes, _other: bytes, _random: Random) -> bytes:
    """As it was made."""
    return data


MUTATIONS: tuple[Mutation, ...] = (
    untouched,
    truncated,
    truncated,
    beheaded,
    flipped,
    flipped,
    spliced,
    repeated,
    joined,
    lacking,
    poisoned,
    poisoned,
    poisoned,
    emptied,
    on_one_line,
    random_bytes,
)


def mutated(data: bytes, other: bytes, random: Random) -> bytes:
    """What becomes of a file, by one mutation or two."""
    for _ in range(random.choice((1, 1, 2))):
        data = random.choice(MUTATIONS)(data, other, random)
    return data
