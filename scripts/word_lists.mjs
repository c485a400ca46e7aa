// Writes OUT.cpp: the word lists that passphrases are made of (core/age/word_lists.h), from npm's @scure/bip39:
//   node scripts/word_lists.mjs OUT.cpp
// The lists of BIP 39: 2,048 words each; an English word is known by its first four letters, a Chinese one is one
// character. ZHIKE_NODE_MODULES says where npm's packages are (default: .tools/npm/node_modules).
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const modules = process.env.ZHIKE_NODE_MODULES ?? path.join(root, '.tools/npm/node_modules');
const lists = { english: 'english', simplified: 'simplified-chinese', traditional: 'traditional-chinese' };

let out = '// Made by scripts/word_lists.mjs: do not edit.\n#include "core/age/word_lists.h"\n\nnamespace zhike::age {\n';
for (const [name, file] of Object.entries(lists)) {
  const { wordlist } = await import(pathToFileURL(path.join(modules, '@scure/bip39/wordlists', `${file}.js`)));
  if (wordlist.length !== 2048 || new Set(wordlist).size !== 2048) throw new Error(`${file} is not a list of 2,048 words`);
  if (name !== 'english' && wordlist.some((word) => [...word].length !== 1)) throw new Error(`${file}: one character a word`);
  const joined = name === 'english' ? wordlist.join(' ') : wordlist.join('');
  const pieces = joined.match(/[^]{1,800}/gu).map((piece) => `  ${JSON.stringify(piece)}\n`);
  out += `\nextern const std::string_view ${name}_words =\n${pieces.join('')};\n`;
}
fs.writeFileSync(process.argv[2], `${out}\n}  // namespace zhike::age\n`);
