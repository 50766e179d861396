-- Revision numbers can repeat: a restored backup continues from its old number. A random token identifies each load.
CREATE TABLE identified_revisions (
  id     INTEGER PRIMARY KEY CHECK (id = 1),
  number INTEGER NOT NULL,
  -- 16 random bytes in hexadecimal digits, new with each load that changes something.
  token  TEXT NOT NULL CHECK (length(token) = 32)
) STRICT;
INSERT INTO identified_revisions (id, number, token) SELECT id, number, lower(hex(randomblob(16))) FROM revisions;
DROP TABLE revisions;
ALTER TABLE identified_revisions RENAME TO revisions;
