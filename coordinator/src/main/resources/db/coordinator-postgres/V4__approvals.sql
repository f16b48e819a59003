-- The members' approvals take the place of the operator's signature. Tasks of before were for a manifest that the
-- operator signed and that no node has any more: they are over.
UPDATE task SET ended = 1;
ALTER TABLE task RENAME COLUMN signature TO approvals;
