import path from 'node:path';
import { pathToFileURL } from 'node:url';
import fastGlob from 'fast-glob';
import { fixtures, root } from '../../support.js';

// Loads all of the analyzer and judges a few nodes, and prints the patterns that it made meanwhile.
const made = new Map<string, { readonly file: string; readonly source: string; readonly flags: string }>();
globalThis.RegExp = new Proxy(globalThis.RegExp, {
  construct(target, args, newTarget) {
    const regex = Reflect.construct(target, args, newTarget) as RegExp;
    const caller = new Error().stack?.split('\n')[2] ?? '';
    const file = /\/dist\/(analyzer\/[^:]+)\.js:/.exec(caller)?.[1];
    if (file) made.set(`${file} ${regex}`, { file: `${file}.ts`, source: regex.source, flags: regex.flags });
    return regex;
  },
});

for (const file of await fastGlob('dist/analyzer/**/*.js', { cwd: root, ignore: ['**/cli.js', '**/client/**'] })) {
  await import(pathToFileURL(path.join(root, file)).href);
}
const { judgeBundle } = await import('../judge-bundle.js');
const { withFixture } = await import('../../support.js');
for (const node of await fastGlob(['nodes/*', 'checks/cpu/*/*'], { cwd: fixtures, onlyDirectories: true })) {
  await withFixture(path.join(fixtures, node), bundle => judgeBundle(bundle, 0));
}
console.log(JSON.stringify([...made.values()]));
