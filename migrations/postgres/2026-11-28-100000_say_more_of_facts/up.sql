-- Addressees of statements, described groups, conditions, supplied headlines, and units of figures.

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
ALTER TABLE articles ADD COLUMN is_headline_supplied BOOLEAN NOT NULL DEFAULT FALSE;

-- The unit of the numbers, such as USD. The limit is the largest integer that is exact in JSON.
ALTER TABLE figures ADD COLUMN unit TEXT CHECK (length(unit) BETWEEN 1 AND 40);
ALTER TABLE figures ADD CONSTRAINT figures_exact_check CHECK (
  coalesce(low, 0) <= 9007199254740991 AND coalesce(high, 0) <= 9007199254740991);
