#!/usr/bin/env python3
"""A stranger's reader: written from docs/FORMAT.md alone, it reads every vector of tests/vectors/ and checks all that can be checked.

No packages but Python's own. Prints `N passed, N failed`; exits with 1 when something failed.
"""

import json
import pathlib
import re
import sys

sys.dont_write_bytecode = True
from blake3 import blake3, derive_key
from cbor import Id, Refused, decode, encode
from chacha import unseal
from ed25519 import verify
from law import Place, device_id, possible
from shapes import MAX_INDEX, REGISTRY, Shape, chain_id, digest, is_head, number, tables

ROOT = pathlib.Path(__file__).resolve().parents[2]
PASSED, FAILED = [], []


def check(ok, what):
    (PASSED if ok else FAILED).append(what)
    if not ok:
        print(f"FAILED {what}")


def unhex(text):
    """Hexadecimal of the vectors: groups, of which `61*300` is a byte many times."""
    out = b""
    for part in text.split(" "):
        digits, _, times = part.partition("*")
        out += bytes.fromhex(digits) * int(times or 1)
    return out


class Kind:
    """A row of the table of kinds."""

    def __init__(self, row):
        code, version, name, volume, stratum, key, value, who, clears, places, _ = row
        self.code, self.version, self.name = int(code), int(version), name.strip("`")
        self.volume, self.stratum = volume, int(stratum)
        self.key, self.value = Shape(key.strip("`")), Shape(value.strip("`"))
        self.clears = {"yes": True, "no": False}[clears]
        self.places = dict(p.split("=") for p in places.split())
        self.who, *asked = who.split(", ")
        self.asked = dict(re.fullmatch(r"(own|stamp)(?:\((.*)\))?", a).groups() for a in asked)
        # Section 11: places and `own` name items of the key.
        items = [p for p in self.places.values()] + [self.asked[a] for a in self.asked if a == "own"]
        names = re.findall(r"([a-z_]+): ", key)
        check(all(p in [f"key.{i}" for i in range(len(names))] for p in items), f"{self.name}: places in the key")
        if self.who == "anyone":
            check(self.asked.get("own") == "key.0" and names[0] == "user", f"{self.name}: a cell of one's own")

    def accepts(self, event):
        return self.key.accepts(event.key) and ((self.clears and event.value is None) or self.value.accepts(event.value))


class Event:
    """Section 2. Raises Refused when the bytes are not an event."""

    def __init__(self, data):
        a = decode(data)
        if not isinstance(a, list) or not 5 <= len(a) <= 7:
            raise Refused("not five to seven items")
        self.claim, self.kind, self.version, self.key, self.value = a[:5]
        self.refs = a[5] if len(a) > 5 else []
        self.permit = a[6] if len(a) > 6 else None
        if not (number(self.claim, -(2**63), 2**63 - 1) and number(self.kind, 0, 65535) and number(self.version, 0, 255)):
            raise Refused("claim, kind or version")
        if not isinstance(self.key, list) or not isinstance(self.refs, list) or not all(is_head(r) for r in self.refs):
            raise Refused("key or refs")
        if len(a) == 6 and not self.refs or len(a) == 7 and not isinstance(self.permit, Id):
            raise Refused("empty refs, or the permit")
        self.items = a


def door(data, kinds):
    """Where the bytes stop by themselves; the event, its kind."""
    try:
        event = Event(data)
    except Refused:
        return "form", None, None
    kind = kinds.get((event.kind, event.version))
    if kind is None:
        return "unknown", event, None
    if not kind.accepts(event):
        return "shape", event, kind
    return "open" if possible(event, kind) else "law", event, kind


def read_document():
    text = (ROOT / "docs/FORMAT.md").read_text(encoding="utf-8")
    kinds, enumerations = {}, 0
    for table in tables(text):
        if table[0][0] == "code" and len(table[0]) == 11:
            for row in table[1:]:
                row += [""] * (11 - len(row))
                kind = Kind(row)
                check((kind.code, kind.version) not in kinds, f"kind {kind.code} stands once")
                kinds[kind.code, kind.version] = kind
        elif table[0] == ["code", "name", "meaning"]:
            codes = [row[0] for row in table[1:]]
            check(len(set(codes)) == len(codes) and len(codes) > 0, f"enumeration with {table[1]} counts each code once")
            enumerations += 1
    check(len(kinds) > 120, "more than a hundred and twenty kinds")
    check(enumerations > 30, "more than thirty enumerations")
    return kinds


