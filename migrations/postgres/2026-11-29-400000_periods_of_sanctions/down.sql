DELETE FROM derivations WHERE name = 'sanction periods';
DROP TABLE sanction_period_events;
DROP TABLE sanction_periods;
