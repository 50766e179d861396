// What relay-compiler compiles. A program that is built with babel-plugin-relay has each beside the component that uses it.
import { graphql } from "relay-runtime";

graphql`
  fragment documentsPartyName on Party @inline {
    name(language: "en")
  }
`;

graphql`
  query documentsStepsQuery($party: String!) {
    party(key: $party) {
      ...documentsPartyName
      sanctionEvents(first: 10) {
        nodes {
          action
          started
          participations(roles: [PROPOSER, BLOCKER, IMPOSER]) {
            nodes {
              party {
                ...documentsPartyName
              }
            }
          }
          evidence(first: 1) {
            nodes {
              paragraphs
              article {
                publisher {
                  ...documentsPartyName
                }
              }
            }
          }
        }
      }
    }
  }
`;

graphql`
  query documentsArticlesQuery($first: Int!, $after: String) {
    articles(first: $first, after: $after) @connection(key: "documents_articles") {
      edges {
        node {
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
`;
