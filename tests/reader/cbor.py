"""Values of docs/FORMAT.md, section 1: the canonical subset of CBOR."""

MAX_DEPTH, MAX_LENGTH = 8, 65536


class Refused(Exception):
    """The bytes are not a canonical value; the text says why."""


class Id(bytes):
    """Sixteen bytes."""


def encode(v):
    """The one encoding of a value."""
    if v is None:
        return b"\xf6"
    if v is True or v is False:
        return b"\xf5" if v else b"\xf4"
    if isinstance(v, int):
        return _head(0, v) if v >= 0 else _head(1, -1 - v)
    if isinstance(v, bytes):
        return _head(2, len(v)) + v
    if isinstance(v, str):
        text = v.encode()
        return _head(3, len(text)) + text
    return _head(4, len(v)) + b"".join(encode(i) for i in v)


def _head(major, n):
    for info, size in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if info == 24 and n < 24:
            return bytes([major << 5 | n])
        if n < 1 << (8 * size):
            return bytes([major << 5 | info]) + n.to_bytes(size, "big")
    raise Refused("too great a number")


def decode(data):
    """Reads exactly one value."""
    if len(data) > MAX_LENGTH:
        raise Refused("longer than 65536 bytes")
    v, end = _item(data, 0, 0)
    if end != len(data):
        raise Refused("bytes after the value")
    return v


def _item(data, at, depth):
    if depth > MAX_DEPTH:
        raise Refused("too deep")
    if at >= len(data):
        raise Refused("the bytes end")
    first, at = data[at], at + 1
    major, info = first >> 5, first & 31
    if major == 7:
        if first not in (0xF4, 0xF5, 0xF6):
            raise Refused("a float, undefined or other simple value")
        return {0xF4: False, 0xF5: True, 0xF6: None}[first], at
    if major > 4:
        raise Refused("a map or a tag")
    if info < 24:
        n = info
    elif info < 28:
        size = 1 << (info - 24)
        if at + size > len(data):
            raise Refused("the bytes end")
        n = int.from_bytes(data[at : at + size], "big")
        at += size
        if n < 24 or (size > 1 and n < 1 << (4 * size)):
            raise Refused("not the shortest form")
    else:
        raise Refused("indefinite or reserved")
    if major < 2:
        if n >= 1 << 63:
            raise Refused("a number outside its bounds")
        return (n if major == 0 else -1 - n), at
    if major == 4:
        items = []
        for _ in range(n):
            v, at = _item(data, at, depth + 1)
            items.append(v)
        return items, at
    if at + n > len(data):
        raise Refused("the bytes end")
    part, at = data[at : at + n], at + n
    if major == 2:
        return (Id(part) if n == 16 else bytes(part)), at
    try:
        return part.decode("utf-8", "strict"), at
    except UnicodeDecodeError:
        raise Refused("not UTF-8") from None
