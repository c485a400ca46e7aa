// What views ask for, one case each.
#include "core/app/demo.h"
#include "core/app/turn.h"
#include "core/exchange/importer.h"
#include "core/report/overview.h"
#include "web/platform/canvas.h"
#include "web/platform/offline.h"
#include "web/shell/page.h"

namespace zhike::shell {
namespace {

template <class... F>
struct Overload : F... {
  using F::operator()...;
};

}  // namespace

void Page::carry_out(views::Request request) {
  std::visit(
      Overload{
          [this](const views::Navigate& r) { views::go_to(app_, r.route); },
          [this](const views::Run& r) { run_command(r); },
          [this](const views::StartBook& r) { start_book(r.by); },
          [this](const views::StartDemo& r) {
            start_book(status_.by);
            job_purpose_ = JobPurpose::demo;
            app::DemoOptions options;
            options.customers = r.customers;
            options.last_day = session_->today();
            start_job(app::make_demo_job(options));
          },
          [this](const views::PickFile& r) {
            file_purpose_ = r.purpose;
            platform::pick_files(
                r.purpose == views::FilePurpose::import  ? ".csv,.txt,.tsv"
                : r.purpose == views::FilePurpose::merge ? ".json,.age"
                : r.purpose == views::FilePurpose::check ? ".json,.age"
                : r.purpose == views::FilePurpose::key   ? ".txt,.key"
                                                         : ".csv,.txt,.tsv,.json,.age",
                r.purpose == views::FilePurpose::merge || r.purpose == views::FilePurpose::any ? 50 : 1);
          },
          [this](const views::PreviewImport& r) {
            import_options_ = r.options;
            preview_import();
          },
          [this](const views::ApplyImport&) { apply_import(); },
          [this](const views::ApplyMerge&) { apply_merge(); },
          [this](const views::DropPreview&) { drop_preview(); },
          [this](const views::CancelJob&) {
            if (session_->is_turning()) return;
            session_->cancel();
            job_purpose_ = JobPurpose::none;  // what goes on now only takes it back
            if (!session_->is_working()) finish_job();
          },
          [this](const views::SaveRejectedRows&) {
            if (!import_preview_) return;
            const auto reason = [](const base::Error& error, const void* lang) {
              return i18n::error_text(*static_cast<const i18n::Lang*>(lang), error);
            };
            save_as_file(std::string(i18n::text(context_.lang, "page.rejected_file")) + ".csv", "text/csv",
                         exchange::write_rejected(*import_preview_, i18n::text(context_.lang, "cli.import.reason"),
                                                  reason, &context_.lang));
          },
          [this](const views::Export& r) { export_file(r); },
          [this](const views::PreviewShare& r) { preview_share(r); },
          [this](const views::ExportShare& r) { export_share(r); },
          [this](const views::SaveText& r) { save_as_file(r.name, r.mime_type.c_str(), r.text); },
          [](const views::CopyText& r) { platform::copy_text(r.text); },
          [this](const views::SetPreference& r) {
            if (r.key == "by") {
              rename_writer(r.value);
              return;
            }
            platform::save_preference(r.key, r.value);
            apply_preferences();
          },
          [this](const views::AskPersistence&) { storage_.request_persistence([] { platform::request_frames(); }); },
          [this](const views::AskWriter&) { storage_.ask_handover(); },
          [this](const views::SecretRequest& r) { carry_out_secret(r); },
          [this](const views::TeamRequest& r) { carry_out_team(r); },
          [](const views::Print&) { platform::print_page(); },
          [](const views::Reload&) { platform::apply_update(); },
      },
      request);
}

void Page::run_command(const views::Run& run) {
  if (!can_write()) {
    show_error({"storage.readonly", {}, {}});
    return;
  }
  is_save_wanted_ = true;
  const auto started = session_->start(run.command);
  if (started && *started) {
    run_ = run;
    job_purpose_ = JobPurpose::run;
    run_job();  // mostly done within this frame
  } else {
    finish_run(run, started ? session_->execute(run.command) : std::unexpected(started.error()));
  }
}

void Page::finish_run(const views::Run& run, const base::Result<app::Outcome>& outcome) {
  ++status_.runs_done;
  status_.run_error = outcome ? base::Error{} : outcome.error();
  if (!outcome) {
    show_error(outcome.error());
    return;
  }
  const std::string_view key = run.toast_key.empty() ? std::string_view(outcome->command) : run.toast_key;
  std::string text(i18n::text(context_.lang, key));
  if (std::holds_alternative<commands::Undo>(run.command))
    text = i18n::format(context_.lang, "page.undone", {{"what", i18n::text(context_.lang, outcome->command)}});
  else if (std::holds_alternative<commands::Redo>(run.command))
    text = i18n::format(context_.lang, "page.redone", {{"what", i18n::text(context_.lang, outcome->command)}});
  const bool is_undoable = !std::holds_alternative<commands::Undo>(run.command) && session_->can_undo();
  context_.toasts.push(ui::Tone::good, std::move(text), is_undoable ? "undo" : "");
}

void Page::start_book(const std::string& by) {
  if (has_book_) return;
  const std::string name = by.empty() ? std::string(i18n::text(context_.lang, "page.me")) : by;
  if (const auto status = session_->create(name); !status) {
    show_error(status.error());
    return;
  }
  has_book_ = true;
  status_.by = name;
}

// The name lives in the book's identity, beside the device, not in the browser's preferences.
void Page::rename_writer(const std::string& by) {
  if (!has_book_ || by.empty() || !can_write()) return;
  store::Book& book = session_->writable_book();
  book.set_identity({book.identity().device, by});
  is_save_wanted_ = true;
}

void Page::start_job(std::unique_ptr<app::Job> job) {
  if (!can_write()) {
    show_error({"storage.readonly", {}, {}});
    return;
  }
  is_save_wanted_ = true;
  if (const auto status = session_->start(std::move(job)); !status) show_error(status.error());
}

void Page::finish_job() {
  const app::Job* job = session_->job();
  const JobPurpose purpose = std::exchange(job_purpose_, JobPurpose::none);
  if (!job) return;
  is_save_wanted_ = true;
  prepare_customers();
  if (job->state() != app::JobState::done) export_ = {};
  if (job_call_ != 0) {
    const std::uint32_t id = std::exchange(job_call_, 0);
    if (job->state() == app::JobState::done)
      waiting_calls_.push_back({id, base::write_json(job->result()), session_->document().revision()});
    else
      reject_call(id, job->state() == app::JobState::failed ? job->error() : base::Error{"job.cancelled", {}, {}});
    if (session_->is_saved()) answer_calls({});
  }
  if (purpose == JobPurpose::sync && job->state() != app::JobState::cancelled) {
    finish_sync(*job);
  } else if (purpose == JobPurpose::run) {
    const auto& turn = static_cast<const app::Turn&>(*job);
    const bool is_done = job->state() == app::JobState::done;
    finish_run(run_, is_done ? base::Result<app::Outcome>(turn.outcome()) : std::unexpected(job->error()));
  } else if (job->state() == app::JobState::failed) {
    file_error_ = job->error();
    show_error(job->error());
  } else if (job->state() == app::JobState::cancelled) {
    context_.toasts.push(ui::Tone::info, std::string(i18n::text(context_.lang, "page.cancelled")));
  } else if (purpose == JobPurpose::preview_import) {
    import_preview_ = *static_cast<const app::ImportJob*>(job)->preview();
    views::go_to(app_, "data");
  } else if (purpose == JobPurpose::import) {
    import_preview_ = *static_cast<const app::ImportJob*>(job)->preview();
    context_.toasts.push(ui::Tone::good,
                         i18n::format(context_.lang, "page.imported",
                                      {{"created", import_preview_->created},
                                       {"updated", import_preview_->updated},
                                       {"rejected", import_preview_->rejected}}),
                         session_->can_undo() ? "undo" : "");
    if (import_preview_->rejected == 0) drop_preview();
  } else if (purpose == JobPurpose::preview_merge) {
    merge_preview_ = static_cast<const app::MergeJob*>(job)->preview();
    views::go_to(app_, "data");
  } else if (purpose == JobPurpose::merge) {
    const auto preview = static_cast<const app::MergeJob*>(job)->preview();
    context_.toasts.push(ui::Tone::good, i18n::format(context_.lang, "page.merged", {{"n", preview.fresh}}),
                         session_->can_undo() ? "undo" : "");
    drop_preview();
  } else if (purpose == JobPurpose::check_backup) {
    status_.secrets.backup_check = static_cast<const app::BackupCheckJob*>(job)->check();
    views::go_to(app_, "data");
  } else if (purpose == JobPurpose::export_file) {
    finish_export();
  } else if (purpose == JobPurpose::demo) {
    context_.toasts.push(ui::Tone::good, std::string(i18n::text(context_.lang, "command.demo")), "undo");
    views::go_to(app_, "today");
  }
}

// Reading tabs export too: the job writes nothing into the book.
void Page::export_file(const views::Export& r) {
  const std::string day = base::write_day(session_->today());
  if (r.kind == views::ExportKind::report) {
    save_as_file(
        "zhike-report-" + day + ".html", "text/html",
        report::write_overview(context_.lang, session_->document(), session_->cache(), session_->today(), status_.by));
    return;
  }
  const bool is_bundle = r.kind == views::ExportKind::bundle, is_csv = r.kind == views::ExportKind::csv;
  const auto format = is_bundle ? app::ExportFormat::bundle
                      : is_csv  ? app::ExportFormat::csv
                                : app::ExportFormat::plain;
  if (!begin_export(format, r.type, platform::add_piece)) return;
  export_ = {is_bundle ? "zhike-" + day + ".zhike.json"
             : is_csv  ? r.type + "-" + day + ".csv"
                       : "zhike-plain-" + day + ".json",
             is_csv ? "text/csv" : "application/json", [this, is_bundle] {
               if (is_bundle) note_backup();
             }};
}

bool Page::begin_export(app::ExportFormat format, const std::string& type, std::function<void(std::string_view)> take) {
  const auto status = session_->start(std::make_unique<app::ExportJob>(format, type, std::move(take)));
  if (!status) {
    show_error(status.error());
    return false;
  }
  platform::drop_pieces();
  job_purpose_ = JobPurpose::export_file;
  return true;
}

void Page::finish_export() {
  const auto done = std::exchange(export_, {});
  done.on_whole();
  save_as_file(done.name, done.media_type, {});
}

void Page::note_backup() {
  platform::save_preference("backup_changes", std::to_string(session_->document().change_count()));
  platform::save_preference("backup_at", base::write_instant(clock_.now()));
  read_backup_state();
}

void Page::save_as_file(const std::string& name, const char* type, const std::string& bytes) {
  platform::save_file(name, type, bytes, platform::SaveWay::download, [this](base::Result<platform::SaveOutcome> done) {
    if (!done) show_error(done.error());
  });
}

}  // namespace zhike::shell
