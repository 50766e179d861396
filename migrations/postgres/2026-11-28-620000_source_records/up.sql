-- The entries of parties in lists, with what the list says there in its own words: apart from what this data says of them.
CREATE TABLE source_records (
  party_id   BIGINT NOT NULL,
  party_kind TEXT NOT NULL CHECK (party_kind IN ('Actor', 'Organization')),
  ordinal    BIGINT NOT NULL CHECK (ordinal >= 1),
  -- The number by which the entry is cited, and the one that stays when that changes.
  reference  TEXT NOT NULL CHECK (length(reference) BETWEEN 1 AND 200),
  number     TEXT CHECK (length(number) BETWEEN 1 AND 200),
  url        TEXT,
  remarks    TEXT,
  PRIMARY KEY (party_id, ordinal),
  FOREIGN KEY (party_id, party_kind) REFERENCES nodes (id, kind) ON DELETE CASCADE
);

-- The day of the edition that a data set was made from, and where its terms of use are.
ALTER TABLE datasets ADD COLUMN edition DATE;
ALTER TABLE datasets ADD COLUMN licence_url TEXT;
