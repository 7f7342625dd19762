#!/usr/bin/env python3
"""A stranger's verifier of archives: written from docs/FORMAT.md, section 14, alone. No packages but Python's own.

It judges no law: where some cut names the computer that signed, or a root, it says *intact* and leaves the rest to a program that does.

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
from cbor import Refused, encode
from ed25519 import verify
from law import possible
from read import Event, Root, read_document
from shapes import MAX_INDEX, chain_id, digest

MAGIC = b"zhurnal ledger 1\n"
MOST_FILES, MOST_BYTES, MOST_MANIFEST, MOST_EVENTS = 10_000, 4_294_967_294, 8 << 20, 1 << 20
MOST_LEDGER, MOST_SEGMENTS = 512 << 20, 1 << 16
DEVICE, GAP, CUT, STAMP = "device", "gap", "cut", 4


class Damaged(Exception):
    """The archive is not intact; the text says why."""


def need(ok, why):
    if not ok:
        raise Damaged(why)


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
    "format": str, "school": dict, "year": int, "made": str, "interim": bool, "program": str, "papers": int, "fingerprint": str,
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
    need(m["format"] == "zhurnal archive 3", "another format")
    need(0 < m["year"] < 1 << 16 and 0 <= m["papers"] < 1 << 16, "numbers of the manifest")
    unhex(m["school"]["id"], 16), unhex(m["signer"]["device"], 16)
    return m


# The ledger


def read_segment(data, at):
    """One segment: chain id, first, prev, hashes, signature, events; and where it ends."""
    need(at + 130 <= len(data), "a segment cut short")
    chain, first, prev = data[at : at + 26], int.from_bytes(data[at + 26 : at + 30], "big"), data[at + 30 : at + 62]
    signature, count = data[at + 62 : at + 126], int.from_bytes(data[at + 126 : at + 130], "big")
    need(1 <= count <= MOST_EVENTS and first + count - 1 <= MAX_INDEX, "a segment's count")
    at += 130
    events, hashes, h = [], [], prev
    for _ in range(count):
        length = int.from_bytes(data[at : at + 4], "big")
        need(at + 4 + length <= len(data) and length <= 65536, "an event cut short")
        raw = data[at + 4 : at + 4 + length]
        at += 4 + length
        try:
            event = Event(raw)
        except Refused as e:
            raise Damaged(f"an event: {e}") from None
        h = blake3(h + raw)
        events.append(event)
        hashes.append(h)
    return {"chain": chain, "first": first, "prev": prev, "hashes": hashes, "signature": signature, "events": events}, at


def head_signed(s, key):
    message = s["chain"] + (s["first"] + len(s["hashes"]) - 1).to_bytes(4, "big") + s["hashes"][-1]
    return verify(key, digest("zhurnal head 1", message), s["signature"])


def volume_of(chain):
    return int.from_bytes(chain[16:18], "big")


def read_ledger(data, volume):
    need(data[:17] == MAGIC, "no ledger")
    at, out = 17, []
    while at < len(data):
        s, at = read_segment(data, at)
        need(volume_of(s["chain"]) == volume, "a segment of another volume")
        need(s["first"] > 0 or s["prev"] == derive_key("zhurnal chain 1", s["chain"]), "a chain begins elsewhere")
        out.append(s)
    return out


def lawful(event, kinds):
    """The name of an event's kind, where it passes the doors by itself."""
    kind = kinds.get((event.kind, event.version))
    return kind.name if kind is not None and kind.accepts(event) and event.value is not None and possible(event, kind) else None


