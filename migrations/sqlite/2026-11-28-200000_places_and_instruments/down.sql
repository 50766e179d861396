-- The legal basis of a sanction event becomes the title of its first instrument. The other instruments and the place
-- relationships are lost. Words that the older version does not know become OTHER.
ALTER TABLE sanction_events ADD COLUMN legal_basis TEXT;
UPDATE sanction_events SET legal_basis = (
  SELECT legal_instruments.title
  FROM event_instruments JOIN legal_instruments ON legal_instruments.id = event_instruments.instrument_id
  WHERE event_instruments.event_id = sanction_events.id
  ORDER BY event_instruments.ordinal LIMIT 1
);
DROP TABLE event_instruments;
DELETE FROM nodes WHERE kind IN ('PlaceRelationship', 'LegalInstrument');
DROP TABLE legal_instruments;
DROP TABLE place_relationships;
UPDATE incidents SET kind = 'OTHER' WHERE kind = 'ACCESSION';

ALTER TABLE incidents DROP CONSTRAINT incidents_kind_check;
ALTER TABLE incidents ADD CONSTRAINT incidents_kind_check CHECK (kind IN (
  'MILITARY_OPERATION', 'VIOLENCE_AGAINST_CIVILIANS', 'EXECUTION', 'ASSASSINATION_ATTEMPT', 'DISCOVERY',
  'FOREIGN_INTERVENTION', 'BLOCKADE', 'MEETING', 'CALL', 'VISIT', 'CONFERENCE', 'OUTREACH', 'STATEMENT', 'DECISION',
  'OTHER'));
ALTER TABLE facts DROP CONSTRAINT facts_kind_check;
ALTER TABLE facts ADD CONSTRAINT facts_kind_check CHECK (kind IN (
  'Relationship', 'SanctionEvent', 'Incident', 'Participation', 'Figure'));
ALTER TABLE nodes DROP CONSTRAINT nodes_kind_check;
ALTER TABLE nodes ADD CONSTRAINT nodes_kind_check CHECK (kind IN (
  'Dataset', 'Article', 'Actor', 'Organization', 'Place', 'Relationship', 'SanctionEvent', 'Incident', 'Participation',
  'Figure'));
