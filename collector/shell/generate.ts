import { readFile } from 'node:fs/promises';
import { entryPath, outcomePath } from '../../bundle/entry-path.js';
import type { CommandSpec, Spec } from '../../bundle/spec.js';
import { specs as allSpecs } from '../../bundle/specs/index.js';
import { describeSpec } from '../describe-spec.js';
import { redactArgv } from '../masking/redact.js';
import { whyNotOpened } from '../read-file.js';
import { constants } from './constants.js';
import { quote } from './quote.js';

/** The parts that are the same whatever is collected. They lie beside this file's source, in the package. */
const PARTS = [
  'run',
  'stuck',
  'judge',
  'archive',
  'room',
  'record',
  'specs',
  'estimate',
  'kubectl',
  'node',
  'age',
  'summary',
  'options',
  'main',
];

/**
 * Writes collect.sh: the same specs for nodes without Node.js, as one POSIX sh file. All is functions
 * but the last line, so that a copy that was cut off does nothing, and `sh -s` may read it from a pipe.
 */
export async function generateShellCollector(specs: readonly Spec[] = allSpecs): Promise<string> {
  const parts = await Promise.all(
    PARTS.map(part => readFile(new URL(`${SOURCES}${part}.sh`, import.meta.url), 'utf8')),
  );
  return [
    BEGIN,
    constants(specs),
    ...parts,
    '# What is collected, cheap and vital first.',
    '# shellcheck disable=SC2016 # what others are to expand',
    'specs() {',
    ...specs.map(callOf),
    '}',
    '',
    '{ main "$@"; exit; }',
    '',
  ].join('\n');
}

const SOURCES = '../../../collector/shell/';

const BEGIN = `#!/bin/sh
# Collects what explains the state of this k3s or Kubernetes node into one file, with no more than POSIX sh.
# Made by \`nodetriage-collect script\`: do not edit. What it collects and why: sh collect.sh --list
# shellcheck disable=SC2034,SC2154,SC2015,SC2017,SC2317 # the parts share variables; A && B || C means what it says
set -u
umask 077
LC_ALL=C LANG=C LANGUAGE='' TZ=\${TZ-}
[ -n "$TZ" ] || unset TZ
export LC_ALL LANG LANGUAGE
IFS=' 	
'
tab='	' nl='
'
cr=$(printf '\\r')
`;

function callOf(spec: Spec): string {
  const begin = [
    spec.id,
    spec.kind === 'glob' ? '' : entryPath(spec),
    spec.content,
    String(spec.maxBytes),
    String(Math.ceil(spec.timeoutSeconds * 100)),
    spec.dependsOn ?? '',
    spec.kind === 'command' && spec.whenHung !== undefined ? '1' : '',
    String(spec.kind === 'glob' ? 0 : sumOf(entryPath(spec))),
    String(sumOf(outcomePath(spec))),
    describeSpec(spec),
    spec.why,
  ];
  return [`  if begin ${words(begin)}; then`, ...bodyOf(spec).map(line => `    ${line}`), '  fi'].join('\n');
}

function bodyOf(spec: Spec): readonly string[] {
  if (spec.kind === 'file') {
    const forbidden = whyNotOpened(spec.path);
    return [forbidden === undefined ? `file_spec ${quote(spec.path)}` : `conclude skipped ${quote(forbidden)}`];
  }
  if (spec.kind === 'glob') return [`glob_spec ${words([spec.pattern, hidden(spec.pattern), String(spec.maxFiles)])}`];
  if (spec.kind === 'kubectl') return [`kubectl_spec ${words([json(spec.args).slice(1, -1), ...spec.args])}`];
  return commandBody(spec);
}

function commandBody({ argv, orElse, okExits, missingExits, unit, since, whenHung }: CommandSpec): readonly string[] {
  const settings = [
    ...(since !== undefined ? [`since_flag=${quote(since)}`] : []),
    ...(okExits.length > 0 ? [`ok_exits=${quote(okExits.join(' '))}`] : []),
    ...(missingExits.length > 0 ? [`missing_exits=${quote(missingExits.join(' '))}`] : []),
  ];
  const attempts = [argv, ...orElse].map(one => `attempt ${words([json(one), ...one])}`);
  const run = [
    ...settings,
    `${attempts.join(' ||\n      ')} || :`,
    ...(whenHung !== undefined ? [`when_hung ${words([json(whenHung), ...whenHung])}`] : []),
    'end_command',
  ];
  if (unit === undefined) return run;
  return [`if unit_exists ${quote(unit)}; then`, ...run.map(line => `  ${line}`), 'fi'];
}

/** `*` of a shell does not stand for a name that begins with a dot. */
function hidden(pattern: string): string {
  const at = pattern.lastIndexOf('/') + 1;
  return pattern[at] === '*' ? `${pattern.slice(0, at)}.${pattern.slice(at)}` : '';
}

function json(argv: readonly string[]): string {
  return JSON.stringify(redactArgv(argv));
}

/** What its bytes add up to, for the checksum of a tar header. */
function sumOf(path: string): number {
  return Buffer.from(path).reduce((sum, byte) => sum + byte, 0);
}

function words(list: readonly string[]): string {
  return list.map(quoteOrEmpty).join(' ');
}

function quoteOrEmpty(word: string): string {
  return word === '' ? "''" : quote(word);
}
