DROP INDEX articles_by_kind;
ALTER TABLE articles DROP CONSTRAINT articles_kind_check;
ALTER TABLE articles DROP COLUMN kind;

-- What was cited by a locator is left without paragraphs.
ALTER TABLE mentions DROP CONSTRAINT mentions_cited_check;
ALTER TABLE mentions DROP COLUMN locator;
ALTER TABLE evidence DROP CONSTRAINT evidence_cited_check;
ALTER TABLE evidence DROP COLUMN locator;
