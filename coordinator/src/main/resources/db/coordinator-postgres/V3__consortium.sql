-- What the coordinator knows of its consortium; id gives the order. kind is that of ConsortiumStore.Kind.
CREATE TABLE consortium (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind TEXT NOT NULL,
  name BYTEA NOT NULL,
  content BYTEA NOT NULL,
  UNIQUE (kind, name)
);

-- First states of proposed tasks in pieces of 1 MiB; forgotten once the task is started or dropped.
CREATE TABLE proposed_state (
  state BYTEA NOT NULL,
  piece INTEGER NOT NULL,
  content BYTEA NOT NULL,
  PRIMARY KEY (state, piece)
);
