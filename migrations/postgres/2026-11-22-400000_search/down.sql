DROP TABLE search_index;
DROP TABLE search_documents;
DROP INDEX evidence_with_note;
