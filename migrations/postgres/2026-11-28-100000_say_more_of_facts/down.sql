-- Words that the older version does not know become OTHER. A party that is already OTHER in the same event loses its
-- participation as ADDRESSEE.
DELETE FROM nodes WHERE id IN (
  SELECT addressee.id FROM participations AS addressee JOIN participations AS other
  ON other.event_id = addressee.event_id AND other.party_id = addressee.party_id AND other.role = 'OTHER'
  WHERE addressee.role = 'ADDRESSEE');
UPDATE links SET kind = 'OTHER' WHERE kind = 'ADDRESSEE' AND event_id IS NOT NULL;
UPDATE participations SET role = 'OTHER' WHERE role = 'ADDRESSEE';
UPDATE organizations SET kind = 'OTHER' WHERE kind = 'DESCRIBED_GROUP';

-- A table with pending deferred checks cannot be altered.
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE participations DROP CONSTRAINT participations_role_check;
ALTER TABLE participations ADD CONSTRAINT participations_role_check CHECK (role IN (
  'PROPOSER', 'BLOCKER', 'IMPOSER', 'TARGET', 'HOST', 'PARTICIPANT', 'ACCUSED', 'VICTIM', 'INVESTIGATOR',
  'SPEAKER', 'OTHER'));
ALTER TABLE organizations DROP CONSTRAINT organizations_kind_check;
ALTER TABLE organizations ADD CONSTRAINT organizations_kind_check CHECK (kind IN (
  'STATE', 'GOVERNMENT', 'MINISTRY', 'AGENCY', 'ARMED_FORCES', 'ARMED_GROUP', 'INTERGOVERNMENTAL', 'MISSION', 'COURT',
  'COMMITTEE', 'FORUM', 'MEDIA', 'COMPANY', 'OTHER'));

ALTER TABLE figures DROP CONSTRAINT figures_exact_check;
ALTER TABLE figures DROP COLUMN unit;
ALTER TABLE articles DROP COLUMN is_headline_supplied;
ALTER TABLE evidence DROP COLUMN condition;
ALTER TABLE events DROP COLUMN condition;
SET CONSTRAINTS ALL DEFERRED;
