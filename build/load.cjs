// Loads the analyzer, which is one file, with what V8 compiled of it when it was built. Another version of Node.js does
// not want that, and compiles for itself; nothing is written.
const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const path = require('node:path');
const { Script } = require('node:vm');

const file = path.join(__dirname, 'analyze.cjs');

exports.load = cachedData => {
  // The file holds ASCII alone, which is read fastest so.
  const script = new Script(
    `(function (exports, require, __filename, __dirname) {${readFileSync(file, 'latin1')}\n})`,
    {
      filename: file,
      cachedData,
    },
  );
  const program = {};
  script.runInThisContext()(program, createRequire(file), file, __dirname);
  return { program, script };
};

exports.loadFast = () => {
  let cachedData;
  try {
    cachedData = readFileSync(`${file}.cache`);
  } catch {
    // It is as good without.
  }
  return exports.load(cachedData).program;
};
