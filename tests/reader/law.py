"""What says the impossible (docs/FORMAT.md, 7): by itself, and at the place where it stands."""

import datetime

from blake3 import derive_key
from ed25519 import verify
from shapes import REGISTRY, chain_id, digest

AUTHOR, KEYS, DEVICE, NEEDS, LOAD, HOMEROOM, LESSONS, WINDOW, PERMIT, ADMIN, GRANT = range(11)


def day(year, month, date):
    return (datetime.date(year, month, date) - datetime.date(1970, 1, 1)).days


def device_id(sign, seal):
    """Section 3."""
    return derive_key("zhurnal device id 1", sign + seal)[:16]


def possible(event, kind):
    """False where an event of its shape says the impossible by itself."""
    key, value = event.key, event.value
    if value is None:
        return True
    if kind.name == "device":
        return device_id(value[0], value[1]) == key[0]
    if kind.name == "admin":
        return value
    if kind.name == "gap":
        return key[3] <= value[0]
    if kind.name == "destroyed":
        # No date of the format comes after 2170.
        return key[0] + 2 <= 2170 and value[4] >= day(key[0] + 2, 1, 1)
    return cut(event) if kind.name == "cut" else True


def cut(event):
    (scope, *about), _, void, automatic, stratum, _ = event.value
    strata = {AUTHOR: (0, 1), KEYS: (0, 1), DEVICE: (0, 1), NEEDS: (0, 1), ADMIN: (0,), GRANT: (1, 2)}
    if stratum not in strata.get(scope, (2,)) or (void and (automatic or scope == GRANT)):
        return False
    if not automatic or scope == GRANT:
        return True
    if scope != WINDOW:
        return False
    groups, first, last = about
    return groups == [] and first <= last <= first + 61 and last <= event.claim // 86400


class Place:
    """An authentic segment, for what its events say at their places."""

    def __init__(self, chain, first, hashes, events, door):
        self.chain, self.first, self.hashes, self.events, self.door = chain, first, hashes, events, door
        self.volume = int.from_bytes(chain[16:18], "big")

    def void(self):
        """Positions of events that are void by what they say."""
        return [i for i, data in enumerate(self.events) if not self._possible(i, data)]

    def _possible(self, i, data):
        stop, event, kind = self.door(data)
        if kind is None:
            return True
        if stop != "open" or kind.volume not in ("both", "year" if self.volume else "registry"):
            return False
        check = getattr(self, "_" + kind.name, None)
        return check is None or event.value is None or check(i, event.key, event.value)

    def _where(self, i):
        return self.chain + (self.first + i).to_bytes(4, "big")

    def _session(self, i, key, value):
        return verify(value[1], digest("zhurnal session 1", self._where(i)), value[2])

    def _user_key(self, i, key, value):
        return verify(value[4], digest("zhurnal user key 1", key[0] + self._where(i)), value[7])

    def _seen(self, i, key, value):
        return all(h[1] in (REGISTRY, self.volume) for h in value)

    def _buried(self, i, key, value):
        return key[1] == self.chain[:16]

    def _close_year(self, i, key, value):
        return self._parts(i, value[3])

    def _destroyed(self, i, key, value):
        return self._parts(i, value[6])

    def _cut(self, i, key, value):
        (scope, *about), _, _, automatic, stratum, parts = value
        if scope == WINDOW and automatic:
            year = self.volume
            if year == REGISTRY or about[1] < day(year, 8, 1) or about[2] > day(year + 1, 8, 31):
                return False
        if scope == GRANT and (stratum == 1) != (self.volume == REGISTRY):
            return False
        return self._parts(i, parts)

    def _parts(self, i, parts):
        """Each names a `heads` event of its shape, before this one on its own path."""

        def part(device, volume, nonce, idx, hash):
            at = idx - self.first
            if chain_id(device, volume, nonce) != self.chain or not 0 <= at < i or self.hashes[at] != hash:
                return False
            stop, _, kind = self.door(self.events[at])
            return stop == "open" and kind.name == "heads"

        return all(part(*h) for h in parts)
