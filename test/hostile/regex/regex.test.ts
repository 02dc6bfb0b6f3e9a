import { expect } from 'chai';
import { discoverChecks } from '../../../analyzer/discover.js';
import { logNeeds } from '../../../analyzer/engine.js';
import { alsoRead } from '../../../analyzer/reasoning/reason.js';
import { growthOf } from './growth.js';
import { type PatternInCode, patternsIn, patternsMade } from './patterns.js';

/**
 * Where a pattern only meets lines that are cut to 16 KiB, and only those that hold its anchor: there the
 * steps may grow with the square, to some 10^8 at worst. Everything else reads documents: steps grow with
 * the length of the text.
 */
const ON_LINES_OF_LOGS = /^analyzer\/(?:checks\/|scan\/|facts\/logs\/|facts\/.*-log\.ts)/;
/** Its patterns meet what the user of the command typed. */
const ON_ARGUMENTS = 'analyzer/command-line/arguments.ts';

describe('the proof of how patterns grow', () => {
  const KNOWN: readonly (readonly [RegExp, number])[] = [
    [/^a+$/, 1],
    [/a+/, 1],
    [/(?:a+)+/, 1],
    [/^(\S+)\s+(\d+)%?$/, 1],
    [/^(?:\d+\.)+$/, 1],
    [/active (?<ago>\S+) ago/, 1],
    [/x{1,60}y/, 1],
    [/x{1,400}y/, 2],
    [/\s+$/, 2],
    [/foo .* bar/, 2],
    [/^ *foo: (.+)/m, 1],
    [/^\s*foo/m, 2],
    [/^[ab]*[ac]*$/, 2],
    [/^\s*(\S+)\s+(.*)$/, 2],
    [/(?=a*a*b)x/, 2],
    [/^a.*b.*c.*d/, 3],
    [/a.*b.*c.*d/, 4],
    [/^(a+)+$/, Number.POSITIVE_INFINITY],
    [/^(a|a)*b/, Number.POSITIVE_INFINITY],
    [/^(a*)*b/, Number.POSITIVE_INFINITY],
    [/^(\w+\s?)+$/, Number.POSITIVE_INFINITY],
    [/^(?:a?b?)*c/i, Number.POSITIVE_INFINITY],
    [/^([\w./-]+(?:\.[\w./:@-]+)+) ?= ?(.*)$/, Number.POSITIVE_INFINITY],
  ];
  for (const [regex, power] of KNOWN) {
    it(`${regex}: n to the power of ${power}`, () => expect(growthOf(regex)).to.equal(power));
  }

  it('refuses what it cannot prove', () => {
    expect(() => growthOf(/^(["'])(.*)\1$/)).to.throw('refers back');
  });
});

describe('no pattern of the analyzer can be made to run for long', () => {
  let literals: readonly PatternInCode[];
  let made: readonly PatternInCode[];
  before(async function () {
    this.timeout(60_000);
    for (const { pattern } of logNeeds([...(await discoverChecks()).values(), alsoRead])) searched.add(String(pattern));
    [literals, made] = await Promise.all([patternsIn('{analyzer,bundle}/**/*.js'), patternsMade()]);
  });

  /** What the scanner runs, wherever it is written. */
  const searched = new Set<string>();
  const growing = (patterns: readonly PatternInCode[]) =>
    patterns.flatMap(({ file, regex }) => {
      if (file === ON_ARGUMENTS) return [];
      const power = growthOf(regex);
      return power > (ON_LINES_OF_LOGS.test(file) || searched.has(String(regex)) ? 2 : 1)
        ? [`${file}: ${regex} grows with n^${power}`]
        : [];
    });

  it('of those that are written in it', () => {
    expect(literals.length).to.be.greaterThan(400);
    expect(growing(literals)).to.deep.equal([]);
  });

  it('of those that it makes as it runs', () => {
    expect(made.map(({ file }) => file)).to.include.members([
      'analyzer/facts/system/boots.ts',
      'analyzer/facts/load/processor-time.ts',
    ]);
    expect(growing(made)).to.deep.equal([]);
  });
});
