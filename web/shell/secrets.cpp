// Keys, passphrases and the lock: what views ask for about secrets. What is slow on purpose (scrypt) waits until the
// page has said that it is at work.
#include "core/age/passphrase.h"
#include "core/query/settings.h"
#include "web/platform/canvas.h"
#include "web/shell/page.h"

namespace zhike::shell {
namespace {

template <class... F>
struct Overload : F... {
  using F::operator()...;
};

constexpr int frames_before_work = 2;  // the first shows "at work", the second is there in case it was skipped
constexpr const char* age_type = "application/octet-stream";

age::WordList list_for(i18n::Lang lang) {
  return lang == i18n::Lang::zh_hans   ? age::WordList::simplified_chinese
         : lang == i18n::Lang::zh_hant ? age::WordList::traditional_chinese
                                       : age::WordList::english;
}

bool looks_like_key(std::string_view text) { return text.find("AGE-SECRET-KEY-") != std::string_view::npos; }

}  // namespace

void Page::carry_out_secret(const views::SecretRequest& request) {
  views::SecretStatus& s = status_.secrets;
  std::visit(Overload{
                 [&](const views::MakeWords& r) {
                   forget_secrets();
                   s.words = age::make_passphrase(list_for(context_.lang), random_).view();
                   s.is_for_lock = r.is_for_lock;
                 },
                 [&](const views::SaveSealed& r) { save_sealed(r.to); },
                 [&](const views::MakeKey&) {
                   forget_secrets();
                   const age::Identity identity = age::make_identity(random_);
                   s.key_public = age::write_recipient(age::recipient_of(identity));
                   s.key_secret = age::write_identity(identity).view();
                 },
                 [&](const views::SaveKey&) { save_key(); },
                 [&](const views::UseKey&) {
                   set_headquarters(s.key_public);
                   forget_secrets();
                 },
                 [&](const views::SetHeadquarters& r) { set_headquarters(r.recipient); },
                 [&](const views::ForgetSecrets&) { forget_secrets(); },
                 [&](const views::GiveSecret& r) { take_secret(age::Secret(r.secret)); },
                 [&](const views::SetLock& r) { change_lock(age::Secret(r.passphrase)); },
                 [&](const views::RemoveLock&) { change_lock({}); },
                 [&](const views::ShutNow&) { shut(); },
                 [&](const views::OpenLock& r) { open_lock(age::Secret(r.passphrase)); },
             },
             request);
}

void Page::forget_secrets() {
  views::SecretStatus& s = status_.secrets;
  age::wipe(s.words);
  age::wipe(s.key_secret);
  s.key_public.clear();
  s.is_for_lock = s.is_file_saved = s.is_key_saved = false;
}

// Runs `act` once the page has shown that it is at work.
void Page::after_showing(std::function<void()> act) {
  status_.secrets.is_busy = true;
  slow_act_ = std::move(act);
  frames_to_slow_act_ = frames_before_work;
  platform::request_frames();
}

void Page::run_slow_act() {
  if (!slow_act_) return;
  platform::request_frames();
  if (--frames_to_slow_act_ > 0) return;
  const auto act = std::exchange(slow_act_, {});
  status_.secrets.is_busy = false;
  act();
}

void Page::save_sealed(views::SaveSealed::To to) {
  auto words = std::make_shared<age::Secret>();
  age::SealTo seal_to;
  if (to == views::SaveSealed::To::headquarters) {
    const auto recipient = age::read_recipient(query::setting_value(session_->document(), query::headquarters_key));
    if (!recipient) {
      show_error(recipient.error());
      return;
    }
    seal_to.recipients.push_back(*recipient);
  } else {
    *words = age::Secret(status_.secrets.words);
    seal_to.passphrase = words->view();
  }
  after_showing([this, words, seal_to] {
    std::string start;
    auto begun = age::Sealer::start(seal_to, random_, start);
    if (!begun) {
      show_error(begun.error());
      return;
    }
    const auto sealer = std::make_shared<age::Sealer>(std::move(*begun));
    const auto take = [sealer](std::string_view piece) {
      std::string sealed;
      sealer->update(piece, sealed);
      platform::add_piece(sealed);
    };
    if (!begin_export(app::ExportFormat::bundle, {}, take)) return;
    platform::add_piece(start);
    const auto on_whole = [this, sealer] {
      std::string rest;
      sealer->finish(rest);
      platform::add_piece(rest);
      status_.secrets.is_file_saved = true;
      note_backup();
      context_.toasts.push(ui::Tone::good, std::string(i18n::text(context_.lang, "page.sealed")));
    };
    export_ = {"zhike-" + base::write_day(session_->today()) + ".zhike.json.age", age_type, on_whole};
  });
}

// As age-keygen writes it, so that every age reads it.
void Page::save_key() {
  views::SecretStatus& s = status_.secrets;
  std::string file = "# created: " + base::write_instant(clock_.now()) + "\n# public key: " + s.key_public + "\n" +
                     s.key_secret + "\n";
  save_as_file("zhike-key-" + base::write_day(session_->today()) + ".txt", "text/plain", file);
  age::wipe(file);
  s.is_key_saved = true;
}

void Page::set_headquarters(const std::string& recipient) {
  status_.secrets.recipient_error = {};
  if (const auto known = age::read_recipient(recipient); !recipient.empty() && !known) {
    status_.secrets.recipient_error = known.error();
    return;
  }
  run_command({commands::SetSetting{std::string(query::headquarters_key), recipient}, "page.headquarters_set"});
}

// --- files that need a secret ---

// Goes on with the chosen snapshots when they are open; asks for what opens them otherwise.
void Page::open_snapshots() {
  if (app::has_encrypted(merge_files_) && !keys_.identities.empty()) (void)app::open_encrypted(merge_files_, keys_);
  for (const app::BundleFile& file : merge_files_) {
    const age::Lock lock = age::lock_of(file.bytes);
    if (lock == age::Lock::other) continue;
    status_.secrets.asks_for = file.name;
    status_.secrets.asks_for_passphrase = lock == age::Lock::passphrase;
    return;
  }
  status_.secrets.asks_for.clear();
  if (is_backup_check_) {
    job_purpose_ = JobPurpose::check_backup;
    start_job(std::make_unique<app::BackupCheckJob>(std::move(merge_files_.front().bytes)));
    merge_files_.clear();
    return;
  }
  job_purpose_ = JobPurpose::preview_merge;
  start_job(std::make_unique<app::MergeJob>(merge_files_, app::MergeMode::preview));
}

void Page::take_secret(age::Secret secret) {
  if (status_.secrets.asks_for.empty()) return;
  status_.secrets.ask_error = {};
  const auto shared = std::make_shared<age::Secret>(std::move(secret));
  after_showing([this, shared] {
    app::Keys given;
    if (looks_like_key(shared->view())) {
      auto identities = age::read_identities(shared->view());
      if (!identities) {
        status_.secrets.ask_error = identities.error();
        return;
      }
      given.identities = std::move(*identities);
    } else {
      given.passphrase = age::Secret(age::trim_passphrase(shared->view()));
    }
    if (const auto opened = app::open_encrypted(merge_files_, given); !opened) {
      status_.secrets.ask_error = opened.error();
      return;
    }
    // A key opens the next files of this visit too; it is zeroed with the page or when the lock shuts.
    if (!given.identities.empty()) keys_ = std::move(given);
    open_snapshots();
  });
}

// --- the lock ---

// Sets the lock, or takes it off when `passphrase` is empty. Everything must be stored first: all files are read back,
// and stored anew in one commit.
void Page::change_lock(age::Secret passphrase) {
  if (!can_write() || is_changing_lock_) return;
  const auto shared = std::make_shared<age::Secret>(std::move(passphrase));
  after_showing([this, shared] {
    session_->save([this, shared](const base::Status& saved) {
      if (!saved) {
        show_error(saved.error());
        return;
      }
      is_changing_lock_ = status_.secrets.is_busy = true;
      storage_.reload([this, shared](const base::Status& loaded) {
        const auto done = [this, shared](const base::Status& status) { finish_lock_change(status, !shared->empty()); };
        if (!loaded)
          done(loaded);
        else if (shared->empty())
          sealed_.remove_lock(done);
        else
          sealed_.set_lock(shared->view(), done);
      });
    });
  });
}

void Page::finish_lock_change(const base::Status& status, bool is_locked) {
  is_changing_lock_ = status_.secrets.is_busy = false;
  status_.secrets.has_lock = sealed_.has_lock();
  storage_.drop_loaded();
  platform::request_frames();
  if (!status) {
    show_error(status.error());
    return;
  }
  forget_secrets();
  if (is_locked) context_.drafts.read("{}");
  const char* key = is_locked ? "page.lock_set" : "page.lock_removed";
  context_.toasts.push(ui::Tone::good, std::string(i18n::text(context_.lang, key)));
}

// Saves, then forgets the key and everything that was open.
void Page::shut() {
  if (!sealed_.has_lock() || sealed_.is_shut() || is_changing_lock_) return;
  if (session_->is_working()) session_->cancel();
  session_->save([this](const base::Status& status) {
    if (!status) {
      show_error(status.error());
      return;
    }
    after_showing([this] { forget_book(); });  // not from inside the session that goes
  });
}

void Page::forget_book() {
  sealed_.forget();
  forget_secrets();
  keys_ = {};
  team_secret_.clear();
  for (app::BundleFile& file : merge_files_) age::wipe(file.bytes);
  merge_files_.clear();
  import_file_.reset();
  drop_preview();
  app_ = {};
  context_.toasts = {};
  has_book_ = is_opening_ = false;
  ++openings_;
  session_ = make_session();
  status_.secrets.is_shut = true;
}

void Page::open_lock(age::Secret passphrase) {
  status_.secrets.lock_error = {};
  const auto shared = std::make_shared<age::Secret>(std::move(passphrase));
  after_showing([this, shared] {
    status_.secrets.is_busy = true;
    storage_.reload([this, shared](const base::Status& loaded) {
      status_.secrets.is_busy = false;
      base::Status status = loaded;
      if (status) status = sealed_.unlock(age::trim_passphrase(shared->view()));
      platform::request_frames();
      if (status)
        open_book();
      else
        status_.secrets.lock_error = status.error();
    });
  });
}

// Another tab may have set another passphrase meanwhile: what our key does not open is asked for anew.
void Page::forget_stale_key() {
  if (!sealed_.has_lock() || sealed_.is_shut()) return;
  const auto probe = sealed_.read("meta/device.json");
  if (!probe && probe.error().code.starts_with("lock.")) sealed_.forget();
}

// Any key, button, wheel or movement puts the lock off; a sleeping page wakes to find that its time is over.
void Page::mind_idle_time() {
  const double now_s = static_cast<double>(context_.now) / 1000;
  const ImGuiIO& io = ImGui::GetIO();
  bool is_used = io.MouseDelta.x != 0 || io.MouseDelta.y != 0 || io.MouseWheel != 0 ||
                 io.InputQueueCharacters.Size > 0 || ImGui::IsAnyMouseDown() || last_used_s_ == 0;
  for (int key = ImGuiKey_NamedKey_BEGIN; key < ImGuiKey_NamedKey_END && !is_used; ++key)
    is_used = ImGui::IsKeyDown(static_cast<ImGuiKey>(key));
  const int minutes = status_.secrets.lock_minutes;
  const double left_s = last_used_s_ + minutes * 60 - now_s;
  const bool is_open = status_.secrets.has_lock && !status_.secrets.is_shut;
  if (is_open && minutes > 0 && last_used_s_ > 0 && left_s <= 0) {
    last_used_s_ = now_s;
    shut();
    return;
  }
  if (is_used) last_used_s_ = now_s;
  if (is_open && minutes > 0) platform::wake_after_ms((last_used_s_ + minutes * 60 - now_s) * 1000 + 50);
}

}  // namespace zhike::shell
