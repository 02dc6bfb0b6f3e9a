import type { Spec } from '../../bundle/spec.js';
import { date, uname, uptime } from '../../bundle/specs/node.js';
import { timedatectl } from '../../bundle/specs/time.js';
import type { BundleHeader } from '../header.js';
import { nodeClock, type WrittenText } from './clock/node-clock.js';
import type { Cut, Layout } from './layout.js';
import { pathIndex } from './path-pattern.js';
import type { Found } from './recognise.js';
import { type Survey, textSource } from './survey.js';

/** Files that a header is made from. */
const TELLING: readonly Spec[] = [date, uptime, timedatectl, uname];

/** The entries whose texts the first reading keeps: they tell whose the bundle is and when it was taken. */
export function tellingPaths(layout: Layout): readonly string[] {
  const places = layout.places.filter(({ specs }) => specs.some(spec => TELLING.includes(spec)));
  const { hostname = [], nodeLists = [], obfuscation, version } = layout;
  const about = [obfuscation, version].flatMap(told => told?.path ?? []);
  return [...hostname, ...nodeLists, ...about, ...places.flatMap(({ paths }) => paths)];
}

/** The header of one node of a foreign bundle. `node`: its name, where the bundle has several. */
export function foreignHeader({ layout, folder }: Found, node: string | undefined, survey: Survey): BundleHeader {
  const below = survey.entries.filter(({ name }) => name.startsWith(folder));
  const modified = new Map(below.map(({ name, modifiedAt }) => [name, modifiedAt]));
  const index = pathIndex<Telling>([
    ...(layout.hostname ?? []).map(pattern => ({ pattern, value: { what: 'hostname' as const } })),
    ...layout.places.flatMap(({ specs, paths, cut }) =>
      specs
        .filter(spec => TELLING.includes(spec))
        .flatMap(what => paths.map(pattern => ({ pattern, value: { what, ...(cut && { cut }) } }))),
    ),
  ]);
  const find = (wanted: Telling['what']): WrittenText | undefined => {
    for (const [name, text] of survey.texts) {
      if (!name.startsWith(folder)) continue;
      for (const { value, node: of } of index.find(name.slice(folder.length))) {
        if (value.what !== wanted || (of !== undefined && of !== node)) continue;
        const own = value.cut ? value.cut(textSource(name, text), { names: [] })?.text : text;
        if (own !== undefined && own.trim() !== '') return { text: own, modifiedAt: modified.get(name) ?? 0 };
      }
    }
    return undefined;
  };

  const { obfuscation, version } = layout;
  const told = version?.told.exec(survey.texts.get(`${folder}${version.path}`) ?? '')?.[1];
  const isObfuscated = obfuscation?.told.test(survey.texts.get(`${folder}${obfuscation.path}`) ?? '');
  const about = layout.about?.(folder) ?? {};
  const hostname = node ?? firstWord(find('hostname')?.text) ?? about.hostname ?? hostOfUname(find(uname)?.text);
  return {
    node: { ...(node !== undefined && { name: node }), ...(hostname !== undefined && { hostname }) },
    collector: { name: layout.tool, ...(told !== undefined && { version: told }) },
    ...nodeClock({
      date: find(date),
      timedatectl: find(timedatectl),
      uptime: find(uptime),
      collectedAt: about.collectedAt,
      utcOffsetMinutes: about.utcOffsetMinutes,
      newestFile: newest(below.map(({ modifiedAt }) => modifiedAt)),
    }),
    ...((about.obfuscated || isObfuscated) && { obfuscated: true }),
  };
}

interface Telling {
  readonly what: Spec | 'hostname';
  readonly cut?: Cut;
}

/** `Linux kn1 6.1.0-118-amd64 #1 SMP …` */
function hostOfUname(text: string | undefined): string | undefined {
  return /^Linux ([\w.-]{1,253}) /m.exec(text ?? '')?.[1];
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
