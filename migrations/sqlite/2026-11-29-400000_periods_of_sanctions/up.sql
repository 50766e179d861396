-- The status of the sanctions of an authority against a party over time, as `sanctionStatus` tells it without a filter.
-- It is derived from the events that target the party, so that parties can be filtered by it.
CREATE TABLE sanction_periods (
  id           INTEGER PRIMARY KEY,
  party_id     INTEGER NOT NULL REFERENCES nodes (id) ON DELETE CASCADE,
  authority_id INTEGER REFERENCES nodes (id) ON DELETE CASCADE,
  -- The first day of the status, and the day after its last; a status that stays has no last day. Without a first day, it is
  -- the status when no day is asked for.
  first_day    TEXT,
  until_day    TEXT,
  state        TEXT NOT NULL CHECK (state IN ('NONE', 'PROPOSED', 'BLOCKED', 'IMPOSED', 'EASED', 'EXPIRED', 'LIFTED')),
  -- Whether the dates allow no other state.
  is_certain   INTEGER NOT NULL CHECK (is_certain IN (0, 1)),
  CHECK (first_day IS NOT NULL OR until_day IS NULL)
) STRICT;
CREATE INDEX sanction_periods_of_party ON sanction_periods (party_id);
CREATE INDEX sanction_periods_of_authority ON sanction_periods (authority_id, state, party_id);
CREATE INDEX sanction_periods_by_state ON sanction_periods (state, first_day, party_id);

-- The events that determine the measures of a status.
CREATE TABLE sanction_period_events (
  period_id INTEGER NOT NULL REFERENCES sanction_periods (id) ON DELETE CASCADE,
  event_id  INTEGER NOT NULL REFERENCES events (id) ON DELETE CASCADE,
  PRIMARY KEY (period_id, event_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sanction_period_events_of_event ON sanction_period_events (event_id, period_id);

INSERT INTO derivations (name, version) VALUES ('sanction periods', 0);
