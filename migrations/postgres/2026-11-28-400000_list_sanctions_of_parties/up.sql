-- The sanction events that target a party are read from its parts in them, in the order of the list: only as many as a page
-- holds, however many there are.
CREATE INDEX participations_of_party_by_day ON participations (party_id, role, sort_day, event_id);
DROP INDEX participations_of_party;
