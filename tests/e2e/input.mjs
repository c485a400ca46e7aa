// The canvas against its promises (web/platform/canvas.h): typing, input methods, clipboard, touch, sizes, context loss,
// and no frame while nothing happens. Uses the canvas page, whose widgets are plain and mirrored as in the product.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canvasSite } from './lib/canvas_site.mjs';
import {
  call, check, equal, launch, open, path, run, screenshot, served, temporaryFolder, test, touch, until,
} from './lib/support.mjs';

const site = canvasSite();

async function opened(defer, options = {}) {
  const { url } = await served(defer, site);
  const browser = await launch(defer);
  const context = await browser.newContext({ viewport: { width: 1000, height: 700 }, ...options });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await open(context, url);
  const devtools = await context.newCDPSession(page);
  return { page, devtools, context };
}

const state = (page) => call(page, 'state');
const settled = (page) => until(async () => {
  const now = await state(page);
  return !now.pending && now;
}, 'no frame pending');
const middle = async (page, widget) => (await state(page)).places[widget];

async function clickInto(page, widget) {
  const [x, y] = await middle(page, widget);
  await page.mouse.click(x, y);
}

async function compose(devtools, ...steps) {
  for (const text of steps)
    await devtools.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
}

test('an idle page draws nothing', async (defer) => {
  const { page } = await opened(defer);
  const { frames } = await settled(page);
  await page.waitForTimeout(1500);
  equal((await state(page)).frames, frames, 'frames');
  await clickInto(page, 'name');  // a field with a caret is idle, too
  const field = await settled(page);
  check(field.frames > frames, 'a click draws');
  await page.waitForTimeout(1500);
  equal((await state(page)).frames, field.frames, 'frames with a caret');
  equal(page.faults, []);
});

test('Latin and European text is typed at any speed', async (defer) => {
  const { page } = await opened(defer);
  await clickInto(page, 'name');
  await page.keyboard.type('Hello, Wörld ž 1');
  equal((await settled(page)).name, 'Hello, Wörld ž 1');
  await page.keyboard.press('Tab');
  await page.keyboard.type('second');
  await page.keyboard.press('Enter');
  await page.keyboard.type('line');
  equal((await settled(page)).notes, 'second\nline');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Control+z');
  equal((await settled(page)).notes, 'second\nline');
});

test('an input method composes Chinese at the caret', async (defer) => {
  const { page, devtools } = await opened(defer);
  await clickInto(page, 'name');
  await page.keyboard.type('客户');
  await compose(devtools, 'n', "ni'h", "ni'hao");
  equal((await settled(page)).name, '客户', 'text while composing');
  const agent = await page.evaluate(() => {
    const { left, top, height } = document.getElementById('text-agent').getBoundingClientRect();
    return { left, top, height, shown: getComputedStyle(document.getElementById('text-agent')).opacity };
  });
  const [, y] = await middle(page, 'name');
  check(agent.top < y && agent.top + agent.height > y, `the composition is in the field's line: ${JSON.stringify(agent)}`);
  check(agent.left > 30 && agent.left < 60, `it is behind the text typed before: ${JSON.stringify(agent)}`);
  equal(agent.shown, '1', 'opacity');
  await screenshot(page, 'input-composition');
  await devtools.send('Input.insertText', { text: '你好' });
  await until(async () => (await state(page)).name === '客户你好', 'the composed text');
  await devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', windowsVirtualKeyCode: 229, code: 'Comma', key: 'Process' });
  await devtools.send('Input.insertText', { text: '，' });
  await until(async () => (await state(page)).name === '客户你好，', 'Chinese punctuation, once');
  await compose(devtools, 'ni', '');
  await page.waitForTimeout(150);
  equal((await settled(page)).name, '客户你好，', 'after a cancelled composition');
  await page.keyboard.press('Backspace');
  equal((await settled(page)).name, '客户你好');
});

