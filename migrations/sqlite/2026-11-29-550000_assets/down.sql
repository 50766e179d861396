-- Vessels and aircraft are lost, and so is what is said of them: relationships, participations and mentions.
DELETE FROM nodes WHERE id IN (
  SELECT id FROM relationships WHERE source_kind = 'Asset' OR target_kind = 'Asset'
  UNION ALL SELECT id FROM participations WHERE party_kind = 'Asset'
  UNION ALL SELECT id FROM place_relationships WHERE party_kind = 'Asset');
DELETE FROM mentions WHERE party_kind = 'Asset';
DELETE FROM nodes WHERE kind = 'Asset';
UPDATE nodes SET degree = (SELECT count(*) FROM links WHERE links.node_id = nodes.id)
WHERE kind IN ('Actor', 'Organization', 'SanctionEvent', 'Incident')
  AND degree <> (SELECT count(*) FROM links WHERE links.node_id = nodes.id);

DROP TABLE assets;
DROP INDEX assets_by_degree;
DROP INDEX parties_by_caption;
CREATE INDEX parties_by_caption ON nodes (caption, id) WHERE kind IN ('Actor', 'Organization');
DROP INDEX parties_by_key;
CREATE INDEX parties_by_key ON nodes (key, id) WHERE kind IN ('Actor', 'Organization');
DROP INDEX parties_by_degree;
CREATE INDEX parties_by_degree ON nodes (degree, id) WHERE kind IN ('Actor', 'Organization');

ALTER TABLE party_countries DROP CONSTRAINT party_countries_party_kind_check;
ALTER TABLE party_countries ADD CONSTRAINT party_countries_party_kind_check CHECK (party_kind IN ('Actor', 'Organization'));
ALTER TABLE mentions DROP CONSTRAINT mentions_party_kind_check;
ALTER TABLE mentions ADD CONSTRAINT mentions_party_kind_check CHECK (party_kind IN ('Actor', 'Organization'));
ALTER TABLE relationships DROP CONSTRAINT relationships_source_kind_check;
ALTER TABLE relationships ADD CONSTRAINT relationships_source_kind_check CHECK (source_kind IN ('Actor', 'Organization'));
ALTER TABLE relationships DROP CONSTRAINT relationships_target_kind_check;
ALTER TABLE relationships ADD CONSTRAINT relationships_target_kind_check CHECK (target_kind IN ('Actor', 'Organization'));
ALTER TABLE participations DROP CONSTRAINT participations_party_kind_check;
ALTER TABLE participations ADD CONSTRAINT participations_party_kind_check CHECK (party_kind IN ('Actor', 'Organization'));
ALTER TABLE place_relationships DROP CONSTRAINT place_relationships_party_kind_check;
ALTER TABLE place_relationships ADD CONSTRAINT place_relationships_party_kind_check CHECK (party_kind IN ('Actor', 'Organization'));
ALTER TABLE source_records DROP CONSTRAINT source_records_party_kind_check;
ALTER TABLE source_records ADD CONSTRAINT source_records_party_kind_check CHECK (party_kind IN ('Actor', 'Organization'));
ALTER TABLE identifiers DROP CONSTRAINT identifiers_party_kind_check;
ALTER TABLE identifiers ADD CONSTRAINT identifiers_party_kind_check CHECK (party_kind IN ('Actor', 'Organization'));
ALTER TABLE party_texts DROP CONSTRAINT party_texts_party_kind_check;
ALTER TABLE party_texts ADD CONSTRAINT party_texts_party_kind_check CHECK (party_kind IN ('Actor', 'Organization'));
ALTER TABLE nodes DROP CONSTRAINT nodes_kind_check;
ALTER TABLE nodes ADD CONSTRAINT nodes_kind_check CHECK (kind IN (
  'Dataset', 'Article', 'Actor', 'Organization', 'Place', 'Relationship', 'SanctionEvent', 'Incident', 'Participation',
  'Figure', 'PlaceRelationship', 'LegalInstrument'));
