// A proxy that fails as networks do: fault_proxy.mjs TO_PORT SHARE SEED. Prints {"port":N} once it listens, and on
// SIGTERM how often each fault was played. The hard ones are those after which the server has acted and the client
// does not know.
import { createServer, request as send } from 'node:http';

const [to, share, seed] = process.argv.slice(2).map(Number);
let state = seed >>> 0;
const random = () => {  // mulberry32
  state = (state + 0x6d2b79f5) >>> 0;
  let t = Math.imul(state ^ (state >>> 15), state | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};
const pick = (list) => list[Math.floor(random() * list.length)];

// What the server answers; `body` may be cut, and then the connection with it.
const forward = (incoming, body, whole = body.length) => new Promise((done, failed) => {
  const headers = { ...incoming.headers, connection: 'close' };
  delete headers['transfer-encoding'];
  if (body.length || headers['content-length']) headers['content-length'] = whole;
  const outgoing = send({ host: '127.0.0.1', port: to, method: incoming.method, path: incoming.url, headers }, (answer) => {
    const parts = [];
    answer.on('data', (part) => parts.push(part));
    answer.on('end', () => done({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }));
    answer.on('error', failed);
  });
  outgoing.on('error', failed);
  if (whole === body.length) outgoing.end(body);
  else outgoing.write(body, () => setTimeout(() => outgoing.destroy(), 20));
});

const pass = (outgoing, answer) => {
  const headers = { ...answer.headers };
  delete headers['transfer-encoding'];
  delete headers.connection;
  if (outgoing.req.method !== 'HEAD' && answer.status !== 204) headers['content-length'] = answer.body.length;
  outgoing.writeHead(answer.status, headers);
  outgoing.end(answer.body);
};

const faults = {
  reset: (incoming, outgoing) => outgoing.destroy(),
  error: (incoming, outgoing) => outgoing.writeHead(pick([500, 502, 503])).end(),
  busy: (incoming, outgoing) => outgoing.writeHead(503, { 'retry-after': '0' }).end(),
  cutRequest: async (incoming, outgoing, body) => {
    await forward(incoming, body.subarray(0, body.length / 2), body.length).catch(() => {});
    outgoing.destroy();
  },
  cutAnswer: async (incoming, outgoing, body) => {
    const answer = await forward(incoming, body);
    outgoing.writeHead(answer.status, { 'content-length': answer.body.length + 1 });
    outgoing.write(answer.body.subarray(0, answer.body.length / 2), () => outgoing.destroy());
  },
  lostAnswer: async (incoming, outgoing, body) => {
    await forward(incoming, body);
    outgoing.destroy();
  },
  falseError: async (incoming, outgoing, body) => {
    await forward(incoming, body);
    outgoing.writeHead(pick([500, 502, 504])).end();
  },
  twice: async (incoming, outgoing, body) => {
    await forward(incoming, body);
    pass(outgoing, await forward(incoming, body));
  },
  slow: async (incoming, outgoing, body) => {
    await new Promise((done) => setTimeout(done, 150 + random() * 250));
    pass(outgoing, await forward(incoming, body));
  },
};

const played = {};
let requests = 0;
const server = createServer((incoming, outgoing) => {
  const parts = [];
  incoming.on('data', (part) => parts.push(part));
  incoming.on('error', () => {});
  incoming.on('end', async () => {
    ++requests;
    const body = Buffer.concat(parts);
    try {
      if (random() >= share) return pass(outgoing, await forward(incoming, body));
      const name = pick(Object.keys(faults));
      played[name] = (played[name] ?? 0) + 1;
      await faults[name](incoming, outgoing, body);
    } catch {
      outgoing.destroy();
    }
  });
});
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port })));
process.on('SIGTERM', () => {
  console.log(JSON.stringify({ requests, played }));
  process.exit(0);
});
