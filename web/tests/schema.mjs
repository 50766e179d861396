// What introspection of the server at SANAD_URL says of the schema, and what the SDL says: node --test web/tests/schema.mjs

import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import * as graphql from 'graphql';

const { origin } = new URL(process.env.SANAD_URL ?? 'http://127.0.0.1:8080');

// All that the specification has.
const EVERYTHING = {
  descriptions: true,
  specifiedByUrl: true,
  directiveIsRepeatable: true,
  schemaDescription: true,
  inputValueDeprecation: true,
  oneOf: true,
  experimentalDirectiveDeprecation: false,
};

const ask = async (query) => {
  const answer = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = await answer.json();
  assert.equal(errors, undefined);
  return data;
};

const printed = (schema) => graphql.printSchema(graphql.lexicographicSortSchema(schema));

/** The types and directives of an introspection by name, without those that GraphQL itself has. */
function ours({ __schema: { types, directives, ...schema } }, sdl) {
  const isOurs = ({ name }) => !name.startsWith('__') && !graphql.specifiedScalarTypes.some((type) => type.name === name);
  const byName = (list) => Object.fromEntries(list.map((each) => [each.name, each]));
  return {
    schema,
    types: byName(types.filter(isOurs)),
    directives: byName(directives.filter(({ name }) => sdl.includes(`directive @${name}(`))),
  };
}

describe('introspection', () => {
  let [sdl, introspection] = [];
  before(async () => {
    sdl = await (await fetch(`${origin}/schema.graphql`)).text();
    introspection = await ask(graphql.getIntrospectionQuery(EVERYTHING));
  });

  it('makes the schema of the SDL', () => {
    const client = graphql.buildClientSchema(introspection);
    assert.deepEqual(graphql.validateSchema(client), []);
    assert.equal(printed(client), printed(graphql.buildSchema(sdl)));
  });

  it('is what the schema of the SDL answers', () => {
    const expected = graphql.introspectionFromSchema(graphql.buildSchema(sdl), EVERYTHING);
    assert.deepEqual(ours(introspection, sdl), ours(JSON.parse(JSON.stringify(expected)), sdl));
  });

  it('has what the SDL has besides fields', () => {
    const { schema, types } = ours(introspection, sdl);
    assert.match(schema.description, /evidence/);
    assert.deepEqual(types.Event.interfaces.map(({ name }) => name), ['Node', 'Fact']);
    for (const { name, kind, specifiedByURL } of Object.values(types)) {
      assert.equal(kind === 'SCALAR', specifiedByURL !== null, name);
    }
  });
});
