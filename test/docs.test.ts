import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import { discoverChecks } from '../analyzer/discover.js';
import { specs } from '../bundle/specs/index.js';
import { checksDoc } from '../docs/checks.js';
import { collectedDoc } from '../docs/collected.js';
import { root } from './support.js';

describe('generated documents are up to date (npm run docs)', () => {
  it('docs/CHECKS.md', async () => {
    expect(await readFile(path.join(root, 'docs/CHECKS.md'), 'utf8')).to.equal(checksDoc(await discoverChecks()));
  });

  it('docs/COLLECTED.md', async () => {
    expect(await readFile(path.join(root, 'docs/COLLECTED.md'), 'utf8')).to.equal(collectedDoc());
  });
});

describe('specs', () => {
  it('have ids of their own', () => {
    const ids = specs.map(spec => spec.id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).to.deep.equal([]);
  });

  it('give each a reason that its owner can read', () => {
    for (const { id, why } of specs) expect(why, id).to.match(/^[A-Z].{10,}\.$/);
  });
});
