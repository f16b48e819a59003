-- Who has this state: drawn anew at each start, with the one before. changes counts how often a guard has moved; floor
-- is the epoch up to which no session may be joined, 0 unless the state came from a backup.
CREATE TABLE mark (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  incarnation BLOB NOT NULL,
  previous BLOB NOT NULL,
  changes INTEGER NOT NULL,
  floor INTEGER NOT NULL DEFAULT 0
);

-- Counts that never go down, by name.
CREATE TABLE ledger (
  name TEXT NOT NULL PRIMARY KEY,
  value INTEGER NOT NULL
);

-- One row once a state came from a backup without the disk it was taken from: what was charged since is not known.
CREATE TABLE ledger_gap (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  restored_at TEXT NOT NULL
);
