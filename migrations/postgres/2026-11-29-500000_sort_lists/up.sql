-- Orders of lists: parties by the number of their links, and facts by the date of the earliest article about them. Facts
-- have an index by kind and number of sources already; events are of two kinds, so their orders need indexes of their own.
CREATE INDEX parties_by_degree ON nodes (degree, id) WHERE kind IN ('Actor', 'Organization');
CREATE INDEX actors_by_degree ON nodes (degree, id) WHERE kind = 'Actor';
CREATE INDEX organizations_by_degree ON nodes (degree, id) WHERE kind = 'Organization';
CREATE INDEX facts_by_first_report ON facts (kind, (coalesce(first_reported, '9999')), id);
CREATE INDEX events_by_first_report ON facts ((coalesce(first_reported, '9999')), id)
  WHERE kind IN ('SanctionEvent', 'Incident');
CREATE INDEX events_by_sources ON facts (source_count, id) WHERE kind IN ('SanctionEvent', 'Incident');
