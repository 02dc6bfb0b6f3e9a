import type { Spec } from '../../bundle/spec.js';
import { date, uptime } from '../../bundle/specs/node.js';
import { timedatectl } from '../../bundle/specs/time.js';
import type { BundleHeader } from '../header.js';
import { nodeClock, type WrittenText } from './clock/node-clock.js';
import type { Layout } from './layout.js';
import { pathIndex } from './path-pattern.js';
import type { Found } from './recognise.js';
import type { Survey } from './survey.js';

/** Files that a header is made from. */
const TELLING: readonly Spec[] = [date, uptime, timedatectl];

/** The entries whose texts the first reading keeps: they tell whose the bundle is and when it was taken. */
export function tellingPaths(layout: Layout): readonly string[] {
  const places = layout.places.filter(({ specs }) => specs.some(spec => TELLING.includes(spec)));
  return [...(layout.hostname ?? []), ...(layout.nodeLists ?? []), ...places.flatMap(({ paths }) => paths)];
}

/** The header of one node of a foreign bundle. `node`: its name, where the bundle has several. */
export function foreignHeader({ layout, folder }: Found, node: string | undefined, survey: Survey): BundleHeader {
  const below = survey.entries.filter(({ name }) => name.startsWith(folder));
  const modified = new Map(below.map(({ name, modifiedAt }) => [name, modifiedAt]));
  const index = pathIndex<Spec | 'hostname'>([
    ...(layout.hostname ?? []).map(pattern => ({ pattern, value: 'hostname' as const })),
    ...layout.places.flatMap(({ specs, paths }) =>
      specs.filter(spec => TELLING.includes(spec)).flatMap(value => paths.map(pattern => ({ pattern, value }))),
    ),
  ]);
  const find = (wanted: Spec | 'hostname'): WrittenText | undefined => {
    for (const [name, text] of survey.texts) {
      if (!name.startsWith(folder)) continue;
      const fits = index
        .find(name.slice(folder.length))
        .some(match => match.value === wanted && (match.node === undefined || match.node === node));
      if (fits && text.trim() !== '') return { text, modifiedAt: modified.get(name) ?? 0 };
    }
    return undefined;
  };

  const about = layout.about?.(folder) ?? {};
  const hostname = node ?? firstWord(find('hostname')?.text) ?? about.hostname;
  return {
    node: { ...(node !== undefined && { name: node }), ...(hostname !== undefined && { hostname }) },
    collector: { name: layout.tool },
    ...nodeClock({
      date: find(date),
      timedatectl: find(timedatectl),
      uptime: find(uptime),
      collectedAt: about.collectedAt,
      utcOffsetMinutes: about.utcOffsetMinutes,
      newestFile: newest(below.map(({ modifiedAt }) => modifiedAt)),
    }),
    ...(about.obfuscated && { obfuscated: true }),
  };
}

function firstWord(text: string | undefined): string | undefined {
  return text
    ?.split('\n')
    .find(line => /^[\w.-]{1,253}$/.test(line.trim()))
    ?.trim();
}

function newest(times: readonly number[]): number | undefined {
  const latest = times.reduce((a, b) => Math.max(a, b), 0);
  return latest > 0 ? latest : undefined;
}
