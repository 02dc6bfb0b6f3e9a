import { readFileSync } from 'node:fs';
import { TEMPLATES } from './strings.js';

/** The text of a file in templates/. */
export function readTemplate(file: string): string {
  return readFileSync(new URL(file, TEMPLATES), 'utf8');
}
