CREATE INDEX participations_of_party ON participations (party_id, role, id);
DROP INDEX participations_of_party_by_day;
