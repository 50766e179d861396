// Which changes of the schema count as breaks, and when they pass: node --test web/tests/schema-diff.mjs

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { BreakingChangeType } from 'graphql';
import { COORDINATES, breaks, named } from '../schema/diff.js';

const SDL = `
  directive @d(a: Int) repeatable on FIELD | QUERY
  interface Party { key: String, name(of: Kind = STATE, to: Int): String }
  type Actor implements Party { key: String, name(of: Kind = STATE, to: Int): String }
  type Place { key: String }
  union Found = Actor | Place
  enum Kind { STATE OTHER }
  input Filter { keys: [String] }
  scalar Day
  type Query { party(where: Filter, on: Day): Party, found: Found, place: Place }
`;

/** The changes, what replaces what, and the coordinates of what breaks. */
const CASES = [
  ['a description', 'scalar Day', '"A day." scalar Day', []],
  ['a field is added', 'type Place { key', 'type Place { id: ID, key', []],
  ['an argument is added', 'on: Day', 'on: Day, of: Int', []],
  ['a value is added', 'OTHER', 'OTHER MORE', []],
  ['a deprecation', 'type Place { key: String', 'type Place { key: String @deprecated(reason: "2027-11-28")', []],
  ['an answer is never null any more', 'type Place { key: String', 'type Place { key: String!', []],
  ['an answer may be null', 'type Place { key: String', 'type Place { key: ID', ['Place.key']],
  ['a field goes', 'type Place { key', 'type Place { name', ['Place.key']],
  ['an argument goes', ', on: Day', '', ['Query.party(on:)']],
  ['an argument is required', 'on: Day', 'on: Day!', ['Query.party(on:)']],
  ['a required argument is added', 'on: Day', 'on: Day, of: Int!', ['Query.party(of:)']],
  ['a default changes', /STATE,/g, 'OTHER,', ['Actor.name(of:)', 'Party.name(of:)']],
  ['a value goes', 'OTHER', 'ANOTHER', ['Kind.OTHER']],
  ['a required input field is added', '[String]', '[String], of: Int!', ['Filter.of']],
  ['an input field goes', 'keys', 'names', ['Filter.keys']],
  ['a member of a union goes', 'Actor | Place', 'Actor', ['Found']],
  ['an interface goes', 'Actor implements Party', 'Actor', ['Actor']],
  ['a type becomes another kind', 'scalar Day', 'enum Day { MONDAY }', ['Day']],
  ['a type goes', /Day/g, 'String', ['Query.party(on:)', 'Day'], 'scalar String'],
  ['a directive goes', 'directive @d(a: Int) repeatable on FIELD | QUERY', '', ['@d']],
  ['an argument of a directive goes', '@d(a: Int)', '@d', ['@d(a:)']],
  ['an argument of a directive is required', 'a: Int', 'a: Int, b: Int!', ['@d(b:)']],
  ['a directive is not repeatable', ' repeatable', '', ['@d']],
  ['a directive goes from a place', 'FIELD | QUERY', 'FIELD', ['@d']],
];

describe('breaking changes', () => {
  for (const [title, from, to, expected, dropped = ''] of CASES) {
    it(title, () => {
      const after = SDL.replace(from, to).replace(dropped, '');
      assert.notEqual(after, SDL);
      assert.deepEqual(breaks(SDL, after).map(({ coordinates }) => coordinates[0]).sort(), [...expected].sort());
    });
  }

  it('have a coordinate each', () => {
    for (const type of Object.keys(BreakingChangeType)) assert.ok(COORDINATES[type], type);
  });

  it('are named by those of an interface too', () => {
    const [actor] = breaks(SDL, SDL.replace(/, name\(of: Kind = STATE, to: Int\)/g, ', name(of: Kind = STATE)'));
    assert.deepEqual(actor.coordinates, ['Party.name(to:)']);
    const [, other] = breaks(SDL, SDL.replace(/, name\(of: Kind = STATE, to: Int\)/g, ', name(of: Kind = STATE)'));
    assert.deepEqual(other.coordinates, ['Actor.name(to:)', 'Party.name(to:)']);
  });

  it('are named by entries of what is not released', () => {
    const changelog = `# Changelog\n\n\`Not.here\`\n
## [Unreleased]\n\n### Changed\n\n- Breaking: \`A.b\` is\n  \`c\` now.\n- \`Not.this\` changed.\n- **Breaking:** \`D\`.\n
## [1.0.0]\n\n- Breaking: \`Not.that\`.\n`;
    assert.deepEqual([...named(changelog)], ['A.b', 'c', 'D']);
  });
});

describe('the comparison', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sanad-schema-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  const script = new URL('../schema/diff.js', import.meta.url).pathname;
  const git = (...command) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...command], { cwd: folder, stdio: 'pipe' });
  const compared = (...base) => spawnSync(process.execPath, [script, ...base], { cwd: folder, encoding: 'utf8' });

  function write(sdl, entry = '') {
    writeFileSync(join(folder, 'schema.graphql'), sdl);
    writeFileSync(join(folder, 'CHANGELOG.md'), `## [Unreleased]\n\n${entry}\n`);
  }

  it('fails on a break without an entry only', () => {
    git('init', '--quiet', '--initial-branch', 'main');
    write(SDL);
    git('add', '.');
    git('commit', '--quiet', '--message', 'one');
    const alone = compared();
    assert.equal(alone.status, 0);
    assert.match(alone.stdout, /no earlier schema/);

    // What is not committed yet, against a commit that is named.
    write(SDL.replace('keys', 'names'));
    const broken = compared('HEAD');
    assert.equal(broken.status, 1);
    assert.match(broken.stderr, /Filter\.keys was removed\. Expected: Breaking: `Filter\.keys`/);
    assert.match(compared('nowhere').stderr, /expected a commit/);

    // The commit before, on main.
    git('commit', '--quiet', '--all', '--message', 'two');
    assert.equal(compared().status, 1);
    write(SDL.replace('keys', 'names'), '- Breaking: `Filter.keys` is `names`.');
    assert.equal(compared().status, 0);
    git('commit', '--quiet', '--all', '--message', 'three');

    // A branch, against where it left main.
    git('checkout', '--quiet', '-b', 'branch');
    write(SDL.replace('keys', 'names').replace('type Place { key', 'type Place { id: ID, key'));
    git('commit', '--quiet', '--all', '--message', 'four');
    git('commit', '--quiet', '--allow-empty', '--message', 'five');
    const added = compared();
    assert.equal(added.status, 0, added.stderr);
    assert.match(added.stdout, /three.*no breaking changes/);
    write(SDL.replace('keys', 'names').replace('type Place { key', 'type Place { name'));
    assert.equal(compared().status, 1);
  });
});
