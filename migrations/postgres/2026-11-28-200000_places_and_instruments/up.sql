-- Relationships between parties and places, and the legal instruments that events are based on or concern.

ALTER TABLE nodes DROP CONSTRAINT nodes_kind_check;
ALTER TABLE nodes ADD CONSTRAINT nodes_kind_check CHECK (kind IN (
  'Dataset', 'Article', 'Actor', 'Organization', 'Place', 'Relationship', 'SanctionEvent', 'Incident', 'Participation',
  'Figure', 'PlaceRelationship', 'LegalInstrument'));
ALTER TABLE facts DROP CONSTRAINT facts_kind_check;
ALTER TABLE facts ADD CONSTRAINT facts_kind_check CHECK (kind IN (
  'Relationship', 'SanctionEvent', 'Incident', 'Participation', 'Figure', 'PlaceRelationship'));
ALTER TABLE incidents DROP CONSTRAINT incidents_kind_check;
ALTER TABLE incidents ADD CONSTRAINT incidents_kind_check CHECK (kind IN (
  'MILITARY_OPERATION', 'VIOLENCE_AGAINST_CIVILIANS', 'EXECUTION', 'ASSASSINATION_ATTEMPT', 'DISCOVERY',
  'FOREIGN_INTERVENTION', 'BLOCKADE', 'MEETING', 'CALL', 'VISIT', 'CONFERENCE', 'OUTREACH', 'STATEMENT', 'DECISION',
  'ACCESSION', 'OTHER'));

CREATE TABLE place_relationships (
  id               BIGINT PRIMARY KEY REFERENCES facts (id) ON DELETE CASCADE,
  kind             TEXT NOT NULL CONSTRAINT place_relationships_kind_check CHECK (kind IN ('CONTROLS')),
  party_id         BIGINT NOT NULL,
  party_kind       TEXT NOT NULL CHECK (party_kind IN ('Actor', 'Organization')),
  place_id         BIGINT NOT NULL REFERENCES places (id) DEFERRABLE INITIALLY DEFERRED,
  started          TEXT,
  started_earliest DATE,
  started_latest   DATE,
  ended            TEXT,
  ended_earliest   DATE,
  ended_latest     DATE,
  CHECK (started_earliest <= started_latest),
  CHECK (ended_earliest <= ended_latest),
  CHECK (started_earliest <= ended_latest),
  FOREIGN KEY (party_id, party_kind) REFERENCES nodes (id, kind) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX place_relationships_of_party ON place_relationships (party_id, id);
CREATE INDEX place_relationships_at_place ON place_relationships (place_id, id);

CREATE TABLE legal_instruments (
  id          BIGINT PRIMARY KEY REFERENCES nodes (id) ON DELETE CASCADE,
  kind        TEXT NOT NULL CONSTRAINT legal_instruments_kind_check CHECK (kind IN (
                'RESOLUTION', 'EXECUTIVE_ORDER', 'LAW', 'REGULATION', 'DECISION', 'TREATY', 'PROTOCOL', 'OTHER')),
  title       TEXT NOT NULL,
  -- As it is cited, such as S/RES/1970 (2011).
  symbol      TEXT,
  adopted     TEXT,
  issuer_id   BIGINT,
  issuer_kind TEXT CHECK (issuer_kind IN ('Actor', 'Organization')),
  url         TEXT,
  CHECK ((issuer_id IS NULL) = (issuer_kind IS NULL)),
  FOREIGN KEY (issuer_id, issuer_kind) REFERENCES nodes (id, kind) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX legal_instruments_of_issuer ON legal_instruments (issuer_id, id);

-- The kind and the day are copied from the event, so that an index has the events of each instrument in chronological
-- order.
CREATE TABLE event_instruments (
  event_id      BIGINT NOT NULL,
  instrument_id BIGINT NOT NULL REFERENCES legal_instruments (id) DEFERRABLE INITIALLY DEFERRED,
  -- Its place among the instruments of the event.
  ordinal       BIGINT NOT NULL CHECK (ordinal >= 1),
  event_kind    TEXT NOT NULL,
  sort_day      TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (event_id, instrument_id),
  FOREIGN KEY (event_id, event_kind) REFERENCES events (id, kind) ON DELETE CASCADE
);
CREATE INDEX event_instruments_by_day ON event_instruments (instrument_id, sort_day, event_id);
CREATE INDEX event_instruments_by_kind ON event_instruments (instrument_id, event_kind, sort_day, event_id);

-- The legal basis of a sanction event was a text. Each text of a data set becomes a legal instrument of that set, with
-- a key made from the first event based on it. The next load of the data set replaces it by the instruments that the
-- set declares.
CREATE TABLE stated_bases (
  id         BIGINT PRIMARY KEY,
  first_id   BIGINT NOT NULL,
  dataset_id BIGINT NOT NULL,
  text       TEXT NOT NULL
);
INSERT INTO stated_bases (id, first_id, dataset_id, text)
SELECT (SELECT max(id) FROM nodes) + row_number() OVER (ORDER BY first_id), first_id, dataset_id, legal_basis
FROM (
  SELECT min(nodes.id) AS first_id, nodes.dataset_id, sanction_events.legal_basis
  FROM sanction_events JOIN nodes ON nodes.id = sanction_events.id
  WHERE sanction_events.legal_basis IS NOT NULL
  GROUP BY nodes.dataset_id, sanction_events.legal_basis
) AS stated;
-- The length of sort keys is limited.
INSERT INTO nodes (id, kind, key, caption, dataset_id)
SELECT stated_bases.id, 'LegalInstrument',
       CASE WHEN length(nodes.key) <= 288 THEN nodes.key || '.legal-basis' ELSE 'legal-basis.' || nodes.id END,
       substr((SELECT value FROM json_each_text(stated_bases.text::json) WITH ORDINALITY ORDER BY ordinality LIMIT 1), 1, 500), stated_bases.dataset_id
FROM stated_bases JOIN nodes ON nodes.id = stated_bases.first_id;
INSERT INTO legal_instruments (id, kind, title) SELECT id, 'OTHER', text FROM stated_bases;
INSERT INTO event_instruments (event_id, instrument_id, ordinal, event_kind, sort_day)
SELECT events.id, stated_bases.id, 1, events.kind, events.sort_day
FROM sanction_events JOIN events ON events.id = sanction_events.id JOIN nodes ON nodes.id = events.id
JOIN stated_bases ON stated_bases.dataset_id = nodes.dataset_id AND stated_bases.text = sanction_events.legal_basis;
-- The data has changed, so the revision must change.
UPDATE revisions SET number = number + 1 WHERE EXISTS (SELECT 1 FROM stated_bases);
DROP TABLE stated_bases;
-- A table with pending deferred checks cannot be altered.
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
ALTER TABLE sanction_events DROP COLUMN legal_basis;
