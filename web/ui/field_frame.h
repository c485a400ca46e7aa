// The frame around every field: label above, box, help or error below, and the node that announces it. For the fields
// of web/ui alone.
#pragma once

#include <string>
#include <string_view>

#include "web/ui/draw.h"

namespace zhike::ui::draw {

// Draws the label; then box() the control's ground; finish() help or error and the announcement.
class FieldFrame {
 public:
  FieldFrame(const char* key, const FieldOptions& options);
  ~FieldFrame();
  FieldFrame(const FieldFrame&) = delete;
  FieldFrame& operator=(const FieldFrame&) = delete;

  float width() const { return width_; }  // of the control, device pixels
  std::string_view label() const { return label_; }
  // Ground and edge of a box of this height at the cursor; the box is then item space of the caller.
  void ground(ImVec2 min, ImVec2 max, bool is_hovered, bool is_active) const;
  // Role, value and flags are the caller's; label, help, error, rectangle and row are filled in here.
  void finish(Node node, ImVec2 min, ImVec2 max, std::string_view own_error = {});

 private:
  const char* key_;
  const FieldOptions& options_;
  std::string_view label_;
  float width_;
};

// A one-line or multi-line text input inside a box; the building part of all text fields.
struct TextInput {
  const char* icon = nullptr;    // before the text
  std::string_view suffix = {};  // after the text
  ImGuiInputTextFlags flags = 0;
  int lines = 1;
  Role role = Role::textbox;
  bool has_clear = false;  // an × while it holds text
  float keep_right = 0;    // device pixels left free for a button at the right end
};
struct TextInputResult {
  bool has_changed = false, was_left = false, is_active = false;
  ImVec2 min{}, max{};
  ImGuiID id = 0;
};
TextInputResult text_input(const char* key, std::string& value, const FieldOptions& options, const TextInput& input,
                           FieldFrame& frame, std::string_view own_error = {});

}  // namespace zhike::ui::draw
