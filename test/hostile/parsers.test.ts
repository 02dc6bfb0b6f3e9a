import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import fc from 'fast-check';
import fastGlob from 'fast-glob';
import { documentOf } from '../../analyzer/bundle-reader/document.js';
import { type Collection, type ParsedFact, ParseError } from '../../analyzer/fact.js';
import { entryPath, matchesPattern } from '../../bundle/entry-path.js';
import type { Spec } from '../../bundle/spec.js';
import { root } from '../support.js';
import { corpus } from './corpus.js';
import { mutateJson, mutateText } from './mutate-text.js';
import { randomFrom } from './random.js';

const RUNS = 60;
const COLLECTION: Collection = { collectedAt: Date.UTC(2026, 10, 23, 20) };

/** Every parser of documents there is, found in the code: none can be forgotten. */
const parsers: ParsedFact<unknown>[] = [];
for (const file of (await fastGlob('dist/analyzer/facts/**/*.js', { cwd: root })).sort()) {
  const module = (await import(pathToFileURL(path.join(root, file)).href)) as Record<string, unknown>;
  for (const exported of Object.values(module)) parsers.push(...parsersIn(exported));
}

describe('every parser', () => {
  const texts = corpus().flatMap(({ own, around }) => [...own, ...around]);
  const all = [...new Set(texts)];

  it('is found', () => expect(new Set(parsers).size).to.be.greaterThan(60));

  it('makes a result or a ParseError of any bytes, and never changes its mind', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc.string({ unit: 'binary', maxLength: 300 }).map(text => Buffer.from(text)),
    );
    for (const parser of new Set(parsers))
      fc.assert(
        fc.property(bytes, given => holds(parser, Buffer.from(given))),
        { numRuns: RUNS, seed: 20261125 },
      );
  }).timeout(120_000);

  it('makes a result or a ParseError of what it is for, changed as strangers and bad disks would', () => {
    for (const parser of new Set(parsers)) {
      const own = all.filter(({ name }) => parser.from.some(spec => isOf(spec, name))).slice(0, 40);
      if (own.length === 0) continue;
      for (let run = 0; run < RUNS; run++) {
        const random = randomFrom(run * 7919 + own.length);
        const { text } = random.of(own);
        let changed = text;
        for (let changes = 1 + random.below(4); changes > 0; changes--) {
          changed =
            /^\s*[{[]/.test(changed) && random.once(2) ? mutateJson(changed, random) : mutateText(changed, random);
        }
        holds(parser, Buffer.from(changed));
      }
    }
  }).timeout(120_000);
});

function holds(parser: ParsedFact<unknown>, bytes: Buffer): void {
  const outcome = () => {
    try {
      return JSON.stringify(parser.parse(documentOf('input.txt', bytes), COLLECTION), (_, value: unknown) =>
        value instanceof Map ? [...value] : typeof value === 'bigint' ? String(value) : value,
      );
    } catch (error) {
      if (error instanceof ParseError) return `refused: ${error.message}`;
      throw new Error(`${parser.name}: ${String(error)} on ${JSON.stringify(bytes.toString('latin1').slice(0, 300))}`);
    }
  };
  expect(outcome(), parser.name).to.equal(outcome());
}

/** The facts that a module exports, alone or gathered by name. */
function parsersIn(exported: unknown, depth = 2): ParsedFact<unknown>[] {
  if (typeof exported !== 'object' || exported === null || depth < 0) return [];
  if ('kind' in exported && exported.kind === 'parsed' && 'parse' in exported) return [exported as ParsedFact<unknown>];
  if ('kind' in exported && exported.kind === 'derived' && 'needs' in exported) return parsersIn(exported.needs, depth);
  if ('kind' in exported && exported.kind === 'optional' && 'fact' in exported) return parsersIn(exported.fact, depth);
  if ('kind' in exported) return [];
  const values = exported instanceof Map ? [...exported.values()] : Object.values(exported);
  return values.flatMap(value => parsersIn(value, depth - 1));
}

function isOf(spec: Spec, name: string): boolean {
  return spec.kind === 'glob' ? matchesPattern(`files${spec.pattern}`, name) : entryPath(spec) === name;
}
