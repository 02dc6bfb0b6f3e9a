import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { withNode } from './booted-node.js';
import { synchronised } from './broken-nodes.js';

// node dist/test/node/record-fixtures.js FOLDER: boots the healthy node, collects from it, and leaves the
// unpacked bundle in FOLDER. What fixtures/healthy holds was taken from such a bundle. Needs root.

const folder = path.resolve(process.argv[2] ?? '');
if (process.argv.length !== 3) throw new Error('usage: node dist/test/node/record-fixtures.js FOLDER');
await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
const bundle = path.join(folder, 'bundle.tar.gz');

const { exitCode, stderr } = await withNode(async node => {
  await synchronised(node);
  return node.collect(bundle);
});
process.stderr.write(`${stderr}\n`);
if (exitCode !== 0) throw new Error(`the collector ended with ${exitCode}`);
await execa('tar', ['-xzf', bundle, '-C', folder, '--no-same-owner']);
await rm(bundle);
