-- Numbers and codes of parties, in the order of the data set.
CREATE TABLE identifiers (
  party_id   BIGINT NOT NULL,
  party_kind TEXT NOT NULL CONSTRAINT identifiers_party_kind_check CHECK (party_kind IN ('Actor', 'Organization')),
  ordinal    BIGINT NOT NULL CHECK (ordinal >= 1),
  kind       TEXT NOT NULL CONSTRAINT identifiers_kind_check CHECK (kind IN (
               'LIST_ENTRY', 'PASSPORT', 'NATIONAL_ID', 'TAX_NUMBER', 'REGISTRATION', 'IMO', 'MMSI', 'LEI',
               'SWIFT_BIC', 'WALLET', 'WIKIDATA', 'OTHER')),
  -- As its source prints it.
  value      TEXT NOT NULL CHECK (length(value) >= 1),
  -- The value as it is compared.
  normalized TEXT COLLATE "C" NOT NULL CHECK (length(normalized) >= 1),
  country    TEXT CHECK (length(country) = 2),
  note       TEXT,
  PRIMARY KEY (party_id, ordinal),
  FOREIGN KEY (party_id, party_kind) REFERENCES nodes (id, kind) ON DELETE CASCADE
);
CREATE INDEX identifiers_by_value ON identifiers (normalized, kind, party_id);
