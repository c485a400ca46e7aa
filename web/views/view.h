// View: what every room is given and what it may answer. A room is a function
//   void today_view(const ViewInput&, TodayState&, Requests&);
// It draws from the const document, keeps only scroll, filter and drafts in its state, and asks for changes by pushing
// requests; web/main.cpp carries them out after the frame. A room never sees core/app, storage or the browser.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/commands/commands.h"
#include "core/commands/exchange.h"
#include "core/query/cache.h"
#include "core/store/document.h"
#include "web/ui/ui.h"
#include "web/views/secrets.h"
#include "web/views/team.h"

namespace zhike::store {
class Book;
}

namespace zhike::views {

enum class Saving { saved, saving, unsaved, failed };
enum class Writing { writer, reader, memory_only };

// One of the last commands, for the debug page.
struct CommandResult {
  std::string command;  // catalogue key
  std::string error;    // code; empty: done
  std::size_t touched;  // records
};

// What the program knows beside the document; filled anew each frame by web/main.cpp.
struct Status {
  bool has_book = false;  // false: first visit, nothing stored yet
  std::string by;         // who writes here
  std::string device;
  Saving saving = Saving::saved;
  base::Error save_error;  // when failed
  Writing writing = Writing::writer;
  bool is_persistent = false;
  std::uint64_t used_bytes = 0, quota_bytes = 0;
  std::vector<base::Error> problems;  // found when the book was opened
  std::string undo_name, redo_name;   // catalogue keys; empty: nothing to undo

  // Commands carried out so far, and how the last one ended (no code: well). A form that pushed one stays open, with
  // everything typed, until this counter has moved on without an error.
  std::uint64_t runs_done = 0;
  base::Error run_error;

  // The job under way or finished last; its name is empty when there was none.
  std::string job_name, job_phase;  // catalogue keys
  double job_share = 0;             // 0..1
  std::size_t job_done = 0, job_total = 0;
  bool is_job_running = false, can_cancel_job = true;

  // What the last chosen files would do; set until applied or dropped.
  const commands::ImportPreview* import_preview = nullptr;
  const commands::ImportOptions* import_options = nullptr;
  const commands::MergePreview* merge_preview = nullptr;
  const commands::SharePreview* share_preview = nullptr;  // of the part asked for last
  std::optional<base::Error> file_error;                  // the last file could not be read
  std::size_t changes_since_backup = 0;
  base::InstantMs last_backup = base::no_instant;
  std::uint64_t frames = 0;
  double frame_ms = 0;
  std::uint64_t memo_hits = 0, memo_misses = 0;
  bool has_debug_page = false;     // preference of this device
  std::vector<CommandResult> log;  // newest last; filled while the debug page is shown
  std::string theme = "system";    // preference of this device: system, light or dark
  bool is_update_ready = false;
  bool is_standalone = false;
  SecretStatus secrets;
  TeamStatus team;
};

struct ViewInput {
  const store::Document& doc;
  query::Cache& cache;
  base::Day today;
  const Status& status;
  const store::Book& book;  // for a record's history
};

// Of so many records some answers take long: they are computed one a frame, and shown when all are there.
inline bool is_large(const store::Document& document) { return document.handle_count() >= 200'000; }

// Address of a record or room: "customers/0192f0c4-…", "today". Kept in the page's hash.
struct Navigate {
  std::string route;
};
struct Run {  // carry out a command; the toast offers undo
  commands::Command command;
  std::string toast_key;  // shown when done; empty: the command's own
};
struct StartBook {
  std::string by;
};
struct StartDemo {
  std::uint32_t customers = 2000;
};
enum class FilePurpose { any, import, merge, check, key };
struct PickFile {
  FilePurpose purpose = FilePurpose::any;
};
struct PreviewImport {  // the chosen file again with other options
  commands::ImportOptions options;
};
struct ApplyImport {};
struct ApplyMerge {};
struct DropPreview {};
struct CancelJob {};
struct SaveRejectedRows {};
enum class ExportKind { bundle, plain, csv, report };
struct Export {
  ExportKind kind = ExportKind::bundle;
  std::string type;  // csv: record type
};
struct PreviewShare {  // what would leave; shown before it does
  commands::ShareWish wish;
};
struct ExportShare {
  commands::ShareWish wish;
  ExportKind kind = ExportKind::bundle;  // not a report
  std::string type;
};
struct SaveText {  // a file made by the view, e.g. a CSV of what is shown
  std::string name, mime_type, text;
};
struct CopyText {
  std::string text;
};
struct SetPreference {  // kept on this device only: "lang", "theme", "text_size", …
  std::string key, value;
};
struct AskPersistence {};
struct AskWriter {};
struct Print {};
struct Reload {};

using Request =
    std::variant<Navigate, Run, StartBook, StartDemo, PickFile, PreviewImport, ApplyImport, ApplyMerge, DropPreview,
                 CancelJob, SaveRejectedRows, Export, PreviewShare, ExportShare, SaveText, CopyText, SetPreference,
                 AskPersistence, AskWriter, Print, Reload, SecretRequest, TeamRequest>;

class Requests {
 public:
  void push(Request request) { list_.push_back(std::move(request)); }
  void run(commands::Command command, std::string toast_key = {}) {
    push(Run{std::move(command), std::move(toast_key)});
  }
  void go(std::string route) { push(Navigate{std::move(route)}); }
  std::vector<Request> take() { return std::exchange(list_, {}); }

 private:
  std::vector<Request> list_;
};

}  // namespace zhike::views
