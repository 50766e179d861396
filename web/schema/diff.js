// Compares schema.graphql with an earlier one, and fails if it breaks clients in a way that CHANGELOG.md does not name:
//
//     node web/schema/diff.js [BASE]
//
// BASE is a commit. Without it: where this branch left main, or on main itself the commit before.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import * as graphql from 'graphql';

/** The schema coordinate of each kind of change, taken from graphql-js's description of it. */
export const COORDINATES = {
  TYPE_REMOVED: [/(\w+) was removed/, '$1'],
  TYPE_CHANGED_KIND: [/^(\w+) changed from/, '$1'],
  TYPE_REMOVED_FROM_UNION: [/from union type (\w+)/, '$1'],
  VALUE_REMOVED_FROM_ENUM: [/^(\w+) was removed from enum type (\w+)/, '$2.$1'],
  REQUIRED_INPUT_FIELD_ADDED: [/^A required field (\w+) on input type (\w+)/, '$2.$1'],
  IMPLEMENTED_INTERFACE_REMOVED: [/^(\w+) no longer/, '$1'],
  FIELD_REMOVED: [/^([\w.]+) was removed/, '$1'],
  FIELD_CHANGED_KIND: [/^([\w.]+) changed type/, '$1'],
  REQUIRED_ARG_ADDED: [/^A required arg (\w+) on ([\w.]+) was/, '$2($1:)'],
  ARG_REMOVED: [/^([\w.]+) arg (\w+) was/, '$1($2:)'],
  ARG_CHANGED_KIND: [/^([\w.]+) arg (\w+) has/, '$1($2:)'],
  DIRECTIVE_REMOVED: [/^(\w+) was removed/, '@$1'],
  DIRECTIVE_ARG_REMOVED: [/^(\w+) was removed from (\w+)/, '@$2($1:)'],
  REQUIRED_DIRECTIVE_ARG_ADDED: [/^A required arg (\w+) on directive (\w+)/, '@$2($1:)'],
  DIRECTIVE_REPEATABLE_REMOVED: [/from (\w+)\.$/, '@$1'],
  DIRECTIVE_LOCATION_REMOVED: [/from (\w+)\.$/, '@$1'],
  // graphql-js calls it dangerous: the same query gets another answer.
  ARG_DEFAULT_VALUE_CHANGE: [/^([\w.]+) arg (\w+) (?:has|default)/, '$1($2:)'],
};

/** The changes from one SDL to another that break clients: what each is, and the coordinates that name it. */
export function breaks(before, after) {
  const [old, now] = [before, after].map((sdl) => graphql.buildSchema(sdl));
  const dangerous = graphql.findDangerousChanges(old, now).filter(({ type }) => type in COORDINATES);
  return [...graphql.findBreakingChanges(old, now), ...dangerous].map(({ type, description }) => {
    const [pattern, form] = COORDINATES[type];
    const own = description.match(pattern)[0].replace(pattern, form);
    return { description, coordinates: [own, ...ofInterfaces(own, old)] };
  });
}

/** The coordinates of the same field in the interfaces of its type: whoever names that of `Party` names that of `Actor`. */
function ofInterfaces(coordinate, schema) {
  const [type, ...field] = coordinate.split('.');
  const interfaces = field.length > 0 ? (schema.getType(type)?.getInterfaces?.() ?? []) : [];
  return interfaces.map(({ name }) => [name, ...field].join('.'));
}

/** What the changelog names as broken since the last release: the code in entries that begin with `Breaking:`. */
export function named(changelog) {
  const unreleased = changelog.split(/^## /m).find((section) => section.startsWith('[Unreleased]')) ?? '';
  const entries = unreleased.split(/^(?=- |#)/m).filter((entry) => /^- \**Breaking:/.test(entry));
  return new Set(entries.flatMap((entry) => [...entry.matchAll(/`([^`]+)`/g)].map(([, code]) => code)));
}

function git(...command) {
  return execFileSync('git', command, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}

function tried(...command) {
  try {
    return git(...command);
  } catch {
    return undefined;
  }
}

const commit = (name) => tried('rev-parse', '--verify', '--quiet', `${name}^{commit}`);

/** The commit to compare with; undefined if there is none before this one. */
function base() {
  const head = git('rev-parse', 'HEAD');
  for (const main of ['origin/main', 'main'].map(commit)) {
    // A clone without the history has no common commit.
    if (main && main !== head) return tried('merge-base', 'HEAD', main) ?? main;
  }
  return commit('HEAD^');
}

function main(asked) {
  if (asked && !commit(asked)) throw new Error(`BASE is ${asked}: expected a commit of this repository`);
  const from = asked ? commit(asked) : base();
  const before = from && tried('show', `${from}:schema.graphql`);
  if (!before) {
    console.log('there is no earlier schema.graphql to compare with: name a commit that has one by BASE=…');
    return 0;
  }
  const name = `that of ${git('log', '-1', '--format=%h (%s)', from)}`;
  const known = named(readFileSync('CHANGELOG.md', 'utf8'));
  const found = breaks(before, readFileSync('schema.graphql', 'utf8'));
  const silent = found.filter(({ coordinates }) => !coordinates.some((coordinate) => known.has(coordinate)));
  if (silent.length === 0) {
    const breaking = found.length > 0 ? `${found.length} breaking changes, all in the changelog` : 'no breaking changes';
    console.log(`schema.graphql, compared with ${name}: ${breaking}`);
    return 0;
  }
  console.error(`schema.graphql, compared with ${name}, breaks clients without an entry in CHANGELOG.md:`);
  for (const { description, coordinates } of silent) console.error(`  ${description} Expected: Breaking: \`${coordinates[0]}\``);
  console.error('Deprecate instead, or begin an entry under Unreleased with these words. CONTRIBUTING.md has the policy.');
  return 1;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) process.exitCode = main(process.argv[2]);
