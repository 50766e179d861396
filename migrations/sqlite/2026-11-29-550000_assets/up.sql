-- Vessels and aircraft: parties of a third kind. They take part in events and relationships, and have names, identifiers,
-- countries (their flags), addresses and source records like the others. They decide nothing and say nothing, so the
-- authority of a sanction, the issuer of an instrument and the source of a claim remain people and organizations.

ALTER TABLE nodes DROP CONSTRAINT nodes_kind_check;
ALTER TABLE nodes ADD CONSTRAINT nodes_kind_check CHECK (kind IN (
  'Dataset', 'Article', 'Actor', 'Organization', 'Asset', 'Place', 'Relationship', 'SanctionEvent', 'Incident',
  'Participation', 'Figure', 'PlaceRelationship', 'LegalInstrument'));

-- These checks were made without names, by which SQLite drops them: see say_more_of_facts.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema
SET sql = replace(sql, ' CHECK (party_kind IN (', ' CONSTRAINT ' || name || '_party_kind_check CHECK (party_kind IN (')
WHERE type = 'table' AND name IN ('party_countries', 'mentions', 'participations', 'place_relationships', 'source_records')
  AND instr(sql, '_party_kind_check') = 0;
UPDATE sqlite_schema
SET sql = replace(replace(sql,
  ' CHECK (source_kind IN (', ' CONSTRAINT relationships_source_kind_check CHECK (source_kind IN ('),
  ' CHECK (target_kind IN (', ' CONSTRAINT relationships_target_kind_check CHECK (target_kind IN (')
WHERE type = 'table' AND name = 'relationships' AND instr(sql, '_source_kind_check') = 0;
PRAGMA writable_schema = RESET;

ALTER TABLE party_countries DROP CONSTRAINT party_countries_party_kind_check;
ALTER TABLE party_countries ADD CONSTRAINT party_countries_party_kind_check CHECK (party_kind IN ('Actor', 'Organization', 'Asset'));
ALTER TABLE mentions DROP CONSTRAINT mentions_party_kind_check;
ALTER TABLE mentions ADD CONSTRAINT mentions_party_kind_check CHECK (party_kind IN ('Actor', 'Organization', 'Asset'));
ALTER TABLE relationships DROP CONSTRAINT relationships_source_kind_check;
ALTER TABLE relationships ADD CONSTRAINT relationships_source_kind_check CHECK (source_kind IN ('Actor', 'Organization', 'Asset'));
ALTER TABLE relationships DROP CONSTRAINT relationships_target_kind_check;
ALTER TABLE relationships ADD CONSTRAINT relationships_target_kind_check CHECK (target_kind IN ('Actor', 'Organization', 'Asset'));
ALTER TABLE participations DROP CONSTRAINT participations_party_kind_check;
ALTER TABLE participations ADD CONSTRAINT participations_party_kind_check CHECK (party_kind IN ('Actor', 'Organization', 'Asset'));
ALTER TABLE place_relationships DROP CONSTRAINT place_relationships_party_kind_check;
ALTER TABLE place_relationships ADD CONSTRAINT place_relationships_party_kind_check CHECK (party_kind IN ('Actor', 'Organization', 'Asset'));
ALTER TABLE source_records DROP CONSTRAINT source_records_party_kind_check;
ALTER TABLE source_records ADD CONSTRAINT source_records_party_kind_check CHECK (party_kind IN ('Actor', 'Organization', 'Asset'));
ALTER TABLE identifiers DROP CONSTRAINT identifiers_party_kind_check;
ALTER TABLE identifiers ADD CONSTRAINT identifiers_party_kind_check CHECK (party_kind IN ('Actor', 'Organization', 'Asset'));
ALTER TABLE party_texts DROP CONSTRAINT party_texts_party_kind_check;
ALTER TABLE party_texts ADD CONSTRAINT party_texts_party_kind_check CHECK (party_kind IN ('Actor', 'Organization', 'Asset'));

DROP INDEX parties_by_caption;
CREATE INDEX parties_by_caption ON nodes (caption, id) WHERE kind IN ('Actor', 'Organization', 'Asset');
DROP INDEX parties_by_key;
CREATE INDEX parties_by_key ON nodes (key, id) WHERE kind IN ('Actor', 'Organization', 'Asset');
DROP INDEX parties_by_degree;
CREATE INDEX parties_by_degree ON nodes (degree, id) WHERE kind IN ('Actor', 'Organization', 'Asset');
CREATE INDEX assets_by_degree ON nodes (degree, id) WHERE kind = 'Asset';

CREATE TABLE assets (
  id      INTEGER PRIMARY KEY REFERENCES nodes (id) ON DELETE CASCADE,
  kind    TEXT NOT NULL CONSTRAINT assets_kind_check CHECK (kind IN ('VESSEL', 'AIRCRAFT')),
  -- The kind of vessel or aircraft in the words of the sources.
  subtype TEXT,
  built   TEXT
) STRICT;
CREATE INDEX assets_by_kind ON assets (kind, id);
