import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import { golden, root } from './support.js';

interface Locked {
  readonly version: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
}

/** They ask for no more than to be named. */
const PERMISSIVE = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'ISC', 'MIT'];

describe('dependencies', () => {
  let packages: readonly (readonly [name: string, locked: Locked])[];
  before(async () => {
    const lock = JSON.parse(await readFile(path.join(root, 'package-lock.json'), 'utf8')) as {
      readonly packages: Readonly<Record<string, Locked>>;
    };
    packages = Object.entries(lock.packages)
      .filter(([place]) => place.startsWith('node_modules/'))
      .map(([place, locked]) => [place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length), locked]);
  });

  it('run nothing when they are installed', () => {
    expect(packages.length).to.be.greaterThan(50);
    expect(packages.filter(([, { hasInstallScript }]) => hasInstallScript).map(([name]) => name)).to.deep.equal([]);
  });

  it('of the two programs are under permissive licences, and SECURITY.md lists them', async () => {
    const shipped = packages.filter(([, { dev }]) => !dev);
    const byLicence = new Map<string, Set<string>>();
    for (const [name, { license = 'unknown' }] of shipped)
      byLicence.set(license, (byLicence.get(license) ?? new Set()).add(name));
    expect([...byLicence.keys()].filter(licence => !PERMISSIVE.includes(licence))).to.deep.equal([]);
    const lines = [...byLicence]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([licence, names]) => `- ${licence}: ${[...names].sort().join(', ')}`);
    const file = path.join(root, 'SECURITY.md');
    const text = await readFile(file, 'utf8');
    const before = text.slice(0, text.indexOf('\n- ', text.indexOf('## Dependencies')) + 1);
    // `npm run test:update` lists what has come since.
    expect(await golden(file, `${before}${lines.join('\n')}\n`)).to.equal(`${before}${lines.join('\n')}\n`);
  });
});
