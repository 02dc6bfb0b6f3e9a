import { readFileSync } from 'node:fs';

/** The folder of the installed package: holds package.json and templates/. As seen from dist/analyzer/report/. */
export const packageRoot = new URL('../../../', import.meta.url);

/** The version in package.json. */
export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('package.json', packageRoot), 'utf8')) as { version: string };
  return version;
}
