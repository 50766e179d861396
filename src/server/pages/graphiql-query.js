// GraphiQL takes its first query from its storage: what the address asks for is put there.
{
  const query = new URLSearchParams(location.search).get("query");
  if (query) localStorage.setItem("graphiql:query", query);
}
