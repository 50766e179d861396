DROP INDEX events_by_kind;
CREATE INDEX events_by_kind ON events (kind, sort_day, id);
DROP INDEX events_by_day;
CREATE INDEX events_by_day ON events (sort_day, id);
ALTER TABLE events DROP COLUMN last_day;
