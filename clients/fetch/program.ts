// fetch and the types of GraphQL Code Generator's client preset, without a client library.
import { printArticle, printErrors, printStep, url } from "../report.js";
import { ArticlesDocument, StepsDocument, type TypedDocumentString } from "./generated/graphql.js";

/** Whether the server runs only the documents of `generated/persisted-documents.json`. */
const trusted = process.env.TRUSTED === "true";

class Refused extends Error {
  constructor(readonly errors: { message: string; extensions: { code: string } }[]) {
    super(errors[0]?.message);
  }
}

async function ask<Data, Variables>(document: TypedDocumentString<Data, Variables>, variables: Variables): Promise<Data> {
  const named = trusted ? { documentId: `sha256:${document.__meta__?.hash}` } : { query: document };
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/graphql-response+json" },
    body: JSON.stringify({ ...named, variables }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Refused(errors);
  return data;
}

const { party } = await ask(StepsDocument, { party: "kaniyat" });
console.log(`Sanctions on the ${party?.name}`);
for (const step of party?.sanctionEvents.nodes ?? []) {
  const [evidence] = step.evidence.nodes;
  const by = step.participations.nodes.map(({ party }) => party.name);
  printStep(step.started, step.action, by, evidence?.article.publisher?.name, evidence?.paragraphs ?? []);
}

console.log("Articles");
let after: string | null | undefined;
do {
  const { articles } = await ask(ArticlesDocument, { first: 2, after });
  for (const { node } of articles.edges) printArticle(node.published, node.headline);
  after = articles.pageInfo.hasNextPage ? articles.pageInfo.endCursor : null;
} while (after);

try {
  await ask(ArticlesDocument, { first: 2, after: "no cursor" });
} catch (error) {
  if (!(error instanceof Refused)) throw error;
  printErrors(error.errors);
}
