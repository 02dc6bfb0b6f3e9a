import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import fastGlob from 'fast-glob';
import { root } from './support.js';

/** Which folder may import which other folder is in the tsconfig.json files. This is about packages and I/O. */
const PACKAGES = [
  {
    in: ['bundle/**/*.ts'],
    may: [],
    why: 'the contract of the two programs is data: no package, no node: module, no I/O',
  },
  {
    in: ['collector/**/*.ts'],
    may: ['age-encryption', 'archiver', 'yargs', 'yaml', /^node:(?!net|http|https|dgram|tls)/],
    why: 'the collector runs on a sick production node: it parses and renders nothing, and talks to nobody',
  },
  {
    in: [
      'analyzer/checks/**/*.ts',
      'analyzer/{facts,measures,reasoning}/**/*.ts',
      'analyzer/*.ts',
      '!analyzer/{cli,analyze,discover}.ts',
    ],
    may: [],
    why: 'checks, parsers, the engine and what is made of its results are functions of the bundle: no package, no I/O, no clock',
  },
  {
    in: ['analyzer/documents/**/*.ts'],
    may: ['yaml', 'smol-toml'],
    why: 'foreign file formats are read by well-kept libraries, behind one file each',
  },
  {
    in: ['analyzer/scan/**/*.ts'],
    may: ['node:buffer', 'node:string_decoder'],
    why: 'the scanner gets bytes and gives matches: where they come from is not its business',
  },
  {
    in: ['analyzer/report/html/client/*.ts'],
    may: [],
    why: 'what runs in the browser of the reader is ours, and each file is inlined as it is compiled',
  },
  {
    in: ['analyzer/**/*.ts'],
    may: [
      'handlebars',
      'd3-scale',
      'd3-shape',
      'fast-glob',
      'fflate',
      'fzstd',
      'xz-decompress',
      'yauzl',
      'yargs',
      'yargs/helpers',
      'yaml',
      'smol-toml',
      /^node:(fs|fs\/promises|path|url|zlib|stream|stream\/promises|crypto|process|buffer|string_decoder|util|os|worker_threads|timers\/promises|events)$/,
    ],
    why: 'the analyzer is offline and runs nothing: no child_process, no execa, no net, no http',
  },
];

describe('architecture', () => {
  for (const rule of PACKAGES) {
    it(`${rule.in[0]}: ${rule.why}`, async () => {
      const files = await fastGlob(rule.in, { cwd: root });
      expect(files, 'the rule is about something').to.not.deep.equal([]);
      for (const file of files) {
        const wrong = (await imports(file)).filter(
          name => !rule.may.some(may => (typeof may === 'string' ? name === may : may.test(name))),
        );
        expect(wrong, file).to.deep.equal([]);
      }
    });
  }

  it('console and exit codes are the business of the two programs alone', async () => {
    for (const file of await fastGlob(['{bundle,collector,analyzer}/**/*.ts', '!*/{cli,main}.ts'], { cwd: root })) {
      const source = await readFile(path.join(root, file), 'utf8');
      expect(source, file).to.not.match(/\bconsole\.|process\.(exit|exitCode|stdout|stderr)\b/);
    }
  });

  it('no child is run synchronously: one in state D would block the collector for ever', async () => {
    for (const file of await fastGlob('{collector,analyzer}/**/*.ts', { cwd: root })) {
      const source = await readFile(path.join(root, file), 'utf8');
      expect(source, file).to.not.match(/\b(spawnSync|execSync|execFileSync|execaSync)\b/);
    }
  });

  it('every folder of the tree is told about in ARCHITECTURE.md', async () => {
    const text = await readFile(path.join(root, 'ARCHITECTURE.md'), 'utf8');
    const folders = await fastGlob('{bundle,collector,analyzer,templates,fixtures,test,docs}{,/*}', {
      cwd: root,
      onlyDirectories: true,
    });
    for (const folder of folders.filter(
      name => !/^(fixtures\/(checks|nodes|facts)\/|analyzer\/checks\/.)/.test(name),
    )) {
      expect(text, folder).to.include(`\`${folder}/\``);
    }
  });
});

async function imports(file: string): Promise<string[]> {
  const source = await readFile(path.join(root, file), 'utf8');
  const found = [
    ...source.matchAll(/^(?:import|export)\s(?:[^';]*\sfrom\s)?'([^']+)'/gm),
    ...source.matchAll(/\bimport\('([^']+)'\)/g),
  ];
  return found.map(match => match[1] ?? '').filter(name => !name.startsWith('.'));
}
