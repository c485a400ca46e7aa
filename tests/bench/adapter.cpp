// The product's core and storage as a contestant of ../shared/bench: what page.js calls. Everything here is the shell's
// work in small: open the book, give jobs their slices, save. See mapping.h for where the data go.
#include <memory>

#include <emscripten/em_js.h>
#include <emscripten/em_macros.h>

#include "core/app/merge_job.h"
#include "core/app/session.h"
#include "tests/bench/answers.h"
#include "tests/bench/exchange.h"
#include "tests/bench/snapshot_job.h"
#include "web/platform/device.h"
#include "web/platform/storage.h"

// Answers a waiting promise of page.js: `what` names it, `error` is "" or a code.
EM_JS(void, bench_answer, (const char* what, const char* error),
      { globalThis['benchAnswer'](UTF8ToString(what), UTF8ToString(error)); });
EM_JS(double, bench_now, (), { return performance.now(); });

namespace zhike::bench {
namespace {

constexpr std::size_t rows_a_step = 500;

struct Page {
  platform::BrowserStorage storage;
  platform::BrowserClock clock;
  platform::BrowserRandom random;
  std::unique_ptr<app::Session> session;
  SnapshotJob* import = nullptr;  // owned by the session while it runs
  std::string bundle;             // the merge's input
  std::unique_ptr<BundleMaker> maker;
  std::unique_ptr<SnapshotWriter> writer;
  std::string text;  // what the last call gave back
  app::MergeMode merge_mode = app::MergeMode::preview;
};

Page& page() {
  static Page only;
  return only;
}

void answer(const char* what, const base::Status& status) {
  bench_answer(what, status ? "" : (status.error().code + " " + status.error().detail).c_str());
}

void save() {
  if (page().session->book().has_unsaved() && !page().session->is_saving())
    page().session->save([](const base::Status& status) {
      if (!status) answer("save", status);
    });
}

}  // namespace
}  // namespace zhike::bench

using namespace zhike;
using bench::page;

