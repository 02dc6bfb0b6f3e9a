import type { Check } from '../analyzer/check.js';
import type { Need } from '../analyzer/fact.js';
import { SECTION_IDS, sections } from '../analyzer/sections.js';
import { entryPath } from '../bundle/entry-path.js';
import { knownFailuresDoc } from './known-failures.js';
import type { Signature } from './signatures/signature.js';

/** docs/CHECKS.md: what is judged, section by section of the guide, and from which entries of a bundle. */
export function checksDoc(checks: ReadonlyMap<string, Check>, signatures: readonly Signature[]): string {
  return [
    '# Checks',
    '',
    'Made from `analyzer/checks/` by `npm run docs`: do not edit.',
    '',
    `${checks.size} checks in the ${SECTION_IDS.length} sections of the troubleshooting guide. A check whose entries are not in the`,
    'bundle is `unknown`, never healthy. A section without checks is `unknown` too.',
    ...SECTION_IDS.flatMap(section => {
      const members = [...checks].filter(([id]) => id.startsWith(`${section}/`));
      const title = `## ${sections[section].en} · ${sections[section]['zh-CN']}`;
      const none = ['No check of this version judges this section.'];
      return ['', title, '', ...(members.length > 0 ? members.flatMap(describe) : none)];
    }),
    '',
    knownFailuresDoc(signatures),
  ].join('\n');
}

function describe([id, check]: readonly [string, Check]): string[] {
  const { en, 'zh-CN': zh } = check.messages;
  const explainedBy = (check.explainedBy ?? []).map(cause => `\`${cause}\``).join(', ');
  return [
    `### \`${id}\``,
    '',
    `${en.failed} · ${zh.failed}`,
    '',
    `- Severity: ${check.severity}`,
    `- Why it matters: ${en.why}`,
    ...(explainedBy === '' ? [] : [`- Explained by: ${explainedBy}`]),
    `- Reads: ${[...entriesOf([...Object.values(check.needs), ...(check.onlyIf ? [check.onlyIf] : [])])].map(entry => `\`${entry}\``).join(', ')}`,
    '',
  ];
}

/** Every entry that the needs lead to, in the order in which they are asked for. */
function entriesOf(needs: readonly Need[], into = new Set<string>()): Set<string> {
  for (const need of needs) {
    if (need.kind === 'optional') entriesOf([need.fact], into);
    else if (need.kind === 'derived') entriesOf(Object.values(need.needs), into);
    else if (need.kind === 'outcome') into.add(`outcomes/${need.of.id}.json`);
    else if (need.kind === 'records') for (const spec of need.of) into.add(entryPath(spec));
    else for (const spec of need.kind === 'log' ? need.in.logs : need.from) into.add(entryPath(spec));
  }
  return into;
}
