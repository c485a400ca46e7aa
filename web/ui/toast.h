// Toasts: short messages that leave by themselves, with an optional undo. Views push, the page draws the stack once.
// Must never carry a question: what needs an answer is a dialog.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace zhike::ui {

enum class Tone : std::uint8_t { neutral, info, good, warn, bad };

struct Toast {
  std::uint32_t id = 0;
  Tone tone = Tone::neutral;
  std::string text = {};        // in the current language
  std::string undo_token = {};  // given back by draw() when the undo button is pressed; "" means no button
  double leaves_at_s = 0;       // ImGui time; set when first drawn
  bool drawn = false;
};

class ToastStack {  // Invariant: at most 4 toasts
 public:
  // Shows `text` for 6 s (10 s with undo, bad ones until closed). Returns the toast's id.
  std::uint32_t push(Tone tone, std::string text, std::string undo_token = {});
  void close(std::uint32_t id);
  const std::vector<Toast>& items() const { return items_; }
  std::vector<Toast>& items() { return items_; }

 private:
  std::vector<Toast> items_;
  std::uint32_t next_id_ = 1;
};

// Draws the stack over the page (bottom right; bottom centre on phones) and drops what has run out.
// Returns the undo token that was pressed, if any.
std::optional<std::string> toasts_widget(ToastStack& stack);

}  // namespace zhike::ui
