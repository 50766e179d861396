-- Full-text search of actors, organizations, places, events and articles. The program derives the terms from other
-- rows, after this migration and in every load.
CREATE TABLE search_documents (
  node_id INTEGER PRIMARY KEY REFERENCES nodes (id) ON DELETE CASCADE,
  -- Where it stands among all: what is better connected has a lower number. Its terms stand in the index under it.
  rank    INTEGER NOT NULL UNIQUE,
  -- Of its terms: tells whether they have changed.
  digest  INTEGER NOT NULL
) STRICT;

-- The index stores no text. Terms are letters and digits, separated by spaces. The first letter of a term is its type,
-- so the prefix indexes cover the first one to three letters of a word.
CREATE VIRTUAL TABLE search_index USING fts5 (
  terms, content = '', contentless_delete = 1, detail = 'none', tokenize = 'ascii', prefix = '2 3 4'
);

CREATE TRIGGER search_documents_removed AFTER DELETE ON search_documents
BEGIN
  DELETE FROM search_index WHERE rowid = OLD.rank;
END;

-- An index of the few pieces of evidence with a note.
CREATE INDEX evidence_with_note ON evidence (article_id) WHERE note IS NOT NULL;
