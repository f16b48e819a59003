-- Who has this database: drawn anew at each start, with the one before. changes counts what this one has committed:
-- after a lost connection it tells whether the last commit took place.
CREATE TABLE mark (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  incarnation BYTEA NOT NULL,
  previous BYTEA NOT NULL,
  changes BIGINT NOT NULL
);
