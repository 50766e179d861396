// Apollo Client with the types of GraphQL Code Generator's client preset.
import { createHash } from "node:crypto";

import { ApolloClient, CombinedGraphQLErrors, HttpLink, InMemoryCache } from "@apollo/client";
import { PersistedQueryLink } from "@apollo/client/link/persisted-queries";
import { relayStylePagination } from "@apollo/client/utilities";

import { printArticle, printErrors, printStep, url } from "../report.js";
import { ArticlesDocument, StepsDocument } from "./generated/graphql.js";
import possibleTypes from "./generated/possible-types.js";

/** Whether the server runs only the documents of `generated/persisted-documents.json`. */
const trusted = process.env.TRUSTED === "true";

// Both send a hash first. An open server that does not know it then gets the text, and keeps it.
const persisted = trusted
  ? new PersistedQueryLink({ generateHash: (document) => (document as { __meta__?: { hash: string } }).__meta__!.hash })
  : new PersistedQueryLink({ sha256: (text) => createHash("sha256").update(text).digest("hex") });

const client = new ApolloClient({
  link: persisted.concat(new HttpLink({ uri: `${url}/graphql` })),
  cache: new InMemoryCache({
    // Ids are unique over all types. Without the possible types, the cache could not read fragments on `Party`.
    ...possibleTypes,
    typePolicies: { Query: { fields: { articles: relayStylePagination(["where", "orderBy"]) } } },
  }),
});

const steps = await client.query({ query: StepsDocument, variables: { party: "kaniyat" } });
const party = steps.data?.party;
console.log(`Sanctions on the ${party?.name}`);
for (const step of party?.sanctionEvents.nodes ?? []) {
  const [evidence] = step.evidence.nodes;
  const by = step.participations.nodes.map(({ party }) => party.name);
  printStep(step.started, step.action, by, evidence?.article.publisher?.name, evidence?.paragraphs ?? []);
}

// The policy joins the pages in the cache. A component calls `fetchMore` in the same way.
const articles = client.watchQuery({ query: ArticlesDocument, variables: { first: 2 } });
let page = (await client.query({ query: ArticlesDocument, variables: { first: 2 } })).data?.articles.pageInfo;
while (page?.hasNextPage) {
  page = (await articles.fetchMore({ variables: { after: page.endCursor } })).data?.articles.pageInfo;
}
console.log("Articles");
const all = client.readQuery({ query: ArticlesDocument, variables: { first: 2 } });
for (const { node } of all?.articles.edges ?? []) printArticle(node.published, node.headline);

try {
  await client.query({ query: ArticlesDocument, variables: { first: 2, after: "no cursor" }, fetchPolicy: "no-cache" });
} catch (error) {
  if (!CombinedGraphQLErrors.is(error)) throw error;
  printErrors(error.errors);
}
