import { writeFile } from 'node:fs/promises';
import { discoverChecks } from '../analyzer/discover.js';
import { checksDoc } from './checks.js';
import { collectedDoc } from './collected.js';
import { knownFailures } from './known-failures.js';
import { layoutsDoc } from './layouts.js';
import { schemas } from './schemas.js';

// `npm run docs`, from the top of the tree.
await writeFile('docs/CHECKS.md', checksDoc(await discoverChecks(), await knownFailures()));
await writeFile('docs/COLLECTED.md', collectedDoc());
await writeFile('docs/LAYOUTS.md', layoutsDoc(await discoverChecks()));
for (const [name, text] of Object.entries(schemas('.'))) await writeFile(`docs/${name}`, text);
