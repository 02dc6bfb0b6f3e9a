import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { saidIn } from '../../analyzer/report/said.js';
import { ABSENT } from '../../collector/command-end.js';
import { NAMES } from '../../collector/dependencies.js';
import { root } from '../support.js';

const HAN = /\p{Script=Han}/u;
const TEXT = /`(?:[^`]|\n)*?`|'(?:[^'\\]|\\.)*'/.source;

/** Sentences in the sources below a folder, as they come out with something in each hole. */
function sentencesIn(folder: string, before: RegExp): string[] {
  const files = readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' });
  return (
    files
      .filter(file => file.endsWith('.ts'))
      .flatMap(file => {
        const source = readFileSync(path.join(root, folder, file), 'utf8');
        return [...source.matchAll(new RegExp(`(?:${before.source})(${TEXT})`, 'g'))].map(([, text = '']) => text);
      })
      .map(text =>
        text
          .slice(1, -1)
          .replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, '7')
          .replaceAll("\\'", "'"),
      )
      // A hole with a text in it ends too early here: such are among the built ones.
      .filter(text => !text.includes('${'))
  );
}

describe('what the collector and our parsers say', () => {
  const parsers = sentencesIn('analyzer', /new ParseError\(\s*/);
  const reader = sentencesIn(
    'analyzer/bundle-reader',
    /problems\.add\('[a-z-]+', |refused: |complain\(|NOT_FILES\[type\] \?\? refused \?\? /,
  );
  const collector = sentencesIn('collector', /outcome: '[a-z]+', reason: |without\('[a-z]+', |: ' *no time left: /);
  // Built of pieces, or beside the outcome.
  const built = [
    'kubectl did not end in its time',
    'df did not end in its time, not even when killed: it hangs in the kernel (state D)',
    'the API server did not answer: kubectl did not end in its time',
    '/mnt/nfs did not answer: df was stopped: the deadline of 300 s has come',
    "the name of this node did not answer: only the node's own folders were asked",
    'no room left: the bundle has reached its limit of 200 MiB',
    'no time left: the deadline of 300 s has come',
    'left out by --only',
    'exit code 3, and not a word why',
    'commands/disk/df.txt:3: no rows of df',
    'commands/x.json: not JSON',
    'systemctl show: timeout (systemctl did not end in its time); no systemctl status',
    'docker ps: timeout (docker did not end in its time)',
    'its name holds a backslash (4 more such entries)',
    'it is a symbolic link',
    '3 of its outcomes cannot be understood',
    ...ABSENT.map(([, words]) => words),
    ...Object.values(NAMES).map(name => `${name} did not answer: it hangs`),
  ];

  it('is said in Chinese in a Chinese report', () => {
    expect([parsers.length, reader.length, collector.length].every(n => n > 8)).to.equal(true);
    const missing = [...new Set([...parsers, ...reader, ...collector, ...built])].filter(
      text => !HAN.test(saidIn('zh-CN', text)),
    );
    expect(missing, 'say these in templates/strings/said.zh-CN.json').to.deep.equal([]);
    expect(saidIn('zh-CN', 'the API server did not answer: kubectl did not end in its time')).to.equal(
      'API server 无响应：kubectl 未在限定时间内结束',
    );
    expect(saidIn('zh-CN', 'commands/disk/df.txt:3: no rows of df')).to.equal(
      'commands/disk/df.txt:3: 没有 df 的数据行',
    );
  });

  it('stays as it is in English, and what programs said does in any language', () => {
    for (const text of [...parsers, ...collector]) expect(saidIn('en', text)).to.equal(text);
    for (const text of [
      'Data from the specified boot (-1) is not available: No such boot ID in journal',
      'error: You must be logged in to the server (Unauthorized)',
      'EACCES: permission denied',
      'not found',
      '',
    ])
      expect(saidIn('zh-CN', text)).to.equal(text);
  });
});
