"""A client and types that ariadne-codegen generates, on httpx and pydantic."""

import hashlib
import os
from typing import Any

from generated import Client, GraphQLClientGraphQLMultiError
from generated.base_client import Response


class PersistedClient(Client):
    """Sends the hash of a document. An open server that does not know it then gets the text, and keeps it."""

    def _execute_json(
        self, query: str, operation_name: str | None, variables: dict[str, Any], **options: Any
    ) -> Response:
        digest = hashlib.sha256(query.encode()).hexdigest()
        body = {
            "operationName": operation_name,
            "variables": variables,
            "extensions": {"persistedQuery": {"version": 1, "sha256Hash": digest}},
        }
        answer = self.http_client.post(self.url, json=body, **options)
        codes = [error["extensions"]["code"] for error in answer.json().get("errors", [])]
        if codes == ["PERSISTED_QUERY_NOT_FOUND"]:
            answer = self.http_client.post(self.url, json={"query": query, **body}, **options)
        return answer


url = os.environ.get("SANAD_URL", "http://127.0.0.1:8080")
with PersistedClient(f"{url}/graphql") as client:
    party = client.steps(party="kaniyat").party
    assert party is not None
    print(f"Sanctions on the {party.name}")
    for step in party.sanction_events.nodes:
        by = " and ".join(participation.party.name for participation in step.participations.nodes)
        for evidence in step.evidence.nodes:
            publisher = evidence.article.publisher.name if evidence.article.publisher else "unknown"
            paragraphs = ", ".join(map(str, evidence.paragraphs))
            print(f"{step.started or 'undated'}: {step.action.value} by {by} ({publisher}, ¶ {paragraphs})")

    print("Articles")
    after: str | None = None
    while True:
        articles = client.articles(first=2, after=after).articles
        for edge in articles.edges:
            print(f"{edge.node.published or 'undated'}: {edge.node.headline}")
        if not articles.page_info.has_next_page:
            break
        after = articles.page_info.end_cursor

    try:
        client.articles(first=2, after="no cursor")
    except GraphQLClientGraphQLMultiError as refused:
        for error in refused.errors:
            print(f"No cursor: {(error.extensions or {}).get('code')}")
