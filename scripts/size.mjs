// The code that a first visit loads, compressed as a web server would: `node scripts/size.mjs [FOLDER]`.
// Prints one line a file and fails above the ceiling, which only ever comes down, towards the goal of the design. Fonts,
// pictures and the one-file page are not code of a visit.
import { readFileSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

const goal_kb = 600, ceiling_kb = 850;
const folder = process.argv[2] ?? fileURLToPath(new URL('../build/web', import.meta.url));

const files = readdirSync(folder)
  .filter((name) => ['.js', '.wasm', '.css', '.html'].includes(extname(name)) && !name.includes('standalone'));
let total = 0;
for (const name of files) {
  const bytes = readFileSync(join(folder, name));
  const packed = brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  }).length;
  total += packed;
  console.log(`${(packed / 1000).toFixed(1).padStart(8)} KB  ${name} (${(bytes.length / 1000).toFixed(0)} KB as it is)`);
}
console.log(`${(total / 1000).toFixed(1).padStart(8)} KB  (goal ${goal_kb} KB, ceiling ${ceiling_kb} KB)`);
const whole = files.some((name) => name.endsWith('.wasm')) && files.includes('index.html');
if (!whole) console.error(`There is no whole site in ${folder}: build it first.`);
process.exit(whole && total <= ceiling_kb * 1000 ? 0 : 1);
