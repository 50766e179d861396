-- The places of a country.
CREATE INDEX places_by_country ON places (country, id);
