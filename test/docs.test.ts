import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import { discoverChecks } from '../analyzer/discover.js';
import { specs } from '../bundle/specs/index.js';
import { checksDoc } from '../docs/checks.js';
import { collectedDoc } from '../docs/collected.js';
import { knownFailures } from '../docs/known-failures.js';
import { layoutsDoc } from '../docs/layouts.js';
import { schemas } from '../docs/schemas.js';
import { root } from './support.js';

describe('generated documents are up to date (npm run docs)', () => {
  it('docs/CHECKS.md', async () => {
    const doc = checksDoc(await discoverChecks(), await knownFailures());
    expect(await readFile(path.join(root, 'docs/CHECKS.md'), 'utf8')).to.equal(doc);
  });

  it('docs/COLLECTED.md', async () => {
    expect(await readFile(path.join(root, 'docs/COLLECTED.md'), 'utf8')).to.equal(collectedDoc());
  });

  it('docs/LAYOUTS.md', async () => {
    const doc = layoutsDoc(await discoverChecks());
    expect(await readFile(path.join(root, 'docs/LAYOUTS.md'), 'utf8')).to.equal(doc);
  });

  it('the schemas of JSON', async () => {
    for (const [name, text] of Object.entries(schemas(root))) {
      expect(await readFile(path.join(root, 'docs', name), 'utf8'), name).to.equal(text);
    }
  });
});

/** 1 to 18 are sections of the guide, 0 are conditions, 25 and 26 the kernel's, 30 what is benign. */
const LISTED = [...Array(19).keys(), 25, 26, 30];

describe('known failures', () => {
  it('are listed for every section, numbered without a gap', async () => {
    const ids = (await knownFailures()).map(({ id }) => id);
    const numbered = LISTED.flatMap(section => {
      const count = ids.filter(id => id.startsWith(`${section}.`)).length;
      expect(count, `section ${section}`).to.be.greaterThan(0);
      return Array.from({ length: count }, (_, i) => `${section}.${i + 1}`);
    });
    expect(ids).to.deep.equal(numbered);
  });

  it('each name a check that is there, or say why there is none', async () => {
    const checks = await discoverChecks();
    for (const { id, check, whyNot } of await knownFailures()) {
      if (check === undefined) expect(whyNot, id).to.match(/^[A-Za-z].{15,}\.$/);
      else expect(checks.has(check), `${id}: ${check}`).to.equal(true);
    }
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