test('the Enter that confirms a composition is not an Enter of the field', async (defer) => {
  const { page, devtools } = await opened(defer);
  await clickInto(page, 'notes');
  await compose(devtools, 'zhike');
  await devtools.send('Input.insertText', { text: '知客' });
  await page.keyboard.press('Enter');
  equal((await settled(page)).notes, '知客');
  await page.waitForTimeout(150);
  await page.keyboard.press('Enter');
  await until(async () => (await state(page)).notes === '知客\n', 'a later Enter counts');
});

test('pinyin, wubi and zhuyin: what is composed is shown, what is chosen is typed once', async (defer) => {
  const { page, devtools } = await opened(defer);
  await clickInto(page, 'name');
  const shown = () => page.evaluate(() => document.getElementById('text-agent').value);
  const words = [[['z', 'zh', "zh'k", "zh'ke"], '知客'], [['k', 'kh', 'khl', 'khlg'], '中国'], [['ㄋ', 'ㄋㄧ', 'ㄋㄧˇ'], '你']];
  let typed = '';
  for (const [steps, word] of words) {
    for (const step of steps) {
      await compose(devtools, step);
      equal(await shown(), step, 'composed text');
    }
    equal((await settled(page)).name, typed, 'the field while composing');
    await devtools.send('Input.insertText', { text: word });
    typed += word;
    await until(async () => (await state(page)).name === typed, typed);
    equal(await shown(), '', 'the text agent is empty again');
  }
});

// What the other engines send when a word is confirmed; a browser under test cannot be given a real input method.
async function play(page, steps) {
  await page.evaluate(async (list) => {
    const agent = document.getElementById('text-agent');
    const kinds = { key: KeyboardEvent, com: CompositionEvent, inp: InputEvent, bef: InputEvent };
    for (const [type, more = {}] of list) {
      if ('value' in more) agent.value = more.value;
      const event = new kinds[type.slice(0, 3)](type, { bubbles: true, cancelable: true, ...more });
      if (more.keyCode) Object.defineProperty(event, 'keyCode', { value: more.keyCode });
      agent.dispatchEvent(event);
    }
    await new Promise((done) => setTimeout(done, 20));
  }, steps);
}
const process229 = ['keydown', { key: 'Process', keyCode: 229 }];
const composing = (text) => [
  ['compositionupdate', { data: text }],
  ['input', { value: text, data: text, inputType: 'insertCompositionText', isComposing: true }],
];

test('the order of events of Firefox: the input event follows the end of the composition', async (defer) => {
  const { page } = await opened(defer);
  await clickInto(page, 'notes');
  await play(page, [process229, ['compositionstart'], ...composing('n'), process229, ...composing('ni'),
    ['keydown', { key: 'Process', code: 'Digit1', keyCode: 229, isComposing: true }], ['compositionend', { data: '你' }],
    ['input', { value: '你', data: '你', inputType: 'insertCompositionText' }], ['keyup', { key: '1', code: 'Digit1', keyCode: 49 }]]);
  equal((await settled(page)).notes, '你', 'chosen by a digit');
  await play(page, [process229, ['compositionstart'], ...composing('hao'),
    ['keydown', { key: 'Process', code: 'Enter', keyCode: 229, isComposing: true }], ['compositionend', { data: 'hao' }],
    ['input', { value: 'hao', data: 'hao', inputType: 'insertCompositionText' }], ['keyup', { key: 'Enter', code: 'Enter', keyCode: 13 }]]);
  equal((await settled(page)).notes, '你hao', 'letters taken as they are, by Enter');
  await play(page, [process229, ['compositionstart'], ...composing('x'), ['compositionupdate', { data: '' }],
    ['compositionend', { data: '', value: '' }], ['input', { value: '', data: '', inputType: 'insertCompositionText' }]]);
  equal((await settled(page)).notes, '你hao', 'cancelled');
});

