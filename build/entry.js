#!/usr/bin/env node
const [first, ...others] = process.argv.slice(2);
// Answers what is asked most before anything is loaded.
if ((first === '--help' || first === '-h') && others.length === 0) process.stdout.write('HELP');
else await (await import('./load.cjs')).default.loadFast().main();
