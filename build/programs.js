// All that runs in one of the processes or threads of the analyzer, for the bundle.
export { main } from '../dist/analyzer/main.js';

import '../dist/analyzer/command-line/bundle-worker.js';
