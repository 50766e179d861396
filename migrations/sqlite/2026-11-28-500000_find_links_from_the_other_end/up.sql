-- An index of links by their other end. A filter within a filter may start from the parties that match inside; without the
-- index, Postgres then reads all links for each of them.
CREATE INDEX links_of_other ON links (other_id, kind);
