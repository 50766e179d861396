-- The smallest place that another lies within: a quarter in its city, a city in its region.
ALTER TABLE places ADD COLUMN within_id INTEGER REFERENCES places (id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX places_within ON places (within_id, id);
