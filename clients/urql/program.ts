// urql with gql.tada, which has TypeScript itself infer the types of documents from the schema.
import { cacheExchange, createClient, fetchExchange } from "@urql/core";
import { persistedExchange } from "@urql/exchange-persisted";
import { initGraphQLTada, readFragment } from "gql.tada";

import { printArticle, printErrors, printStep, url } from "../report.js";
import type * as scalars from "../scalars.js";
import type { introspection } from "./generated/introspection.js";

const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: {
    BigInt: scalars.BigInt;
    CountryCode: scalars.CountryCode;
    Date: scalars.Date;
    DateTime: scalars.DateTime;
    Language: scalars.Language;
    PartialDate: scalars.PartialDate;
  };
}>();

const PartyName = graphql(`
  fragment PartyName on Party {
    id
    name(language: "en")
  }
`);

const Steps = graphql(
  `
    query Steps($party: String!) {
      party(key: $party) {
        ...PartyName
        sanctionEvents(first: 10) {
          nodes {
            id
            action
            started
            participations(roles: [PROPOSER, BLOCKER, IMPOSER]) {
              nodes {
                id
                party {
                  ...PartyName
                }
              }
            }
            evidence(first: 1) {
              nodes {
                paragraphs
                article {
                  id
                  publisher {
                    ...PartyName
                  }
                }
              }
            }
          }
        }
      }
    }
  `,
  [PartyName],
);

const Articles = graphql(`
  query Articles($first: Int!, $after: String) {
    articles(first: $first, after: $after) {
      edges {
        node {
          id
          published
          headline
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const client = createClient({
  url: `${url}/graphql`,
  preferGetMethod: true,
  // Sends the hash of a document in a GET, which caches understand, and its text only to a server that does not know it.
  exchanges: [cacheExchange, persistedExchange({ preferGetForPersistedQueries: true }), fetchExchange],
});

const { data } = await client.query(Steps, { party: "kaniyat" }).toPromise();
const party = data?.party;
console.log(`Sanctions on the ${readFragment(PartyName, party)?.name}`);
for (const step of party?.sanctionEvents.nodes ?? []) {
  const [evidence] = step.evidence.nodes;
  const by = step.participations.nodes.map(({ party }) => readFragment(PartyName, party).name);
  const publisher = readFragment(PartyName, evidence?.article.publisher)?.name;
  printStep(step.started, step.action, by, publisher, evidence?.paragraphs ?? []);
}

console.log("Articles");
let after: string | null | undefined;
do {
  const { data } = await client.query(Articles, { first: 2, after }).toPromise();
  for (const { node } of data?.articles.edges ?? []) printArticle(node.published, node.headline);
  after = data?.articles.pageInfo.hasNextPage ? data.articles.pageInfo.endCursor : null;
} while (after);

const { error } = await client.query(Articles, { first: 2, after: "no cursor" }).toPromise();
printErrors(error?.graphQLErrors ?? []);