def read_events(kinds):
    seen = set()
    for chain in json.loads((ROOT / "tests/vectors/events.json").read_text())["chains"]:
        volume = chain["volume"]
        h = derive_key("zhurnal chain 1", chain_id(unhex(chain["device"]), volume, unhex(chain["nonce"])))
        check(h.hex() == chain["origin"], f"origin of the chain in volume {volume}")
        for line in chain["events"]:
            what, data = f"{line['kind']}, {line['case']}", unhex(line["bytes"])
            h = blake3(h + data)
            check(h.hex() == line["hash"], f"{what}: hash")
            stop, event, kind = door(data, kinds)
            check(stop == "open", f"{what}: passes all doors, stops at {stop}")
            if kind is None:
                continue
            check(kind.name == line["kind"], f"{what}: name")
            check(kind.volume in ("both", "year" if volume else "registry"), f"{what}: volume")
            check(encode(event.items) == data, f"{what}: written back")
            seen.add((event.kind, event.version))
    check(seen == set(kinds), f"vectors for every kind, none for {sorted(set(kinds) - seen)}")


def read_rejects(kinds):
    for line in json.loads((ROOT / "tests/vectors/rejects.json").read_text()):
        stop, _, _ = door(unhex(line["bytes"]), kinds)
        check(stop == line["door"], f"{line['why']}: stops at {line['door']}, not at {stop}")


def segment_head(s):
    """Section 6: chain id, hashes of the events, and whether all is as it should be but for the signature."""
    chain = chain_id(unhex(s["device"]), s["volume"], unhex(s["nonce"]))
    events, h = [unhex(e) for e in s["events"]], unhex(s["prev"])
    ok = 0 < len(events) and s["first"] + len(events) - 1 <= MAX_INDEX
    ok = ok and (s["first"] > 0 or h == derive_key("zhurnal chain 1", chain))
    hashes = []
    for data in events:
        try:
            Event(data)
        except Refused:
            ok = False
        h = blake3(h + data)
        hashes.append(h)
    return chain, events, hashes, ok


def read_segments(kinds):
    counts = {True: 0, False: 0}
    for s in json.loads((ROOT / "tests/vectors/segments.json").read_text()):
        chain, events, hashes, ok = segment_head(s)
        sign, seal = unhex(s["sign"]), unhex(s["seal"])
        # Section 3: one id has one pair of keys; a root's chain stands in the registry.
        ok = ok and chain[:16] == (device_id(sign, seal) if seal else blake3(sign)[:16]) and (seal != b"" or s["volume"] == REGISTRY)
        if ok:
            last = (s["first"] + len(events) - 1).to_bytes(4, "big")
            ok = verify(sign, digest("zhurnal head 1", chain + last + hashes[-1]), unhex(s["signature"]))
        counts[ok] += 1
        check(ok == s["authentic"], f"segment, {s['case']}: authentic is {s['authentic']}")
        if ok:
            void = Place(chain, s["first"], hashes, events, lambda data: door(data, kinds)).void()
            for i in range(len(events)):
                check((i in void) == (i in s["void"]), f"segment, {s['case']}: event {i} is void: {i in s['void']}")
    check(min(counts.values()) >= 20, f"twenty segments that are authentic, twenty that are not: {counts}")


class Root:
    """Section 8. Raises Refused when the bytes are no root document."""

    def __init__(self, data):
        try:
            self.body, self.by_self, self.by_predecessor = decode(data)
            form, self.version, self.school, self.public, self.exchange, self.next, self.previous = decode(self.body)
        except (ValueError, TypeError) as e:
            raise Refused("no root document") from e
        ok = form == 1 and number(self.version, 1, 255) and isinstance(self.school, Id) and len(data) <= 512
        ok = ok and [len(b) for b in (self.public, self.exchange, self.next, self.by_self)] == [32, 32, 32, 64]
        if not (ok and len(self.previous) in (0, 32) and len(self.by_predecessor) in (0, 64)):
            raise Refused("a root document of another form")
        self.rank = (self.by_predecessor == b"", blake3(self.body))

    def _signed(self, by, signature):
        return verify(by, digest("zhurnal root 1", self.body), signature)

    def begins(self):
        return self.version == 1 and self.previous == b"" and self.by_predecessor == b"" and self._signed(self.public, self.by_self)

    def follows(self, last):
        named = self.version == last.version + 1 and self.school == last.school and self.previous == blake3(last.body)
        named = named and derive_key("zhurnal root next 1", self.public) == last.next
        before = self.by_predecessor == b"" or self._signed(last.public, self.by_predecessor)
        return named and before and self._signed(self.public, self.by_self)


