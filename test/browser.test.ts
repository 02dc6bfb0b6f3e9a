import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { type Browser, chromium, type Page } from 'playwright-core';
import { analyze } from '../analyzer/analyze.js';
import { LOCALES } from '../analyzer/check.js';
import { render } from '../analyzer/report/render.js';
import type { Report } from '../analyzer/report/report.js';
import { hostileReport } from './report-support.js';
import { fixtures, withFixture } from './support.js';

const STOPPED = path.join(fixtures, 'checks/docker/running/fires-when-stopped');
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

interface Visit {
  readonly page: Page;
  readonly requests: readonly string[];
  readonly console: readonly string[];
}

describe('the HTML report in a browser', function () {
  this.timeout(60_000);
  let browser: Browser;
  let dir: string;
  let axe: string;

  before(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), 'nodetriage-browser-'));
    axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ARGS });
  });
  after(async () => {
    await browser?.close();
    await rm(dir, { recursive: true, force: true });
  });

  async function visit(
    report: Report,
    width: number,
    colorScheme: 'light' | 'dark',
    use: (visit: Visit) => Promise<void>,
  ) {
    const file = path.join(dir, 'report.html');
    await writeFile(file, render([report], 'html'));
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    const requests: string[] = [];
    const console: string[] = [];
    page.on('request', request => requests.push(request.url()));
    page.on('console', message => console.push(message.text()));
    page.on('dialog', dialog => {
      console.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    await page.goto(pathToFileURL(file).href);
    await use({ page, requests, console });
    await page.close();
  }

  for (const locale of LOCALES) {
    for (const [kind, make] of [
      ['a sick node', () => withFixture(STOPPED, bundle => analyze(bundle, { locale }))],
      ['a hostile node', async () => hostileReport(locale)],
    ] as const) {
      it(`of ${kind} asks for nothing, breaks no rule of its own and fits a phone, ${locale}`, async () => {
        const report = await make();
        for (const width of [1440, 390]) {
          await visit(report, width, 'light', async ({ page, requests, console }) => {
            expect(requests.filter(url => !url.startsWith('data:'))).to.have.length(1);
            expect(console).to.deep.equal([]);
            const wide = await page.evaluate(
              () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
            );
            expect(wide, `${width} px`).to.equal(0);
            expect(await page.evaluate(() => getComputedStyle(document.body).margin), 'the style applies').to.equal(
              '0px',
            );
          });
        }
      });

      it(`of ${kind} can be used by everyone, light and dark, ${locale}`, async () => {
        const report = await make();
        for (const colours of ['light', 'dark'] as const) {
          await visit(report, 1440, colours, async ({ page }) => {
            await page.evaluate(axe);
            const violations = await page.evaluate(
              'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => `${id} ${nodes[0].html}`))',
            );
            expect(violations, colours).to.deep.equal([]);
          });
        }
      });
    }
  }

  it('shows what a hostile node says as text, and runs none of it', async () => {
    const report = hostileReport();
    await visit(report, 1440, 'light', async ({ page }) => {
      expect(await page.title()).to.not.equal('owned');
      const found = await page.evaluate(() => ({
        scripts: document.scripts.length,
        images: document.images.length,
        links: [...document.links].filter(link => !link.getAttribute('href')?.startsWith('#')).length,
        styled: document.querySelectorAll('[style]').length,
        evidence: document.querySelector('pre')?.textContent,
      }));
      expect(found).to.deep.equal({
        scripts: 0,
        images: 0,
        links: 0,
        styled: 0,
        evidence: report.findings[0]?.evidence[0]?.text,
      });
    });
  });

  it('runs no script and fetches nothing even when markup gets in, by its own policy', async () => {
    let fetched = 0;
    const server = createServer((_, response) => {
      fetched += 1;
      response.end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const foreign = `<script>document.title = "owned"</script><img src="http://127.0.0.1:${port}/x.png"></main>`;
    const tampered = render([hostileReport()], 'html').replace('</main>', foreign);
    const titleOf = async (html: string) => {
      const file = path.join(dir, 'tampered.html');
      await writeFile(file, html);
      const page = await browser.newPage();
      await page.goto(pathToFileURL(file).href);
      const title = await page.title();
      await page.close();
      return title;
    };
    try {
      expect(await titleOf(tampered)).to.not.equal('owned');
      expect(fetched).to.equal(0);
      // Without the policy it would: this test can fail.
      expect(await titleOf(tampered.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, ''))).to.equal('owned');
      expect(fetched).to.equal(1);
    } finally {
      server.close();
    }
  });

  it('leads from the list of findings and sections to what they name', async () => {
    const report = await withFixture(STOPPED, bundle => analyze(bundle));
    await visit(report, 1440, 'light', async ({ page }) => {
      const dangling = await page.evaluate(() =>
        [...document.links].map(link => link.getAttribute('href') ?? '').filter(href => !document.querySelector(href)),
      );
      expect(dangling).to.deep.equal([]);
      expect(await page.locator('.sections tbody tr').count()).to.equal(20);
      expect(await page.locator('section.guide h2').count()).to.equal(21);
    });
  });
});
