// Files beside the page: see assets.h. boot.js fetches them (window.zhike_file), so that it can begin before the program
// has come.
addToLibrary({
  zhike_asset_fetch__deps: ['$zhikeText', '$stringToNewUTF8', 'malloc', 'zhike_on_asset', 'zhike_on_asset_failed'],
  zhike_asset_fetch__sig: 'vipi',
  zhike_asset_fetch: (id, name, length) => {
    window['zhike_file'](zhikeText.read(name, length)).then((buffer) => {
      const bytes = new Uint8Array(buffer);
      const place = _malloc(bytes.length || 1);
      HEAPU8.set(bytes, place >>> 0);
      _zhike_on_asset(id, place, bytes.length);
    }, (reason) => _zhike_on_asset_failed(id, stringToNewUTF8(String((reason && reason.message) || reason))));
  },
});
