// Makes one file of the analyzer, in dist/bin/: reading some 500 modules one by one takes longer than analyzing a small
// bundle. Folders are not searched and templates not compiled when it runs; see load.cjs for how it starts.
import { execFileSync } from 'node:child_process';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import Handlebars from 'handlebars';
import { rolldown } from 'rolldown';
import { discoverChecks } from '../dist/analyzer/discover.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = path.join(root, 'dist');
const BUILT_IN = new Set(['if', 'unless', 'each', 'with', 'lookup', 'log']);

/** Modules of ours that find out at run time what the build knows, and what stands in their place. */
const REPLACED = {
  'analyzer/discover.js': checksAsModule,
  'analyzer/report/compile-template.js': templatesAsModule,
};

/**
 * Packages that prepare tables when they are loaded, which takes as long as analyzing a small bundle, and are seldom
 * used: for the usage text of yargs, and for what is gzipped inside a bundle. What stands for them until then, and who
 * imports that.
 */
const LATER = {
  cliui: ["module.exports = (...given) => require('cliui').default(...given);", /[\\/]yargs[\\/]/],
  'string-width': ["module.exports = (...given) => require('string-width').default(...given);", /[\\/]yargs[\\/]/],
  fflate: ["module.exports = { get Gunzip() { return require('fflate').Gunzip; } };", /gunzipping/],
};
const laterOf = name => path.join(root, `build/${name}-later.cjs`);

const replacing = {
  name: 'replacing',
  async load(id) {
    const later = Object.keys(LATER).find(name => laterOf(name) === id);
    if (later) return LATER[later][0];
    const made = REPLACED[path.relative(dist, id).split(path.sep).join('/')];
    return made ? { code: await made(), moduleType: 'js' } : undefined;
  },
  resolveId(id, importer) {
    // What is compiled needs no compiler.
    if (id === 'handlebars') return { id: path.join(root, 'node_modules/handlebars/dist/cjs/handlebars.runtime.js') };
    if (LATER[id]?.[1].test(importer)) return { id: laterOf(id) };
    return undefined;
  },
};

const bin = path.join(dist, 'bin');
const bundle = await rolldown({
  input: path.join(root, 'build/programs.js'),
  platform: 'node',
  plugins: [replacing],
  // yargs would look for the defaults of an `extends`, which we have not.
  transform: { define: { 'import.meta.resolve': 'undefined' } },
});
const { output } = await bundle.generate({ format: 'cjs', minify: true, codeSplitting: false });
await mkdir(bin, { recursive: true });
await writeFile(path.join(bin, 'analyze.cjs'), asAscii(output[0].code));
await copyFile(path.join(root, 'build/load.cjs'), path.join(bin, 'load.cjs'));
await copyFile(path.join(root, 'build/worker.js'), path.join(bin, 'bundle-worker.js'));
await writeFile(path.join(bin, 'nodetriage-analyze.js'), await entry(), { mode: 0o755 });
execFileSync(process.execPath, [path.join(root, 'build/warm-up.js'), bin], { stdio: 'inherit' });

async function entry() {
  const help = execFileSync(process.execPath, [path.join(dist, 'analyzer/cli.js'), '--help'], { encoding: 'utf8' });
  const text = await readFile(path.join(root, 'build/entry.js'), 'utf8');
  return text.replace("'HELP'", () => JSON.stringify(help));
}

/** Strings, templates and regular expressions mean the same with escapes; there are no others outside of comments. */
function asAscii(code) {
  return code.replace(/[^\0-\x7f]/g, letter => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

async function checksAsModule() {
  const ids = [...(await discoverChecks()).keys()];
  const imports = ids.map((id, i) => `import check${i} from './checks/${id}.js';`);
  const pairs = ids.map((id, i) => `  ['${id}', check${i}],`);
  return `${imports.join('\n')}\nconst checks = new Map([\n${pairs.join('\n')}\n]);\nexport const discoverChecks = async () => checks;\n`;
}

async function templatesAsModule() {
  const templates = path.join(root, 'templates');
  const files = (await readdir(templates, { recursive: true })).filter(file => file.endsWith('.hbs')).sort();
  const compiled = await Promise.all(
    files.map(async file => {
      const source = await readFile(path.join(templates, file), 'utf8');
      const knownHelpers = Object.fromEntries([...helpersIn(Handlebars.parse(source))].map(name => [name, true]));
      const code = Handlebars.precompile(source, { strict: true, knownHelpersOnly: true, knownHelpers });
      return `  ${JSON.stringify(file.split(path.sep).join('/'))}: ${code},`;
    }),
  );
  return `const compiled = {\n${compiled.join('\n')}\n};\nexport const compileTemplate = (handlebars, file) => handlebars.template(compiled[file]);\n`;
}

/** Whatever is called with a value is a helper. */
function helpersIn(node, found = new Set()) {
  if (Array.isArray(node)) for (const inner of node) helpersIn(inner, found);
  else if (typeof node === 'object' && node !== null) {
    const { params = [], path: called } = node;
    if (params.length > 0 && called?.original && !BUILT_IN.has(called.original)) found.add(called.original);
    for (const inner of Object.values(node)) helpersIn(inner, found);
  }
  return found;
}
