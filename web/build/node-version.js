// Fails on a Node.js that is too old for the build: the least one is in package.json, as `>=MAJOR.MINOR`.

import { readFileSync } from 'node:fs';

const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url)));
const [major, minor] = engines.node.replace('>=', '').split('.').map(Number);
const [ownMajor, ownMinor] = process.versions.node.split('.').map(Number);
process.exitCode = ownMajor > major || (ownMajor === major && ownMinor >= minor) ? 0 : 1;
