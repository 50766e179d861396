DROP INDEX places_within;
ALTER TABLE places DROP COLUMN within_id;
