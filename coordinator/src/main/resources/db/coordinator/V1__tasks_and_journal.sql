-- Tasks in the order they were saved; a task that ended stays, so that its charter cannot be opened again.
CREATE TABLE task (
  id INTEGER PRIMARY KEY,
  session BLOB NOT NULL UNIQUE,
  charter BLOB NOT NULL,
  signature BLOB NOT NULL,
  ended INTEGER NOT NULL DEFAULT 0
);

-- Decisions and accepted submissions of the open round of each session; id gives the order.
CREATE TABLE journal (
  id INTEGER PRIMARY KEY,
  session BLOB NOT NULL,
  kind TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  round INTEGER NOT NULL,
  attempt INTEGER NOT NULL,
  sender INTEGER NOT NULL,
  content BLOB NOT NULL
);

CREATE INDEX journal_by_session ON journal (session, id);
