const ACCEPTED = 'application/graphql-response+json, application/json;q=0.9';

/**
 * Has this server answer an operation, and gives its answer, errors included.
 * Throws an `Error` where the answer is not GraphQL, as when a proxy answers instead of the server.
 */
export async function ask({ query, variables, operationName }, { headers } = {}) {
  const answer = await fetch('/graphql', {
    method: 'POST',
    headers: { accept: ACCEPTED, 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables, operationName }),
  });
  const text = await answer.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`The answer is not GraphQL: ${answer.status} ${answer.statusText}\n${text.slice(0, 500)}`);
  }
}