def read_roots():
    """Section 8."""
    vectors = json.loads((ROOT / "tests/vectors/roots.json").read_text())
    documents, right = [], []
    for line in vectors["documents"]:
        data, case = unhex(line["document"]), line["case"]
        root = Root(data)
        check(encode([root.body, root.by_self, root.by_predecessor]) == data, f"{case}: written back")
        check(blake3(root.public)[:16].hex() == line["device"], f"{case}: device id of its chain")
        is_right = root.begins() or any(root.follows(r) for r in right)
        check(is_right == line["right"], f"{case}: right is {line['right']}")
        right += [root] if is_right else []
        documents.append(root)
    followed = [next(r for r in documents if r.begins())]
    while after := [r for r in right if r.follows(followed[-1])]:
        followed.append(min(after, key=lambda r: r.rank))
    check([documents.index(r) for r in followed] == vectors["followed"], "the roots that are followed")


def read_persons():
    """Section 15."""
    vectors = json.loads((ROOT / "tests/vectors/persons.json").read_text())
    data, keys = unhex(vectors["list"]), {}
    magic = b"zhurnal persons 1\n"
    check(data.startswith(magic) and (len(data) - len(magic)) % 48 == 0, "a list of persons")
    records = [data[i : i + 48] for i in range(len(magic), len(data), 48)]
    check(len(set(records)) == len(records), "no record twice")
    for record, line in zip(records, vectors["keys"], strict=True):
        keys[record[:16]] = record[16:]
        check(record.hex() == line["person"] + line["key"], "a record of a list")
        check(derive_key("zhurnal person key hash 1", record).hex() == line["hash"], "the hash of a person's key")
    for line in vectors["sealed"]:
        person, cell, sealed = (unhex(line[n]) for n in ("person", "cell", "sealed"))
        key = derive_key("zhurnal person seal 1", keys[person])

        def text(kind, cell, person=person, key=key, sealed=sealed):
            return unseal(key, sealed[:24], sealed[24:], person + kind.to_bytes(2, "big") + cell)

        check(text(line["kind"], cell) == line["text"].encode(), "a sealed text")
        check(text(line["kind"] + 1, cell) is None, "a sealed text of another kind")
        check(text(line["kind"], cell, person=bytes(16)) is None, "a sealed text of another person")
        check(text(line["kind"], encode([Id(person), 3])) is None, "a sealed text of another cell")
        check(text(line["kind"], cell, key=bytes(32)) is None, "a sealed text under another key")


def own_tools():
    """The tools of this reader against values published elsewhere."""
    check(blake3(b"").hex() == "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262", "BLAKE3 of nothing")
    data = bytes(i % 251 for i in range(5121))
    check(blake3(data[:1025]).hex() == "d00278ae47eb27b34faecf67b4fe263f82d5412916c1ffd97c8cb7fb814b8444", "BLAKE3 of 1025 bytes")
    key = derive_key("BLAKE3 2019-12-27 16:29:52 test vectors context", data[:1])
    check(key.hex() == "b3e2e340a117a499c6cf2398a19ee0d29cca2bb7404c73063382693bf66cb06c", "BLAKE3 key derivation")
    key = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    signature = bytes.fromhex(
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    )
    check(verify(key, b"", signature) and not verify(key, b"x", signature), "Ed25519 of RFC 8032, test 1")


def main():
    own_tools()
    kinds = read_document()
    read_events(kinds)
    read_rejects(kinds)
    read_segments(kinds)
    read_roots()
    read_persons()
    print(f"{len(PASSED)} passed, {len(FAILED)} failed")
    return 1 if FAILED else 0


if __name__ == "__main__":
    sys.exit(main())
