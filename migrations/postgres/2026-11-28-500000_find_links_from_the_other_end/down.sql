DROP INDEX links_of_other;
