import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import { file, type Spec } from '../bundle/spec.js';
import { followings } from '../collector/masking/following-lines.js';
import { redactions } from '../collector/masking/redactions.js';
import { collectSpecs, inScratch } from './collector-support.js';
import { collectBySh, type Snapshot, snapshot } from './shell-support.js';
import { fixtures, golden } from './support.js';

// fixtures/redaction/planted: files as nodes have them, each secret between « and ». ¦ stands for nothing: it keeps
// the forms of tokens apart, so that nobody who looks for leaked ones takes ours for such. fixtures/redaction/masked
// is what must become of them.

const corpus = path.join(fixtures, 'redaction');
const AT_LEAST = 120;

interface Planted {
  /** `journal.txt:12`, and in a line with several the second is `journal.txt:12 (2)`. */
  readonly place: string;
  readonly secret: string;
}

const PLANTED = new Map(namesIn('planted').map(name => [name, plantedIn(name)]));
const all = [...PLANTED.values()].flat();

describe('the corpus of secrets', function () {
  this.timeout(60_000);
  const bundles = new Map<string, Snapshot>();

  before(() =>
    inScratch(async dir => {
      const specs = await writeCorpus(dir);
      const [byNode, bySh] = await Promise.all([
        collectSpecs(specs, snapshot),
        collectBySh('dash', specs, ({ bundle }) => snapshot(bundle)),
      ]);
      bundles.set('nodetriage-collect', byNode).set('collect.sh', bySh);
    }),
  );

  it(`has ${all.length} secrets, at least ${AT_LEAST}, none of them part of another`, () => {
    expect(all.length).to.be.at.least(AT_LEAST);
    for (const { place, secret } of all) {
      expect(secret.length, place).to.be.at.least(6);
      expect(
        all.filter(other => other.place !== place && other.secret.includes(secret)),
        place,
      ).to.deep.equal([]);
    }
  });

  it('would notice each of them if it were left', () => {
    for (const name of PLANTED.keys()) {
      const places = PLANTED.get(name) ?? [];
      expect(leaksIn(clear(name), places)).to.deep.equal(places.map(({ place }) => place));
    }
  });

  for (const collector of ['nodetriage-collect', 'collect.sh']) {
    describe(`in a bundle of ${collector}`, () => {
      for (const [name, planted] of PLANTED) {
        it(`${name}: none of ${planted.length} is left, in whole or in part`, async () => {
          const { text } = bundles.get(collector) ?? expect.fail('it was not collected');
          const others = [...text].filter(([entry]) => !entry.includes('/look-alikes/'));
          for (const [entry, content] of others) expect(leaksIn(content, planted), entry).to.deep.equal([]);
          const masked = Buffer.from(entryOf(text, name), 'latin1').toString();
          expect(masked).to.equal(await golden(path.join(corpus, 'masked', name), masked));
        });
      }

      for (const name of namesIn('look-alikes')) {
        it(`${name}: what only looks like a secret stays, and nobody is warned of it`, () => {
          const { text, manifest } = bundles.get(collector) ?? expect.fail('it was not collected');
          expect(Buffer.from(entryOf(text, name), 'latin1').toString()).to.equal(read('look-alikes', name));
          const records = manifest.outcomes
            .flatMap(({ entries }) => entries)
            .filter(({ path: entry }) => is(entry, name));
          expect(records.map(({ redactions, suspects }) => [redactions, suspects])).to.deep.equal([[0, undefined]]);
        });
      }

      it('says of each entry how often which rule has masked, and suspects nothing else', () => {
        const { manifest } = bundles.get(collector) ?? expect.fail('it was not collected');
        for (const { path: entry, redactions, redactedBy = {}, suspects } of manifest.outcomes.flatMap(
          o => o.entries,
        )) {
          expect(
            Object.values(redactedBy).reduce((sum, times) => sum + times, 0),
            entry,
          ).to.equal(redactions);
          expect(suspects, entry).to.equal(undefined);
        }
      });
    });
  }

  it('reaches every rule', () => {
    const masked = namesIn('masked')
      .map(name => read('masked', name))
      .join('');
    for (const { id } of [...redactions, ...followings]) expect(masked).to.include(`<redacted:${id}>`);
  });

  it('is masked alike by both, and both say so', () => {
    const [byNode, bySh] = [bundles.get('nodetriage-collect'), bundles.get('collect.sh')];
    const records = (bundle: Snapshot | undefined) => bundle?.manifest.outcomes.flatMap(({ entries }) => entries);
    expect(records(bySh)).to.deep.equal(records(byNode));
  });
});

function namesIn(folder: string): readonly string[] {
  return readdirSync(path.join(corpus, folder)).sort();
}

function read(folder: string, name: string): string {
  return readFileSync(path.join(corpus, folder, name), 'utf8');
}

/** As the node has it. */
function clear(name: string): string {
  return read('planted', name).replace(/[«»¦]/g, '');
}

function plantedIn(name: string): readonly Planted[] {
  const text = read('planted', name);
  const lines = new Map<number, number>();
  return [...text.matchAll(/«([^»]*)»/g)].map(({ 1: marked = '', index }) => {
    const line = text.slice(0, index).split('\n').length;
    const count = (lines.get(line) ?? 0) + 1;
    lines.set(line, count);
    return { place: `${name}:${line}${count > 1 ? ` (${count})` : ''}`, secret: marked.replaceAll('¦', '') };
  });
}

/** Those that a text still holds: whole, or the part before or behind any character that is no letter or digit. */
function leaksIn(text: string, planted: readonly Planted[]): readonly string[] {
  return planted.filter(({ secret }) => partsOf(secret).some(part => text.includes(part))).map(({ place }) => place);
}

function partsOf(secret: string): readonly string[] {
  const breaks = [...secret.matchAll(/[^A-Za-z0-9]+/g)];
  const parts = breaks.flatMap(({ 0: { length }, index }) => [secret.slice(0, index), secret.slice(index + length)]);
  return [secret, ...parts.filter(part => part.length >= 5)];
}

/** Documents, and what is named as a log as a log. */
async function writeCorpus(dir: string): Promise<readonly Spec[]> {
  const specs: Spec[] = [];
  for (const folder of ['planted', 'look-alikes']) {
    await mkdir(path.join(dir, folder));
    for (const name of namesIn(folder)) {
      const place = path.join(dir, folder, name) as `/${string}`;
      await writeFile(place, folder === 'planted' ? clear(name) : read(folder, name));
      const content = /journal|\.log$/.test(name) ? ('log' as const) : ('document' as const);
      specs.push(file(`${folder}/${name.replaceAll('.', '-')}`, place, 'A test.', { content }));
    }
  }
  return specs;
}

function is(entry: string, name: string): boolean {
  return entry.endsWith(`/${name}`) && entry.startsWith('files/');
}

function entryOf(text: ReadonlyMap<string, string>, name: string): string {
  for (const [entry, content] of text) if (is(entry, name)) return content;
  throw new Error(`the bundle has no ${name}`);
}
