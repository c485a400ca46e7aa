// What a first visit loads, compressed as a web server would: `node scripts/size.mjs [FOLDER]`. Prints one line a file
// and fails when the code is above the ceiling, so that nothing grows unseen; the goal is the design's. Fonts, words
// and tables beside the code are printed too; pictures and the one-file page are not part of a visit.
import { readFileSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

const goal_kb = 600, ceiling_kb = 745;
const folder = process.argv[2] ?? fileURLToPath(new URL('../build/web', import.meta.url));

const kb = (bytes) => `${(bytes / 1000).toFixed(1).padStart(8)} KB`;
function packed(name) {
  const bytes = readFileSync(join(folder, name));
  const size = brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  }).length;
  console.log(`${kb(size)}  ${name} (${(bytes.length / 1000).toFixed(0)} KB as it is)`);
  return size;
}
const sum = (names) => names.reduce((total, name) => total + packed(name), 0);

const all = readdirSync(folder).filter((name) => !name.includes('standalone'));
const code = all.filter((name) => ['.js', '.wasm', '.css', '.html'].includes(extname(name)));
const total = sum(code);
console.log(`${kb(total)}  code (goal ${goal_kb} KB, ceiling ${ceiling_kb} KB)`);
console.log('beside it: fonts and the words of one language before the first frame, the rest behind it');
sum(all.filter((name) => extname(name) === '.bin'));
const whole = code.some((name) => name.endsWith('.wasm')) && code.includes('index.html');
if (!whole) console.error(`There is no whole site in ${folder}: build it first.`);
process.exit(whole && total <= ceiling_kb * 1000 ? 0 : 1);
