-- Tables and columns for walks along the graph. All of it is derived from other rows, here and by every load.

-- The first day by the end of which an article with evidence for the fact had certainly been published; null if none of
-- the articles is dated.
ALTER TABLE facts ADD COLUMN known_from DATE;
UPDATE facts SET known_from = (
  SELECT min(articles.published_latest)
  FROM evidence JOIN articles ON articles.id = evidence.article_id
  WHERE evidence.fact_id = facts.id
);

-- Indexes for filters that few facts meet: many sources, known early, or a rare stance.
CREATE INDEX facts_by_sources ON facts (kind, source_count, id);
CREATE INDEX facts_by_day ON facts (kind, known_from, id);
CREATE INDEX evidence_by_stance ON evidence (stance, fact_kind, fact_id);

-- The sort day of the event.
ALTER TABLE participations ADD COLUMN sort_day TEXT COLLATE "C" NOT NULL DEFAULT '9999-12-31';
UPDATE participations SET sort_day = (SELECT events.sort_day FROM events WHERE events.id = participations.event_id);
CREATE INDEX participations_by_day ON participations (party_id, sort_day, id);
CREATE INDEX participations_by_role ON participations (role, event_id);

CREATE INDEX relationships_of_source_by_kind ON relationships (source_id, kind, id);
CREATE INDEX relationships_of_target_by_kind ON relationships (target_id, kind, id);

-- Links from node to node. A relationship has a link in each direction between its parties, a participation between the
-- party and the event. The columns that a walk filters and ranks by are copied here, so that it reads one range of rows
-- per node. The foreign keys of the fact ensure that both ends exist.
CREATE TABLE links (
  node_id          BIGINT NOT NULL,
  other_id         BIGINT NOT NULL,
  -- The relationship or the participation.
  fact_id          BIGINT NOT NULL REFERENCES facts (id) ON DELETE CASCADE,
  -- The event of a participation.
  event_id         BIGINT,
  -- OUT from the source or the party, IN from the target or the event, ANY where the order of the ends means nothing.
  direction        TEXT NOT NULL CHECK (direction IN ('OUT', 'IN', 'ANY')),
  -- The kind of the relationship, or the role.
  kind             TEXT NOT NULL,
  -- Of a participation and its event, what stands for the weaker one: the lesser number of sources, the later day.
  source_count     BIGINT NOT NULL CHECK (source_count >= 1),
  known_from       DATE,
  -- When it may hold. What has happened stays so: a participation has no end.
  started_earliest DATE,
  ended_latest     DATE,
  dataset_id       BIGINT NOT NULL,
  PRIMARY KEY (node_id, other_id, fact_id)
);
INSERT INTO links
SELECT relationships.source_id, relationships.target_id, facts.id, NULL,
       CASE WHEN relationships.kind IN ('ALLIED_WITH', 'FAMILY', 'ASSOCIATE') THEN 'ANY' ELSE 'OUT' END,
       relationships.kind, facts.source_count, facts.known_from,
       relationships.started_earliest, relationships.ended_latest, nodes.dataset_id
FROM relationships JOIN facts ON facts.id = relationships.id JOIN nodes ON nodes.id = facts.id;
INSERT INTO links
SELECT participations.party_id, events.id, facts.id, events.id, 'OUT', participations.role,
       CASE WHEN of_event.source_count < facts.source_count THEN of_event.source_count ELSE facts.source_count END,
       CASE WHEN of_event.known_from IS NULL OR of_event.known_from > facts.known_from THEN of_event.known_from
            ELSE facts.known_from END,
       events.started_earliest, NULL, nodes.dataset_id
FROM participations JOIN facts ON facts.id = participations.id JOIN nodes ON nodes.id = facts.id
JOIN events ON events.id = participations.event_id JOIN facts AS of_event ON of_event.id = events.id;
-- The reverse links.
INSERT INTO links
SELECT other_id, node_id, fact_id, event_id, CASE direction WHEN 'OUT' THEN 'IN' ELSE direction END, kind,
       source_count, known_from, started_earliest, ended_latest, dataset_id
FROM links;
CREATE INDEX links_by_evidence ON links (node_id, source_count DESC, fact_id, other_id);
CREATE INDEX links_of_fact ON links (fact_id);

-- Number of links that start from a node.
ALTER TABLE nodes ADD COLUMN degree BIGINT NOT NULL DEFAULT 0;
UPDATE nodes SET degree = (SELECT count(*) FROM links WHERE links.node_id = nodes.id)
WHERE kind IN ('Actor', 'Organization', 'SanctionEvent', 'Incident');