test('the order of events of WebKit: the key that confirms comes after the end', async (defer) => {
  const { page } = await opened(defer);
  await clickInto(page, 'notes');
  const confirmed = (text, key) => [
    ['input', { value: '', inputType: 'deleteCompositionText', isComposing: true }],
    ['input', { value: text, data: text, inputType: 'insertFromComposition', isComposing: true }],
    ['compositionend', { data: text }], ['keydown', key], ['keyup', key]];
  await play(page, [['compositionstart'], ...composing('nihao'),
    ...confirmed('你好', { key: 'Enter', code: 'Enter', keyCode: 229 })]);
  equal((await settled(page)).notes, '你好', 'Enter with key code 229');
  await play(page, [['compositionstart'], ...composing('ma'),
    ...confirmed('吗', { key: 'Enter', code: 'Enter', keyCode: 13 })]);
  equal((await settled(page)).notes, '你好吗', 'Enter with key code 13, at once');
  await play(page, [['compositionstart'], ...composing('ma'),
    ...confirmed('妈', { key: '2', code: 'Digit2', keyCode: 229 })]);
  equal((await settled(page)).notes, '你好吗妈', 'a digit');
});

test('dead keys, emoji and rare characters', async (defer) => {
  const { page, devtools } = await opened(defer);
  await clickInto(page, 'name');
  await devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Dead', code: 'BracketLeft', windowsVirtualKeyCode: 221 });
  await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', key: 'Dead', code: 'BracketLeft', windowsVirtualKeyCode: 221 });
  await devtools.send('Input.dispatchKeyEvent', { type: 'keyDown', key: 'ê', code: 'KeyE', text: 'ê', windowsVirtualKeyCode: 69 });
  await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', key: 'ê', code: 'KeyE', windowsVirtualKeyCode: 69 });
  equal((await settled(page)).name, 'ê', 'as Windows and Linux send it');
  await compose(devtools, '´');
  await devtools.send('Input.insertText', { text: 'é' });
  await until(async () => (await state(page)).name === 'êé', 'as macOS composes it');
  await devtools.send('Input.insertText', { text: '𠮷😀𪚥' });
  await until(async () => (await state(page)).name === 'êé𠮷😀𪚥', 'above U+FFFF');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Backspace');
  equal((await settled(page)).name, 'êé𠮷𪚥', 'one key takes one character');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+c');
  equal(await page.evaluate(() => navigator.clipboard.readText()), 'êé𠮷𪚥');
});

test('Enter of the number block is Enter', async (defer) => {
  const { page } = await opened(defer);
  await clickInto(page, 'notes');
  await page.keyboard.type('a');
  await page.keyboard.press('NumpadEnter');
  await page.keyboard.type('b');
  equal((await settled(page)).notes, 'a\nb');
});

test('a click elsewhere keeps what was being composed', async (defer) => {
  const { page, devtools } = await opened(defer);
  await clickInto(page, 'name');
  await compose(devtools, 'nihao');
  await clickInto(page, 'notes');
  await page.keyboard.type('x');
  const after = await settled(page);
  equal([after.name, after.notes], ['nihao', 'x']);
});

test('copy, cut, paste and undo work through the real clipboard', async (defer) => {
  const { page } = await opened(defer);
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await clickInto(page, 'name');
  await page.keyboard.type('张三 Zhang');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+c');
  equal(await clipboard(), '张三 Zhang');
  await page.keyboard.press('Control+x');
  equal((await settled(page)).name, '');
  await page.keyboard.press('Control+v');
  await page.keyboard.press('Control+v');
  equal((await settled(page)).name, '张三 Zhang张三 Zhang');
  await page.keyboard.press('Control+z');
  equal((await settled(page)).name, '张三 Zhang');
  await clickInto(page, 'notes');
  await page.evaluate(() => navigator.clipboard.writeText('甲\r\n乙'));
  await page.keyboard.press('Control+v');
  equal((await settled(page)).notes, '甲\n乙');
  await clickInto(page, 'save');
  await page.keyboard.press('Control+v');
  equal((await settled(page)).pasted, '甲\r\n乙'.replace('\r', ''), 'pasted without a field');
});

