DROP INDEX places_by_country;
