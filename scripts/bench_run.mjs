// Called by bench.sh: copies ../shared/bench to build/bench, adds our adapter (tests/bench) as a contestant, runs it
// beside the rivals in one Chromium after another, and prints what bench.md asks for: ours ÷ the best rival.
// Absolute times mean nothing on a machine that others use too. Exit 1 when an answer of ours is wrong.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const shared = join(root, '../shared/bench');
const work = join(root, 'build/bench');
const words = process.argv.slice(2);
const option = (name, otherwise) => {
  const at = words.indexOf('--' + name);
  return at < 0 ? otherwise : words[at + 1];
};
const sizes = option('sizes', 'M').split(',');
const rivals = option('peers', 'js-journal,sqlite-sahpool,duckdb-mem,arquero,aggrid').split(',');
const reps = option('reps', '1');
const say = (text) => process.stderr.write(text + '\n');
const run = (program, args) => execFileSync(program, args, { cwd: work, stdio: ['ignore', 'ignore', 'inherit'] });

function prepare() {
  mkdirSync(work, { recursive: true });
  cpSync(shared, work, { recursive: true, filter: (file) => !/node_modules|\/data(\/|$)/.test(file.slice(shared.length)) });
  const lock = createHash('sha256').update(readFileSync(join(work, 'package-lock.json'))).digest('hex');
  const mark = join(work, 'node_modules/.lock-sha256');
  if (!existsSync(mark) || readFileSync(mark, 'utf8') !== lock) {
    say('Fetching the rivals (npm)');
    run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
    writeFileSync(mark, lock);
  }
  for (const size of sizes) {
    if (existsSync(join(work, 'data', size, 'expected.json'))) continue;
    say(`Making the data of size ${size}`);
    run(process.execPath, ['gen/generate.js', size]);
    run(process.execPath, ['--max-old-space-size=12000', 'gen/oracle.js', size]);
  }
  const pages = [...new Set(rivals.map((peer) => peer.replace(/^(sqlite|duckdb)-.*/, '$1')))];
  const missing = pages.filter((page) => !existsSync(join(work, 'dist', page, 'index.html')));
  if (missing.length) run(process.execPath, ['build.mjs', ...missing]);
  const page = join(work, 'dist/zhike');
  rmSync(page, { recursive: true, force: true });
  mkdirSync(page, { recursive: true });
  for (const name of ['index.html', 'page.js']) copyFileSync(join(root, 'tests/bench', name), join(page, name));
  for (const name of ['zhike_bench.js', 'zhike_bench.wasm']) copyFileSync(join(root, 'build/wasm', name), join(page, name));
  writeFileSync(join(work, 'peers.js'), readFileSync(join(shared, 'peers.js'), 'utf8')
    .replace('export const PEERS = [', "export const PEERS = [\n  { id: 'zhike', dir: 'dist/zhike' },"));
}

// Workloads of design/bench.md: figure (smaller is better), goal, and the rivals that count when not all do.
const sum = (...parts) => (parts.some((x) => x === undefined) ? undefined : parts.reduce((a, b) => a + b));
const WORKLOADS = [
  ['W1+W2', 'import until durable, ms', (r) => sum(r.load?.ms, r.info?.persistsOnLoad ? 0 : r.persist?.ms), 0.7, (r) => r.persist?.ms !== undefined && r.info?.unsupported?.reopen === undefined],
  ['W2/W8', 'cold start with data, ms', (r) => r.startupLoaded?.ms, 0.5],
  ['W3', 'one edit until durable, ms', (r) => r.edit?.ms, 1, (r) => r.info?.unsupported?.reopen === undefined],
  ['W4', 'search + sort, ms', (r) => r.query?.ms, 0.5],
  ['W5', 'group by, ms', (r) => r.aggregate?.ms, 0.1],
  ['W6', 'RFM and Pareto, ms', (r) => r.rfm?.ms, 0.2],
  ['W7', 'merge until durable, ms', (r) => sum(r.merge?.ms, r.persistMerge?.ms), 0.5, (r) => r.info?.unsupported?.reopen === undefined],
  ['W8', 'start, empty ÷ DuckDB, ms', (r) => r.startupEmpty?.ms, 0.5, (r) => r.peer.startsWith('duckdb')],
  ['W8', 'start, empty ÷ plain JS, ms', (r) => r.startupEmpty?.ms, 2, (r) => r.peer.startsWith('js-')],
  ['W9', 'wheel, renderer CPU ms a frame', (r) => r.scroll?.wheel.rendererCpuMsPerFrame, 0.35],
  ['W9', 'jump, renderer CPU ms a frame', (r) => r.scroll?.jump.rendererCpuMsPerFrame, 0.35],
  ['W10', 'idle, CPU s in 20 s', (r) => r.idle?.cpuS, 1],
  ['W11', 'export, ms', (r) => r.export?.ms, 0.6],
  ['W12', 'renderer memory, MB', (r) => r.memory?.rendererPssMB, 0.6, (r) => r.info?.unsupported?.reopen === undefined],
  ['', 'longest block in import, ms', (r) => r.load?.blockMs, null],
  ['', 'longest block in merge, ms', (r) => r.merge?.blockMs, null],
];
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)];
const figure = (x) => (x === undefined ? '–' : x >= 100 ? x.toFixed(0) : x >= 10 ? x.toFixed(1) : x.toFixed(2));

