import { createHash } from 'node:crypto';
import type { Reports } from './report.js';
import { escapeHtml, readTemplate, type Template, template } from './templates.js';
import { viewOf } from './view.js';

const PARTIALS = ['status', 'finding', 'section', 'check', 'evidence', 'gaps'];

let compiled: Template | undefined;

/** One file that needs nothing else and may do nothing: no script, no network, only its own style. */
export function renderHtml([report]: Reports): string {
  compiled ??= template('report.html.hbs', { prose, style: css => css, breakable }, PARTIALS);
  const css = readTemplate('report.css');
  return compiled({ ...viewOf(report), css, styleHash: createHash('sha256').update(css).digest('base64') });
}

/** A sentence of ours, in which only `code` means something. */
function prose(text: string): string {
  return text.replace(/`([^`]*)`|[^`]+|`/g, (part, code: string | undefined) =>
    code === undefined ? escapeHtml(part) : `<code>${escapeHtml(code)}</code>`,
  );
}

/** A path, which may be broken after its slashes rather than in the middle of a word. */
function breakable(path: string): string {
  return path.split('/').map(escapeHtml).join('/<wbr>');
}
