// Audits a running server by `graphql-http`, which tells whether it speaks GraphQL over HTTP.
//
//     node web/tests/audit.mjs http://127.0.0.1:8080/graphql [audit|2026]
//
// The second argument is the server's SANAD_STATUS_CODES. Of a server with `audit`, the default, every audit has to
// pass: those that MUST, that SHOULD and that MAY; none of them contradicts another. Of a server with `2026`, exactly
// those have to fail that ask for a status code which the specification's edition of September 2026 has changed.

import { serverAudits } from 'graphql-http';

const CHANGED = new Map(
  Object.entries({
    '423L': 'no `query`: 422, not 400',
    LKJ0: '`query` is an object: 422, not 400',
    LKJ1: '`query` is a number: 422, not 400',
    LKJ2: '`query` is a boolean: 422, not 400',
    LKJ3: '`query` is an array: 422, not 400',
    '6C00': '`operationName` is an object: 422, not 400',
    '6C01': '`operationName` is a number: 422, not 400',
    '6C02': '`operationName` is a boolean: 422, not 400',
    '6C03': '`operationName` is an array: 422, not 400',
    4760: '`variables` are a string: 422, not 400',
    4761: '`variables` are a number: 422, not 400',
    4762: '`variables` are a boolean: 422, not 400',
    4763: '`variables` are an array: 422, not 400',
    '58B0': '`extensions` are a string: 422, not 400',
    '58B1': '`extensions` are a number: 422, not 400',
    '58B2': '`extensions` are a boolean: 422, not 400',
    '58B3': '`extensions` are an array: 422, not 400',
    '3E3A': 'no `query`: 422, not 400',
    '572B': 'a document that is no GraphQL, for application/json: 400, not 200',
    FDE2: 'a name that begins with a digit, which is no GraphQL, for application/json: 400, not 200',
    '7B9B': 'a variable that is none of its type, for application/json: 422, not 200',
    '86EE': 'a variable that is none of its type: 422, not 400',
  }),
);

const [url = process.env.SANAD_AUDIT_URL, codes = 'audit'] = process.argv.slice(2);
if (!url || !['audit', '2026'].includes(codes)) {
  console.error('usage: node audit.mjs URL [audit|2026]');
  process.exit(2);
}

const audits = serverAudits({ url });
const changed = codes === '2026' ? CHANGED : new Map();
const unexpected = [];
for (const { id, name, fn } of audits) {
  const result = await fn();
  const isAsExpected = (result.status === 'ok') !== changed.has(id);
  if (!isAsExpected) unexpected.push(id);
  const verdict = isAsExpected ? (changed.has(id) ? 'changed' : 'ok') : 'FAILED';
  const reason = changed.get(id) ?? result.reason;
  console.log(`${verdict.padEnd(8)}${id} ${name}${reason ? `: ${reason}` : ''}`);
}
const unknown = [...changed.keys()].filter((id) => !audits.some((audit) => audit.id === id));
console.log(`${audits.length} audits, ${unexpected.length + unknown.length} not as expected`);
if (unknown.length > 0) console.error(`graphql-http has no audit ${unknown.join(', ')}`);
process.exit(unexpected.length + unknown.length > 0 ? 1 : 0);
