// The other age: npm's age-encryption as a small program, for encryption_test.py.
//   node age_npm.mjs key|hybrid-key               {"identity","recipient"}
//   node age_npm.mjs seal FILE OUT {"recipient"|"passphrase":…}
//   node age_npm.mjs open FILE OUT {"identity"|"passphrase":…}
import { readFileSync, writeFileSync } from 'node:fs';
import { webcrypto } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

globalThis.crypto ??= webcrypto; // node 18
const modules = process.env.ZHIKE_NODE_MODULES ?? fileURLToPath(new URL('../../.tools/npm/node_modules', import.meta.url));
const age = await import(pathToFileURL(join(modules, 'age-encryption/dist/index.js')));
const [act, from, to, keys] = process.argv.slice(2);
const given = keys ? JSON.parse(keys) : {};

if (act === 'key') {
  const identity = await age.generateX25519Identity();
  console.log(JSON.stringify({ identity, recipient: await age.identityToRecipient(identity) }));
} else if (act === 'hybrid-key') {
  const identity = await age.generateHybridIdentity();
  console.log(JSON.stringify({ identity, recipient: await age.identityToRecipient(identity) }));
} else if (act === 'seal') {
  const encrypter = new age.Encrypter();
  if (given.recipient) encrypter.addRecipient(given.recipient);
  else encrypter.setPassphrase(given.passphrase);
  const bytes = await encrypter.encrypt(readFileSync(from));
  writeFileSync(to, given.armor ? age.armor.encode(bytes) : bytes);
} else {
  const decrypter = new age.Decrypter();
  if (given.identity) decrypter.addIdentity(given.identity);
  else decrypter.addPassphrase(given.passphrase);
  writeFileSync(to, await decrypter.decrypt(readFileSync(from)));
}
