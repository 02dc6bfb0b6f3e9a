import { readTemplate } from '../read-template.js';

/** Of templates/styles/, by what they style; what comes later says again what is different there. */
const STYLES = [
  'page',
  'header',
  'layout',
  'overview',
  'timeline',
  'filters',
  'guide',
  'measures',
  'tables',
  'coverage',
  'narrow',
  'print',
] as const;

/** The style of all pages that are written, as one sheet. */
export function reportStyle(): string {
  return STYLES.map(name => readTemplate(`styles/${name}.css`)).join('\n');
}
