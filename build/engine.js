// Compiles the engine of analyzer/scan/ to WebAssembly and leaves it as a module in dist/: nothing is read from a file
// when it runs. What was compiled once is kept, because most builds do not change it.
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const SOURCE = 'analyzer/scan/engine/line-engine.ts';
const OPTIONS = ['--runtime', 'stub', '-O3', '--noAssert', '--enable', 'simd'];
const OUTPUT = new URL('../dist/analyzer/scan/engine/code.js', import.meta.url);

const root = new URL('..', import.meta.url);
const manifest = JSON.parse(await readFile(new URL('node_modules/assemblyscript/package.json', root), 'utf8'));
const source = await readFile(new URL(SOURCE, root));
const key = createHash('sha256').update(source).update(`${manifest.version} ${OPTIONS}`).digest('hex').slice(0, 16);
const kept = new URL(`node_modules/.cache/nodetriage/engine-${key}.js`, root);
const code = await readFile(kept, 'utf8').catch(compile);
await mkdir(new URL('.', OUTPUT), { recursive: true });
await writeFile(OUTPUT, code);

async function compile() {
  const { main } = await import('assemblyscript/asc');
  let wasm;
  const { error, stderr } = await main([SOURCE, '--outFile', 'engine.wasm', ...OPTIONS], {
    baseDir: fileURLToPath(root),
    writeFile(name, contents) {
      if (name.endsWith('.wasm')) wasm = contents;
    },
  });
  if (error) throw new Error(`${SOURCE} does not compile\n${stderr}`);
  const text = `export const code = '${Buffer.from(wasm).toString('base64')}';\n`;
  await mkdir(new URL('.', kept), { recursive: true });
  await writeFile(kept, text);
  return text;
}
