import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import ajvDraft04 from 'ajv-draft-04';
import ajvFormats from 'ajv-formats';
import { expect } from 'chai';
import { execa } from 'execa';
import { root } from '../support.js';

// Modules of CommonJS, whose types tell the default export twice.
const Ajv04 = ajvDraft04 as unknown as typeof Ajv;
const addFormats = ajvFormats as unknown as (ajv: Ajv) => Ajv;

let ofReport: ValidateFunction | undefined;
let ofComparison: ValidateFunction | undefined;
let ofCluster: ValidateFunction | undefined;
let ofSarif: ValidateFunction | undefined;

/** Throws when docs/report.schema.json does not allow a report. */
export function expectReport(value: unknown, name: string): void {
  ofReport ??= new Ajv({ allowUnionTypes: true }).compile(schema('docs/report.schema.json'));
  expectValid(ofReport, value, name);
}

/** Throws when docs/cluster.schema.json does not allow a cluster. */
export function expectCluster(value: unknown, name: string): void {
  ofCluster ??= new Ajv({ allowUnionTypes: true }).compile(schema('docs/cluster.schema.json'));
  expectValid(ofCluster, value, name);
}

/** Throws when docs/comparison.schema.json does not allow a comparison. */
export function expectComparison(value: unknown, name: string): void {
  ofComparison ??= new Ajv({ allowUnionTypes: true }).compile(schema('docs/comparison.schema.json'));
  expectValid(ofComparison, value, name);
}

/** Throws when a text is no SARIF 2.1.0 by the schema that the standard's makers publish. */
export function expectSarif(text: string, name: string): void {
  const file = 'node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';
  // One of its patterns is no regular expression in the strict sense.
  ofSarif ??= addFormats(new Ajv04({ strict: false, unicodeRegExp: false })).compile(schema(file));
  expectValid(ofSarif, JSON.parse(text), name);
}

/** Throws when one of the texts is no XML, or no JUnit by test/report/junit.xsd. */
export async function expectJunit(...texts: readonly string[]): Promise<void> {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'nodetriage-junit-'));
  try {
    const files = texts.map((_, i) => path.join(dir, `${i}.xml`));
    for (const [i, file] of files.entries()) await writeFile(file, texts[i] ?? '');
    const xsd = path.join(root, 'test/report/junit.xsd');
    const { exitCode, stderr } = await execa('xmllint', ['--noout', '--nonet', '--schema', xsd, ...files], {
      reject: false,
    });
    expect(exitCode, stderr).to.equal(0);
  } finally {
    await rm(dir, { recursive: true });
  }
}

function expectValid(validate: ValidateFunction, value: unknown, name: string): void {
  const errors = validate(value) ? [] : (validate.errors ?? []);
  const told = errors.map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
  expect(told.join('\n'), name).to.equal('');
}

function schema(file: string): object {
  return JSON.parse(readFileSync(path.join(root, file), 'utf8')) as object;
}
