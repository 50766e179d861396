-- Evidence and mentions name paragraphs or a locator, such as the number of an entry in a list: exactly one of the two.
ALTER TABLE evidence ADD COLUMN locator TEXT;
ALTER TABLE evidence ADD CONSTRAINT evidence_cited_check CHECK (
  (locator IS NULL) = (paragraphs <> '[]') AND coalesce(length(locator) BETWEEN 1 AND 200, TRUE));
ALTER TABLE mentions ADD COLUMN locator TEXT;
ALTER TABLE mentions ADD CONSTRAINT mentions_cited_check CHECK (
  (locator IS NULL) = (paragraphs <> '[]') AND coalesce(length(locator) BETWEEN 1 AND 200, TRUE));

ALTER TABLE articles ADD COLUMN kind TEXT NOT NULL DEFAULT 'ARTICLE'
  CONSTRAINT articles_kind_check CHECK (kind IN ('ARTICLE', 'EDITION', 'LEGAL_ACT', 'STATEMENT'));
CREATE INDEX articles_by_kind ON articles (kind, sort_day, id);
