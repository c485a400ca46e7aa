// Editors' frame: what every dialog with a draft shares: waiting for its command, a body that scrolls above buttons
// that stay, one line of problems, and times as people type them. Used by the editors and the dialogs of the rooms.
// Must never know a record type.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "web/views/view.h"

namespace zhike::views {

// A command that was pushed and has not been answered. A refused one leaves its error in the form's state.
struct Pending {
  bool is_waiting = false;
  std::uint64_t runs_before = 0;

  enum class Answer { none, done, refused };
  void start(const Status& status) {
    is_waiting = true;
    runs_before = status.runs_done;
  }
  // done or refused once, in the frame after the command was carried out.
  Answer take(const Status& status) {
    if (!is_waiting || status.runs_done <= runs_before) return Answer::none;
    is_waiting = false;
    return status.run_error.code.empty() ? Answer::done : Answer::refused;
  }
};

// The part of a dialog that scrolls when the page is too low for it; keeps `below_css` free for what follows.
class ScrollBody {
 public:
  explicit ScrollBody(const char* id, float below_css = 170);
  ~ScrollBody();
  ScrollBody(const ScrollBody&) = delete;
  ScrollBody& operator=(const ScrollBody&) = delete;
};

// Cancel and Save at the right, perhaps Delete at the left. Ctrl+Enter saves.
enum class FooterAct { none, save, cancel, remove };
struct FooterOptions {
  const char* save_key = "editor.save";
  const char* remove_key = nullptr;
  ui::Enabled can_save = ui::Enabled::yes;
};
FooterAct editor_footer(const FooterOptions& options = {});

// Chips, links and small buttons beside each other that go on below where the line is full: next() before each.
class Flow {
 public:
  void next(float width_px);  // device pixels
  void next_chip(std::string_view label);
  void next_button(const char* key);

 private:
  bool is_first_ = true;
};

// An error's sentence without the name of its place, which the field shows itself.
std::string sentence_at_field(const base::Error& error);
// A banner with a refusal that names no field; nothing for an empty text.
void refusal_banner(std::string_view words);
// Says that this tab may not write; nothing when it may.
void writing_banner(const Status& status);

// "2026-11-21 14:30" in the book's zone; "" for none.
std::string write_local_time(std::int64_t at, int zone_offset_minutes);
// Reads it back, also "11/21 9:05", "20261121 1430" and a day alone (midnight). nullopt when it is no time.
std::optional<base::InstantMs> read_local_time(std::string_view typed, int zone_offset_minutes, base::Day today);

}  // namespace zhike::views
