import { escapeHtml } from './templates.js';

/** A sentence of ours, in which only `code` means something. */
export function prose(text: string): string {
  return text.replace(/`([^`]*)`|[^`]+|`/g, (part, code: string | undefined) =>
    code === undefined ? escapeHtml(part) : `<code>${escapeHtml(code)}</code>`,
  );
}

/** A path, which may be broken after its slashes rather than in the middle of a word. */
export function breakable(path: string): string {
  return path.split('/').map(escapeHtml).join('/<wbr>');
}
