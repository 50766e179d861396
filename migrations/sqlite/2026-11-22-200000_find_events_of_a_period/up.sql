-- The last day on which the event may have been going on, to find the events of a period: the last day on which it may
-- have ended; if its end is unknown, the last day on which it may have started; otherwise 9999-12-31.
ALTER TABLE events ADD COLUMN last_day TEXT NOT NULL DEFAULT '9999-12-31';
UPDATE events SET last_day = coalesce(CASE WHEN ended_earliest IS NULL AND ended_latest IS NULL THEN started_latest ELSE ended_latest END, '9999-12-31');

-- Includes the columns that periods are compared with, so that the index alone rules out other events.
DROP INDEX events_by_day;
CREATE INDEX events_by_day ON events (sort_day, id, last_day, started_earliest);
DROP INDEX events_by_kind;
CREATE INDEX events_by_kind ON events (kind, sort_day, id, last_day, started_earliest);
