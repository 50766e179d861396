DROP TABLE dataset_uses;