test('the right button over a field opens the browser\'s menu, which cuts, copies and pastes', async (defer) => {
  const { page } = await opened(defer);
  await clickInto(page, 'name');
  await page.keyboard.type('甲乙');
  await page.keyboard.press('Control+a');
  const [x, y] = await middle(page, 'name');
  await page.evaluate(() => {
    window.menus = [];
    window.addEventListener('contextmenu', (event) => window.menus.push([event.target.id, event.defaultPrevented]));
  });
  await page.mouse.move(x, y);
  await settled(page);
  await page.mouse.click(x, y, { button: 'right' });
  equal(await page.evaluate(() => window.menus), [['text-agent', false]], 'the menu is the browser\'s');
  equal(await page.evaluate(() => document.execCommand('cut')), true, 'as its entry does');
  equal((await settled(page)).name, '', 'cut');
  equal(await page.evaluate(() => navigator.clipboard.readText()), '甲乙');
  await page.mouse.move(x + 30, y);
  await page.keyboard.press('Control+v');
  await page.keyboard.type('丙');
  equal((await settled(page)).name, '甲乙丙', 'the field goes on as before');
  const [sx, sy] = await middle(page, 'save');
  await page.mouse.move(sx, sy);
  await settled(page);
  await page.mouse.click(sx, sy, { button: 'right' });
  equal((await page.evaluate(() => window.menus)).at(-1)[1], true, 'elsewhere the menu is the program\'s');
});

test('shortcuts of the app are taken, those of the browser are left', async (defer) => {
  const { page } = await opened(defer);
  const taken = (key, options) => page.evaluate(([name, more]) => {
    const event = new KeyboardEvent('keydown', { key: name, code: 'Key' + name.toUpperCase(), bubbles: true, cancelable: true, ...more });
    document.getElementById('canvas').dispatchEvent(event);
    document.getElementById('canvas').dispatchEvent(new KeyboardEvent('keyup', { key: name, code: event.code, bubbles: true }));
    return event.defaultPrevented;
  }, [key, options]);
  const ctrl = { ctrlKey: true };
  equal(await Promise.all(['k', 's', 'z', 'p', 'f'].map((key) => taken(key, ctrl))), [true, true, true, true, true]);
  equal(await Promise.all(['r', 't', 'w', 'l', 'd'].map((key) => taken(key, ctrl))), [false, false, false, false, false]);
  for (const code of ['F5', 'F11', 'F12']) equal(await taken(code, { code }), false, code);
  equal(await taken('Tab', { code: 'Tab' }), true, 'Tab');
  equal(await taken('-', { code: 'Minus', ctrlKey: true }), false, 'zoom');
  equal((await settled(page)).shortcuts.split('').sort().join(''), 'krsz');
  equal(await taken('я', { code: 'KeyZ', ctrlKey: true }), true, 'Ctrl+Z on a Cyrillic layout');
});

test('no key stays held after the page lost the keyboard', async (defer) => {
  const { page } = await opened(defer);
  await clickInto(page, 'name');
  await page.keyboard.down('Control');
  equal((await settled(page)).controlHeld, true);
  await page.evaluate(() => window.dispatchEvent(new Event('blur')));
  equal((await settled(page)).controlHeld, false);
  await page.keyboard.up('Control');
  await page.keyboard.type('free');
  equal((await settled(page)).name, 'free');
});

