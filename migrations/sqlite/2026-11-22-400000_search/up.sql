-- What is found by words: actors, organizations, places, events and articles. The terms that they are found by are made
-- by the program, which fills these tables from the rows that are there, when it migrates and at every load.
CREATE TABLE search_documents (
  node_id INTEGER PRIMARY KEY REFERENCES nodes (id) ON DELETE CASCADE,
  -- Where it stands among all: what is better connected has a lower number. Its terms stand in the index under it.
  rank    INTEGER NOT NULL UNIQUE,
  -- Of its terms: tells whether they have changed.
  digest  INTEGER NOT NULL
) STRICT;

-- Only which term stands where; no text is kept. Terms are letters and digits, and spaces stand between them. The first
-- letter of a term says of what sort it is, so that the beginnings of words have one to three letters more.
CREATE VIRTUAL TABLE search_index USING fts5 (
  terms, content = '', contentless_delete = 1, detail = 'none', tokenize = 'ascii', prefix = '2 3 4'
);

CREATE TRIGGER search_documents_removed AFTER DELETE ON search_documents
BEGIN
  DELETE FROM search_index WHERE rowid = OLD.rank;
END;

-- Few pieces of evidence have a note: they are found without reading the others.
CREATE INDEX evidence_with_note ON evidence (article_id) WHERE note IS NOT NULL;
