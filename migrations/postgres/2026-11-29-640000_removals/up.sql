-- The records that loads have removed and that nothing has replaced, by the keys that they had.
CREATE TABLE removals (
  key        TEXT COLLATE "C" PRIMARY KEY,
  kind       TEXT NOT NULL,
  dataset_id BIGINT NOT NULL REFERENCES datasets (id) ON DELETE CASCADE,
  -- In UTC.
  removed_at TIMESTAMP NOT NULL
);
CREATE INDEX removals_from_dataset ON removals (dataset_id);
