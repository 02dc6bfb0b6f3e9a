// Makes one file of each command, with what is loaded later beside it, in dist/bin/: reading some 500 modules one by one
// takes longer than analyzing a small bundle. Folders are not searched and templates not compiled when it runs.
import { execFileSync } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
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

const replacing = {
  name: 'replacing',
  async load(id) {
    const made = REPLACED[path.relative(dist, id).split(path.sep).join('/')];
    return made ? { code: await made(), moduleType: 'js' } : undefined;
  },
  /** What is compiled needs no compiler. */
  resolveId: id =>
    id === 'handlebars' ? { id: path.join(root, 'node_modules/handlebars/dist/cjs/handlebars.runtime.js') } : undefined,
};

const bundle = await rolldown({
  input: {
    'analyze-main': path.join(dist, 'analyzer/cli.js'),
    'bundle-worker': path.join(dist, 'analyzer/command-line/bundle-worker.js'),
  },
  platform: 'node',
  plugins: [replacing],
});
await bundle.write({
  dir: path.join(dist, 'bin'),
  format: 'esm',
  minify: true,
  chunkFileNames: 'analyze-[name]-[hash].js',
});

await writeFile(path.join(dist, 'bin/nodetriage-analyze.js'), await entry(), { mode: 0o755 });

/** Answers what is asked most before anything is loaded. */
async function entry() {
  const help = execFileSync(process.execPath, [path.join(dist, 'analyzer/cli.js'), '--help'], { encoding: 'utf8' });
  const text = await readFile(path.join(root, 'build/entry.js'), 'utf8');
  return text.replace("'HELP'", () => JSON.stringify(help));
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
