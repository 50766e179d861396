-- Titles and positions of people, their places of birth, and addresses of parties, in the order of the data set. They are
-- the words of the sources: no fact and no place is made of them.
CREATE TABLE party_texts (
  party_id   INTEGER NOT NULL,
  party_kind TEXT NOT NULL CONSTRAINT party_texts_party_kind_check CHECK (party_kind IN ('Actor', 'Organization')),
  ordinal    INTEGER NOT NULL CHECK (ordinal >= 1),
  kind       TEXT NOT NULL CONSTRAINT party_texts_kind_check CHECK (kind IN ('TITLE', 'POSITION', 'ADDRESS', 'BIRTHPLACE')),
  text       TEXT,
  -- The country of an address or a place of birth.
  country    TEXT CHECK (length(country) = 2),
  PRIMARY KEY (party_id, ordinal),
  CHECK (text IS NOT NULL OR country IS NOT NULL),
  CHECK (country IS NULL OR kind IN ('ADDRESS', 'BIRTHPLACE')),
  CHECK (party_kind = 'Actor' OR kind = 'ADDRESS'),
  FOREIGN KEY (party_id, party_kind) REFERENCES nodes (id, kind) ON DELETE CASCADE
) STRICT;
