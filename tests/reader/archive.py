#!/usr/bin/env python3
"""A stranger's verifier of archives: written from docs/FORMAT.md, section 14, alone. No packages but Python's own.

archive.py FILE [--trust FINGERPRINT]; exits with 0: authentic, 5: intact, 6: damaged.
"""

import base64
import json
import re
import struct
import sys
import zlib

sys.dont_write_bytecode = True
from blake3 import blake3, derive_key
from cbor import Id, Refused, decode, encode
from ed25519 import verify

MAGIC = b"zhurnal ledger 1\n"
MOST_FILES, MOST_BYTES, MOST_MANIFEST, MOST_EVENTS = 10_000, 4_294_967_294, 8 << 20, 1 << 20
DEVICE, GAP, CUT, STAMP = 11, 5, 6, 4


class Damaged(Exception):
    """The archive is not intact; the text says why."""


def need(ok, why):
    if not ok:
        raise Damaged(why)


def digest(context, *parts):
    framed = b"".join(len(p).to_bytes(8, "little") + p for p in parts)
    return derive_key(context, len(parts).to_bytes(8, "little") + framed)


def unhex(text, length=None):
    need(isinstance(text, str) and re.fullmatch("([0-9a-f]{2})*", text) is not None, "not lower-case hexadecimal")
    data = bytes.fromhex(text)
    need(length is None or len(data) == length, "a length in hexadecimal")
    return data


# The container


def sound(name):
    def part(p):
        return p != "" and not p.startswith(" ") and not p.endswith((" ", ".")) and not re.search(r'[\\:*?"<>|\x00-\x1f\x7f-\x9f]', p)

    return len(name.encode()) <= 240 and all(part(p) for p in name.split("/"))


def made_again(files):
    """The one file of these names and contents."""
    body, directory = [], []
    offset = 0
    for name, content in files:
        raw = name.encode()
        flags = 0 if raw.isascii() else 0x0800
        common = struct.pack("<HHHHHIIIHH", 10, flags, 0, 0, 0x21, zlib.crc32(content), len(content), len(content), len(raw), 0)
        local = b"PK\x03\x04" + common + raw
        directory.append(b"PK\x01\x02\x0a\x03" + common + struct.pack("<HHHII", 0, 0, 0, 0o100644 << 16, offset) + raw)
        body += [local, content]
        offset += len(local) + len(content)
    directory = b"".join(directory)
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, len(files), len(files), len(directory), offset, 0)
    return b"".join(body) + directory + end


def read_container(data):
    """Reads files from the front, then compares with the file made again."""
    need(len(data) <= MOST_BYTES, "too large")
    files, at = [], 0
    while data[at : at + 4] == b"PK\x03\x04":
        need(len(files) < MOST_FILES and at + 30 <= len(data), "too many files, or cut")
        size, _, length = struct.unpack_from("<IIH", data, at + 18)
        start = at + 30 + length
        try:
            name = data[at + 30 : start].decode("utf-8", "strict")
        except UnicodeDecodeError:
            raise Damaged("a name that is no UTF-8") from None
        need(sound(name) and start + size <= len(data), f"a name or a size: {name!r}")
        files.append((name, data[start : start + size]))
        at = start + size
    need(len({n.lower() for n, _ in files}) == len(files), "a name twice")
    need(made_again(files) == data, "not the canonical file")
    return files


# The manifest

MEMBERS = {
    "format": str, "school": dict, "year": int, "made": str, "interim": bool, "program": str, "fingerprint": str,
    "roots": list, "signer": dict, "events": int, "files": list,
}  # fmt: skip


