#include "web/shell/page.h"

#include <algorithm>

#include "imgui.h"
#include "web/platform/bridge.h"
#include "web/platform/canvas.h"
#include "web/platform/offline.h"
#include "web/platform/slices.h"
#include "web/platform/tables.h"
#include "web/shell/words.h"

namespace zhike::shell {
namespace {

constexpr double job_slice_ms = 10;  // of each frame, so that drawing and typing go on
constexpr double slice_ms = 20;      // between the browser's events, where nothing is drawn
constexpr double checkpoint_pause_ms = 2000, checkpoint_step_ms = 5;
constexpr double search_pause_ms = 300, search_step_ms = 10;
constexpr std::size_t customers_a_step = 1500;  // some milliseconds, also between two frames
constexpr std::size_t rows_a_step = 200;
constexpr std::uint64_t file_limit_bytes = std::uint64_t{1} << 30;

std::uint32_t rgb(ImU32 c) { return (c & 0xFF) << 16 | (c & 0xFF00) | (c >> 16 & 0xFF); }

ui::ThemeMode theme_of(const std::string& preference) {
  const bool is_dark = preference == "dark" || (preference != "light" && platform::prefers_dark());
  if (platform::prefers_contrast()) return is_dark ? ui::ThemeMode::dark_contrast : ui::ThemeMode::light_contrast;
  return is_dark ? ui::ThemeMode::dark : ui::ThemeMode::light;
}

}  // namespace

Page::Page() = default;

void Page::start() {
  platform::set_bridge_handler([this](auto id, auto verb, auto args) { call(id, verb, args); });
  session_ = make_session();
  platform::StorageEvents events;
  events.state_changed = [this](platform::WriterState state) {
    // The other tab may have written meanwhile, or begun the book.
    if (state == platform::WriterState::writer) {
      forget_stale_key();
      open_book();
    }
    platform::request_frames();
  };
  events.handover_asked = [this] { session_->save([this](const base::Status&) { storage_.hand_over(); }); };
  events.book_changed = [this] {
    storage_.reload([this](const base::Status&) {
      forget_stale_key();
      open_book();
    });
  };
  storage_.start(platform::BrowserStorage::installation_name(), std::move(events), [this](base::Status status) {
    load_parts([this, status] {
      if (!status && status.error().code != "storage.memory_only") show_error(status.error());
      open_book();
    });
  });
}

// Once, when the first book is open: the first thing a person sees is their book, not an empty page.
void Page::show_book() {
  if (std::exchange(is_started_, true)) return;
  start_graphics();
  load_rest();
  storage_.refresh_info([] { platform::request_frames(); });
  platform::start_offline([this] {
    status_.is_update_ready = true;
    platform::request_frames();
  });
}

i18n::Lang Page::wanted_lang() const {
  const std::string lang = platform::load_preference("lang");
  return i18n::lang_from_code(lang.empty() ? platform::browser_lang() : lang);
}

// What the first frame needs. A file that is missing costs its letters, not the page.
void Page::load_parts(std::function<void()> done) {
  load_words(wanted_lang(),
             [done = std::move(done)](base::Status) { platform::load_fonts([done](base::Status) { done(); }); });
}

// Behind the first frame: nothing in it needs them. Scripts wait, so that what they get does not depend on the network.
void Page::load_rest() {
  platform::load_tables([this](base::Status) {
    session_->cache().clear();  // texts folded without the tables
    prepare_customers();
    platform::bridge_ready();
    for (const i18n::Lang lang : {i18n::Lang::en, i18n::Lang::zh_hans, i18n::Lang::zh_hant})
      load_words(lang, [](base::Status) { platform::request_frames(); });
  });
}

void Page::start_graphics() {
  ImGui::CreateContext();
  platform::Host host;
  host.frame = [this] { frame(); };
  host.busy = [this] { return session_->is_working() && !session_->job()->is_waiting(); };
  host.scale_changed = [this](float scale) { context_.device_scale = scale; };
  host.appearance_changed = [this] { apply_preferences(); };
  host.hash_changed = [this](const std::string& hash) { views::go_to(app_, hash); };
  host.pasted = [this](const std::string& text) { paste(text); };
  host.hidden = [this] { save(); };
  host.printing = [this](platform::Printing printing) {
    is_printing_ = printing == platform::Printing::begins;
    apply_preferences();
  };
  apply_preferences();
  context_.memory.read(platform::load_preference("memory"));
  context_.drafts.read(platform::load_preference("drafts"));
  if (!platform::hash().empty()) views::go_to(app_, platform::hash());
  if (platform::start(std::move(host)) != platform::StartResult::started) return;
  start_semantics();
  platform::FileEvents files;
  files.opened = [this](base::Result<platform::OpenedFile> file) {
    // Its encoding may need the tables; without them the import says so itself.
    const auto kept = std::make_shared<base::Result<platform::OpenedFile>>(std::move(file));
    platform::load_tables([this, kept](base::Status) { open_file(std::move(*kept)); });
  };
  files.drag = [](bool) {};
  platform::start_files(file_limit_bytes, std::move(files));
  platform::start_picked_folder([this] {
    fill_team();
    platform::request_frames();
  });
}

std::unique_ptr<app::Session> Page::make_session() {
  return std::make_unique<app::Session>(app::Services{&sealed_, &clock_, &random_});
}

// In slices: the skeleton, or the book as it was, stays alive meanwhile. A later call takes the place of this one.
void Page::open_book() {
  const std::uint32_t opening = ++openings_;
  is_opening_ = status_.secrets.is_busy = false;
  status_.secrets.has_lock = sealed_.has_lock();
  if (sealed_.is_shut()) {
    status_.secrets.is_shut = true;
    has_book_ = false;
    session_ = make_session();
    show_book();
    return;
  }
  const auto fresh = std::make_shared<std::unique_ptr<app::Session>>(make_session());
  const base::Status status = (*fresh)->begin_open();
  if (!status) {
    status_.secrets.is_shut = false;
    if (status.error().code == "book.missing")
      adopt_book(std::move(*fresh), Found::nothing);
    else
      show_error(status.error());
    show_book();
    return;
  }
  is_opening_ = status_.secrets.is_busy = true;
  const auto step = [this, opening, fresh]() -> double {
    if (opening != openings_) return -1;
    const double until = platform::now_ms() + slice_ms;
    bool has_more = true;
    while (has_more && platform::now_ms() < until) has_more = (*fresh)->open_step();
    if (has_more) {
      if (!is_started_) platform::show_opening((*fresh)->book().open_share());
      return 0;
    }
    adopt_book(std::move(*fresh), Found::book);
    show_book();
    return -1;
  };
  // A small book is open before the first slice ends: no turn of the events between it and the first frame.
  if (step() == 0) platform::run_slices(step);
}

void Page::adopt_book(std::unique_ptr<app::Session> opened, Found found) {
  is_opening_ = status_.secrets.is_busy = status_.secrets.is_shut = false;
  has_book_ = found == Found::book;
  session_ = std::move(opened);
  storage_.drop_loaded();  // the journal holds the bytes now
  read_backup_state();
  consider_checkpoint();
  prepare_customers();
  fill_team();
  platform::request_frames();
}

// A part at a time while nothing else is going on.
void Page::consider_checkpoint() {
  if (is_checkpoint_scheduled_) return;
  is_checkpoint_scheduled_ = true;
  const auto step = [this, frames = platform::frame_count()]() mutable -> double {
    const bool is_quiet = frames == platform::frame_count() && session_->is_saved() && !is_changing_lock_;
    frames = platform::frame_count();
    if (!is_quiet) return checkpoint_pause_ms;
    is_checkpoint_scheduled_ = can_write() && session_->checkpoint_step();
    return is_checkpoint_scheduled_ ? checkpoint_step_ms : -1;
  };
  platform::run_slices(step, checkpoint_pause_ms);
}

// The first letter typed into a search finds the texts of a large book folded already, the first sorting its order.
void Page::prepare_customers() {
  if (std::exchange(is_preparing_, true)) return;
  const auto step = [this]() -> double {
    if (session_->is_working() || is_opening_) return search_pause_ms;
    is_preparing_ = session_->cache().prepare_customers(session_->document(), customers_a_step);
    return is_preparing_ ? search_step_ms : -1;
  };
  platform::run_slices(step, search_pause_ms);
}

void Page::read_backup_state() {
  backed_up_changes_ =
      static_cast<std::size_t>(std::strtoull(platform::load_preference("backup_changes").c_str(), nullptr, 10));
  status_.last_backup = base::read_instant(platform::load_preference("backup_at")).value_or(base::no_instant);
}

bool Page::can_write() const {
  if (is_opening_) return false;  // what is shown is about to be replaced
  return storage_.state() == platform::WriterState::writer || storage_.state() == platform::WriterState::memory_only;
}

void Page::apply_preferences() {
  context_.lang = wanted_lang();
  status_.theme = platform::load_preference("theme");
  if (status_.theme.empty()) status_.theme = "system";
  context_.theme = is_printing_ ? ui::ThemeMode::light : theme_of(status_.theme);  // dark pages waste ink
  status_.has_debug_page = platform::load_preference("debug") == "1";
  const std::string size = platform::load_preference("text_size");
  context_.text_size = size == "small"   ? ui::TextSize::small
                       : size == "large" ? ui::TextSize::large
                                         : ui::TextSize::normal;
  context_.reduced_motion = platform::prefers_reduced_motion();
  platform::set_lang(i18n::lang_code(context_.lang));
  const bool is_dark = ui::is_dark(context_.theme);
  platform::set_colours({rgb(ui::color(context_.theme, ui::Token::canvas)),
                         rgb(ui::color(context_.theme, ui::Token::surface)),
                         rgb(ui::color(context_.theme, ui::Token::text)),
                         is_dark ? platform::PageColours::Scheme::dark : platform::PageColours::Scheme::light});
  platform::request_frames();
}

void Page::frame() {
  context_.now = clock_.now();
  context_.zone_offset_minutes = clock_.zone_offset_minutes();
  context_.today = session_->today();
  context_.touch = platform::is_touch();
  const ImGuiIO& io = ImGui::GetIO();
  context_.font = io.Fonts->Fonts.Size > 0 ? io.Fonts->Fonts[0] : nullptr;
  context_.font_strong = io.Fonts->Fonts.Size > 1 ? io.Fonts->Fonts[1] : nullptr;
  mind_idle_time();
  fill_status();
  ui::begin_frame(context_);
  const views::ViewInput input{session_->document(), session_->cache(), context_.today, status_, session_->book()};
  views::app_view(input, app_, requests_);
  ui::end_frame();
  if (context_.wake_in_s >= 0) platform::wake_after_ms(context_.wake_in_s * 1000);
  mirror();
  keep_memory();
  const std::string room_key = "room." + views::read_route(app_.route).room;
  const std::string title = std::string(i18n::text(context_.lang, room_key)) + " · 知客 Zhike";
  if (title != shown_title_) {
    platform::set_title(title);
    shown_title_ = title;
  }
  if (const std::string route = "/" + app_.route; route != shown_route_) {
    platform::set_hash(route, shown_route_.empty() ? platform::History::replace : platform::History::push);
    shown_route_ = route;
  }
  for (views::Request& request : requests_.take()) {
    carry_out(std::move(request));
    platform::request_frames();
  }
  work();
}

void Page::run_job() {
  if (!session_->is_working()) return;
  const double until = platform::now_ms() + job_slice_ms;
  bool has_more = true;
  const app::Job& job = *session_->job();
  while (has_more && !job.is_waiting() && platform::now_ms() < until) has_more = session_->step(rows_a_step);
  if (!has_more) finish_job();
  if (!has_more || !job.is_waiting()) platform::request_frames(1);
}

void Page::work() {
  run_slow_act();
  if (!platform::is_event_waiting()) run_job();
  if (has_book_ && can_write() && session_->book().has_unsaved() && !session_->is_saving()) save();
  platform::set_leaving(has_book_ && !session_->is_saved() ? platform::Leaving::asks : platform::Leaving::free);
}

void Page::save() {
  if (!has_book_ || !can_write() || session_->is_saving() || session_->is_turning() || is_changing_lock_) return;
  // After a failure the next try waits for the next change or for a person.
  if (!session_->last_save() && !is_save_wanted_) return;
  is_save_wanted_ = false;
  session_->save([this](const base::Status& status) {
    if (!status) context_.toasts.push(ui::Tone::bad, std::string(i18n::text(context_.lang, "page.save_failed")));
    answer_calls(status);
    if (status && session_->book().is_checkpoint_due()) consider_checkpoint();
    platform::request_frames();
  });
}

// Preferences of this device, not of the book: lost with the browser's data, and that is all right.
void Page::keep_memory() {
  if (kept_memory_ != context_.memory.revision()) platform::save_preference("memory", context_.memory.write());
  kept_memory_ = context_.memory.revision();
  // Forms hold what the lock is to keep.
  if (status_.secrets.has_lock)
    platform::save_preference("drafts", "");
  else if (kept_drafts_ != context_.drafts.revision())
    platform::save_preference("drafts", context_.drafts.write());
  kept_drafts_ = context_.drafts.revision();
}

void Page::fill_status() {
  const store::Book& book = session_->book();
  status_.has_book = has_book_;
  status_.by = book.identity().by;
  status_.device = base::write_device(book.identity().device);
  const bool is_failed = !session_->last_save().has_value();
  status_.saving = is_failed               ? views::Saving::failed
                   : session_->is_saved()  ? views::Saving::saved
                   : session_->is_saving() ? views::Saving::saving
                                           : views::Saving::unsaved;
  status_.save_error = is_failed ? session_->last_save().error() : base::Error{};
  status_.writing = storage_.state() == platform::WriterState::reader        ? views::Writing::reader
                    : storage_.state() == platform::WriterState::memory_only ? views::Writing::memory_only
                                                                             : views::Writing::writer;
  status_.is_persistent = storage_.info().persisted;
  status_.used_bytes = storage_.info().used_bytes;
  status_.quota_bytes = storage_.info().quota_bytes;
  status_.problems = book.problems();
  status_.undo_name = session_->undo_name();
  status_.redo_name = session_->redo_name();
  if (const app::Job* job = session_->job()) {
    const app::Progress progress = job->progress();
    status_.job_name = job->name();
    status_.job_phase = progress.phase;
    status_.job_done = progress.done;
    status_.job_total = progress.total;
    status_.job_share = progress.total ? static_cast<double>(progress.done) / static_cast<double>(progress.total) : 0;
    status_.is_job_running = session_->is_working();
    status_.can_cancel_job = !session_->is_turning();
  }
  status_.import_preview = import_preview_ ? &*import_preview_ : nullptr;
  status_.import_options = import_preview_ ? &import_options_ : nullptr;
  status_.merge_preview = merge_preview_ ? &*merge_preview_ : nullptr;
  status_.share_preview = share_preview_ ? &*share_preview_ : nullptr;
  status_.file_error = file_error_;
  const std::size_t changes = session_->document().change_count();
  status_.changes_since_backup = changes > backed_up_changes_ ? changes - backed_up_changes_ : 0;
  const std::string minutes = platform::load_preference("lock_minutes");
  status_.secrets.lock_minutes = minutes.empty() ? 15 : static_cast<int>(std::strtol(minutes.c_str(), nullptr, 10));
  status_.frames = platform::frame_count();
  status_.frame_ms = platform::last_frame_ms();
  status_.memo_hits = session_->cache().hits();
  status_.memo_misses = session_->cache().misses();
  status_.log.clear();
  if (views::read_route(app_.route).room == views::debug_room)
    for (const app::LogEntry& entry : session_->log())
      status_.log.push_back({entry.command, entry.error, entry.touched});
  status_.is_standalone = platform::is_standalone();
}

void Page::show_error(const base::Error& error) {
  context_.toasts.push(ui::Tone::bad, i18n::error_text(context_.lang, error));
  platform::request_frames();
}

}  // namespace zhike::shell
