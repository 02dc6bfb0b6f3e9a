import { expect } from 'chai';
import fc from 'fast-check';
import { jsonErrorOffset } from '../analyzer/documents/strict-json.js';

describe('strict JSON', () => {
  it('agrees with JSON.parse about every text that is JSON', () => {
    fc.assert(fc.property(fc.json(), text => jsonErrorOffset(text) === undefined));
  });

  it('agrees with JSON.parse about texts that are nearly JSON', () => {
    const scraps = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"',
      '1',
      '01',
      '-',
      '1e',
      'true',
      'nul',
      ' ',
      '\n',
      '//',
    );
    fc.assert(
      fc.property(fc.array(scraps, { maxLength: 12 }), parts => {
        const text = parts.join('');
        expect(jsonErrorOffset(text) === undefined, text).to.equal(isJson(text));
      }),
      { numRuns: 5000 },
    );
  });

  for (const [text, offset] of [
    ['{"a": 1,}', 8],
    ['{"a": 1 "b": 2}', 8],
    ['{"a": [1, 2}', 11],
    ['{"a": 1', 7],
    ['{"a": 1}\n]', 9],
    ["{'a': 1}", 1],
  ] as const) {
    it(`names the place in ${JSON.stringify(text)}`, () => expect(jsonErrorOffset(text)).to.equal(offset));
  }
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
