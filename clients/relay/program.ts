// Relay without React: relay-compiler checks and persists `documents.ts`, and relay-runtime keeps the answers.
import { Environment, Network, RecordSource, Store, fetchQuery, readInlineData } from "relay-runtime";

import { printArticle, printErrors, printStep, url } from "../report.js";
import Articles, { type documentsArticlesQuery } from "./generated/documentsArticlesQuery.graphql.js";
import PartyName, { type documentsPartyName$key } from "./generated/documentsPartyName.graphql.js";
import Steps, { type documentsStepsQuery } from "./generated/documentsStepsQuery.graphql.js";

async function post(body: object) {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/graphql-response+json" },
    body: JSON.stringify(body),
  });
  return response.json();
}

// Sends the hash of a document. An open server that does not know it then gets the text, and keeps it.
const network = Network.create(async ({ id, text }, variables) => {
  const extensions = { persistedQuery: { version: 1, sha256Hash: id } };
  const answer = await post({ extensions, variables });
  const isUnknown = answer.errors?.[0].extensions.code === "PERSISTED_QUERY_NOT_FOUND";
  return isUnknown ? post({ query: text, extensions, variables }) : answer;
});

const environment = new Environment({ network, store: new Store(new RecordSource()) });

const nameOf = (party: documentsPartyName$key) => readInlineData<documentsPartyName$key>(PartyName, party).name;

const steps = await fetchQuery<documentsStepsQuery>(environment, Steps, { party: "kaniyat" }).toPromise();
const party = steps?.party;
console.log(`Sanctions on the ${party && nameOf(party)}`);
for (const step of party?.sanctionEvents.nodes ?? []) {
  const [evidence] = step.evidence.nodes;
  const by = step.participations.nodes.map(({ party }) => nameOf(party));
  const publisher = evidence?.article.publisher;
  printStep(step.started, step.action, by, publisher ? nameOf(publisher) : undefined, evidence?.paragraphs ?? []);
}

// Relay adds each page to the connection in its store, and answers with all of it.
let articles: documentsArticlesQuery["response"]["articles"] | undefined;
do {
  const variables = { first: 2, after: articles?.pageInfo.endCursor };
  articles = (await fetchQuery<documentsArticlesQuery>(environment, Articles, variables).toPromise())?.articles;
} while (articles?.pageInfo.hasNextPage);
console.log("Articles");
for (const { node } of articles?.edges ?? []) printArticle(node.published, node.headline);

try {
  const variables = { first: 2, after: "no cursor" };
  await fetchQuery<documentsArticlesQuery>(environment, Articles, variables).toPromise();
} catch (error) {
  const { source } = error as { source: { errors: { extensions: { code: string } }[] } };
  printErrors(source.errors);
}
