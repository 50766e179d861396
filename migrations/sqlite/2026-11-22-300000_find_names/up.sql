-- Which party bears a name with which key: names are found by the keys that most spellings of them have in common. They
-- are derived from the names in Rust, by every load, and once this table is made.
CREATE TABLE name_keys (
  key      INTEGER NOT NULL,
  party_id INTEGER NOT NULL REFERENCES nodes (id) ON DELETE CASCADE,
  PRIMARY KEY (key, party_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX name_keys_of_party ON name_keys (party_id);
