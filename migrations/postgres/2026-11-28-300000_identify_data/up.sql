-- Revision numbers can repeat: a restored backup continues from its old number. A random token identifies each load:
-- 16 random bytes in hexadecimal, new with each load that changes something.
ALTER TABLE revisions ADD COLUMN token TEXT NOT NULL DEFAULT replace(CAST(gen_random_uuid() AS TEXT), '-', '')
  CHECK (length(token) = 32);
ALTER TABLE revisions ALTER COLUMN token DROP DEFAULT;
