-- What is found by words: actors, organizations, places, events and articles. The terms that they are found by are made
-- by the program, which fills these tables from the rows that are there, when it migrates and at every load.
CREATE TABLE search_documents (
  node_id BIGINT PRIMARY KEY REFERENCES nodes (id) ON DELETE CASCADE,
  -- Where it stands among all: what is better connected has a lower number. Its terms stand in the index under it.
  rank    BIGINT NOT NULL UNIQUE,
  -- Of its terms: tells whether they have changed.
  digest  BIGINT NOT NULL
);

-- The first letter of a term is the tier of what has it, which goes by how well it is connected: so the best connected of
-- very many are found without reading the others.
CREATE TABLE search_index (
  rank  BIGINT PRIMARY KEY REFERENCES search_documents (rank) ON DELETE CASCADE,
  terms TSVECTOR NOT NULL
);
-- What a load writes is gathered, and sorted in at its end.
CREATE INDEX search_index_by_term ON search_index USING gin (terms) WITH (fastupdate = on, gin_pending_list_limit = 65536);

-- Few pieces of evidence have a note: they are found without reading the others.
CREATE INDEX evidence_with_note ON evidence (article_id) WHERE note IS NOT NULL;
