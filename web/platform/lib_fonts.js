// Draws single characters with the system's fonts for fonts_canvas.cpp. "Zhike Han" is the page's own GB2312 font
// (shell.css): it is named, and so fetched, only where the system draws Chinese as empty boxes.
addToLibrary({
  $zkFonts__deps: ['$UTF8ToString'],
  $zkFonts: {
    lang: 'zh-Hans',
    lacksHan: null,  // not looked at yet
    context: null,
    font: '',
    character: '',
    latin: '"Noto Sans", "Segoe UI", "Helvetica Neue"',
    families: {
      'zh-Hans': '"Microsoft YaHei UI", "Microsoft YaHei", "PingFang SC", "Hiragino Sans GB", "HarmonyOS Sans SC", ' +
        '"MiSans", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "WenQuanYi Micro Hei"',
      'zh-Hant': '"Microsoft JhengHei UI", "Microsoft JhengHei", "PingFang TC", "Noto Sans CJK TC", "Noto Sans TC", ' +
        '"Source Han Sans TC", "WenQuanYi Micro Hei"',
    },

    // Letters (Greek, Cyrillic, Thai …) look for a font of their own first: Chinese fonts have crude ones.
    stack: (isLetter) => {
      const han = zkFonts.families[zkFonts.lang] || zkFonts.families['zh-Hans'];
      if (isLetter) return `${zkFonts.latin}, sans-serif, ${han}`;
      if (zkFonts.lacksHan === null) zkFonts.lacksHan = zkFonts.drawsBoxes(`${han}, sans-serif`);
      return zkFonts.lacksHan ? `${han}, sans-serif, "Zhike Han"` : `${han}, sans-serif`;
    },

    // No interface tells whether a system has a font for a character. But 一 is one flat stroke in every font, and a
    // browser's box for a missing character is tall, or has no ink at all.
    drawsBoxes: (families) => {
      const context = new OffscreenCanvas(1, 1).getContext('2d');
      context.font = `100px ${families}`;
      const box = context.measureText('一');
      const height = box.actualBoundingBoxAscent + box.actualBoundingBoxDescent;
      const width = box.actualBoundingBoxLeft + box.actualBoundingBoxRight;
      return !(height > 0 && height < 40 && width > 50);
    },

    use: (em, weight, isLetter) => {
      if (!zkFonts.context) {
        const canvas = new OffscreenCanvas(64, 64);
        zkFonts.context = canvas.getContext('2d', { 'willReadFrequently': true });
        zkFonts.font = '';
      }
      const font = `${weight} ${em}px ${zkFonts.stack(isLetter)}`;
      if (font !== zkFonts.font) {
        zkFonts.context.font = font;
        zkFonts.font = font;
      }
      return zkFonts.context;
    },

    // Width in pixels of a text in the regular weight.
    widthOf: (text, em) => zkFonts.use(em, 400, true).measureText(text).width,

    // Turns drawn pixels into what ImGui wants: white with coverage, or the character's own colours. Returns 1 for these.
    finish: (data) => {
      let colours = 0;
      for (let i = 0; i < data.length; i += 4)
        if (data[i + 3] > 64 && (data[i] > 60 || data[i + 1] > 60 || data[i + 2] > 60)) {
          colours = 1;
          break;
        }
      if (colours) return 1;
      for (let i = 0; i < data.length; i += 4) data[i] = data[i + 1] = data[i + 2] = 255;
      return 0;
    },
  },

  zk_fonts_set_lang__deps: ['$zkFonts'],
  zk_fonts_set_lang: (lang) => {
    zkFonts.lang = UTF8ToString(lang);
    zkFonts.font = '';
    document.documentElement.lang = zkFonts.lang;
  },

  zk_glyph_measure__deps: ['$zkFonts'],
  zk_glyph_measure: (codePoint, em, weight, metrics) => {
    zkFonts.character = String.fromCodePoint(codePoint >>> 0);
    const isLetter = codePoint < 0x2000;
    const box = zkFonts.use(em, weight, isLetter).measureText(zkFonts.character);
    HEAPF32.set([box.width, box.actualBoundingBoxLeft, box.actualBoundingBoxAscent, box.actualBoundingBoxRight,
      box.actualBoundingBoxDescent], metrics >>> 2);
  },

  zk_glyph_draw__deps: ['$zkFonts'],
  zk_glyph_draw: (width, height, penX, penY, rgba) => {
    const context = zkFonts.context;
    const canvas = context.canvas;
    if (canvas.width < width || canvas.height < height) {
      canvas.width = Math.max(canvas.width, width * 2);
      canvas.height = Math.max(canvas.height, height * 2);
      context.font = zkFonts.font;  // a new size resets the context
    }
    context.clearRect(0, 0, width, height);
    context.fillText(zkFonts.character, penX, penY);
    const image = context.getImageData(0, 0, width, height);
    const coloured = zkFonts.finish(image.data);
    HEAPU8.set(image.data, rgba >>> 0);
    return coloured;
  },
});
