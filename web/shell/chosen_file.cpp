// A chosen or dropped file: told apart, previewed, and applied when the person says so. Nothing changes before that.
#include "core/base/text.h"
#include "web/platform/canvas.h"
#include "web/shell/page.h"

namespace zhike::shell {
namespace {

bool is_snapshot(const platform::OpenedFile& file, views::FilePurpose purpose) {
  if (purpose != views::FilePurpose::any && file.origin == platform::FileOrigin::picker)
    return purpose == views::FilePurpose::merge || purpose == views::FilePurpose::check;
  return file.name.ends_with(".json") || age::lock_of(file.bytes) != age::Lock::other ||
         base::trim(std::string_view(file.bytes).substr(0, 64)).starts_with('{');
}

}  // namespace

void Page::open_file(base::Result<platform::OpenedFile> file) {
  platform::request_frames();
  platform::focus_canvas();  // the browser's dialog has taken the keyboard away
  if (status_.secrets.is_shut) return;
  if (file && file_purpose_ == views::FilePurpose::key && file->origin == platform::FileOrigin::picker) {
    take_secret(age::Secret(file->bytes));
    age::wipe(file->bytes);
    return;
  }
  drop_preview();
  if (!file) {
    file_error_ = file.error();
    show_error(file.error());
    return;
  }
  start_book(app_.welcome.by);  // a file dropped on the welcome page begins the book it is to go into
  if (is_snapshot(*file, file_purpose_)) {
    is_backup_check_ = file->origin == platform::FileOrigin::picker && file_purpose_ == views::FilePurpose::check;
    if (file->index == 0) merge_files_.clear();
    merge_files_.push_back({std::move(file->name), std::move(file->bytes)});
    if (merge_files_.size() < file->count) return;
    open_snapshots();
    return;
  }
  import_file_ = ChosenFile{std::move(file->name), std::move(file->bytes)};
  import_options_ = {};
  preview_import();
}

// A block of cells from a spreadsheet is offered as an import, like a file of that content; other texts have no place.
void Page::paste(const std::string& text) {
  const bool has_rows = text.find('\n') != std::string::npos && text.find('\n') + 1 < text.size();
  if (!has_rows || text.find('\t') == std::string::npos || context_.had_dialog || !can_write()) return;
  file_purpose_ = views::FilePurpose::any;
  open_file(platform::OpenedFile{.name = "clipboard.tsv", .bytes = text, .origin = platform::FileOrigin::drop});
}

void Page::preview_import() {
  if (!import_file_ || session_->is_working()) return;
  file_error_.reset();
  job_purpose_ = JobPurpose::preview_import;
  start_job(std::make_unique<app::ImportJob>(import_file_->bytes, import_file_->name, import_options_,
                                             app::ImportMode::dry_run));
}

void Page::apply_import() {
  if (!import_file_ || session_->is_working()) return;
  job_purpose_ = JobPurpose::import;
  start_job(std::make_unique<app::ImportJob>(std::move(import_file_->bytes), import_file_->name, import_options_,
                                             app::ImportMode::write));
  import_file_.reset();
}

void Page::apply_merge() {
  if (merge_files_.empty() || session_->is_working()) return;
  job_purpose_ = JobPurpose::merge;
  start_job(std::make_unique<app::MergeJob>(std::move(merge_files_), app::MergeMode::apply));
  merge_files_.clear();
}

void Page::drop_preview() {
  import_preview_.reset();
  merge_preview_.reset();
  file_error_.reset();
  status_.secrets.asks_for.clear();
  status_.secrets.ask_error = {};
  status_.secrets.backup_check.reset();
}

}  // namespace zhike::shell
