"""The notation of shapes (docs/FORMAT.md, section 10), the tables of the document, names of chains and what is signed (3, 5)."""

import re
import unicodedata
from blake3 import derive_key
from cbor import Id

MAX_INDEX = 2**31 - 1
REGISTRY = 0


def chain_id(device, volume, nonce):
    return device + volume.to_bytes(2, "big") + nonce


def digest(context, *parts):
    framed = b"".join(len(p).to_bytes(8, "little") + p for p in parts)
    return derive_key(context, len(parts).to_bytes(8, "little") + framed)


def number(v, low, high):
    return isinstance(v, int) and not isinstance(v, bool) and low <= v <= high


def is_head(v):
    return (
        isinstance(v, list)
        and len(v) == 5
        and isinstance(v[0], Id)
        and number(v[1], 0, 65535)
        and type(v[2]) is bytes
        and len(v[2]) == 8
        and number(v[3], 0, MAX_INDEX)
        and type(v[4]) is bytes
        and len(v[4]) == 32
    )


def is_text(v, low, high):
    if not isinstance(v, str) or len(v) > high or (low and not v.strip()):
        return False
    return all(unicodedata.category(c) != "Cc" or c in "\t\n" for c in v)


class Shape:
    """A shape read from its notation; `accepts(value)` says whether a value has it."""

    def __init__(self, text):
        self.text, self.at = text, 0
        self.accepts = self._shape()
        if self.at != len(text):
            raise ValueError(f"{text}: {self.at}")

    def _take(self, pattern):
        m = re.compile(pattern).match(self.text, self.at)
        if m is None:
            raise ValueError(f"{self.text} at {self.at}: no {pattern}")
        self.at = m.end()
        return m

    def _peek(self, text):
        return self.text.startswith(text, self.at)

    def _shape(self):
        if self._peek("["):
            return self._tuple()
        word = self._take(r"[a-z]+")[0]
        plain = {
            "null": lambda v: v is None,
            "bool": lambda v: isinstance(v, bool),
            "id": lambda v: isinstance(v, Id),
            "date": lambda v: number(v, -36525, 73050),
            "instant": lambda v: number(v, -3155760000, 6311520000),
            "head": is_head,
            "cell": lambda v: isinstance(v, list) and len(v) == 2 and number(v[0], 0, 65535) and isinstance(v[1], list),
        }
        if word in plain:
            return plain[word]
        self._take(r"\(")
        if word in ("int", "text"):
            m = self._take(r"(-?\d+)\.\.(-?\d+)\)")
            low, high = int(m[1]), int(m[2])
            return (lambda v: number(v, low, high)) if word == "int" else (lambda v: is_text(v, low, high))
        if word in ("bytes", "blob"):
            n = int(self._take(r"(\d+)\)")[1])
            if word == "bytes":
                return lambda v: type(v) is bytes and len(v) == n
            return lambda v: isinstance(v, bytes) and len(v) <= n
        if word == "opt":
            inner = self._shape()
            self._take(r"\)")
            return lambda v: v is None or inner(v)
        if word == "list":
            inner = self._shape()
            n = int(self._take(r", (\d+)\)")[1])
            return lambda v: isinstance(v, list) and len(v) <= n and all(inner(i) for i in v)
        if word == "oneof":
            alternatives = []
            while True:
                self._take(r"[a-z_]+")
                alternatives.append(self._tuple())
                if self._take(r"; |\)")[0] == ")":
                    break
            return lambda v: (
                isinstance(v, list)
                and len(v) > 0
                and number(v[0], 0, len(alternatives) - 1)
                and alternatives[v[0]](v[1:])
            )
        raise ValueError(f"{word}?")

    def _tuple(self):
        self._take(r"\[")
        items = []
        while not self._peek("]"):
            self._take(r"(, )?[a-z_]+: ")
            items.append(self._shape())
        self._take(r"\]")
        return lambda v: isinstance(v, list) and len(v) == len(items) and all(s(i) for s, i in zip(items, v))


def tables(text):
    """All markdown tables of a text: lists of rows, each a list of cells; the first is the header's."""
    table = []
    for line in text.split("\n") + [""]:
        if line.startswith("|"):
            table.append([cell.strip() for cell in line.strip().strip("|").split(" | ")] if "|---" not in line else None)
        elif table:
            yield [row for row in table if row is not None]
            table = []
