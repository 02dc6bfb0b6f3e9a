import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { analyze } from '../analyzer/analyze.js';
import { LOCALES } from '../analyzer/check.js';
import { FORMATS, render } from '../analyzer/report/render.js';
import type { Report } from '../analyzer/report/report.js';
import { fixtures, golden, withFixture } from './support.js';

describe('whole incidents', () => {
  for (const node of readdirSync(path.join(fixtures, 'nodes'))) {
    for (const locale of LOCALES) {
      it(`${node}: the report is as checked in (${locale})`, async () => {
        const dir = path.join(fixtures, 'nodes', node);
        const report = await withFixture(dir, bundle => analyze(bundle, { locale }));
        for (const format of FORMATS) {
          const actual = render(withoutVersion(report), format);
          const expected = await golden(path.join(dir, 'expected', `report.${locale}.${format}`), actual);
          expect(actual, format).to.equal(expected);
        }
      });
    }
  }
});

/** A new release of ours changes no golden. */
function withoutVersion(report: Report): Report {
  return { ...report, generator: { ...report.generator, version: '0.0.0' } };
}
