// Giving the page a file and taking one from it, the same way in every engine: the page's own file field and its own
// download link are used, but not the browser's dialogs behind them. Call watchFiles() after each load of the page.
import { check, until } from './support.mjs';

export const watchFiles = (engine) => engine.evaluate(() => {
  const seen = { field: null, blobs: new Map(), saved: [] };
  window.seenFiles = seen;
  const [makeAddress, clickField, clickLink] =
    [URL.createObjectURL, HTMLInputElement.prototype.click, HTMLAnchorElement.prototype.click];
  URL.createObjectURL = (blob) => {
    const address = makeAddress.call(URL, blob);
    seen.blobs.set(address, blob);
    return address;
  };
  HTMLInputElement.prototype.click = function click() {
    if (this.type === 'file') seen.field = this;
    else clickField.call(this);
  };
  HTMLAnchorElement.prototype.click = function click() {
    if (this.download) seen.saved.push({ name: this.download, blob: seen.blobs.get(this.href) });
    else clickLink.call(this);
  };
});

// Does `press` (which makes the page ask for a file) and answers with a file of this name and text.
export async function chooseFile(engine, press, name, text) {
  await engine.evaluate(() => { window.seenFiles.field = null; });
  await press();
  await until(() => engine.evaluate(() => !!window.seenFiles.field), `the page to ask for ${name}`);
  await engine.evaluate((fileName, content) => {
    const chosen = new DataTransfer();
    chosen.items.add(new File([content], fileName, { type: 'text/plain' }));
    const { field } = window.seenFiles;
    field.files = chosen.files;
    field.dispatchEvent(new Event('change'));
  }, name, text);
}

// Does `press` (which makes the page save a file); {name, text} of what was saved.
export async function savedFile(engine, press) {
  const before = await engine.evaluate(() => window.seenFiles.saved.length);
  await press();
  await until(() => engine.evaluate((n) => window.seenFiles.saved.length > n, before), 'a file to be saved');
  const file = await engine.evaluate(async () => {
    const { name, blob } = window.seenFiles.saved.at(-1);
    return { name, text: await blob.text() };
  });
  check(file.text.length > 0, `${file.name} is not empty`);
  return file;
}
