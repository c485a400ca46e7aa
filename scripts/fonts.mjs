// Makes the fonts that travel with the page and the list of icon names:
//   node scripts/fonts.mjs OUT_DIR     writes OUT_DIR/fonts.bin (read by web/platform/fonts.cpp) and
//                                      OUT_DIR/han.woff2 (GB2312 and every character of the catalogue;
//                                      fetched only by machines without a Chinese font)
//   node scripts/fonts.mjs --icons     writes web/ui/icons.h from scripts/icons.txt
//   node scripts/fonts.mjs --check     fails if web/ui/icons.h is not what --icons would write
// Needs the npm packages of scripts/npm; ZHIKE_NODE_MODULES says where they are (default: .tools/npm/node_modules).
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const modules = process.env.ZHIKE_NODE_MODULES ?? path.join(root, '.tools/npm/node_modules');
const require = createRequire(path.join(modules, 'x.js'));
const icons_header = path.join(root, 'web/ui/icons.h');

// Ascent and descent that the page wants, in parts of the letter size (em). ImGui's font size is their sum, so
// 1 em is 0.8 of it, and the middle of the line is the middle of a capital letter.
const latin_line = { ascent: 0.98, descent: 0.27 };
const icon_line = { ascent: 1.0, descent: 0.06 };

const latin_text = () => {
  let text = '–—‘’‚“”„†‡•…‰‹›€™−∕←↑→↓⁄';
  for (let code = 0x20; code < 0x7f; code++) text += String.fromCharCode(code);
  for (let code = 0xa0; code < 0x100; code++) text += String.fromCharCode(code);
  return text;
};

// Letters of the other European alphabets that names are written in.
const latin_ext_text = () => {
  let text = 'ȘșȚțẞ';
  for (let code = 0x100; code < 0x180; code++) text += String.fromCharCode(code);
  return text;
};

const gb2312_text = () => {
  const decoder = new TextDecoder('gb18030');
  let text = '';
  for (let high = 0xa1; high <= 0xf7; high++)
    for (let low = 0xa1; low <= 0xfe; low++) {
      const character = decoder.decode(Uint8Array.of(high, low));
      const code = character.codePointAt(0);
      if (code >= 0xe000 && code < 0xf900) continue;  // no character at this place
      text += character;
    }
  return text;
};

// The program's own words, in traditional Chinese too.
const catalogue_text = () => {
  const folder = path.join(root, 'assets/i18n');
  const text = fs.readdirSync(folder).map((name) => fs.readFileSync(path.join(folder, name), 'utf8')).join('');
  return [...new Set(text)].filter((character) => character > '\u2e80').join('');
};

const icon_names = () =>
  fs.readFileSync(path.join(root, 'scripts/icons.txt'), 'utf8').split('\n').filter((line) => line && line[0] !== '#');

const code_points = () => {
  const all = JSON.parse(fs.readFileSync(path.join(modules, 'lucide-static/font/codepoints.json'), 'utf8'));
  return icon_names().map((name) => {
    if (!(name in all)) throw new Error(`scripts/icons.txt: the set has no icon "${name}"`);
    return { name, code: all[name] };
  });
};

const icons_text = () => {
  const escape = (code) => [...Buffer.from(String.fromCodePoint(code))].map((byte) => `\\x${byte.toString(16)}`).join('');
  const lines = code_points().map(
    ({ name, code }) => `inline constexpr const char* ${name.replaceAll('-', '_')} = "${escape(code)}";`);
  return `// Icons as UTF-8 text for any label: made from scripts/icons.txt by \`node scripts/fonts.mjs --icons\`; do not edit.
// Put one in a label of its own or before text: the icon font is part of every font of the page.
#pragma once

namespace zhike::ui::icon {

${lines.join('\n')}

}  // namespace zhike::ui::icon
`;
};

// Sets the line metrics that stb_truetype reads (table hhea); outlines stay as they are.
const with_line = (font, line) => {
  const view = new DataView(font.buffer, font.byteOffset, font.length);
  const tables = {};
  for (let i = 0; i < view.getUint16(4); i++) {
    const at = 12 + 16 * i;
    tables[font.toString('latin1', at, at + 4)] = view.getUint32(at + 8);
  }
  const units = view.getUint16(tables.head + 18);
  view.setInt16(tables.hhea + 4, Math.round(line.ascent * units));
  view.setInt16(tables.hhea + 6, -Math.round(line.descent * units));
  return font;
};

// One file of several parts, as asset_parts() of web/platform/assets.h reads it.
const in_one_file = (parts) => {
  const head = new Uint32Array([parts.length, ...parts.map((part) => part.length)]);
  return Buffer.concat([Buffer.from(head.buffer), ...parts]);
};

const build = async (out) => {
  const subset = require('subset-font');
  const file = (name) => fs.readFileSync(path.join(modules, name));
  const latin = async (part, weight, text) => with_line(
    await subset(file(`@fontsource/noto-sans/files/noto-sans-${part}-${weight}-normal.woff2`), text,
      { targetFormat: 'truetype' }), latin_line);
  const icons = with_line(
    await subset(file('lucide-static/font/lucide.ttf'), code_points().map(({ code }) => String.fromCodePoint(code)).join(''),
      { targetFormat: 'truetype' }), icon_line);
  fs.mkdirSync(out, { recursive: true });
  fs.writeFileSync(path.join(out, 'fonts.bin'), in_one_file([
    await latin('latin', 400, latin_text()), await latin('latin', 600, latin_text()),
    await latin('latin-ext', 400, latin_ext_text()), await latin('latin-ext', 600, latin_ext_text()), icons,
  ]));
  const han = file('@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff2');
  fs.writeFileSync(path.join(out, 'han.woff2'), await subset(han, gb2312_text() + catalogue_text(), { targetFormat: 'woff2' }));
};

const argument = process.argv[2];
if (argument === '--icons') fs.writeFileSync(icons_header, icons_text());
else if (argument === '--check') {
  if (fs.readFileSync(icons_header, 'utf8') !== icons_text()) {
    console.error('web/ui/icons.h is not what scripts/icons.txt gives: run node scripts/fonts.mjs --icons');
    process.exit(1);
  }
} else if (argument && argument[0] !== '-') await build(argument);
else {
  console.error('usage: node scripts/fonts.mjs OUT_DIR | --icons | --check');
  process.exit(64);
}
