import { readBundle } from '../../analyzer/bundle-reader/read-bundle.js';
import { discoverChecks } from '../../analyzer/discover.js';
import { logNeeds } from '../../analyzer/engine.js';
import { alsoRead } from '../../analyzer/reasoning/reason.js';
import { generatedNeeds } from './generated-needs.js';

/** `node dist/test/bench/read-with.js BUNDLE N`: reads a bundle for the patterns of all checks and N generated ones. */
const [file = '', more = '0'] = process.argv.slice(2);
const needs = logNeeds([...(await discoverChecks()).values(), alsoRead]);
await readBundle(file, [...needs, ...generatedNeeds(Number(more))]);
