-- Tasks in the order they were saved; a task that ended stays, so that its charter cannot be opened again.
CREATE TABLE task (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  session BYTEA NOT NULL UNIQUE,
  charter BYTEA NOT NULL,
  signature BYTEA NOT NULL,
  ended INTEGER NOT NULL DEFAULT 0
);

-- Decisions and accepted submissions of the open round of each session; id gives the order.
CREATE TABLE journal (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  session BYTEA NOT NULL,
  kind TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  round INTEGER NOT NULL,
  attempt INTEGER NOT NULL,
  sender INTEGER NOT NULL,
  content BYTEA NOT NULL
);

CREATE INDEX journal_by_session ON journal (session, id);

-- Masked vectors in the pieces in which they came. They look random: compressing them is work for nothing.
CREATE TABLE upload (
  session BYTEA NOT NULL,
  epoch INTEGER NOT NULL,
  round INTEGER NOT NULL,
  attempt INTEGER NOT NULL,
  member INTEGER NOT NULL,
  start BIGINT NOT NULL,
  content BYTEA NOT NULL,
  PRIMARY KEY (session, epoch, round, attempt, member, start)
);
ALTER TABLE upload ALTER COLUMN content SET STORAGE EXTERNAL;

-- Public states that rounds start from.
CREATE TABLE state (
  session BYTEA NOT NULL,
  digest BYTEA NOT NULL,
  content BYTEA NOT NULL,
  PRIMARY KEY (session, digest)
);
ALTER TABLE state ALTER COLUMN content SET STORAGE EXTERNAL;
