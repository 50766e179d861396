-- Full-text search of actors, organizations, places, events and articles. The program derives the terms from other
-- rows, after this migration and in every load.
CREATE TABLE search_documents (
  node_id BIGINT PRIMARY KEY REFERENCES nodes (id) ON DELETE CASCADE,
  -- Where it stands among all: what is better connected has a lower number. Its terms stand in the index under it.
  rank    BIGINT NOT NULL UNIQUE,
  -- Of its terms: tells whether they have changed.
  digest  BIGINT NOT NULL
);

-- The first letter of a term is the tier of the node, by how well it is connected. So the best connected of very many
-- nodes are found without reading the others.
CREATE TABLE search_index (
  rank  BIGINT PRIMARY KEY REFERENCES search_documents (rank) ON DELETE CASCADE,
  terms TSVECTOR NOT NULL
);
-- A load collects its changes to the index and merges them at its end.
CREATE INDEX search_index_by_term ON search_index USING gin (terms) WITH (fastupdate = on, gin_pending_list_limit = 65536);

-- An index of the few pieces of evidence with a note.
CREATE INDEX evidence_with_note ON evidence (article_id) WHERE note IS NOT NULL;
