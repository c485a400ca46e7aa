// Builds the canvas page (canvas_page.cc) with the real web/platform canvas, fonts and Dear ImGui into a site of its own;
// again only when one of its sources is newer.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from './support.mjs';

const work = join(root, 'build/e2e/canvas');
const imgui = join(root, '.tools/src/imgui');
const platform = ['assets', 'bridge', 'canvas', 'clipboard', 'fonts', 'fonts_canvas', 'frames', 'gl', 'input', 'input_keys',
  'input_touch', 'mirror', 'tables', 'text_agent'];
const libraries = ['text', 'assets', 'bridge', 'canvas', 'text_agent', 'fonts', 'mirror'].map((name) => join(root, `web/platform/lib_${name}.js`));
const defines = ['IMGUI_USE_WCHAR32', 'IMGUI_ENABLE_TEST_ENGINE', 'IMGUI_DISABLE_OBSOLETE_FUNCTIONS',
  'IMGUI_DISABLE_DEMO_WINDOWS', 'IMGUI_IMPL_OPENGL_ES3'].map((name) => '-D' + name);
const includes = ['-I', root, '-isystem', join(root, '.tools/include'),
  ...['', 'backends', 'misc/cpp'].flatMap((folder) => ['-isystem', join(imgui, folder)])];

const age = (file) => (existsSync(file) ? statSync(file).mtimeMs : 0);
const newest = (files) => Math.max(...files.map(age));
const filesOf = (folder, ending) =>
  readdirSync(join(root, folder)).filter((name) => ending.test(name)).map((name) => join(root, folder, name));
const show = { stdio: ['ignore', 'inherit', 'inherit'] };

function makeFonts() {
  const made = join(work, 'compiled/gen/fonts.bin');
  const from = ['scripts/fonts.mjs', 'scripts/icons.txt'].map((name) => join(root, name));
  if (age(made) < newest(from)) execFileSync(process.execPath, [from[0], join(work, 'compiled/gen')], show);
}

export function canvasSite() {
  const site = join(work, 'site');
  const compiled = join(work, 'compiled');
  mkdirSync(compiled, { recursive: true });
  makeFonts();
  const sources = [join(root, 'tests/e2e/lib/canvas_page.cc'),
    ...['han', 'json', 'json_write', 'text'].map((name) => join(root, `core/base/${name}.cpp`)),
    ...platform.map((name) => join(root, `web/platform/${name}.cpp`)),
    ...['imgui', 'imgui_draw', 'imgui_tables', 'imgui_widgets', 'backends/imgui_impl_opengl3', 'misc/cpp/imgui_stdlib']
      .map((name) => join(imgui, name + '.cpp'))];
  const headers = [...filesOf('web/platform', /\.h$/), ...filesOf('web/ui', /^icons\.h$/), ...filesOf('core/base', /\.h$/)];
  const others = [...libraries, ...filesOf('web/platform', /^(boot|early|service_worker)\.js$/),
    ...filesOf('assets', /\.(css|svg)$/), join(root, 'shell.html'), join(root, 'scripts/package_web.mjs')];
  if (age(join(site, 'index.html')) > newest([...sources, ...headers, ...others])) return site;

  const tool = join(root, '.tools/emscripten/bin/em++');
  const compiler = existsSync(tool) ? tool : 'em++';
  const objects = sources.map((source) => {
    const object = join(work, basename(source).replace(/\.\w+$/, '.o'));
    const before = source.startsWith(imgui) ? [source] : [source, ...headers];
    if (age(object) < newest(before))
      execFileSync(compiler, ['-x', 'c++', '-std=c++23', '-fno-exceptions', '-fno-rtti', '-O2', ...defines, ...includes,
        '-c', source, '-o', object], show);
    return object;
  });
  execFileSync(compiler, [...objects, '-o', join(compiled, 'zhike.js'), '-O1', '-sENVIRONMENT=web', '-sDYNAMIC_EXECUTION=0',
    '-sALLOW_MEMORY_GROWTH', '-sMAXIMUM_MEMORY=4GB', '-sSTACK_SIZE=1MB', '-sWASM_BIGINT', '-sMIN_WEBGL_VERSION=2',
    '-sMAX_WEBGL_VERSION=2', ...libraries.flatMap((library) => ['--js-library', library])], show);
  execFileSync(process.execPath, [join(root, 'scripts/package_web.mjs'), compiled, site], show);
  return site;
}
