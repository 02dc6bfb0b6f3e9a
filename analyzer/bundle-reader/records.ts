import { type Manifest, type ManifestHeader, OUTCOMES, type SpecOutcome } from '../../bundle/manifest.js';

/** What the collector recorded of itself, as far as it has the shape that the contract says. */
export interface Parsed<T> {
  readonly value?: T;
  /** What is wrong with it, in English. */
  readonly wrong?: string;
}

export function parseHeader(text: string): Parsed<ManifestHeader> {
  return parse(text, 'a header', isHeader);
}

export function parseOutcome(text: string): Parsed<SpecOutcome> {
  return parse(text, 'an outcome', isOutcome);
}

/** Outcomes of a shape that we do not know are left out, with a word. */
export function parseManifest(text: string): Parsed<Manifest> {
  const { value, wrong } = parse(text, 'a manifest', isManifestShape);
  if (!value) return wrong === undefined ? {} : { wrong };
  const outcomes = value.outcomes.filter(isOutcome);
  const bad = value.outcomes.length - outcomes.length;
  return { value: { ...value, outcomes }, ...(bad > 0 && { wrong: `${bad} of its outcomes cannot be understood` }) };
}

function parse<T>(text: string, what: string, fits: (value: unknown) => value is T): Parsed<T> {
  try {
    const value: unknown = JSON.parse(text);
    return fits(value) ? { value } : { wrong: `is not ${what} as the contract says` };
  } catch {
    return { wrong: 'is not JSON' };
  }
}

type Fields = Readonly<Record<string, unknown>>;

function isHeader(value: unknown): value is ManifestHeader {
  if (!isObject(value) || !isObject(value['node']) || !isObject(value['collector']) || !isObject(value['user'])) {
    return false;
  }
  const { node, collector, user } = value;
  return (
    value['format'] === 'nodetriage-bundle' &&
    isNumber(value['version']) &&
    hasText(collector, 'name', 'version') &&
    hasText(node, 'hostname', 'kind', 'kindFrom') &&
    hasTextOrNothing(node, 'name', 'nameFrom', 'machineIdHash', 'bootId') &&
    isNumber(user['id']) &&
    hasText(user, 'name') &&
    isDate(value['startedAt']) &&
    isNumber(value['utcOffsetMinutes']) &&
    isNumber(value['uptimeSeconds'])
  );
}

function isManifestShape(value: unknown): value is Omit<Manifest, 'outcomes'> & { readonly outcomes: unknown[] } {
  return isHeader(value) && 'outcomes' in value && Array.isArray(value.outcomes) && hasText(value, 'finishedAt');
}

function isOutcome(value: unknown): value is SpecOutcome {
  if (!isObject(value)) return false;
  const { argv, exitCode, entries } = value;
  return (
    hasText(value, 'spec', 'startedAt') &&
    OUTCOMES.some(outcome => outcome === value['outcome']) &&
    isNumber(value['durationMs']) &&
    hasTextOrNothing(value, 'reason', 'signal') &&
    (exitCode === undefined || isNumber(exitCode)) &&
    (argv === undefined || (Array.isArray(argv) && argv.every(word => typeof word === 'string'))) &&
    Array.isArray(entries) &&
    entries.every(isEntryRecord)
  );
}

function isEntryRecord(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { bytesRead, bytesKept, redactions } = value;
  return hasText(value, 'path', 'sha256') && isNumber(bytesRead) && isNumber(bytesKept) && isNumber(redactions);
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isDate(value: unknown): boolean {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value));
}

function hasText(value: object, ...keys: readonly string[]): boolean {
  return keys.every(key => typeof (value as Fields)[key] === 'string');
}

function hasTextOrNothing(value: object, ...keys: readonly string[]): boolean {
  return keys.every(key => ['string', 'undefined'].includes(typeof (value as Fields)[key]));
}
