import { expect } from 'chai';
import { execa } from 'execa';
import { textWidth } from '../../analyzer/report/text-width.js';

/** What a terminal obeys and an eye cannot see; a word joiner is ours, in Markdown and SARIF. */
export const HIDDEN = /[\0-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/;

/** A page without what is in its styles and scripts. */
export function withoutScripts(html: string): string {
  return html.replace(/(<(style|script)[^>]*>)[\s\S]*?(?=<\/\2>)/g, '$1').replace(/<script type="module">/g, '');
}

/** Only elements of ours, and no attribute that acts. */
export function expectHtml(html: string, name: string): void {
  const markup = (withoutScripts(html).match(/<[^>]*>/g) ?? []).join('');
  expect(markup, name).to.not.match(/<script|<img|<iframe|<object|\son\w+\s*=\s*["']|\sstyle=/i);
  const links = [...markup.matchAll(/\s(?:href|src|action|data)="([^"]*)"/g)].map(match => match[1] ?? '');
  expect(
    links.filter(link => !/^(#[\w-]+|data:,)$/.test(link)),
    name,
  ).to.deep.equal([]);
}

/** As GitHub's own parser sees it, with all of its extensions and no filter behind it: elements of ours, and so many blocks. */
export async function expectMarkdown(md: string, blocks: number, name: string): Promise<void> {
  const extensions = ['table', 'autolink', 'strikethrough', 'footnotes', 'tasklist'].flatMap(one => ['-e', one]);
  const { stdout } = await execa('cmark-gfm', ['--unsafe', ...extensions], { input: md });
  const elements = new Set([...stdout.matchAll(/<([a-z]\w*)/g)].map(match => match[1]));
  const ours = 'h1 h2 h3 p strong em code pre ul ol li table thead tbody tr th td hr'.split(' ');
  expect(
    [...elements].filter(element => !ours.includes(element ?? '')),
    name,
  ).to.deep.equal([]);
  expect(stdout.match(/<pre/g) ?? [], name).to.have.length(blocks);
  expect(stdout.replace(/<(code|pre)>[\s\S]*?<\/\1>/g, ''), name).to.not.match(/@everyone/);
  // A bar in a cell would make one more of them, which the parser drops without a word.
  for (const row of md.split('\n').filter(line => line.startsWith('| ')))
    expect((row.match(/(?<!\\)\|/g) ?? []).length, row).to.be.oneOf([4, 5, 8]);
}

/** Plain lines, none wider than the terminal. */
export function expectTerminal(text: string, width: number): void {
  for (const line of text.split('\n')) {
    expect(line).to.not.match(HIDDEN);
    expect(textWidth(line), line).to.be.at.most(width);
  }
}
