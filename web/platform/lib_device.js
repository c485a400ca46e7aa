// Time, preferences and reload: see device.h. Preferences are in localStorage, under the installation's name.
addToLibrary({
  zhike_device_now__sig: 'd',
  zhike_device_now: () => Date.now(),

  zhike_device_zone__sig: 'i',
  zhike_device_zone: () => -new Date().getTimezoneOffset(),

  zhike_device_random__sig: 'vpi',
  zhike_device_random: (bytes, length) => {
    const start = bytes >>> 0;
    crypto.getRandomValues(HEAPU8.subarray(start, start + length));
  },

  zhike_device_load__deps: ['$zhikeText', '$stringToNewUTF8'],
  zhike_device_load__sig: 'ppi',
  zhike_device_load: (key, length) => {
    try {
      const value = localStorage.getItem(window['zhike_storage_name'] + ' ' + zhikeText.read(key, length));
      return value ? stringToNewUTF8(value) : 0;
    } catch (blocked) {
      return 0;
    }
  },

  zhike_device_save__deps: ['$zhikeText'],
  zhike_device_save__sig: 'vpipi',
  zhike_device_save: (key, keyLength, value, length) => {
    const name = window['zhike_storage_name'] + ' ' + zhikeText.read(key, keyLength);
    try {
      if (length) localStorage.setItem(name, zhikeText.read(value, length));
      else localStorage.removeItem(name);
    } catch (blocked) {
      // Kept for this visit only, by whoever asked.
    }
  },

  zhike_device_print__sig: 'v',
  zhike_device_print: () => setTimeout(() => window.print(), 0),  // not within a frame: the picture is drawn anew

  zhike_device_standalone__sig: 'i',
  zhike_device_standalone: () => (window['zhike_standalone'] ? 1 : 0),

  zhike_device_guard__sig: 'vi',
  zhike_device_guard: (asks) => {
    window.onbeforeunload = asks ? (event) => event.preventDefault() : null;
  },

  zhike_device_reload__sig: 'v',
  zhike_device_reload: () => location.reload(),
});
