import { FORMAT_VERSION } from '../../bundle/manifest.js';
import type { Dependency, Spec } from '../../bundle/spec.js';
import { UNITS } from '../../bundle/specs/units.js';
import { ABSENT, DENIED, JOURNAL_DENIED } from '../command-end.js';
import { ANSWERED, NAMES, NO_ANSWER } from '../dependencies.js';
import { FORBIDDEN, FORBIDDEN_NAMES } from '../forbidden.js';
import { KUBECONFIGS, REQUEST_TIMEOUT, RKE2_KUBECTL } from '../kubectl.js';
import { redactionSed } from '../masking/redact-sed.js';
import { SECRET_FLAG } from '../masking/secret-names.js';
import { ALSO, MAX_SUSPECTS, SUSPECT, SUSPECT_HEX } from '../masking/suspects.js';
import { ASK } from '../node-name.js';
import { ABSENT as FILE_ABSENT, DENIED as FILE_DENIED } from '../read-file.js';
import { SEARCHED_TOO } from '../run-command.js';
import { version } from '../version.js';
import { grepPattern, printfFormat, quote } from './quote.js';

/** What the two collectors share besides the specs: words, patterns, places, the rules of masking. */
export function constants(specs: readonly Spec[]): string {
  return [
    `VERSION=${quote(version)}`,
    `FORMAT_VERSION=${FORMAT_VERSION}`,
    `SEARCHED_TOO=${SEARCHED_TOO.join(':')}`,
    `UNITS=${quote(UNITS.join(' '))}`,
    `SPEC_COUNT=${specs.length}`,
    `SPEC_IDS=${quote(specs.map(({ id }) => `${id} `).join(''))}`,
    `NULS_64='${'\\000'.repeat(64)}'`,
    `DENIED=${grepPattern(DENIED)}`,
    `JOURNAL_DENIED=${grepPattern(JOURNAL_DENIED)}`,
    `FILE_ABSENT=${grepPattern(FILE_ABSENT)}`,
    `FILE_DENIED=${grepPattern(FILE_DENIED)}`,
    `ANSWERED=${grepPattern(ANSWERED)}`,
    `SECRET_FLAG=${quote(SECRET_FLAG)}`,
    `SUSPECT=${quote(SUSPECT)}`,
    `SUSPECT_HEX=${quote(SUSPECT_HEX)}`,
    ...ALSO.map((pattern, i) => `ALSO_${i + 1}=${quote(pattern)}`),
    `MAX_SUSPECTS=${MAX_SUSPECTS}`,
    `KUBECONFIGS=${quote(KUBECONFIGS.join(' '))}`,
    `RKE2_KUBECTL=${quote(RKE2_KUBECTL)}`,
    `REQUEST_TIMEOUT=${quote(REQUEST_TIMEOUT)}`,
    `ASK_NODES=${quote(ASK)}`,
    '# shellcheck disable=SC1003,SC2016 # for sed',
    `mask=$(printf ${printfFormat(redactionSed())})`,
    '',
    saysAbsent(),
    depends(),
    isForbidden(),
  ].join('\n');
}

/** grep sees a line at a time: an alternative that goes over several is asked of the text as one line. */
function saysAbsent(): string {
  const cases = ABSENT.flatMap(([pattern, reason]) => [
    `  reason=${quote(reason)}`,
    ...pattern.source.split('|').map(alternative => {
      const file = alternative.includes('[\\s\\S]') ? '"$1.line"' : '"$1"';
      return `  ! says ${file} ${grepPattern(new RegExp(alternative))} || return 0`;
    }),
  ]);
  return ['says_absent() {', `  tr '\\n' ' ' <"$1" >"$1.line"`, ...cases, "  reason=''", '  return 1', '}', ''].join(
    '\n',
  );
}

const VARIABLES: Readonly<Record<Dependency, string>> = {
  'api-server': 'down_api',
  docker: 'down_docker',
  cri: 'down_cri',
  systemd: 'down_systemd',
  mounts: 'down_mounts',
};

/** Sets what is known of a dependency: why it is down, its name, what its clients say when nobody answers. */
function depends(): string {
  const cases = Object.entries(VARIABLES).map(([dependency, variable]) => {
    const key = dependency as Dependency;
    return `  ${key}) down=$${variable} dependency_name=${quote(NAMES[key])} dependency_pattern=${grepPattern(NO_ANSWER[key])} ;;`;
  });
  return ['depends() {', '  case $1 in', ...cases, '  esac', '}', ''].join('\n');
}

function isForbidden(): string {
  const below = (pattern: string) => pattern.replaceAll('.', '[.]').replaceAll('/**', '/.+').replaceAll(/\*/g, '[^/]*');
  const paths = FORBIDDEN.map(pattern => `^${below(pattern)}$`).join('|');
  return [
    '# is_forbidden PATH',
    'is_forbidden() {',
    `  ! printf '%s\\n' "$1" | grep -qE -e ${quote(paths)} || return 0`,
    `  printf '%s\\n' "\${1##*/}" | grep -qE -e ${grepPattern(FORBIDDEN_NAMES)}`,
    '}',
    '',
  ].join('\n');
}
