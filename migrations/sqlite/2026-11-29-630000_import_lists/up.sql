-- What an import has to know of the editions before: the editions of each list, and what each of its entries meant when it
-- was last seen. They change in the transactions of the imports, and go with the records that they belong to.
CREATE TABLE list_editions (
  article_id INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
  list       TEXT NOT NULL,
  day        TEXT NOT NULL,
  -- The moment of the edition in universal time, where the list gives one.
  moment     TEXT,
  -- The format of the editions so far; null before one is whole.
  format     TEXT,
  -- The version of the rules by which entries were read.
  reading    INTEGER NOT NULL,
  -- The personal data that was left out.
  without    TEXT NOT NULL
) STRICT;
CREATE INDEX list_editions_of_list ON list_editions (list, article_id);

CREATE TABLE list_entries (
  list     TEXT NOT NULL,
  party_id INTEGER NOT NULL REFERENCES nodes (id) ON DELETE CASCADE,
  -- A JSON object.
  state    TEXT NOT NULL,
  PRIMARY KEY (list, party_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX list_entries_of_party ON list_entries (party_id);
