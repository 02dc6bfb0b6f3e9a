import { entryPath } from '../bundle/entry-path.js';
import type { Spec } from '../bundle/spec.js';
import { specs } from '../bundle/specs/index.js';

/** docs/COLLECTED.md: for the owner of a node, who wants to know what leaves it. */
export function collectedDoc(): string {
  const areas = new Map<string, Spec[]>();
  for (const spec of specs) {
    const area = spec.id.slice(0, spec.id.indexOf('/'));
    areas.set(area, [...(areas.get(area) ?? []), spec]);
  }
  return [
    '# What is collected',
    '',
    'Made from `bundle/specs/` by `npm run docs`: do not edit. `nodetriage-collect --list` prints the same.',
    '',
    'Everything runs with `LC_ALL=C`, without a shell, without input, at the lowest priority and with a time',
    'limit. Tokens, passwords and private keys are masked before anything is written. Private keys,',
    'kubeconfigs and Secrets are never opened. What exceeds its cap loses its end (documents) or its start (logs).',
    '',
    `${specs.length} things, collected in the order in which they stand in \`bundle/specs/index.ts\`: cheap and vital first.`,
    ...[...areas].flatMap(([area, members]) => ['', `## ${area}`, '', ...table(members)]),
    '',
  ].join('\n');
}

function table(members: readonly Spec[]): string[] {
  const rows = members.map(spec =>
    [code(entryPath(spec)), code(what(spec)), spec.why, `${size(spec.maxBytes)}, ${spec.timeoutSeconds} s`].join(' | '),
  );
  return ['entry | what | why | limits', '--- | --- | --- | ---', ...rows];
}

function what(spec: Spec): string {
  if (spec.kind === 'file') return spec.path;
  if (spec.kind === 'glob') return spec.pattern;
  const words = spec.kind === 'kubectl' ? ['kubectl', ...spec.args] : spec.argv;
  return words
    .map(word => (/^[\w@%+=:,./{}-]+$/.test(word) ? word : `'${word.replaceAll('\n', '\\n').replaceAll('\t', '\\t')}'`))
    .join(' ');
}

function code(text: string): string {
  return `\`${text.replaceAll('|', '\\|')}\``;
}

function size(bytes: number): string {
  return `${bytes / 2 ** 20} MiB`;
}