function compare(runs) {
  const of = (peer, value, counts) => {
    const values = runs.filter((r) => r.peer === peer && (!counts || peer === 'zhike' || counts(r))).map(value)
      .filter((x) => Number.isFinite(x));
    return values.length ? median(values) : undefined;
  };
  return WORKLOADS.map(([id, name, value, goal, counts]) => {
    const ours = of('zhike', value);
    const best = rivals.map((peer) => ({ peer, value: of(peer, value, counts) })).filter((r) => r.value !== undefined)
      .sort((a, b) => a.value - b.value)[0];
    const ratio = ours === undefined || !best ? undefined : ours / Math.max(best.value, 0.01);
    const met = goal === null ? ours <= 50 : ratio === undefined ? undefined : ratio <= goal;
    return { id, name, ours, best: best?.value, peer: best?.peer, ratio, goal, met };
  });
}

function print(size, rows, wrong) {
  console.log(`\n${size}: ours ÷ the best of ${rivals.join(', ')}\n`);
  for (const r of rows) {
    const goal = r.goal === null ? 'below 50' : `goal ${r.goal}`;
    const ratio = r.goal === null ? '' : figure(r.ratio);
    console.log([r.id.padEnd(6), r.name.padEnd(32), figure(r.ours).padStart(8), figure(r.best).padStart(8), (r.peer ?? '').padEnd(15),
      ratio.padStart(8), goal.padEnd(9), r.met === undefined ? 'not measured' : r.met ? 'met' : 'not met'].join(' '));
  }
  console.log(wrong.length ? `Wrong: ${wrong.join('; ')}` : 'Every answer agrees with the oracle.');
}

prepare();
const out = join(work, 'results/raw/dev.json');
const done = spawnSync(process.execPath, ['driver.mjs', '--peers', ['zhike', ...rivals].join(','), '--sizes', sizes.join(','),
  '--reps', reps, '--idle', option('idle', '20'), '--quiet', option('quiet', '10'), '--out', 'results/raw/dev.json'],
{ cwd: work, stdio: ['ignore', 'ignore', 'inherit'] });
if (done.status !== 0) process.exit(done.status ?? 1);
const { env, runs } = JSON.parse(readFileSync(out, 'utf8'));
const report = sizes.map((size) => {
  const here = runs.filter((r) => r.size === size);
  const wrong = here.filter((r) => r.peer === 'zhike').flatMap((r) =>
    [...Object.entries(r.checks).filter(([, v]) => v !== 'ok').map(([k, v]) => `${k} ${v}`), ...(r.failed ? [`stopped at ${r.failed.stage}: ${r.failed.error}`] : [])]);
  const rows = compare(here);
  print(size, rows, wrong);
  return { size, workloads: rows, wrong };
});
if (option('json')) writeFileSync(resolve(option('json')), JSON.stringify({ env, sizes: report }, null, 1) + '\n');
process.exit(report.some((r) => r.wrong.length) ? 1 : 0);
