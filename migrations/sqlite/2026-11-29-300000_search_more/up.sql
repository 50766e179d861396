-- What the program derives from other rows by rules that SQL does not have, each with the version of its rules. A program
-- with other rules derives it again.
CREATE TABLE derivations (
  name    TEXT PRIMARY KEY,
  version INTEGER NOT NULL
) STRICT;
INSERT INTO derivations (name, version) VALUES ('name keys', 1), ('search terms', 0);

-- Indexes of the few relationships with a role, and of the few pieces of evidence with a condition.
CREATE INDEX relationships_with_role ON relationships (source_id, id) WHERE role IS NOT NULL;
CREATE INDEX evidence_with_condition ON evidence (article_id) WHERE condition IS NOT NULL;
