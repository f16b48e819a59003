-- What the coordinator knows of its consortium; id gives the order. kind is that of ConsortiumStore.Kind.
CREATE TABLE consortium (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  name BLOB NOT NULL,
  content BLOB NOT NULL,
  UNIQUE (kind, name)
);

-- First states of proposed tasks in pieces of 1 MiB; forgotten once the task is started or dropped.
CREATE TABLE proposed_state (
  state BLOB NOT NULL,
  piece INTEGER NOT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY (state, piece)
);
