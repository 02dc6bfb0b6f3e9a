import type { Check } from '../analyzer/check.js';
import type { Need } from '../analyzer/fact.js';
import type { Layout } from '../analyzer/layouts/layout.js';
import { LAYOUTS } from '../analyzer/layouts/layouts.js';
import { kindNames } from '../analyzer/layouts/loose/recognise-text.js';
import { hasPlaceFor } from '../analyzer/layouts/plan.js';
import { stringsIn } from '../analyzer/report/strings.js';
import { SECTION_IDS, sections } from '../analyzer/sections.js';
import type { Spec } from '../bundle/spec.js';
import { specs } from '../bundle/specs/index.js';

/** docs/LAYOUTS.md: what can be told from the bundle of another tool, section by section, and why not. */
export function layoutsDoc(checks: ReadonlyMap<string, Check>): string {
  const { tools } = stringsIn('en');
  return [
    '# Bundles of other tools',
    '',
    'Made from `analyzer/layouts/` and the checks by `npm run docs`: do not edit.',
    '',
    '`nodetriage-analyze` reads these as it reads bundles of its own, in tar, tar.gz, tar.xz, tar.zst, zip or as a folder.',
    'A check can be judged when the tool collects everything that the check cannot do without; what the tool never',
    'collects is `unknown`, with its name. Whether a bundle really holds what its tool collects is another matter: the',
    'report says that of each.',
    '',
    `Checks that can be judged, of ${checks.size}:`,
    '',
    `section | ${LAYOUTS.map(({ tool }) => tools[tool]).join(' | ')}`,
    `--- | ${LAYOUTS.map(() => '--:').join(' | ')}`,
    ...SECTION_IDS.map(id => {
      const own = [...checks].filter(([check]) => check.startsWith(`${id}/`));
      const counts = LAYOUTS.map(
        layout => `${own.filter(([, check]) => lacks(check, layout).length === 0).length} of ${own.length}`,
      );
      return `${sections[id].en} | ${counts.join(' | ')}`;
    }),
    ...LAYOUTS.flatMap(layout => [
      '',
      `## ${tools[layout.tool]}`,
      '',
      `Recognised by ${layout.marks.map(marks => marks.map(mark => `\`${mark}\``).join(' or ')).join(', and ')}.`,
      '',
      ...whatIsMissing(layout, checks),
      '',
      'Where its data lies:',
      '',
      ...layout.places.map(
        ({ specs: held, paths, lines }) =>
          `- ${lines === 'journal' ? 'lines of many units' : [...new Set(held.map(({ id }) => `\`${id}\``))].join(', ')}: ${paths
            .slice(0, 3)
            .map(path => `\`${path}\``)
            .join(', ')}${paths.length > 3 ? `, and ${paths.length - 3} more names` : ''}`,
      ),
    ]),
    '',
    '## Archives of archives',
    '',
    '`sos collect` and the support bundles of Harvester and Longhorn hold an archive for each node. None is opened inside',
    'another: unpack the outer one and give the parts, `nodetriage-analyze nodes/*.zip`.',
    '',
    '## Loose files',
    '',
    'Text files of one node that somebody saved by hand, a folder of them, or text on standard input (`-`): each is told by',
    'what is in it, and the report says what it was taken for. A saved terminal is split at its prompts, each part told by',
    'itself. `--as KIND=FILE` overrules that. Kinds:',
    '',
    `${kindNames()
      .map(kind => `\`${kind}\``)
      .join(', ')}.`,
    '',
  ].join('\n');
}

/** What keeps most checks of a layout from being judged, the worst first. */
function whatIsMissing(layout: Layout, checks: ReadonlyMap<string, Check>): string[] {
  const blamed = new Map<string, string[]>();
  for (const [id, check] of checks) {
    for (const what of lacks(check, layout)) blamed.set(what, [...(blamed.get(what) ?? []), id]);
  }
  if (blamed.size === 0) return ['Every check can be judged.'];
  return [
    'What it does not collect | checks that cannot be judged',
    '--- | ---',
    ...[...blamed]
      .sort(([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1))
      .map(([what, ids]) => `${what} | ${ids.map(id => `\`${id}\``).join(', ')}`),
  ];
}

/** What a check cannot do without and the tool never collects. */
function lacks(check: Check, layout: Layout): string[] {
  return [...new Set(Object.values(check.needs).flatMap(need => missingFor(need, layout)))];
}

function missingFor(need: Need, layout: Layout): string[] {
  if (need.kind === 'optional') return [];
  if (need.kind === 'log') return any(need.in.logs, layout) ? [] : [need.in.name];
  if (need.kind === 'parsed') return any(need.from, layout) ? [] : [need.from.map(nameOf).join(' or ')];
  if (need.kind === 'outcome') return [`how ${nameOf(need.of)} went`];
  if (need.kind === 'derived') return Object.values(need.needs).flatMap(inner => missingFor(inner, layout));
  return [];
}

function any(wanted: readonly Spec[], layout: Layout): boolean {
  return wanted.length === 0 || wanted.some(spec => hasPlaceFor(layout, spec));
}

function nameOf(spec: Spec): string {
  const known = specs.find(({ id }) => id === spec.id) ?? spec;
  if (known.kind === 'file') return `\`${known.path}\``;
  if (known.kind === 'glob') return `\`${known.pattern}\``;
  const words = known.kind === 'kubectl' ? ['kubectl', ...known.args] : known.argv;
  const short = words.filter(word => !/[{\\]/.test(word)).join(' ');
  return `\`${short.length > 60 ? `${short.slice(0, 59)}…` : short}\``;
}
