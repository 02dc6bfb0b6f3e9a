import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { judge } from '../analyzer/analyze.js';
import { LOCALES } from '../analyzer/check.js';
import { clustersOf, inShort, type NodeReports } from '../analyzer/cluster/gather.js';
import { renderClusterFile } from '../analyzer/cluster/render.js';
import { compareIn } from '../analyzer/comparison/compare.js';
import { renderComparison } from '../analyzer/comparison/render.js';
import { render } from '../analyzer/report/render.js';
import type { Reports } from '../analyzer/report/report.js';
import { renderIndex } from '../analyzer/report/report-index.js';
import { enlarged, sampleReports } from './report-sample.js';
import { hostileReport } from './report-support.js';
import { fixtures, withFixture } from './support.js';

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** What is read of a trace of Chromium. */
interface TraceEvent {
  readonly name: string;
  readonly args: { readonly elementCount?: number; readonly beginData?: { readonly dirtyObjects?: number } };
}

const SCHEMES = ['light', 'dark'] as const;

describe('the HTML report in a browser', function () {
  this.timeout(180_000);
  let browser: Browser;
  let dir: string;
  let axe: string;
  let sample: Reports;
  const files = new Map<string, string>();

  before(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), 'nodetriage-browser-'));
    axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ARGS });
    sample = await sampleReports();
    await save('sample', render(sample, 'html'));
    await save('chinese-first', render(await sampleReports('zh-CN'), 'html'));
    await save('hostile', render([hostileReport('en'), hostileReport('zh-CN')], 'html'));
    await save('large', render(sample.map(report => enlarged(report, 300, 5e6)) as unknown as Reports, 'html'));
  });
  after(async () => {
    await browser?.close();
    await rm(dir, { recursive: true, force: true });
  });

  async function save(name: string, html: string): Promise<string> {
    const file = path.join(dir, `${name}.html`);
    await writeFile(file, html);
    files.set(name, pathToFileURL(file).href);
    return file;
  }

  /** Opens a page, and holds it to asking for nothing, complaining of nothing and breaking no rule of its own. */
  async function visit(
    name: string,
    use: (page: Page) => Promise<void>,
    { hash = '', ...options }: BrowserContextOptions & { hash?: string } = {},
  ): Promise<void> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    const page = await context.newPage();
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on('request', request => requests.push(request.url()));
    page.on('console', message => complaints.push(message.text()));
    page.on('pageerror', error => complaints.push(error.message));
    page.on('dialog', dialog => {
      complaints.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    await page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', event => console.error(`CSP: ${event.violatedDirective}`));
    });
    await page.goto(`${files.get(name)}${hash}`);
    await use(page);
    expect(complaints).to.deep.equal([]);
    expect(requests.filter(url => !url.startsWith('data:'))).to.have.length(1);
    await context.close();
  }

  /** All of it at once, also what is out of sight: axe would take its place from what it will be, and that of others not. */
  const openAll = (page: Page) =>
    page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('.finding, .evidence > li { content-visibility: visible !important; }');
      document.adoptedStyleSheets = [sheet];
    });
  const shown = (page: Page) => page.locator('.finding:visible').count();
  /** Waits until the page says how many findings are left. */
  const left = (page: Page, count: string) =>
    page.waitForFunction(text => document.querySelector('.filters .count')?.textContent === text, count);
  const choose = (page: Page, id: string) => page.locator(`label:has(#${id})`).click();

  /** What the browser had to do for something, counted in elements and boxes: the same on any machine. */
  async function workOf(page: Page, act: () => Promise<void>): Promise<{ styled: number; laidOut: number }> {
    await browser.startTracing(page, { categories: ['devtools.timeline'] });
    await act();
    await page.evaluate(() => new Promise(done => requestAnimationFrame(() => setTimeout(done))));
    const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
    const sum = (name: string, of: (args: TraceEvent['args']) => number | undefined) =>
      traceEvents.filter(event => event.name === name).reduce((n, { args }) => n + (of(args) ?? 0), 0);
    return {
      styled: sum('UpdateLayoutTree', args => args.elementCount),
      laidOut: sum('Layout', args => args.beginData?.dirtyObjects),
    };
  }

  /** Holds a page as it is to what axe knows, and to nothing at the side. `rules`: all, but for these alone. */
  async function expectClean(page: Page, what: string, rules?: readonly string[]): Promise<void> {
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide, what).to.equal(0);
    const options = JSON.stringify({ resultTypes: ['violations'], ...(rules && { runOnly: rules }) });
    const violations = await page.evaluate(
      `axe.run(${options}).then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes[0].html))`,
    );
    expect(violations, what).to.deep.equal([]);
  }

  /** The same in all sizes, languages and colours; on small screens each language in one of the colours. */
  async function expectForEveryone(page: Page, name: string): Promise<void> {
    for (const width of [1440, 768, 390]) {
      await page.setViewportSize({ width, height: 900 });
      for (const [i, scheme] of SCHEMES.entries()) {
        for (const [j, locale] of LOCALES.entries()) {
          if ((width === 768 && i !== j) || (width === 390 && i === j)) continue;
          await choose(page, `appearance-${scheme}`);
          await choose(page, `language-${locale}`);
          // In the dark only colours are different.
          const rules = scheme === 'dark' ? ['color-contrast'] : undefined;
          await expectClean(page, `${name}, ${width} px, ${scheme}, ${locale}`, rules);
        }
      }
    }
  }

  it('can be used by everyone, on screens and phones, in both languages, light and dark', async () => {
    for (const name of ['sample', 'hostile']) {
      await visit(name, async page => {
        await page.evaluate(axe);
        await openAll(page);
        await expectForEveryone(page, name);
      });
    }
  });

  it('is in the language and in the colours that its reader chooses', async () => {
    await visit('sample', async page => {
      const colour = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const [english, chinese] = [page.getByText('What broke, and what followed'), page.getByText('根因与影响')];
      expect(await english.isVisible()).to.equal(true);
      expect(await chinese.isVisible()).to.equal(false);
      await page.locator('#language-en').focus();
      await page.keyboard.press('ArrowRight');
      expect(await english.isVisible()).to.equal(false);
      expect(await chinese.isVisible()).to.equal(true);
      expect(await page.title()).to.equal('节点诊断报告：kn1');
      expect(await page.evaluate(() => document.documentElement.lang)).to.equal('zh-CN');
      expect(await page.locator('[name=section] option').first().textContent()).to.equal('全部');

      const light = await colour();
      await choose(page, 'appearance-dark');
      expect(await colour()).to.not.equal(light);
      await page.emulateMedia({ colorScheme: 'dark' });
      await choose(page, 'appearance-light');
      expect(await colour()).to.equal(light);
      await choose(page, 'appearance-auto');
      expect(await colour()).to.not.equal(light);
    });
    await visit('chinese-first', async page => {
      expect(await page.title()).to.equal('节点诊断报告：kn1');
      expect(await page.getByText('根因与影响').isVisible()).to.equal(true);
    });
  });

  it('can be read and switched with scripts off', async () => {
    await visit(
      'sample',
      async page => {
        expect(await page.getByText('What broke, and what followed').isVisible()).to.equal(true);
        expect(await page.locator('.filters, .brush, .windows, .copy').filter({ visible: true }).count()).to.equal(0);
        await page.locator('.finding > summary').nth(3).click();
        const evidence = page.locator('.finding').nth(3).locator('pre').nth(1);
        expect(await evidence.isVisible()).to.equal(true);
        expect((await evidence.innerText()).split('\n')).to.have.length(21);
        await choose(page, 'language-zh-CN');
        expect(await page.getByText('根因与影响').isVisible()).to.equal(true);
        expect(await page.getByText('What broke, and what followed').isVisible()).to.equal(false);
      },
      { javaScriptEnabled: false },
    );
  });

  it('leads from causes, contents and charts to what they name, folded or filtered as it may be', async () => {
    await visit('sample', async page => {
      const dangling = await page.evaluate(() =>
        [...document.links]
          .map(link => link.getAttribute('href') ?? '')
          .filter(href => !document.getElementById(href.slice(1))),
      );
      expect(dangling).to.deep.equal([]);
      expect(await page.locator('.contents li li').count()).to.equal(20);

      const first = page.locator('.chain a').first();
      const target = page.locator(`details:has(> ${await first.getAttribute('href')})`);
      await page.locator('[name=text]').fill('nothing says this');
      await page.locator('.no-match').waitFor();
      expect(await target.isVisible()).to.equal(false);
      await first.click();
      await target.locator('.body').waitFor();
      expect(
        await target
          .locator('summary')
          .first()
          .evaluate(element => element === document.activeElement),
      ).to.equal(true);
      await page.locator('.row a[data-event="7"]').first().click();
      expect(await page.evaluate(() => location.hash)).to.match(/^#finding-\d+$/);
    });
    await visit('sample', async page => void expect(await page.locator('.finding[open]').count()).to.equal(1), {
      hash: '#finding-3',
    });
  });

  it('opens findings, moves between them and copies their evidence, by the keyboard alone', async () => {
    await visit(
      'sample',
      async page => {
        const fourth = page.locator('.finding').nth(3);
        await page.locator('.finding > summary').first().focus();
        for (const key of ['End', 'Home', 'ArrowDown', 'ArrowDown', 'ArrowUp', 'ArrowDown', 'ArrowDown']) {
          await page.keyboard.press(key);
        }
        await page.keyboard.press('Enter');
        await fourth.locator('.copy').first().waitFor();
        const evidence = fourth.locator('.evidence > li').nth(1);
        const lines = evidence.locator('pre [data-n]').filter({ visible: true });
        expect(await lines.count()).to.equal(5);
        await evidence.locator('.lines').focus();
        await page.keyboard.press('Enter');
        expect(await lines.count()).to.equal(21);
        expect(await lines.nth(10).getAttribute('data-n')).to.equal('40');
        expect(await evidence.locator('mark').textContent()).to.equal('failed to get summary stats"');
        await page.keyboard.press('Tab');
        await page.keyboard.press('Space');
        await evidence.getByText('Copied').waitFor();
        const copied = (await page.evaluate(() => navigator.clipboard.readText())).split('\n');
        expect(copied).to.have.length(22);
        expect(copied[0]).to.equal('logs/kubelet.log:40');
        expect(copied[11]).to.include('Eviction manager: failed');
      },
      { permissions: ['clipboard-read', 'clipboard-write'] },
    );
  });

  it('filters by words, severity, section and component, and says how many are left', async () => {
    await visit('sample', async page => {
      const state = page.locator('.filters .state output');
      const all = await shown(page);
      expect(all).to.equal(7);
      await page.locator('[name=text]').focus();
      await page.keyboard.type('oom-kill systemd');
      await left(page, '1 / 7');
      expect(await shown(page)).to.equal(1);
      expect(await page.locator('section.guide:visible').count()).to.equal(1);
      await page.waitForFunction(() => (CSS.highlights.get('search')?.size ?? 0) > 0);
      await page.locator('[type=reset]').click();
      await page.locator('.guide:visible').nth(19).waitFor();
      expect(await shown(page)).to.equal(all);

      await page.locator('[name=severity][value=critical]').focus();
      await page.keyboard.press('Space');
      await left(page, '2 / 7');
      await page.keyboard.press('Space');
      await page.locator('[name=section]').selectOption({ label: 'CPU' });
      await left(page, '1 / 7');
      await page.locator('[type=reset]').click();
      await page.locator('[name=component]').selectOption({ label: 'systemd' });
      await left(page, '1 / 7');
      await page.locator('[type=reset]').click();
      await left(page, '7');
      expect(await state.innerText()).to.equal('7 findings');

      await page.locator('.open-all').click();
      expect(await page.locator('.finding[open]').count()).to.equal(all);
      await page.locator('.close-all').click();
      expect(await page.locator('.finding[open]').count()).to.equal(0);
    });
  });

  it('shows a window of time by the keyboard, by the mouse and by its buttons, and filters by it', async () => {
    await visit('sample', async page => {
      const chosen = (text: string) =>
        page.waitForFunction(wanted => document.querySelector('.windows .chosen')?.textContent?.includes(wanted), text);
      const from = page.locator('.brush [name=from]');
      const events = page.locator('.events tbody tr').filter({ visible: true });
      await page.locator('.events > summary').click();

      // At first the time of the cause is shown, and nothing is filtered by it.
      await chosen('2026-11-23 19:00:00 – 2026-11-23 20:00:00');
      expect(await shown(page)).to.equal(7);
      expect(await events.count()).to.equal(13);
      expect(await page.locator('.time > .tracks .axis text').allTextContents()).to.include('19:10');
      expect(await page.locator('.row a[data-event="0"]').isVisible()).to.equal(false);

      await page.getByRole('button', { name: 'Whole time' }).click();
      await chosen('2026-11-23 15:00:00 –');
      expect(await page.locator('.row a[data-event="0"]').isVisible()).to.equal(true);
      expect(await shown(page)).to.equal(7);
      await from.focus();
      await page.keyboard.press('PageUp');
      await chosen('2026-11-23 15:30:00 –');
      expect(await from.getAttribute('aria-valuetext')).to.equal('2026-11-23 15:30:00');
      expect(await events.count()).to.equal(10);
      expect(await page.locator('.chosen-time').innerText()).to.include('15:30:00 – 2026-11-23 20:00:00');

      const strip = await page.locator('.strip').boundingBox();
      if (!strip) throw new Error('the strip is not shown');
      await page.mouse.move(strip.x + strip.width * 0.35, strip.y + 20);
      await page.mouse.down();
      await page.mouse.move(strip.x + strip.width * 0.55, strip.y + 20, { steps: 4 });
      await page.mouse.up();
      await chosen('2026-11-23 16:4');
      await left(page, '0 / 7');
      expect(await page.locator('.no-match').isVisible()).to.equal(true);

      await page.getByRole('button', { name: 'Last hour' }).click();
      const timed = sample[0].findings.filter(({ firstSeen = '' }) => firstSeen >= '2026-11-23T19').length;
      expect(timed).to.be.greaterThan(0);
      await left(page, `${timed} / 7`);
      await page.getByRole('button', { name: 'Around the cause 2' }).click();
      await chosen('2026-11-23 16:5');
      await page.locator('[type=reset]').click();
      await chosen('2026-11-23 19:00:00 –');
      expect(await shown(page)).to.equal(7);

      await page.locator('.row a[data-event="7"]').hover();
      expect(await page.locator('.tip').innerText()).to.include('Killed process 1834 (kubelet)');
    });
  });

  it('holds 300 findings and 5 MB of evidence, hardly larger than these, and filters them', async () => {
    const bytes = (await readFile(new URL(files.get('large') ?? ''))).length;
    expect(bytes).to.be.lessThan(7.5e6);
    await visit('large', async page => {
      expect(await shown(page)).to.equal(300);
      await page.locator('[name=text]').fill('(217)');
      await left(page, '1 / 300');
      await page.locator('.open-all').click();
      expect(await page.locator('.finding[open] pre:visible').count()).to.equal(4);
    });
  });

  it('does no work for what is out of sight, however much evidence there is', async () => {
    await visit('large', async page => {
      const all = await page.evaluate(() => document.querySelectorAll('*').length);
      expect(all).to.be.greaterThan(30_000);
      const opening = await workOf(page, () => page.locator('.open-all').click());
      const scrolling = await workOf(page, () =>
        page.evaluate(async () => {
          document.querySelector('#findings')?.scrollIntoView();
          for (let i = 0; i < 40; i++) {
            scrollBy(0, 300);
            await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
          }
        }),
      );
      const rendered = await page.evaluate(
        () =>
          [...document.querySelectorAll('pre')].filter(pre => pre.checkVisibility({ contentVisibilityAuto: true }))
            .length,
      );
      expect(rendered).to.be.within(2, 60);
      await page.locator('[name=text]').focus();
      const typing = await workOf(page, async () => {
        await page.keyboard.type('deadline (217)', { delay: 50 });
        await left(page, '1 / 300');
      });
      for (const [what, { styled, laidOut }] of Object.entries({ opening, scrolling, typing })) {
        expect(styled, `elements styled while ${what}`).to.be.within(1, 6000);
        expect(laidOut, `boxes laid out while ${what}`).to.be.within(1, 10_000);
      }
    });
  });

  it('prints as a document: everything opened, nothing to press, with pages', async () => {
    await visit('sample', async page => {
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('.finding pre:visible').count()).to.be.greaterThan(10);
      expect(await page.locator('.switches, .filters, .brush, .contents').filter({ visible: true }).count()).to.equal(
        0,
      );
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
      expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).to.be.within(5, 40);
    });
  });

  it('shows what a hostile node says as text, and runs none of it', async () => {
    const report = hostileReport();
    await visit('hostile', async page => {
      expect(await page.title()).to.not.equal('owned');
      const found = await page.evaluate(() => ({
        // Our own script sets the place of the window over the timeline.
        foreign: document.querySelectorAll('script:not([type=module]), img, iframe, object, [style]:not(.window)')
          .length,
        handlers: [...document.querySelectorAll('*')].filter(one =>
          one.getAttributeNames().some(n => n.startsWith('on')),
        ).length,
        links: [...document.links].filter(link => !link.getAttribute('href')?.startsWith('#')).length,
        evidence: document.querySelector('pre')?.textContent,
      }));
      const { text } = report.findings[0]?.evidence[0] ?? {};
      expect(found).to.deep.equal({ foreign: 0, handlers: 0, links: 0, evidence: text });
    });
  });

  it('has a page for two bundles that everyone can read, in both languages, at any width, without scripts', async () => {
    const stories = ['addresses-leak-after-a-power-failure', 'memory-runs-out-and-the-kubelet-is-killed'];
    const [first, second] = await Promise.all(
      stories.map(story => withFixture(path.join(fixtures, 'nodes', story), bundle => judge(bundle))),
    );
    if (!first || !second) throw new Error('two stories are compared');
    await save('comparison', renderComparison(compareIn(first, second, 'en'), 'html'));
    for (const javaScriptEnabled of [true, false]) {
      await visit(
        'comparison',
        async page => {
          const [english, chinese] = [page.getByText('What is different on the node'), page.getByText('节点上的差异')];
          expect(await english.last().isVisible()).to.equal(true);
          await choose(page, 'language-zh-CN');
          expect(await english.last().isVisible()).to.equal(false);
          expect(await chinese.last().isVisible()).to.equal(true);
          if (!javaScriptEnabled) return;
          expect(await page.title()).to.match(/^两个/);
          await page.evaluate(axe);
          await expectForEveryone(page, 'comparison');
        },
        { javaScriptEnabled },
      );
    }
  });

  it('has a page for several nodes that everyone can read, with links to the report of each', async () => {
    const [first, second] = [sample, sample.map(report => ({ ...report, node: { ...report.node, name: 'kn2' } }))];
    const told = [first, second as unknown as Reports].map(inShort);
    const clusters = clustersOf(told as unknown as readonly [NodeReports, NodeReports], ['sample.html', 'sample.html']);
    await save('cluster', renderClusterFile(clusters, 'html'));
    await visit('cluster', async page => {
      expect(await page.getByText('2 of 2 nodes have critical problems.').isVisible()).to.equal(true);
      await choose(page, 'language-zh-CN');
      expect(await page.title()).to.match(/中的节点$/);
      await page.evaluate(axe);
      await expectForEveryone(page, 'cluster');
      expect(await page.getByRole('link', { name: 'kn2' }).first().getAttribute('href')).to.equal('sample.html');
    });
  });

  it('has a list of many bundles that everyone can read, at any width', async () => {
    const entries = [
      { input: 'kn1-20261123-2000.tar.gz', result: sample[0], file: 'kn1-20261123-2000.html' },
      { input: `${'a-long-name-'.repeat(20)}.tar.gz`, result: hostileReport('en') },
      { input: 'broken.tar.gz', result: { wrong: 'broken.tar.gz: holds nothing that nodetriage-collect writes' } },
    ];
    await save('index', renderIndex(entries, 'en', 'html'));
    for (const colorScheme of SCHEMES) {
      await visit(
        'index',
        async page => {
          await page.evaluate(axe);
          for (const width of [1440, 768, 390]) {
            await page.setViewportSize({ width, height: 900 });
            await expectClean(page, `index, ${width} px, ${colorScheme}`);
            const table = await page.locator('table').boundingBox();
            expect(table?.width, `${width} px`).to.be.greaterThan(width * 0.85);
          }
        },
        { colorScheme },
      );
    }
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
      const file = await save('tampered', html);
      const page = await browser.newPage();
      await page.goto(pathToFileURL(file).href);
      const title = await page.title();
      await page.close();
      return title;
    };
    try {
      expect(await titleOf(tampered)).to.not.equal('owned');
      expect(fetched).to.equal(0);
      // Without the policy it would: this test can fail. (Our own script sets the title when it starts.)
      const open = tampered.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '');
      expect(await titleOf(open.replace(/<script type="module">[\s\S]*?<\/script>/g, ''))).to.equal('owned');
      expect(fetched).to.equal(1);
    } finally {
      server.close();
    }
  });
});
