-- Who has this database: drawn anew at each start, with the one before.
CREATE TABLE mark (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  incarnation BLOB NOT NULL,
  previous BLOB NOT NULL,
  changes INTEGER NOT NULL
);
