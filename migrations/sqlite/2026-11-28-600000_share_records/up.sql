-- The data sets whose records a data set refers to. A set that is used cannot be removed.
CREATE TABLE dataset_uses (
  dataset_id INTEGER NOT NULL REFERENCES datasets (id) ON DELETE CASCADE,
  used_id    INTEGER NOT NULL REFERENCES datasets (id) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (dataset_id, used_id),
  CHECK (dataset_id <> used_id)
) STRICT;
CREATE INDEX dataset_uses_of_used ON dataset_uses (used_id, dataset_id);
