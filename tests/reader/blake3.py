"""BLAKE3 in pure Python: hash and key derivation, 32 bytes out. From the BLAKE3 paper, for the reader of docs/FORMAT.md."""

IV = (0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19)
PERMUTATION = (2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8)
CHUNK_START, CHUNK_END, PARENT, ROOT, DERIVE_CONTEXT, DERIVE_MATERIAL = 1, 2, 4, 8, 32, 64
MASK = 0xFFFFFFFF


def _mix(s, a, b, c, d, x, y):
    s[a] = (s[a] + s[b] + x) & MASK
    t = s[d] ^ s[a]
    s[d] = (t >> 16 | t << 16) & MASK
    s[c] = (s[c] + s[d]) & MASK
    t = s[b] ^ s[c]
    s[b] = (t >> 12 | t << 20) & MASK
    s[a] = (s[a] + s[b] + y) & MASK
    t = s[d] ^ s[a]
    s[d] = (t >> 8 | t << 24) & MASK
    s[c] = (s[c] + s[d]) & MASK
    t = s[b] ^ s[c]
    s[b] = (t >> 7 | t << 25) & MASK


def _compress(chaining, block, length, counter, flags):
    m = [int.from_bytes(block[i : i + 4], "little") for i in range(0, 64, 4)]
    s = [*chaining, *IV[:4], counter & MASK, counter >> 32, length, flags]
    for turn in range(7):
        _mix(s, 0, 4, 8, 12, m[0], m[1])
        _mix(s, 1, 5, 9, 13, m[2], m[3])
        _mix(s, 2, 6, 10, 14, m[4], m[5])
        _mix(s, 3, 7, 11, 15, m[6], m[7])
        _mix(s, 0, 5, 10, 15, m[8], m[9])
        _mix(s, 1, 6, 11, 12, m[10], m[11])
        _mix(s, 2, 7, 8, 13, m[12], m[13])
        _mix(s, 3, 4, 9, 14, m[14], m[15])
        if turn < 6:
            m = [m[i] for i in PERMUTATION]
    return [s[i] ^ s[i + 8] for i in range(8)]


def _chunk(key, data, counter, flags, root):
    """The chaining value of one chunk of at most 1024 bytes."""
    chaining = key
    blocks = [data[i : i + 64] for i in range(0, len(data), 64)] or [b""]
    for i, block in enumerate(blocks):
        f = flags | (CHUNK_START if i == 0 else 0)
        if i == len(blocks) - 1:
            f |= CHUNK_END | (ROOT if root else 0)
        chaining = _compress(chaining, block.ljust(64, b"\0"), len(block), counter, f)
    return chaining


def _words(chaining):
    return b"".join(w.to_bytes(4, "little") for w in chaining)


def _tree(key, data, counter, flags, root):
    if len(data) <= 1024:
        return _chunk(key, data, counter, flags, root)
    chunks = (len(data) - 1) // 1024
    left = 1 << (chunks.bit_length() - 1)  # the greatest power of two below the number of chunks
    a = _tree(key, data[: left * 1024], counter, flags, False)
    b = _tree(key, data[left * 1024 :], counter + left, flags, False)
    return _compress(key, _words(a) + _words(b), 64, 0, flags | PARENT | (ROOT if root else 0))


def blake3(data):
    """32 bytes of BLAKE3."""
    return _words(_tree(IV, data, 0, 0, True))


def derive_key(context, material):
    """32 bytes of BLAKE3 in key derivation mode."""
    key = _tree(IV, context.encode(), 0, DERIVE_CONTEXT, True)
    return _words(_tree(tuple(key), material, 0, DERIVE_MATERIAL, True))
