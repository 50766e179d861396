ALTER TABLE revisions DROP COLUMN token;
