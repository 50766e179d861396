-- Addressees of statements, described groups, conditions, supplied headlines, and units of figures.

-- SQLite drops a CHECK by its name only, and these two were made without one. Their names are written into the schema
-- itself, as SQLite's documentation allows; from here on, ALTER TABLE is enough, as it is on Postgres. No row is
-- rewritten.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, ' CHECK (role IN (', ' CONSTRAINT participations_role_check CHECK (role IN (')
WHERE type = 'table' AND name = 'participations' AND instr(sql, 'participations_role_check') = 0;
UPDATE sqlite_schema SET sql = replace(sql, ' CHECK (kind IN (', ' CONSTRAINT organizations_kind_check CHECK (kind IN (')
WHERE type = 'table' AND name = 'organizations' AND instr(sql, 'organizations_kind_check') = 0;
PRAGMA writable_schema = RESET;

ALTER TABLE participations DROP CONSTRAINT participations_role_check;
ALTER TABLE participations ADD CONSTRAINT participations_role_check CHECK (role IN (
  'PROPOSER', 'BLOCKER', 'IMPOSER', 'TARGET', 'HOST', 'PARTICIPANT', 'ACCUSED', 'VICTIM', 'INVESTIGATOR',
  'SPEAKER', 'ADDRESSEE', 'OTHER'));
ALTER TABLE organizations DROP CONSTRAINT organizations_kind_check;
ALTER TABLE organizations ADD CONSTRAINT organizations_kind_check CHECK (kind IN (
  'STATE', 'GOVERNMENT', 'MINISTRY', 'AGENCY', 'ARMED_FORCES', 'ARMED_GROUP', 'INTERGOVERNMENTAL', 'MISSION', 'COURT',
  'COMMITTEE', 'FORUM', 'MEDIA', 'COMPANY', 'DESCRIBED_GROUP', 'OTHER'));

-- The condition that a statement or a piece of evidence depends on.
ALTER TABLE events ADD COLUMN condition TEXT CHECK (condition IS NULL OR kind = 'Incident');
ALTER TABLE evidence ADD COLUMN condition TEXT;

-- Whether the headline is supplied by the data set, because the article has none.
ALTER TABLE articles ADD COLUMN is_headline_supplied INTEGER NOT NULL DEFAULT 0 CHECK (is_headline_supplied IN (0, 1));

-- The unit of the numbers, such as USD. The limit is the largest integer that is exact in JSON.
ALTER TABLE figures ADD COLUMN unit TEXT CHECK (length(unit) BETWEEN 1 AND 40);
ALTER TABLE figures ADD CONSTRAINT figures_exact_check CHECK (
  coalesce(low, 0) <= 9007199254740991 AND coalesce(high, 0) <= 9007199254740991);
