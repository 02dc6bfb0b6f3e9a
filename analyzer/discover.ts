import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import fastGlob from 'fast-glob';
import type { Check } from './check.js';
import { SECTION_IDS, type SectionId } from './sections.js';

const CHECKS = fileURLToPath(new URL('checks', import.meta.url));

/**
 * Every file in checks/ is a check, and its path is its id: checks/disk/not-full.ts is `disk/not-full`,
 * in section `disk`. There is no list to add it to. In the order of the guide's sections, then by name.
 */
export async function discoverChecks(): Promise<ReadonlyMap<string, Check>> {
  const files = await fastGlob('*/*.js', { cwd: CHECKS });
  const ids = files.map(file => file.replace(/\.js$/, '')).sort(bySection);
  const modules = await Promise.all(
    ids.map(id => import(pathToFileURL(path.join(CHECKS, `${id}.js`)).href) as Promise<{ default?: Check }>),
  );
  const checks = new Map<string, Check>();
  ids.forEach((id, i) => {
    const check = modules[i]?.default;
    if (!check) throw new Error(`checks/${id} has no default export`);
    checks.set(id, check);
  });
  return checks;
}

function bySection(a: string, b: string): number {
  return place(a) - place(b) || (a < b ? -1 : 1);
}

function place(id: string): number {
  const section = id.slice(0, id.indexOf('/'));
  const at = SECTION_IDS.indexOf(section as SectionId);
  if (at < 0) throw new Error(`checks/${id}: the guide has no section '${section}' (see sections.ts)`);
  return at;
}
