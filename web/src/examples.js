const files = import.meta.glob('../../src/server/examples/*.graphql', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** The queries that the server's front page links, in its order: that of their files' names. */
export const examples = Object.keys(files)
  .sort()
  .map((file) => files[file].trim());
