-- One volume: the registry or an academic year. Only ledger, chains and local settings migrate; the projection (cell, again, fate) is disposable.

CREATE TABLE local (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;

-- Outside keys (ids, lessons, works) by local number. Local numbers never leave this file.
CREATE TABLE ident (n INTEGER PRIMARY KEY, bytes BLOB NOT NULL UNIQUE);

-- Branches of chains: nearly always one a chain, two after a fork.
CREATE TABLE chain (
  n INTEGER PRIMARY KEY,
  device BLOB NOT NULL,
  nonce BLOB NOT NULL,
  parent INTEGER,
  parent_idx INTEGER,
  start INTEGER NOT NULL,
  next INTEGER NOT NULL,
  tip BLOB NOT NULL,
  gap INTEGER NOT NULL DEFAULT 0,
  own INTEGER NOT NULL DEFAULT 0
);

-- Signed heads: each makes everything before it in its branch authentic.
CREATE TABLE head (chain INTEGER NOT NULL, idx INTEGER NOT NULL, signature BLOB NOT NULL, PRIMARY KEY (chain, idx)) WITHOUT ROWID;

-- Hashes kept every 256 events, so that any hash is found by reading few rows.
CREATE TABLE milestone (chain INTEGER NOT NULL, idx INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (chain, idx)) WITHOUT ROWID;

-- at = chain * 2^32 + idx. kind = code + 65536 * version, or -1: `value` holds the event's bytes, of a kind this program could not split.
CREATE TABLE ledger (at INTEGER PRIMARY KEY, claim INTEGER NOT NULL, kind INTEGER NOT NULL, a INTEGER, b INTEGER, c INTEGER, value, more BLOB);

-- Where law events, sessions and seens stand, with their hashes; ok = a session's signature was right.
CREATE TABLE law (at INTEGER PRIMARY KEY, hash BLOB NOT NULL, ok INTEGER NOT NULL) ;

-- Segments outside the set: after a gap, naming events not here, of a device whose certificate is not here.
CREATE TABLE waiting (
  n INTEGER PRIMARY KEY,
  device BLOB NOT NULL,
  nonce BLOB NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  segment BLOB NOT NULL,
  UNIQUE (device, nonce, first, last, segment)
);

-- The projection. flag: 0 a value, 1 a conflict, 2 nothing effective.
CREATE TABLE cell (
  kind INTEGER NOT NULL,
  a INTEGER NOT NULL,
  b INTEGER NOT NULL,
  c INTEGER NOT NULL,
  at INTEGER NOT NULL,
  value,
  flag INTEGER NOT NULL,
  PRIMARY KEY (kind, a, b, c)
) WITHOUT ROWID;

-- Writes of cells with two writes or more.
CREATE TABLE again (
  kind INTEGER NOT NULL,
  a INTEGER NOT NULL,
  b INTEGER NOT NULL,
  c INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (kind, a, b, c, at)
) WITHOUT ROWID;

-- Fates other than effective.
CREATE TABLE fate (at INTEGER PRIMARY KEY, fate INTEGER NOT NULL, why INTEGER NOT NULL, disobedient INTEGER NOT NULL);

-- Keys of persons, beside the ledger, which holds their hashes only (FORMAT.md): of the registry. A key that is erased leaves nothing in the chains.
CREATE TABLE person_key (person BLOB NOT NULL, hash BLOB NOT NULL, key BLOB NOT NULL, PRIMARY KEY (person, hash)) WITHOUT ROWID;
