#!/usr/bin/env python3
"""A stranger's reader: written from docs/FORMAT.md alone, it reads every vector of tests/vectors/ and checks all that can be checked.

No packages but Python's own. Prints `N passed, N failed`; exits with 1 when something failed.
"""

import json
import pathlib
import sys

sys.dont_write_bytecode = True
from blake3 import blake3, derive_key
from cbor import Id, Refused, decode, encode
from ed25519 import verify
from shapes import Shape, is_head, number, tables

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
        self.volume, self.stratum, self.who = volume, int(stratum), who
        self.key, self.value = Shape(key.strip("`")), Shape(value.strip("`"))
        self.clears = {"yes": True, "no": False}[clears]
        self.places = dict(p.split("=") for p in places.split())

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
    """Where the bytes stop."""
    try:
        event = Event(data)
    except Refused:
        return "form", None
    kind = kinds.get((event.kind, event.version))
    if kind is None:
        return "unknown", event
    if not kind.accepts(event):
        return "shape", event
    if kind.name == "cut" and (event.value[0][0] <= 3) != (event.value[4] <= 1):
        return "law", event
    return "open", event


def chain_id(device, volume, nonce):
    return device + volume.to_bytes(2, "big") + nonce


def digest(context, *parts):
    framed = b"".join(len(p).to_bytes(8, "little") + p for p in parts)
    return derive_key(context, len(parts).to_bytes(8, "little") + framed)


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
    check(len(kinds) > 100, "more than a hundred kinds")
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
            stop, event = door(data, kinds)
            check(stop == "open", f"{what}: passes all doors, stops at {stop}")
            if event is None or stop == "unknown":
                continue
            kind = kinds[event.kind, event.version]
            check(kind.name == line["kind"], f"{what}: name")
            check(kind.volume in ("both", "year" if volume else "registry"), f"{what}: volume")
            check(encode(event.items) == data, f"{what}: written back")
            seen.add((event.kind, event.version))
    check(seen == set(kinds), f"vectors for every kind, none for {sorted(set(kinds) - seen)}")


def read_rejects(kinds):
    for line in json.loads((ROOT / "tests/vectors/rejects.json").read_text()):
        stop, _ = door(unhex(line["bytes"]), kinds)
        check(stop == line["door"], f"{line['why']}: stops at {line['door']}, not at {stop}")


def segment_head(s):
    """Section 6: chain id and head of the last event, or None when it is no segment."""
    chain = chain_id(unhex(s["device"]), s["volume"], unhex(s["nonce"]))
    events, h = [unhex(e) for e in s["events"]], unhex(s["prev"])
    last = s["first"] + len(events) - 1
    if not events or last > 2**32 - 1 or (s["first"] == 0 and h != derive_key("zhurnal chain 1", chain)):
        return None
    for data in events:
        try:
            Event(data)
        except Refused:
            return None
        h = blake3(h + data)
    return chain, last, h


def read_segments():
    path = ROOT / "tests/vectors/segments.json"
    for s in json.loads(path.read_text()):
        head = segment_head(s)
        ok = head is not None
        if ok:
            chain, last, h = head
            ok = verify(unhex(s["key"]), digest("zhurnal head 1", chain + last.to_bytes(4, "big") + h), unhex(s["signature"]))
        check(ok == s["authentic"], f"segment, {s['case']}: authentic is {s['authentic']}")
        for i, data in enumerate(s["events"]) if ok else ():
            event = Event(unhex(data))
            if event.kind == 1:
                _, key, signature = event.value
                message = chain + (s["first"] + i).to_bytes(4, "big")
                right = verify(key, digest("zhurnal session 1", message), signature)
                check(right == s["session"], f"segment, {s['case']}: session is {s['session']}")


def read_roots():
    """Section 8."""
    last = None
    for n, line in enumerate(json.loads((ROOT / "tests/vectors/roots.json").read_text()), 1):
        data = unhex(line["document"])
        body, by_self, by_predecessor = decode(data)
        form, version, school, public, exchange, following, previous = decode(body)
        check(encode([body, by_self, by_predecessor]) == data and len(data) <= 512 and form == 1, f"root/{n}: form")
        check(version == n and isinstance(school, Id) and len(exchange) == 32, f"root/{n}: body")
        check(verify(public, digest("zhurnal root 1", body), by_self), f"root/{n}: own signature")
        if last is None:
            check(previous == b"" and by_predecessor == b"", "root/1: no predecessor")
        else:
            check(previous == last[0] and school == last[1], f"root/{n}: follows root/{n - 1}")
            check(derive_key("zhurnal root next 1", public) == last[2], f"root/{n}: was named before")
            check(verify(last[3], digest("zhurnal root 1", body), by_predecessor), f"root/{n}: predecessor's signature")
        check(blake3(public)[:16].hex() == line["device"], f"root/{n}: device id of its chain")
        last = blake3(data), school, following, public


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
    read_segments()
    read_roots()
    print(f"{len(PASSED)} passed, {len(FAILED)} failed")
    return 1 if FAILED else 0


if __name__ == "__main__":
    sys.exit(main())
