// window.bench of ../shared/bench over zhike_bench.js: one promise a call, work in slices as in the product's page.
import { editOf } from '/lib/schema.js';

const sliceMs = 30, pieceBytes = 1 << 20;
const waiting = new Map();
let heapPiece = 0;

globalThis.benchAnswer = (what, error) => {
  const promise = waiting.get(what);
  waiting.delete(what);
  if (promise) promise[error ? 'reject' : 'resolve'](error && new Error(`${what}: ${error}`));
  else if (error) console.error(`${what}: ${error}`);
};
const answerTo = (what, call) => new Promise((resolve, reject) => {
  waiting.set(what, { resolve, reject });
  call();
});
const breathe = (() => {
  const channel = new MessageChannel();
  const next = [];
  channel.port1.onmessage = () => next.shift()();
  return () => new Promise((done) => {
    next.push(done);
    channel.port2.postMessage(0);
  });
})();

const started = new Promise((resolve) => { globalThis.Module = { onRuntimeInitialized: resolve, locateFile: (name) => name }; });
const script = document.createElement('script');
script.src = 'zhike_bench.js';
document.head.append(script);

const bytesOf = () => HEAPU8.slice(_bench_text() >>> 0, (_bench_text() >>> 0) + _bench_text_length());
const reply = () => JSON.parse(new TextDecoder().decode(bytesOf()));
const withText = (text, call) => {
  const bytes = new TextEncoder().encode(text);
  const at = _malloc(bytes.length + 1) >>> 0;
  HEAPU8.set(bytes, at);
  HEAPU8[at + bytes.length] = 0;
  call(at);
  _free(at);
};
const work = async () => {
  for (;;) {
    const more = _bench_work(sliceMs);
    if (more < 0) {
      _bench_fail();
      throw new Error(new TextDecoder().decode(bytesOf()));
    }
    if (!more) return;
    await breathe();
  }
};
const pieces = async (bytes, use) => {
  heapPiece ||= _malloc(pieceBytes) >>> 0;
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    const piece = bytes.subarray(at, at + pieceBytes);
    HEAPU8.set(piece, heapPiece);
    await use(heapPiece, piece.length, at + pieceBytes >= bytes.length);
  }
};
const merge = async (bundle) => {
  const at = _malloc(bundle.length) >>> 0;
  HEAPU8.set(bundle, at);
  _bench_merge(at, bundle.length, 1);
  _free(at);
  await work();
  _bench_merge(0, 0, 0);
  await work();
};

window.bench = {
  name: 'Zhike',
  ready: started.then(() => answerTo('start', () => _bench_start())),
  async load(bytes) {
    _bench_begin_import();
    await pieces(bytes, async (at, length, isLast) => {
      _bench_feed(at, length, isLast ? 1 : 0);
      await work();
    });
  },
  persist: () => answerTo('persist', () => _bench_persist()),
  async reopen() {
    await answerTo('open', () => _bench_open());
    _bench_counts();
    return reply();
  },
  edit: (i) => answerTo('edit', () => {
    const edit = editOf(i, customers());
    withText(edit.notes, (at) => _bench_edit(edit.id, at, edit.balance, edit.ts));
  }),
  query({ text, desc, limit }) {
    withText(text, (at) => _bench_query(at, desc ? 1 : 0, limit));
    return reply();
  },
  aggregate() {
    _bench_aggregate();
    return reply();
  },
  rfm() {
    _bench_rfm();
    return reply();
  },
  async prepareMerge(bytes) {
    _bench_begin_prepare();
    await pieces(bytes, async (at, length) => _bench_prepare(at, length));
    _bench_finish_prepare();
    return bytesOf();
  },
  merge,
  async export() {
    _bench_begin_export();
    const parts = [];
    for (let more = 1; more;) {
      const until = performance.now() + sliceMs;
      while (more && performance.now() < until) {
        more = _bench_export(5000);
        parts.push(bytesOf());
      }
      await breathe();
    }
    return new Blob(parts);
  },
  stats: () => ({ wasmBytes: HEAPU8.length }),
};

let known = 0;
function customers() {
  if (!known) {
    _bench_counts();
    known = reply().customers;
  }
  return known;
}
