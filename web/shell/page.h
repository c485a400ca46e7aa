// Page: the program in the browser. Opens the book, draws frames, carries out what views and scripts ask for, saves.
// It joins web/views to core/app and web/platform and holds no rule of its own. One a page, made by web/main.cpp.
//
// Call flow: main → start → storage loaded → open_book → frame (views → requests → jobs → save) → …
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/age/sealed_storage.h"
#include "core/app/backup_check.h"
#include "core/app/dispatch.h"
#include "core/app/encrypted.h"
#include "core/app/export_job.h"
#include "core/app/import_job.h"
#include "core/app/merge_job.h"
#include "core/app/session.h"
#include "core/app/sync_job.h"
#include "core/i18n/error_text.h"
#include "web/platform/device.h"
#include "web/platform/files.h"
#include "web/platform/http.h"
#include "web/platform/picked_folder.h"
#include "web/platform/storage.h"
#include "web/ui/context.h"
#include "web/views/app.h"

namespace zhike::shell {

class Page {
  // Invariant: session_ is set from the first load on; has_book_ says whether it holds a stored book.
 public:
  Page();
  void start();

 private:
  // page.cpp: life and frames
  void start_graphics();
  void load_parts(std::function<void()> done);
  void load_rest();
  i18n::Lang wanted_lang() const;
  enum class Found : std::uint8_t { nothing, book };
  void open_book();
  void adopt_book(std::unique_ptr<app::Session> opened, Found found);
  void show_book();
  void consider_checkpoint();
  void prepare_customers();
  void frame();
  void fill_status();
  void read_backup_state();
  void apply_preferences();
  void keep_memory();  // widths, filters and unsaved forms, for the next visit
  void work();         // a slice of the running job, then saving
  void run_job();
  void save();
  bool can_write() const;
  void show_error(const base::Error& error);

  // requests.cpp: what views ask for
  void carry_out(views::Request request);
  void run_command(const views::Run& run);
  void finish_run(const views::Run& run, const base::Result<app::Outcome>& outcome);
  void start_book(const std::string& by);
  void rename_writer(const std::string& by);
  void start_job(std::unique_ptr<app::Job> job);
  void finish_job();
  void export_file(const views::Export& request);
  // False when the file cannot be begun; a message says why.
  bool begin_export(app::ExportFormat format, const std::string& type, std::function<void(std::string_view)> take);
  void finish_export();
  void note_backup();
  void preview_share(const views::PreviewShare& request);
  void export_share(const views::ExportShare& request);
  void save_as_file(const std::string& name, const char* type, const std::string& bytes);

  // chosen_file.cpp: a chosen or dropped file and its preview
  void paste(const std::string& text);
  void open_file(base::Result<platform::OpenedFile> file);
  void preview_import();
  void apply_import();
  void apply_merge();
  void drop_preview();

  // secrets.cpp: keys, passphrases, the lock
  void carry_out_secret(const views::SecretRequest& request);
  void forget_secrets();
  void after_showing(std::function<void()> act);
  void run_slow_act();
  void save_sealed(views::SaveSealed::To to);
  void save_key();
  void set_headquarters(const std::string& recipient);
  void open_snapshots();
  void take_secret(age::Secret secret);
  void change_lock(age::Secret passphrase);
  void finish_lock_change(const base::Status& status, bool is_locked);
  void shut();
  void forget_book();
  void open_lock(age::Secret passphrase);
  void forget_stale_key();
  void mind_idle_time();

  // team.cpp: the folder shared with colleagues
  void carry_out_team(const views::TeamRequest& request);
  void start_sync(const views::SyncTeam& request);
  void finish_sync(const app::Job& job);
  void fill_team();

  // scripts.cpp: window.zhike
  void call(std::uint32_t id, std::string_view verb, std::string_view args);
  void reject_call(std::uint32_t id, const base::Error& error);
  void answer_calls(const base::Status& saved);

  // semantics.cpp: the accessible mirror
  void start_semantics();
  void mirror();

  platform::BrowserStorage storage_;
  platform::BrowserClock clock_;
  platform::BrowserRandom random_;
  age::SealedStorage sealed_{storage_, random_};
  platform::FetchHttp http_;
  std::unique_ptr<ports::SharedFolder> team_folder_;  // outlives the job of the session
  age::Secret team_secret_;                           // of this visit
  std::unique_ptr<app::Session> make_session();
  std::unique_ptr<app::Session> session_;
  bool has_book_ = false, is_save_wanted_ = false, is_printing_ = false;
  bool is_started_ = false, is_opening_ = false, is_checkpoint_scheduled_ = false;
  bool is_preparing_ = false;
  std::uint32_t openings_ = 0;  // how often a book was opened: what is older has no say any more

  ui::Context context_;
  views::AppState app_;
  views::Status status_;
  views::Requests requests_;
  std::string shown_route_, shown_title_;
  std::uint64_t kept_memory_ = 0, kept_drafts_ = 0;  // revisions stored last
  std::size_t backed_up_changes_ = 0;

  // The file whose preview is shown.
  struct ChosenFile {
    std::string name, bytes;
  };
  views::FilePurpose file_purpose_ = views::FilePurpose::any;
  std::optional<ChosenFile> import_file_;
  std::vector<app::BundleFile> merge_files_;
  commands::ImportOptions import_options_;
  std::optional<commands::ImportPreview> import_preview_;
  std::optional<commands::MergePreview> merge_preview_;
  std::optional<commands::SharePreview> share_preview_;
  std::optional<base::Error> file_error_;
  app::Keys keys_;  // of this visit
  std::function<void()> slow_act_;
  int frames_to_slow_act_ = 0;
  bool is_changing_lock_ = false, is_backup_check_ = false;
  double last_used_s_ = 0;

  enum class JobPurpose {
    none,
    preview_import,
    import,
    preview_merge,
    merge,
    check_backup,
    demo,
    sync,
    script,
    run,
    export_file
  };
  JobPurpose job_purpose_ = JobPurpose::none;
  views::Run run_{};  // the command that runs as a job
  struct {
    std::string name;
    const char* media_type = "";
    std::function<void()> on_whole;  // before the file goes to the person
  } export_;

  // A script's call that waits for its job or for the durable commit.
  struct WaitingCall {
    std::uint32_t id;
    std::string json;
    std::uint64_t revision;
  };
  std::vector<WaitingCall> waiting_calls_;
  std::uint32_t job_call_ = 0;
};

}  // namespace zhike::shell