def read_manifest(data):
    need(len(data) <= MOST_MANIFEST, "the manifest is too long")
    try:
        m = json.loads(data.decode("utf-8", "strict"))
    except (UnicodeDecodeError, ValueError):
        raise Damaged("the manifest is no JSON") from None
    need(isinstance(m, dict) and list(m) == list(MEMBERS), "members of the manifest")
    need(all(type(m[k]) is t for k, t in MEMBERS.items()), "types in the manifest")
    need(list(m["school"]) == ["id", "name"] and list(m["signer"]) == ["device", "key", "certificate"], "members inside")
    need(all(isinstance(f, dict) and list(f) == ["name", "size", "blake3"] for f in m["files"]), "files of the manifest")
    need((json.dumps(m, ensure_ascii=False, indent=2) + "\n").encode() == data, "the manifest has another form")
    need(m["format"] == "zhurnal archive 1", "another format")
    unhex(m["school"]["id"], 16), unhex(m["signer"]["device"], 16)
    return m


# The ledger


def read_segment(data, at):
    """One segment: chain id, first, prev, last hash, signature, events; and where it ends."""
    need(at + 130 <= len(data), "a segment cut short")
    chain, first, prev = data[at : at + 26], int.from_bytes(data[at + 26 : at + 30], "big"), data[at + 30 : at + 62]
    signature, count = data[at + 62 : at + 126], int.from_bytes(data[at + 126 : at + 130], "big")
    need(1 <= count <= MOST_EVENTS and first + count <= 2**32, "a segment's count")
    at += 130
    events, hashes, h = [], [], prev
    for _ in range(count):
        length = int.from_bytes(data[at : at + 4], "big")
        need(at + 4 + length <= len(data) and length <= 65536, "an event cut short")
        raw = data[at + 4 : at + 4 + length]
        at += 4 + length
        try:
            event = decode(raw)
        except Refused as e:
            raise Damaged(f"an event: {e}") from None
        need(isinstance(event, list) and 5 <= len(event) <= 7, "no event")
        h = blake3(h + raw)
        events.append(event)
        hashes.append(h)
    return {"chain": chain, "first": first, "prev": prev, "hashes": hashes, "signature": signature, "events": events}, at


def head_signed(s, key):
    message = s["chain"] + (s["first"] + len(s["hashes"]) - 1).to_bytes(4, "big") + s["hashes"][-1]
    return verify(key, digest("zhurnal head 1", message), s["signature"])


def read_ledger(data, volume):
    need(data[:17] == MAGIC, "no ledger")
    at, out = 17, []
    while at < len(data):
        s, at = read_segment(data, at)
        need(int.from_bytes(s["chain"][16:18], "big") == volume, "a segment of another volume")
        need(s["first"] > 0 or s["prev"] == derive_key("zhurnal chain 1", s["chain"]), "a chain begins elsewhere")
        out.append(s)
    return out


def prove(segments, roots):
    """Every head signed, every segment following. Gives the ids of devices that were cut off."""
    keys, gaps, known, cut = {}, set(), set(), set()
    for s in segments:
        for i, (h, e) in enumerate(zip(s["hashes"], s["events"])):
            known.add((s["chain"], s["first"] + i, h))
            kind, key, value = e[1], e[3], e[4]
            if kind == DEVICE and isinstance(value, list):
                keys.setdefault(bytes(key[0]), set()).add(bytes(value[0]))
            elif kind == GAP and isinstance(value, list):
                gaps.add((bytes(key[0]), bytes(key[1]), value[0], bytes(value[1])))
            elif kind == CUT and isinstance(value, list) and value[0][0] == 2:
                cut.add(bytes(value[0][1]))
    for s in segments:
        device = s["chain"][:16]
        own = set(keys.get(device, ()))
        if s["chain"][16:18] == b"\0\0":
            own |= {k for k in roots if blake3(k)[:16] == device}
        need(any(head_signed(s, k) for k in own), "a head is not signed")
        if s["first"] > 0:
            before = s["first"] - 1
            follows = (s["chain"], before, s["prev"]) in known or (device, s["chain"][18:], before, s["prev"]) in gaps
            need(follows, "a segment follows nothing")
    return cut


# Roots and certificate


