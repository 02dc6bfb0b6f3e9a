import { existsSync, readFileSync } from 'node:fs';

/** The folder of the installed package: holds package.json and templates/. */
export const packageRoot = above(new URL('.', import.meta.url));

/** dist/analyzer/report/ and, where all is in one file, dist/bin/ lie at different depths below it. */
function above(folder: URL): URL {
  return existsSync(new URL('package.json', folder)) ? folder : above(new URL('..', folder));
}

/** The version in package.json. */
export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('package.json', packageRoot), 'utf8')) as { version: string };
  return version;
}
