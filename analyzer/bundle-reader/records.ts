import { type Manifest, type ManifestHeader, OUTCOMES, type SpecOutcome } from '../../bundle/manifest.js';
import { boundedJson } from '../documents/json.js';

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
    const value = boundedJson(text);
    return fits(value) ? { value } : { wrong: `is not ${what} as the contract says` };
  } catch {
    return { wrong: 'is not JSON' };
  }
}

const DAY_MINUTES = 24 * 60;
const MAX_UPTIME_SECONDS = 100 * 366 * 86_400;
/** A clock can be wrong, but not by more: what is computed from such times would make no dates. */
const MAX_DATE = Date.UTC(2200, 0);

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
    isWithin(value['utcOffsetMinutes'], -DAY_MINUTES, DAY_MINUTES) &&
    isWithin(value['uptimeSeconds'], 0, MAX_UPTIME_SECONDS)
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
    isWithin(value['durationMs'], 0, Number.MAX_SAFE_INTEGER) &&
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
  return hasText(value, 'path', 'sha256') && [bytesRead, bytesKept, redactions].every(isCount);
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isCount(value: unknown): boolean {
  return isWithin(value, 0, Number.MAX_SAFE_INTEGER);
}

function isWithin(value: unknown, least: number, most: number): boolean {
  return isNumber(value) && value >= least && value <= most;
}

function isDate(value: unknown): boolean {
  return typeof value === 'string' && isWithin(Date.parse(value), 0, MAX_DATE);
}

function hasText(value: object, ...keys: readonly string[]): boolean {
  return keys.every(key => typeof (value as Fields)[key] === 'string');
}

function hasTextOrNothing(value: object, ...keys: readonly string[]): boolean {
  return keys.every(key => ['string', 'undefined'].includes(typeof (value as Fields)[key]));
}
