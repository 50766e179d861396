DROP INDEX parties_by_degree;
DROP INDEX actors_by_degree;
DROP INDEX organizations_by_degree;
DROP INDEX facts_by_first_report;
DROP INDEX events_by_first_report;
DROP INDEX events_by_sources;
