import type { Options } from 'yargs';
import { DEFAULT_LIMITS, type Limits } from '../bundle-reader/limits.js';
import { UsageError } from './usage-error.js';

interface LimitOption {
  readonly limit: keyof Limits;
  readonly unit: keyof typeof UNITS;
  readonly describe: string;
  /** More makes no sense: what follows is not made for it. */
  readonly most?: number;
}

const UNITS = {
  bytes: {
    forms: /^(\d{1,12})([kmgt]?)i?b?$/i,
    factors: { '': 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 },
    such: '64M',
  },
  time: { forms: /^(\d{1,9})([smh]?)$/i, factors: { '': 1, s: 1, m: 60, h: 3600 }, such: '10m' },
  count: { forms: /^(\d{1,12})([km]?)$/i, factors: { '': 1, k: 1000, m: 1_000_000 }, such: '50000' },
} as const;

/** What is beyond a limit is not used, and the report says so. */
const LIMITS: Readonly<Record<string, LimitOption>> = {
  'max-entries': { limit: 'entries', unit: 'count', describe: 'Files that are read of a bundle' },
  'max-document': { limit: 'documentBytes', unit: 'bytes', describe: 'Of one file that is no log' },
  'max-documents': { limit: 'allDocumentBytes', unit: 'bytes', describe: 'Of all files together that are no logs' },
  'max-document-lines': { limit: 'allDocumentLines', unit: 'count', describe: 'Lines of all of them together' },
  'max-line': {
    limit: 'lineBytes',
    unit: 'bytes',
    describe: 'Of one line, the default at most',
    most: DEFAULT_LIMITS.lineBytes,
  },
  'max-log-lines': { limit: 'logLines', unit: 'count', describe: 'Lines of one log' },
  'max-matches': { limit: 'matches', unit: 'count', describe: 'Lines of one log that are looked at more closely' },
  'max-content': { limit: 'totalBytes', unit: 'bytes', describe: 'Of the whole bundle, unpacked' },
  'max-ratio': { limit: 'ratio', unit: 'count', describe: 'How many times as large as the file that may be' },
  'max-time': { limit: 'seconds', unit: 'time', describe: 'How long reading may take' },
};

/** For yargs, by names that its types need not know. */
export const LIMIT_OPTIONS: Readonly<Record<never, Options>> = Object.fromEntries(
  Object.entries(LIMITS).map(([option, { limit, unit, describe }]) => [
    option,
    {
      type: 'string',
      requiresArg: true,
      describe,
      defaultDescription: inUnit(DEFAULT_LIMITS[limit], unit),
      group: 'Limits (what is beyond is not used, and the report says so):',
    } as const,
  ]),
);

/** The limits that were given. Throws UsageError for one that makes no sense. */
export function readLimits(given: Readonly<Record<string, unknown>>): Partial<Limits> {
  return Object.fromEntries(
    Object.entries(LIMITS).flatMap(([option, { limit, unit, most }]) => {
      const text = given[option];
      return text === undefined ? [] : [[limit, quantity(option, text, unit, most)]];
    }),
  );
}

function quantity(option: string, text: unknown, unit: LimitOption['unit'], most = Number.POSITIVE_INFINITY): number {
  const { forms, factors, such } = UNITS[unit];
  const [, digits, letter = ''] = (typeof text === 'string' && forms.exec(text)) || [];
  const value = Number(digits) * ((factors as Readonly<Record<string, number>>)[letter.toLowerCase()] as number);
  if (!(value > 0))
    throw new UsageError(
      `--${option} is a ${unit === 'time' ? 'time' : unit === 'bytes' ? 'size' : 'number'} such as ${such}, not ${String(text)}`,
    );
  if (value > most) throw new UsageError(`--${option} is at most ${inUnit(most, unit)}`);
  return value;
}

function inUnit(value: number, unit: LimitOption['unit']): string {
  const [letter, factor] = Object.entries(UNITS[unit].factors).findLast(([, factor]) => value % factor === 0) ?? [
    '',
    1,
  ];
  return `${value / factor}${unit === 'time' ? letter : letter.toUpperCase()}`;
}
