import { readFile } from 'node:fs/promises';
import type { Spec } from '../../bundle/spec.js';
import { specs as allSpecs } from '../../bundle/specs/index.js';
import { DEADLINE_SECONDS } from '../limits/deadline.js';
import { MAX_BYTES } from '../limits/room.js';
import { extraCommand, extraFile, withOwnIds } from '../profile/extra-specs.js';
import { type Profile, parseProfile } from '../profile/profile.js';
import { type Selection, selectSpecs } from '../select-specs.js';
import { FlagError, parseDeadline, parseMaxSize, parseSince } from './quantities.js';

/** The flags that say what is collected, and how much of it. */
export interface Wishes extends Selection {
  readonly deadline?: string | undefined;
  readonly maxSize?: string | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly profile?: string | undefined;
  readonly extraFile?: readonly string[] | undefined;
  readonly extraCommand?: readonly string[] | undefined;
}

/** What a run is to do: the profile, and over it the flags. */
export interface Plan {
  readonly specs: readonly Spec[];
  readonly whyLeftOut: (spec: Spec) => string | undefined;
  readonly deadlineSeconds: number;
  readonly maxBytes: number;
  readonly since?: Date;
  readonly until?: Date;
}

/** Throws FlagError or ProfileError, whose messages say what to write instead. */
export async function makePlan(wishes: Wishes): Promise<Plan> {
  const profile = wishes.profile === undefined ? undefined : await readProfile(wishes.profile);
  const base = profile?.specs ?? allSpecs;
  const extra = [
    ...(profile?.extra ?? []),
    ...(wishes.extraFile ?? []).map(extraFile),
    ...(wishes.extraCommand ?? []).map(extraCommand),
  ];
  // What somebody asked for by hand goes before the large logs: the time may not last for those.
  const specs = beforeLogs(base, withOwnIds(extra, new Set(base.map(({ id }) => id))));
  const selection = selectSpecs(specs, {
    only: wishes.only ?? withExtra(profile?.only, extra)?.join(','),
    skip: wishes.skip ?? profile?.skip?.join(','),
  });
  if ('unknown' in selection) throw new FlagError(`there is nothing named ${selection.unknown} to collect: see --list`);
  const since = wishes.since === undefined ? profile?.since : parseSince(wishes.since);
  return {
    specs,
    whyLeftOut: selection.whyLeftOut,
    deadlineSeconds:
      wishes.deadline === undefined ? (profile?.deadlineSeconds ?? DEADLINE_SECONDS) : parseDeadline(wishes.deadline),
    maxBytes: wishes.maxSize === undefined ? (profile?.maxBytes ?? MAX_BYTES) : parseMaxSize(wishes.maxSize),
    ...(since && { since }),
    ...(wishes.until !== undefined && { until: parseSince(wishes.until, new Date(), '--until') }),
  };
}

async function readProfile(file: string): Promise<Profile> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new FlagError(`--profile ${file} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
  return parseProfile(file, text);
}

function beforeLogs(specs: readonly Spec[], extra: readonly Spec[]): readonly Spec[] {
  const at = specs.findIndex(({ id }) => id.startsWith('logs/'));
  return at < 0 ? [...specs, ...extra] : [...specs.slice(0, at), ...extra, ...specs.slice(at)];
}

/** The `only` of a profile is about our list: what it adds itself is meant, too. */
function withExtra(only: readonly string[] | undefined, extra: readonly Spec[]): readonly string[] | undefined {
  return only && extra.length > 0 ? [...only, 'extra'] : only;
}
