-- Words that the older version does not know become OTHER, once for each event.
INSERT INTO sanction_measures (event_id, measure)
SELECT DISTINCT event_id, 'OTHER' FROM sanction_measures AS unknown
WHERE measure IN (
  'DIRECTOR_DISQUALIFICATION', 'TRUST_SERVICES', 'FINANCIAL_RESTRICTION', 'INVESTMENT_BAN',
  'BUSINESS_RESTRICTION', 'INTERNET_SERVICES', 'SHIPPING', 'PORT_ENTRY', 'TRANSPORT')
AND NOT EXISTS (SELECT 1 FROM sanction_measures AS other WHERE other.event_id = unknown.event_id AND other.measure = 'OTHER');
DELETE FROM sanction_measures WHERE measure IN (
  'DIRECTOR_DISQUALIFICATION', 'TRUST_SERVICES', 'FINANCIAL_RESTRICTION', 'INVESTMENT_BAN',
  'BUSINESS_RESTRICTION', 'INTERNET_SERVICES', 'SHIPPING', 'PORT_ENTRY', 'TRANSPORT');
ALTER TABLE sanction_measures DROP CONSTRAINT sanction_measures_measure_check;
ALTER TABLE sanction_measures ADD CONSTRAINT sanction_measures_measure_check CHECK (measure IN (
  'ASSET_FREEZE', 'TRAVEL_BAN', 'ARMS_EMBARGO', 'TRADE_RESTRICTION', 'OTHER'));
