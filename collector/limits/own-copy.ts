/**
 * The same text in memory of its own: V8 makes of a match a view of the whole text that was searched, and whoever
 * keeps the match keeps that, too.
 */
export function ownCopy(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}