class Proof:
    """Section 14, "Intact": every chain of a root or of one who was introduced, every head signed, every segment following."""

    def __init__(self, segments, roots, kinds):
        self.roots = {blake3(k)[:16]: k for k in roots}
        self.keys, self.by, self.known, self.cut, gaps = {}, {}, set(), set(), []
        for s in segments:
            for i, (h, e) in enumerate(zip(s["hashes"], s["events"])):
                self.known.add((s["chain"], s["first"] + i, h))
                name = lawful(e, kinds)
                if name == DEVICE and volume_of(s["chain"]) == 0:
                    self.keys[e.key[0]] = e.value[0]
                    self.by.setdefault(e.key[0], set()).add(s["chain"][:16])
                elif name == GAP and volume_of(s["chain"]) in (0, e.key[1]):
                    gaps.append((s["chain"][:16], (chain_id(*e.key[:3]), e.value[0], e.value[1])))
                elif name == CUT and volume_of(s["chain"]) == 0 and e.value[0][0] == 2:
                    self.cut.add(e.value[0][1])
        lost = {place for by, place in gaps if by in self.roots or self.by_root(by)}
        for s in segments:
            key = self.signer(s["chain"])
            need(key is not None and head_signed(s, key), "a head is not signed, or of nobody")
            before = (s["chain"], s["first"] - 1, s["prev"])
            need(s["first"] == 0 or before in self.known or before in lost, "a segment follows nothing")

    def by_root(self, device):
        return not self.by.get(device, set()).isdisjoint(self.roots)

    def signer(self, chain):
        """The only key that signs heads of a chain."""
        device = chain[:16]
        if device in self.roots:
            return self.roots[device] if volume_of(chain) == 0 else None
        introduced = any(by in self.roots or self.by_root(by) for by in self.by.get(device, ()))
        return self.keys[device] if introduced else None


# Roots and certificate


def read_roots(documents, school):
    """Section 8: public keys of the roots, or nothing when they are not a chain."""
    roots = []
    for n, data in enumerate(documents, 1):
        try:
            root = Root(data)
        except Refused:
            raise Damaged(f"root/{n}") from None
        need(encode([root.body, root.by_self, root.by_predecessor]) == data and root.school == school, f"root/{n}: form or school")
        need(root.follows(roots[-1]) if roots else root.begins(), f"root/{n} does not follow")
        roots.append(root)
    need(0 < len(roots) <= 255, "no roots")
    return [r.public for r in roots]


def fingerprint(key):
    return base64.b32encode(blake3(key)[:10]).decode().lower()


def certified(signer, proof, kinds):
    """A root's own certificate with the stamp, which stands in the registry too, and no cut that somebody would have to judge."""
    data = unhex(signer["certificate"])
    try:
        s, end = read_segment(data, 0)
    except Damaged:
        return False
    root = proof.roots.get(s["chain"][:16])
    if end != len(data) or volume_of(s["chain"]) != 0 or root is None or not head_signed(s, root):
        return False
    if s["first"] == 0 and s["prev"] != derive_key("zhurnal chain 1", s["chain"]):
        return False
    device, key = unhex(signer["device"], 16), unhex(signer["key"], 32)

    def stamps(i, e):
        gives = lawful(e, kinds) == DEVICE and e.key == [device] and e.value[0] == key and STAMP in e.value[2]
        return gives and (s["chain"], s["first"] + i, s["hashes"][i]) in proof.known

    return any(stamps(i, e) for i, e in enumerate(s["events"])) and proof.cut.isdisjoint({device, *proof.roots})


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
    need(sum(len(content[n]) for n in names) <= MOST_LEDGER, "a ledger larger than any")
    segments = [s for n, volume in names.items() for s in read_ledger(content[n], volume)]
    need(len(segments) <= MOST_SEGMENTS, "more segments than any ledger has")
    kinds = read_document()
    proof = Proof(segments, roots, kinds)
    events = sum(len(s["events"]) for s in segments)
    need(events == m["events"], "the number of events")
    print(f"{m['school']['name']}, {m['year']}: {len(files)} files, {events} events, {'interim' if m['interim'] else 'closed'}")
    wanted = re.sub(r"[\s-]", "", trust or "").lower()
    own = wanted in [fingerprint(k) for k in roots]
    return own and certified(m["signer"], proof, kinds)


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
