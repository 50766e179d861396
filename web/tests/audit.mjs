// Audits a running server with `graphql-http`, which tests GraphQL over HTTP. Every audit has to pass, MUST, SHOULD and MAY.
//
//     node web/tests/audit.mjs http://127.0.0.1:8080/graphql

import { serverAudits } from 'graphql-http';

const [url = process.env.SANAD_AUDIT_URL] = process.argv.slice(2);
if (!url) {
  console.error('usage: node audit.mjs URL');
  process.exit(2);
}

const audits = serverAudits({ url });
let failed = 0;
for (const { id, name, fn } of audits) {
  const { status, reason } = await fn();
  const isOk = status === 'ok';
  if (!isOk) failed += 1;
  console.log(`${isOk ? 'ok' : 'FAILED'} ${id} ${name}${reason ? `: ${reason}` : ''}`);
}
console.log(`${audits.length} audits, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
