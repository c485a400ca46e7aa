// Draws assets/icon.svg as PNG bytes of any size, so that no picture has to be committed. Used by package_web.mjs.
// Understands what that drawing uses: viewBox, rect (rx), circle, path (M L C Z, absolute), fill as #rrggbb.
import { deflateSync, crc32 as zlibCrc32 } from 'node:zlib';

const SAMPLES = 4; // a side: 16 samples a pixel

function crc32(bytes) {
  if (zlibCrc32) return zlibCrc32(bytes);
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; ++bit) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}

const attribute = (tag, name) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];

function arc(cx, cy, r, from, to) {
  return Array.from({ length: 33 }, (_, i) => {
    const angle = from + ((to - from) * i) / 32;
    return [cx + r * Math.cos(angle), cy + r * Math.sin(angle)];
  });
}

function rectangle(x, y, w, h, r) {
  const q = Math.PI / 2;
  return [...arc(x + w - r, y + r, r, -q, 0), ...arc(x + w - r, y + h - r, r, 0, q),
    ...arc(x + r, y + h - r, r, q, 2 * q), ...arc(x + r, y + r, r, 2 * q, 3 * q)];
}

function path(d) {
  const words = d.match(/[MLCZ]|-?[\d.]+/g);
  const points = [];
  let command = '';
  for (let i = 0; i < words.length;) {
    if (/[MLCZ]/.test(words[i])) {
      command = words[i++];
      continue;
    }
    const take = (n) => words.slice(i, (i += n)).map(Number);
    if (command !== 'C') {
      points.push(take(2));
      continue;
    }
    const [x0, y0] = points.at(-1);
    const [x1, y1, x2, y2, x3, y3] = take(6);
    for (let step = 1; step <= 32; ++step) {
      const t = step / 32, u = 1 - t;
      const [a, b, c, e] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
      points.push([a * x0 + b * x1 + c * x2 + e * x3, a * y0 + b * y1 + c * y2 + e * y3]);
    }
  }
  return points;
}

// [{points, colour}] in the drawing's own units, and its side.
function shapes(svg) {
  const side = Number(attribute(svg, 'viewBox').split(' ')[2]);
  const list = [...svg.matchAll(/<(rect|circle|path)\b[^>]*>/g)].map(([tag, kind]) => {
    const n = (name) => Number(attribute(tag, name) ?? 0);
    const points = kind === 'rect' ? rectangle(n('x'), n('y'), n('width'), n('height'), n('rx'))
      : kind === 'circle' ? arc(n('cx'), n('cy'), n('r'), 0, 2 * Math.PI) : path(attribute(tag, 'd'));
    const fill = attribute(tag, 'fill');
    return { points, colour: [1, 3, 5].map((at) => parseInt(fill.slice(at, at + 2), 16)) };
  });
  return { side, list };
}

// How many of the pixel's samples lie inside, for each pixel of a size × size picture.
function coverage(points, scale, size) {
  const counts = new Uint8Array(size * size);
  const rows = size * SAMPLES;
  for (let row = 0; row < rows; ++row) {
    const y = (row + 0.5) / SAMPLES / scale;
    const crossings = [];
    points.forEach(([x0, y0], i) => {
      const [x1, y1] = points[(i + 1) % points.length];
      if (y0 <= y !== y1 <= y) crossings.push(x0 + ((y - y0) / (y1 - y0)) * (x1 - x0));
    });
    crossings.sort((a, b) => a - b);
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      const from = Math.max(0, Math.ceil(crossings[i] * scale * SAMPLES - 0.5));
      const to = Math.min(rows, Math.ceil(crossings[i + 1] * scale * SAMPLES - 0.5));
      for (let at = from; at < to; ++at) counts[Math.floor(row / SAMPLES) * size + Math.floor(at / SAMPLES)]++;
    }
  }
  return counts;
}

function png(pixels, size) {
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(crc32(body), body.length + 4);
    return out;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8); // 8 bits a channel, RGBA
  const lines = Buffer.alloc(size * (size * 4 + 1));
  for (let y = 0; y < size; ++y) pixels.copy(lines, y * (size * 4 + 1) + 1, y * size * 4, (y + 1) * size * 4);
  return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk('IHDR', header),
    chunk('IDAT', deflateSync(lines, { level: 9 })), chunk('IEND', Buffer.alloc(0))]);
}

// The drawing as PNG. way 'maskable' fills the corners with the colour of the first shape: systems cut their own.
export function drawIcon(svg, size, way = 'any') {
  const { side, list } = shapes(svg);
  const pixels = Buffer.alloc(size * size * 4);
  if (way === 'maskable') for (let i = 0; i < pixels.length; i += 4) pixels.set([...list[0].colour, 255], i);
  for (const { points, colour } of list) {
    coverage(points, size / side, size).forEach((count, pixel) => {
      const alpha = count / (SAMPLES * SAMPLES), below = (1 - alpha) * (pixels[pixel * 4 + 3] / 255);
      const sum = alpha + below;
      if (!count || !sum) return;
      for (let c = 0; c < 3; ++c) {
        pixels[pixel * 4 + c] = Math.round((colour[c] * alpha + pixels[pixel * 4 + c] * below) / sum);
      }
      pixels[pixel * 4 + 3] = Math.round(sum * 255);
    });
  }
  return png(pixels, size);
}
