"""XChaCha20-Poly1305: opening only (RFC 8439, draft-irtf-cfrg-xchacha)."""

import struct

CONSTANT = struct.unpack("<4I", b"expand 32-byte k")


def _rounds(state):
    x = list(state)

    def quarter(a, b, c, d):
        for first, second, third, turn in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
            x[first] = (x[first] + x[second]) & 0xFFFFFFFF
            v = x[third] ^ x[first]
            x[third] = (v << turn | v >> (32 - turn)) & 0xFFFFFFFF

    for _ in range(10):
        for i in range(4):
            quarter(i, 4 + i, 8 + i, 12 + i)
        for i in range(4):
            quarter(i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4)
    return x


def _block(key, counter, nonce):
    state = (*CONSTANT, *struct.unpack("<8I", key), counter, *struct.unpack("<3I", nonce))
    return struct.pack("<16I", *((a + b) & 0xFFFFFFFF for a, b in zip(_rounds(state), state)))


def _subkey(key, nonce):
    x = _rounds((*CONSTANT, *struct.unpack("<8I", key), *struct.unpack("<4I", nonce)))
    return struct.pack("<8I", *x[:4], *x[12:])


def _tag(key, message):
    r = int.from_bytes(key[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    total = 0
    for i in range(0, len(message), 16):
        total = (total + int.from_bytes(message[i : i + 16] + b"\1", "little")) * r % (2**130 - 5)
    return ((total + int.from_bytes(key[16:], "little")) % 2**128).to_bytes(16, "little")


def unseal(key, nonce, sealed, associated):
    """The text, or None when it was not sealed so."""
    key, nonce = _subkey(key, nonce[:16]), b"\0\0\0\0" + nonce[16:]
    text, tag = sealed[:-16], sealed[-16:]

    def padded(b):
        return b + b"\0" * (-len(b) % 16)

    lengths = struct.pack("<QQ", len(associated), len(text))
    if _tag(_block(key, 0, nonce)[:32], padded(associated) + padded(text) + lengths) != tag:
        return None
    stream = b"".join(_block(key, 1 + i, nonce) for i in range((len(text) + 63) // 64))
    return bytes(a ^ b for a, b in zip(text, stream))