test('mouse: click, right click, wheel, tooltip after a rest', async (defer) => {
  const { page } = await opened(defer);
  await clickInto(page, 'save');
  const [x, y] = await middle(page, 'save');
  await page.mouse.click(x, y, { button: 'right' });
  const clicked = await settled(page);
  equal([clicked.clicks, clicked.rightClicks], [1, 1]);
  await page.mouse.move(x + 5, y);
  await until(async () => (await state(page)).tooltip, 'a tooltip without any event', 3000);
  const [lx, ly] = await middle(page, 'list');
  await page.mouse.move(lx, ly);
  await page.mouse.wheel(0, 300);
  await until(async () => (await state(page)).scroll > 100, 'the list to scroll');
  await page.waitForTimeout(600);  // a tooltip's delay may still run out
  const { frames } = await settled(page);
  await page.waitForTimeout(800);
  equal((await state(page)).frames, frames, 'frames after the wheel');
});

test('touch: tap, drag to scroll with a glide, long press, slider', async (defer) => {
  const { page, devtools } = await opened(defer, { hasTouch: true });
  const save = await middle(page, 'save');
  await touch(devtools, [{ x: save[0], y: save[1] }]);
  await until(async () => (await state(page)).clicks === 1, 'a tap to click');
  await touch(devtools, path(save, 0, 60));
  await page.waitForTimeout(100);
  equal((await settled(page)).clicks, 1, 'clicks after a drag over the button');
  const [lx, ly] = await middle(page, 'list');
  await touch(devtools, path([lx, ly + 60], 0, -120));
  const lifted = (await state(page)).scroll;
  check(lifted > 70, `the list follows the finger: ${lifted}`);
  const glided = await settled(page);
  check(glided.scroll >= lifted && glided.scroll < lifted + 1500, `it glides and stops: ${lifted} → ${glided.scroll}`);
  const before = (await state(page)).slider;
  const [sx, sy] = await middle(page, 'slider');
  // On a busy machine the first move may come so late that the finger counts as resting.
  await until(async () => {
    await touch(devtools, path([sx - 80, sy], 60, 0), 4);
    return (await settled(page)).slider !== before;
  }, 'the slider to follow the finger');
  await touch(devtools, [{ x: save[0], y: save[1] }, { x: save[0] + 1, y: save[1] }], 700);
  const held = await settled(page);
  equal([held.clicks, held.rightClicks], [1, 1], 'long press');
});

test('widgets found by role are clicked and typed into like by hand', async (defer) => {
  const { page } = await opened(defer);
  await page.getByRole('button', { name: 'save' }).click();
  await page.getByRole('textbox', { name: 'name' }).click();
  await page.keyboard.type('张三 by role');
  const now = await settled(page);
  equal([now.clicks, now.activations, now.name], [1, 0, '张三 by role']);
  await page.getByRole('button', { name: 'save' }).evaluate((button) => button.click());  // as a screen reader does
  equal((await settled(page)).activations, 1, 'assistive click');
  await page.getByRole('textbox', { name: 'name' }).fill('filled');
  await until(async () => (await state(page)).name === 'filled', 'the value from the mirror');
});

test('sizes: window, scale of the screen, all in physical pixels', async (defer) => {
  const { page, devtools } = await opened(defer);
  await page.setViewportSize({ width: 700, height: 500 });
  await until(async () => (await state(page)).width === 700, 'the new width');
  const metrics = { width: 800, height: 600, mobile: false };
  await devtools.send('Emulation.setDeviceMetricsOverride', { ...metrics, deviceScaleFactor: 1.5 });
  const now = await until(async () => {
    const found = await state(page);
    return found.scale === 1.5 && found.width === 1200 && found;
  }, 'the new scale');
  equal(now.height, 900, 'height');
  equal(await page.evaluate(() => document.getElementById('canvas').width), 1200, 'canvas');
  const [x, y] = now.places.save;
  await page.mouse.click(x, y);
  await until(async () => (await state(page)).clicks === 1, 'clicks land at any scale');
});

