ALTER TABLE datasets DROP COLUMN licence_url;
ALTER TABLE datasets DROP COLUMN edition;
DROP TABLE source_records;
