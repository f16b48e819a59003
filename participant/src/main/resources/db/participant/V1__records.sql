-- One row a session: what it has entered and signed (guard, public) and the secrets of its open round, sealed with the
-- key of this generation (keys/<session>.key). One row, so that both change together or not at all.
CREATE TABLE record (
  session BLOB NOT NULL PRIMARY KEY,
  generation INTEGER NOT NULL,
  guard BLOB NOT NULL,
  sealed BLOB NOT NULL
);
