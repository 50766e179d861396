-- Numbers repeat: a restored backup counts on from where it was. A random token tells each load from every other:
-- 16 random bytes in hexadecimal digits, new with each load that changes something.
ALTER TABLE revisions ADD COLUMN token TEXT NOT NULL DEFAULT replace(CAST(gen_random_uuid() AS TEXT), '-', '')
  CHECK (length(token) = 32);
ALTER TABLE revisions ALTER COLUMN token DROP DEFAULT;