test('a lost drawing context comes back with the same picture', async (defer) => {
  const { page } = await opened(defer);
  const noise = [];
  page.on('console', (message) => noise.push(message.text()));
  await settled(page);
  const before = await page.screenshot();
  await page.evaluate(() => {
    window.lose = document.getElementById('canvas').getContext('webgl2').getExtension('WEBGL_lose_context');
    window.lose.loseContext();
  });
  await page.waitForTimeout(200);
  await page.keyboard.press('Tab');  // events meanwhile do no harm
  await page.keyboard.press('Escape');
  await page.evaluate(() => window.lose.restoreContext());
  await page.waitForTimeout(300);
  await page.mouse.click(990, 690);
  await settled(page);
  check(Buffer.compare(before, await page.screenshot()) === 0, 'the picture differs');
  equal([page.faults, noise.filter((line) => line.includes('WebGL'))], [[], []]);
});

test('address, language and appearance reach the program', async (defer) => {
  const { page } = await opened(defer);
  await page.evaluate(() => {
    location.hash = '#customers/%E5%BC%A0%E4%B8%89';
  });
  await until(async () => (await state(page)).hash === 'customers/张三', 'the hash');
  await call(page, 'hash', { hash: 'today' });
  equal(await page.evaluate(() => location.hash), '#today');
  await page.goBack();
  await until(async () => (await state(page)).hash === 'customers/张三', 'the former hash');
  await call(page, 'lang', { lang: 'zh-Hant' });
  equal(await page.evaluate(() => document.documentElement.lang), 'zh-Hant');
  await page.emulateMedia({ colorScheme: 'dark' });
  await until(async () => (await state(page)).appearanceChanges > 0, 'the dark scheme');
  await settled(page);
  await screenshot(page, 'input-page');
  equal(page.faults, []);
});

test('a machine without a Chinese font fetches the bundled one, others do not', async (defer) => {
  const bare = join(temporaryFolder(defer), 'fonts.conf');
  writeFileSync(bare, '<?xml version="1.0"?><fontconfig><dir>/usr/share/fonts/truetype/dejavu</dir></fontconfig>');
  // A Chinese font under a name that the page does not know: still no reason to fetch.
  const renamed = join(temporaryFolder(defer), 'fonts.conf');
  writeFileSync(renamed, '<?xml version="1.0"?><fontconfig><dir>/usr/share/fonts</dir><match target="scan">' +
    '<test name="family" compare="contains"><string>CJK</string></test>' +
    '<edit name="family" mode="assign"><string>Some Song</string></edit></match></fontconfig>');
  for (const [env, wanted] of [[{ ...process.env, FONTCONFIG_FILE: bare }, 1],
    [{ ...process.env, FONTCONFIG_FILE: renamed }, 0], [process.env, 0]]) {
    const { url } = await served(defer, site);
    const page = await (await launch(defer, { env })).newPage();
    const fetched = [];
    page.on('request', (request) => /\.woff2$/.test(request.url()) && fetched.push(request.url()));
    await page.goto(url);
    await page.evaluate(() => window.zhike.ready);
    if (wanted) await until(() => fetched.length, 'the font to be asked for');
    await page.evaluate(() => document.fonts.ready);
    await page.waitForTimeout(400);
    await settled(page);
    equal(fetched.length, wanted, 'fonts fetched');
    if (wanted) await screenshot(page, 'input-bundled-chinese');
  }
});

test('without WebGL 2 a message offers the data, in the reader’s language', async (defer) => {
  const { url } = await served(defer, site);
  const browser = await launch(defer);
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 900, height: 600 } });
  await context.addInitScript(() => {
    HTMLCanvasElement.prototype.getContext = () => null;
  });
  const page = await open(context, url);
  await until(() => page.getByRole('button', { name: '导出我的数据' }).isVisible(), 'the export button');
  check(await page.getByRole('heading', { name: '此浏览器无法显示本程序' }).isVisible(), 'the message');
  await screenshot(page, 'input-no-webgl');
});

await run();
