#!/usr/bin/env node
import module from 'node:module';

const [first, ...others] = process.argv.slice(2);
if ((first === '--help' || first === '-h') && others.length === 0) process.stdout.write('HELP');
else {
  // Since Node.js 22: what was compiled once is not compiled again.
  module.enableCompileCache?.();
  await import('./analyze-main.js');
}
