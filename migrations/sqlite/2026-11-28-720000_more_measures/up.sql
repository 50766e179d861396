-- Measures of the sanctions lists.

-- SQLite drops a CHECK by its name only, and this one was made without: see 2026-11-28-100000_say_more_of_facts.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, ' CHECK (measure IN (', ' CONSTRAINT sanction_measures_measure_check CHECK (measure IN (')
WHERE type = 'table' AND name = 'sanction_measures' AND instr(sql, 'sanction_measures_measure_check') = 0;
PRAGMA writable_schema = RESET;

ALTER TABLE sanction_measures DROP CONSTRAINT sanction_measures_measure_check;
ALTER TABLE sanction_measures ADD CONSTRAINT sanction_measures_measure_check CHECK (measure IN (
  'ASSET_FREEZE', 'TRAVEL_BAN', 'ARMS_EMBARGO', 'TRADE_RESTRICTION', 'DIRECTOR_DISQUALIFICATION',
  'TRUST_SERVICES', 'FINANCIAL_RESTRICTION', 'INVESTMENT_BAN', 'BUSINESS_RESTRICTION', 'INTERNET_SERVICES',
  'SHIPPING', 'PORT_ENTRY', 'TRANSPORT', 'OTHER'));
