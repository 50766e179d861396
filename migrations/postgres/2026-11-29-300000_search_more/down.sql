DROP INDEX evidence_with_condition;
DROP INDEX relationships_with_role;
DROP TABLE derivations;
