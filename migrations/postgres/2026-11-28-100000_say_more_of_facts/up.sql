-- Whom a statement is addressed to, parties that are only described, what a fact depends on, headlines that are not the
-- article's own, and figures in units.

ALTER TABLE participations DROP CONSTRAINT participations_role_check;
ALTER TABLE participations ADD CONSTRAINT participations_role_check CHECK (role IN (
  'PROPOSER', 'BLOCKER', 'IMPOSER', 'TARGET', 'HOST', 'PARTICIPANT', 'ACCUSED', 'VICTIM', 'INVESTIGATOR',
  'SPEAKER', 'ADDRESSEE', 'OTHER'));
ALTER TABLE organizations DROP CONSTRAINT organizations_kind_check;
ALTER TABLE organizations ADD CONSTRAINT organizations_kind_check CHECK (kind IN (
  'STATE', 'GOVERNMENT', 'MINISTRY', 'AGENCY', 'ARMED_FORCES', 'ARMED_GROUP', 'INTERGOVERNMENTAL', 'MISSION', 'COURT',
  'COMMITTEE', 'FORUM', 'MEDIA', 'COMPANY', 'DESCRIBED_GROUP', 'OTHER'));

-- What has to be met so that a statement holds, or that a piece of evidence does.
ALTER TABLE events ADD COLUMN condition TEXT CHECK (condition IS NULL OR kind = 'Incident');
ALTER TABLE evidence ADD COLUMN condition TEXT;

-- Whether the article has no headline, and the data set gives it one.
ALTER TABLE articles ADD COLUMN is_headline_supplied BOOLEAN NOT NULL DEFAULT FALSE;

-- What the number counts, such as USD. The largest number is the largest that JSON holds exactly.
ALTER TABLE figures ADD COLUMN unit TEXT CHECK (length(unit) BETWEEN 1 AND 40);
ALTER TABLE figures ADD CONSTRAINT figures_exact_check CHECK (
  coalesce(low, 0) <= 9007199254740991 AND coalesce(high, 0) <= 9007199254740991);
