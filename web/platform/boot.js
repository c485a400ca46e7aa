// Loads the program and answers for the page while there is no program: language of the skeleton, the message without
// WebGL 2, and the page shown after a fault. Plain script, no inline code: works under a strict content policy.
// `zhike_assets` (name → address, made by the packager) says where the files are; without it, beside the page.
'use strict';
(() => {
  const root = document.documentElement;
  const assets = window['zhike_assets'] || {};
  const address = (name) => assets[name] || name;

  const skeletonLang = (tag) => {
    if (!/^zh/i.test(tag)) return 'en';
    return /hant|tw|hk|mo/i.test(tag) ? 'zh-Hant' : 'zh-Hans';
  };
  // The person's choice (device.h), else the browser's.
  const chosenLang = () => {
    try {
      return localStorage.getItem(window['zhike_storage_name'] + ' lang');
    } catch (blocked) {
      return null;
    }
  };
  const lang = skeletonLang(chosenLang() || (navigator.languages && navigator.languages[0]) || navigator.language || 'en');
  root.dataset['lang'] = root.lang = lang;

  const save = (name, type, content) => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([content], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };

  // What a fault report may hold: where it happened and in which browser. Quoted text could be a customer's: it goes.
  const redacted = (text) => text.replace(/"[^"]*"|'[^']*'|“[^”]*”|「[^」]*」/g, '"…"').replace(/[^\x20-\x7e\n]+/g, '…')
    .replace(/\d{5,}/g, '#').slice(0, 8000);

  let faultText = '';
  const showFault = (error) => {
    if (root.dataset['state'] === 'fault') return;
    faultText = redacted(String((error && (error.stack || error.message)) || error));
    document.getElementById('fault-text').textContent = faultText.split('\n').slice(0, 3).join('\n');
    root.dataset['state'] = 'fault';
    document.querySelector('#fault .export').focus();
  };

  // Only the program's own faults stop the page: a failed promise of a script or an extension does not.
  const isProgramFault = (error) => error instanceof WebAssembly.RuntimeError ||
    (error instanceof RangeError && /call stack|memory/i.test(error.message));
  window.addEventListener('error', (event) => {
    if (isProgramFault(event.error)) showFault(event.error);
  });
  window.addEventListener('unhandledrejection', (event) => {
    if (isProgramFault(event.reason)) showFault(event.reason);
  });

  // The stored files themselves when the program is dead; the usual bundle while it only cannot draw.
  const exportData = async () => {
    const day = new Date().toISOString().slice(0, 10);
    if (root.dataset['state'] === 'no-webgl') {
      const bundle = await window['zhike']['call']('export', {});
      save(`zhike-${day}.zhike.json`, 'application/json', bundle['text']);
    } else {
      save(`zhike-rescue-${day}.json`, 'application/json', await window['zhike_rescue']());
    }
  };
  const onClick = (selector, act) => {
    for (const link of document.querySelectorAll(selector))
      link.addEventListener('click', (event) => {
        event.preventDefault();
        act(link);
      });
  };
  onClick('.sheet .export', (link) => {
    const sheet = link.closest('.sheet');
    sheet.classList.remove('failed');
    exportData().catch(() => sheet.classList.add('failed'));
  });
  onClick('.sheet .report', () => save('zhike-fault.txt', 'text/plain', `${navigator.userAgent}\n\n${faultText}\n`));
  onClick('.sheet .reload', () => location.reload());

  // Fonts and tables beside the program: window.zhike_file(name) → promise of their bytes; one that failed is tried again.
  const embedded = window['zhike_embedded'];
  const files = {};
  const load = async (name) => {
    if (embedded) return embedded(name);
    const response = await fetch(address(name));
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    return response.arrayBuffer();
  };
  window['zhike_file'] = (name) => {
    files[name] = files[name] || load(name).catch((error) => {
      delete files[name];
      throw error;
    });
    return files[name];
  };

  const start = async () => {
    for (const name of [`words.${lang}.bin`, 'fonts.bin']) window['zhike_file'](name).catch(() => {});  // a head start
    const module = {
      'canvas': document.getElementById('canvas'),
      'locateFile': address,
      'onAbort': showFault,
    };
    if (window['zhike_wasm_bytes']) module['wasmBinary'] = await window['zhike_wasm_bytes'];
    window['Module'] = module;
    const script = document.createElement('script');
    script.src = address('zhike.js');
    script.addEventListener('error', () => showFault(new Error('zhike.js could not be loaded')));
    document.head.append(script);
  };
  start().catch(showFault);
})();
