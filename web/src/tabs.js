/** What a new tab holds. */
export const NEW_TAB = `# اكتب استعلامًا هنا وشغّله، أو اجمعه من الحقول في المستكشف على اليسار.
# Write a query here and run it, or put it together from the fields in the explorer on the left.
`;

/**
 * The query and the variables in an address such as `?query={revision}`, both undefined without a query.
 * With one the variables are never undefined: GraphiQL would take those of the tab that was last open.
 */
export function asked(search) {
  const parameters = new URLSearchParams(search);
  const query = parameters.get('query')?.trim();
  return query ? { query, variables: parameters.get('variables') ?? '' } : {};
}

/** The tabs of a first visit: what the address asks for, then the examples. Later visits have those left behind. */
export function firstTabs({ query, variables }, examples) {
  const others = examples.filter((example) => example !== query).map((example) => ({ query: example }));
  return query === undefined ? others : [{ query, variables }, ...others];
}