extern "C" {

EMSCRIPTEN_KEEPALIVE void bench_start() {
  auto& p = page();
  p.session = std::make_unique<app::Session>(app::Services{&p.storage, &p.clock, &p.random});
  p.storage.start("/zhike-bench", {}, [](const base::Status& status) { bench::answer("start", status); });
}

EMSCRIPTEN_KEEPALIVE void bench_open() {
  const base::Status status = page().session->open();
  page().storage.drop_loaded();
  bench::answer("open", status);
}

EMSCRIPTEN_KEEPALIVE void bench_begin_import() {
  auto& p = page();
  p.storage.drop_loaded();
  (void)p.session->create("bench");
  auto job = std::make_unique<bench::SnapshotJob>(p.session->document());
  p.import = job.get();
  (void)p.session->start(std::move(job));
}
EMSCRIPTEN_KEEPALIVE void bench_feed(const char* bytes, std::uint32_t length, int is_last) {
  page().import->feed({bytes, length}, is_last != 0);
}
// Works for about `ms`; 0: done or more text is needed, 1: more to do, −1: failed.
EMSCRIPTEN_KEEPALIVE int bench_work(double ms) {
  auto& p = page();
  const double until = bench_now() + ms;
  while (p.session->is_working() && !(p.import && p.import->is_hungry())) {
    p.session->step(bench::rows_a_step);
    if (bench_now() >= until) break;
  }
  bench::save();
  if (p.session->is_working()) return p.import && p.import->is_hungry() ? 0 : 1;
  p.import = nullptr;
  return p.session->job() && p.session->job()->state() == app::JobState::failed ? -1 : 0;
}

// Answers "persist" when everything is durable.
EMSCRIPTEN_KEEPALIVE void bench_persist() {
  page().session->save([](const base::Status& status) { bench::answer("persist", status); });
}

EMSCRIPTEN_KEEPALIVE void bench_edit(std::uint32_t number, const char* notes, double balance_cents, double stamp) {
  auto& p = page();
  const auto& doc = p.session->document();
  const auto customer = doc.table<schema::Customer>().handles[number - 1];
  app::Draft draft;
  draft.command = "update_records";
  const base::Status checked =
      app::add_update(draft, doc, doc.id(customer),
                      {{"notes", std::string(notes)},
                       {"wallet_total", static_cast<std::int64_t>(balance_cents) * bench::units_a_cent}});
  if (!checked || draft.records.empty()) {
    bench::answer("edit", checked);
    return;
  }
  auto stamps = bench::stamps_of(doc, customer);
  stamps["notes"] = stamps["balance"] = static_cast<std::int64_t>(stamp);
  std::vector<base::ChangeId> seen;
  if (const store::Register* kept = doc.find_register(customer, store::first_unknown_slot))
    for (const store::LiveValue& live : kept->live) seen.push_back(doc.change(live.change).id);
  draft.records.front().sets.push_back(
      {std::string(bench::stamps_field), bench::stamps_value(stamps), std::move(seen)});
  p.session->write(std::move(draft), app::Session::Step::fresh);
  p.session->save([](const base::Status& status) { bench::answer("edit", status); });
}

// Answers lie at bench_text(), bench_text_length() bytes long, until the next call.
EMSCRIPTEN_KEEPALIVE const char* bench_text() { return page().text.data(); }
EMSCRIPTEN_KEEPALIVE std::uint32_t bench_text_length() { return static_cast<std::uint32_t>(page().text.size()); }
EMSCRIPTEN_KEEPALIVE void bench_counts() { page().text = bench::count_rows(page().session->document()); }
EMSCRIPTEN_KEEPALIVE void bench_query(const char* text, int is_descending, std::uint32_t limit) {
  auto& s = *page().session;
  page().text = bench::find_customers(s.document(), s.cache(), text,
                                      is_descending ? bench::Order::descending : bench::Order::ascending, limit);
}
EMSCRIPTEN_KEEPALIVE void bench_aggregate() { page().text = bench::aggregate(page().session->document()); }
EMSCRIPTEN_KEEPALIVE void bench_rfm() { page().text = bench::rfm(page().session->document(), page().session->cache()); }

EMSCRIPTEN_KEEPALIVE void bench_begin_export() {
  page().writer = std::make_unique<bench::SnapshotWriter>(page().session->document());
}
// The next piece of the export; 0 when it is the last.
EMSCRIPTEN_KEEPALIVE int bench_export(std::uint32_t rows) {
  page().text.clear();
  return page().writer->write(page().text, rows) ? 1 : 0;
}

EMSCRIPTEN_KEEPALIVE void bench_begin_prepare() {
  page().maker = std::make_unique<bench::BundleMaker>(page().session->book());
}
EMSCRIPTEN_KEEPALIVE void bench_prepare(const char* bytes, std::uint32_t length) {
  page().maker->feed({bytes, length});
}
EMSCRIPTEN_KEEPALIVE void bench_finish_prepare() {
  page().text = page().maker->finish();
  page().maker.reset();
}
// First the preview, as a person sees it, then the merge itself: bench_work() carries each out.
EMSCRIPTEN_KEEPALIVE void bench_merge(const char* bytes, std::uint32_t length, int is_preview) {
  auto& p = page();
  if (is_preview) p.bundle.assign(bytes, length);
  std::vector<app::BundleFile> files{{"incoming.zhike.json", is_preview ? p.bundle : std::move(p.bundle)}};
  (void)p.session->start(
      std::make_unique<app::MergeJob>(std::move(files), is_preview ? app::MergeMode::preview : app::MergeMode::apply));
}
EMSCRIPTEN_KEEPALIVE void bench_fail() {
  const app::Job* job = page().session->job();
  page().text = job ? job->error().code + " " + job->error().where + " " + job->error().detail : std::string();
}
}

int main() { return 0; }
