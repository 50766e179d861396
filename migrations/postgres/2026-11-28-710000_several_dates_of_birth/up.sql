-- Sources give several dates of birth for a person, ranges, and dates that are about right. `actors.born` stays: the one
-- date of those who have only one, unless it is approximate.
CREATE TABLE births (
  actor_id       BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  ordinal        BIGINT NOT NULL CHECK (ordinal >= 1),
  -- The first and the last day that it may mean; null for an open end.
  earliest       DATE,
  latest         DATE,
  is_approximate BOOLEAN NOT NULL,
  -- As its source prints it.
  text           TEXT,
  PRIMARY KEY (actor_id, ordinal),
  CHECK (earliest <= latest),
  CHECK (earliest IS NOT NULL OR latest IS NOT NULL OR text IS NOT NULL)
);
INSERT INTO births (actor_id, ordinal, earliest, latest, is_approximate)
SELECT id, 1,
       CASE length(born) WHEN 4 THEN CAST(born || '-01-01' AS DATE) WHEN 7 THEN CAST(born || '-01' AS DATE) ELSE CAST(born AS DATE) END,
       CASE length(born) WHEN 4 THEN CAST(born || '-12-31' AS DATE)
                         WHEN 7 THEN CAST(CAST(born || '-01' AS DATE) + INTERVAL '1 month' - INTERVAL '1 day' AS DATE)
                         ELSE CAST(born AS DATE) END,
       FALSE
FROM actors WHERE born IS NOT NULL;
