DROP TRIGGER search_documents_removed;
DROP TABLE search_index;
DROP TABLE search_documents;
