ALTER TABLE nodes DROP COLUMN degree;
DROP TABLE links;
DROP INDEX relationships_of_source_by_kind;
DROP INDEX relationships_of_target_by_kind;
DROP INDEX participations_by_day;
ALTER TABLE participations DROP COLUMN sort_day;
ALTER TABLE facts DROP COLUMN known_from;
