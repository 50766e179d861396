-- An index of the participations of a party as a target, in the order of its list of sanction events, so that a page
-- reads only its own rows.
CREATE INDEX participations_of_party_by_day ON participations (party_id, role, sort_day, event_id);
DROP INDEX participations_of_party;
