import type { Spec } from '../../bundle/spec.js';
import { specs as allSpecs } from '../../bundle/specs/index.js';
import { parseDeadline, parseMaxSize, parseSince } from '../command-line/quantities.js';
import { extraSpec } from './extra-entry.js';
import { openProfile, type ProfileMap, type ProfileValue } from './profile-yaml.js';

/** What a profile asks for: as the flags of the same names, and what no flag can say. */
export interface Profile {
  readonly deadlineSeconds?: number;
  readonly maxBytes?: number;
  readonly since?: Date;
  /** Ids and areas. */
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  /** Specs that are not in our list. */
  readonly extra: readonly Spec[];
  /** Our specs with the caps and times that the profile gives them. */
  readonly specs: readonly Spec[];
}

const TOP = ['deadline', 'max-size', 'since', 'only', 'skip', 'limits', 'extra'] as const;
const LIMITS = ['max-size', 'timeout'] as const;

/**
 * Reads a profile: YAML of the form that docs/COLLECTOR.md shows. Throws ProfileError, with file, line and
 * column, for the first thing in it that is not understood: a profile that is half obeyed misleads.
 */
export function parseProfile(file: string, text: string, now: Date = new Date()): Profile {
  const top = openProfile(file, text).map(TOP);
  const deadline = top.get('deadline')?.read(parseDeadline);
  const maxBytes = top.get('max-size')?.read(parseMaxSize);
  const since = top.get('since')?.read(words => parseSince(words, now));
  const only = top.get('only')?.list().map(named);
  const skip = top.get('skip')?.list().map(named);
  return {
    ...(deadline !== undefined && { deadlineSeconds: deadline }),
    ...(maxBytes !== undefined && { maxBytes }),
    ...(since && { since }),
    ...(only && { only }),
    ...(skip && { skip }),
    extra:
      top
        .get('extra')
        ?.list()
        .map(entry => extraSpec(entry)) ?? [],
    specs: withLimits(top.get('limits')),
  };
}

function withLimits(limits: ProfileValue | undefined): readonly Spec[] {
  let specs = allSpecs;
  for (const [word, value] of limits?.entries() ?? []) {
    named(word);
    const given: ProfileMap<(typeof LIMITS)[number]> = value.map(LIMITS);
    const maxBytes = given.get('max-size')?.read(parseMaxSize);
    const timeoutSeconds = given.get('timeout')?.read(parseDeadline);
    specs = specs.map(spec =>
      isNamed(word.text(), spec)
        ? {
            ...spec,
            ...(maxBytes !== undefined && { maxBytes }),
            ...(timeoutSeconds !== undefined && { timeoutSeconds }),
          }
        : spec,
    );
  }
  return specs;
}

/** An id or an area of our list. */
function named(value: ProfileValue): string {
  const word = value.text();
  if (allSpecs.some(spec => isNamed(word, spec))) return word;
  const known = allSpecs.flatMap(({ id }) => [id, id.split('/')[0] ?? id]);
  throw value.unknown(`there is nothing named ${word} to collect (see --list)`, word, known);
}

function isNamed(word: string, { id }: Spec): boolean {
  return id === word || id.startsWith(`${word}/`);
}
