-- Quotas of intake: what a day took in from each computer, and what waits for a further day.

-- What came in from a computer on the own day at which something came last.
CREATE TABLE intake (
  device BLOB PRIMARY KEY,
  day INTEGER NOT NULL,
  events INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  chains INTEGER NOT NULL,
  forks INTEGER NOT NULL
) WITHOUT ROWID;

-- Segments outside the set. state: 0 waits for facts (after a gap, naming events not here), 1 waits for a further day or until a void cut
-- on its computer falls, 2 the rest of a segment that is coming in. named: chains and indices that its first event, a `seen`, names.
ALTER TABLE waiting RENAME TO waiting_before;
CREATE TABLE waiting (
  n INTEGER PRIMARY KEY,
  device BLOB NOT NULL,
  nonce BLOB NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  signature BLOB NOT NULL,
  state INTEGER NOT NULL,
  since INTEGER NOT NULL,
  named BLOB,
  segment BLOB NOT NULL,
  UNIQUE (device, nonce, last, first, signature)
);
INSERT OR IGNORE INTO waiting (n, device, nonce, first, last, signature, state, since, named, segment)
  SELECT n, device, nonce, first, last, substr(segment, 63, 64), 0, 0, NULL, segment FROM waiting_before;
DROP TABLE waiting_before;