def read_roots(documents, school):
    """Section 8: public keys of the roots, or nothing when they are not a chain."""
    last, keys = None, []
    for n, data in enumerate(documents, 1):
        try:
            body, by_self, by_predecessor = decode(data)
            form, version, of, public, _, following, previous = decode(body)
        except (Refused, ValueError, TypeError):
            raise Damaged(f"root/{n}") from None
        need(encode([body, by_self, by_predecessor]) == data and len(data) <= 512 and form == 1, f"root/{n}: form")
        need(version == n and isinstance(of, Id) and of == school, f"root/{n}: another school or number")
        need(verify(public, digest("zhurnal root 1", body), by_self), f"root/{n}: its signature")
        if last is None:
            need(previous == b"" and by_predecessor == b"", "root/1 has a predecessor")
        else:
            need(previous == last[0] and derive_key("zhurnal root next 1", public) == last[1], f"root/{n} does not follow")
            need(verify(last[2], digest("zhurnal root 1", body), by_predecessor), f"root/{n}: predecessor's signature")
        last = blake3(data), following, public
        keys.append(public)
    need(0 < len(keys) <= 255, "no roots")
    return keys


def fingerprint(key):
    return base64.b32encode(blake3(key)[:10]).decode().lower()


def certified(signer, roots):
    data = unhex(signer["certificate"])
    try:
        s, end = read_segment(data, 0)
    except Damaged:
        return False
    root = [k for k in roots if blake3(k)[:16] == s["chain"][:16]]
    if end != len(data) or s["chain"][16:18] != b"\0\0" or not any(head_signed(s, k) for k in root):
        return False
    if s["first"] == 0 and s["prev"] != derive_key("zhurnal chain 1", s["chain"]):
        return False
    device, key = unhex(signer["device"], 16), unhex(signer["key"], 32)
    return any(e[1] == DEVICE and e[3] == [device] and e[4][0] == key and STAMP in e[4][2] for e in s["events"])


def examine(data, trust):
    """Raises Damaged, or says whether the archive is authentic."""
    files = read_container(data)
    need([n for n, _ in files[-2:]] == ["manifest.json", "manifest.sig"], "no manifest at the end")
    text, signature = files[-2][1], files[-1][1]
    m = read_manifest(text)
    key = unhex(m["signer"]["key"], 32)
    need(len(signature) == 64 and verify(key, digest("zhurnal archive 1", text), signature), "the signature")
    listed = [(f["name"], f["size"], f["blake3"]) for f in m["files"]]
    need([(n, len(c), blake3(c).hex()) for n, c in files[:-2]] == listed, "files differ from the manifest")
    roots = read_roots([unhex(d) for d in m["roots"]], unhex(m["school"]["id"], 16))
    need(fingerprint(roots[-1]) == m["fingerprint"], "the fingerprint is not the last root's")
    content = dict(files)
    names = {"записи/реестр.bin": 0, f"записи/{m['year']}.bin": m["year"]}
    need(all(n in content for n in names), "no ledger")
    segments = [s for n, volume in names.items() for s in read_ledger(content[n], volume)]
    cut = prove(segments, roots)
    events = sum(len(s["events"]) for s in segments)
    need(events == m["events"], "the number of events")
    print(f"{m['school']['name']}, {m['year']}: {len(files)} files, {events} events, {'interim' if m['interim'] else 'closed'}")
    wanted = re.sub(r"[\s-]", "", trust or "").lower()
    own = wanted in [fingerprint(k) for k in roots]
    return own and certified(m["signer"], roots) and unhex(m["signer"]["device"]) not in cut


def main(arguments):
    trust = arguments[arguments.index("--trust") + 1] if "--trust" in arguments else None
    with open(arguments[0], "rb") as f:
        data = f.read()
    try:
        authentic = examine(data, trust)
    except Damaged as e:
        print(f"damaged: {e}")
        return 6
    print("authentic" if authentic else "intact")
    return 0 if authentic else 5


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
