DROP TABLE party_texts;
