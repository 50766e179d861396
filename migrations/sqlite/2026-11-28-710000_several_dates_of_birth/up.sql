-- Sources give several dates of birth for a person, ranges, and dates that are about right. `actors.born` stays: the one
-- date of those who have only one, unless it is approximate.
CREATE TABLE births (
  actor_id       INTEGER NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  ordinal        INTEGER NOT NULL CHECK (ordinal >= 1),
  -- The first and the last day that it may mean; null for an open end.
  earliest       TEXT,
  latest         TEXT,
  is_approximate INTEGER NOT NULL CHECK (is_approximate IN (0, 1)),
  -- As its source prints it.
  text           TEXT,
  PRIMARY KEY (actor_id, ordinal),
  CHECK (earliest <= latest),
  CHECK (earliest IS NOT NULL OR latest IS NOT NULL OR text IS NOT NULL)
) STRICT;
INSERT INTO births (actor_id, ordinal, earliest, latest, is_approximate)
SELECT id, 1,
       CASE length(born) WHEN 4 THEN born || '-01-01' WHEN 7 THEN born || '-01' ELSE born END,
       CASE length(born) WHEN 4 THEN born || '-12-31'
                         WHEN 7 THEN date(born || '-01', '+1 month', '-1 day')
                         ELSE born END,
       0
FROM actors WHERE born IS NOT NULL;
