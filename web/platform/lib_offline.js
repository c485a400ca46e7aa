// The page's half of the service worker: see offline.h.
addToLibrary({
  $zhikeOffline: {
    waiting: null,

    found: (worker) => {
      zhikeOffline.waiting = worker;
      _zhike_offline_ready();
    },
    watch: (registration) => {
      const active = () => navigator.serviceWorker.controller;
      if (registration.waiting && active()) zhikeOffline.found(registration.waiting);
      registration.addEventListener('updatefound', () => {
        const worker = registration.installing;
        const isFirst = !registration.active;  // asked now: Firefox names the first worker as controller too early
        worker.addEventListener('statechange', () => {
          if (worker.state === 'installed' && !isFirst) zhikeOffline.found(worker);
        });
      });
    },
  },

  zhike_offline_start__deps: ['$zhikeOffline'],
  zhike_offline_start__sig: 'v',
  zhike_offline_start: () => {
    if (!('serviceWorker' in navigator) || window['zhike_standalone'] || !location.protocol.startsWith('http')) return;
    // Refused (a private window, a proxy): the page works while there is a network.
    navigator.serviceWorker.register('sw.js').then(zhikeOffline.watch, () => {});
  },

  zhike_offline_apply__deps: ['$zhikeOffline'],
  zhike_offline_apply__sig: 'v',
  zhike_offline_apply: () => {
    if (!zhikeOffline.waiting) return;
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
    zhikeOffline.waiting.postMessage('use now');
    zhikeOffline.waiting = null;
  },
});
