-- The keys of the names of parties. Names are looked up by keys that most spellings of a name share. Rust code derives
-- them from the names, in every load and once after this migration.
CREATE TABLE name_keys (
  key      INTEGER NOT NULL,
  party_id INTEGER NOT NULL REFERENCES nodes (id) ON DELETE CASCADE,
  PRIMARY KEY (key, party_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX name_keys_of_party ON name_keys (party_id);
