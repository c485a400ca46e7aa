#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "core/base/decimal.h"
#include "core/base/text.h"
#include "imgui.h"
#include "imgui_stdlib.h"
#include "web/ui/caret.h"
#include "web/ui/draw.h"
#include "web/ui/field_frame.h"
#include "web/ui/wrap.h"

namespace zhike::ui {
namespace draw {

FieldFrame::FieldFrame(const char* key, const FieldOptions& options)
    : key_(key), options_(options), label_(options.label.empty() ? tr(key) : options.label) {
  width_ = options.width_css > 0 ? std::min(px(options.width_css), content_width()) : content_width();
  ImGui::BeginGroup();
  if (options.is_label_hidden) return;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float room = width_ - (options.is_required ? px(12) : 0);
  text_cut(at, room, label_, TextRole::small, color(Token::text_muted));
  if (options.is_required) {
    const float x = at.x + std::min(room, text_size(label_, TextRole::small).x) + px(4);
    text({x, at.y}, "*", TextRole::small, color(Token::bad));
  }
  ImGui::Dummy({width_, font_px(TextRole::small) - ImGui::GetStyle().ItemSpacing.y + px(5)});
}

FieldFrame::~FieldFrame() { ImGui::EndGroup(); }

void FieldFrame::ground(ImVec2 min, ImVec2 max, bool is_hovered, bool is_active) const {
  const bool is_bad = !options_.error.empty();
  box(min, max, color(options_.is_read_only ? Token::sunken : Token::surface), radius_control);
  const Token ink = is_bad       ? Token::bad
                    : is_active  ? Token::accent
                    : is_hovered ? Token::text_muted
                                 : Token::border_strong;
  edge(min, max, color(ink), radius_control);
  if (is_active) edge(min, max, color(is_bad ? Token::bad : Token::focus), radius_control, 2);
}

void FieldFrame::finish(Node node, ImVec2 min, ImVec2 max, std::string_view own_error) {
  const std::string_view error = options_.error.empty() ? own_error : options_.error;
  const std::string_view below = error.empty() ? options_.help : error;
  node.key = key_;
  node.name = label_;
  node.description = below;
  node.min = min;
  node.max = max;
  if (!error.empty()) node.flags |= flag::invalid;
  if (options_.is_required) node.flags |= flag::required;
  if (options_.is_read_only) node.flags |= flag::read_only;
  if (node.id != 0 && is_item_drawn(node.id)) {
    current().probe.announce_item(std::move(node));
  } else {
    node.flags |= flag::focusable;
    current().probe.announce(std::move(node));
  }
  if (below.empty()) return;
  ImGui::SetCursorScreenPos({min.x, max.y + px(4)});
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float size = font_px(TextRole::small);
  float y = at.y;
  const float indent = error.empty() ? 0 : px(18);
  if (!error.empty()) glyph({at.x + px(7), at.y + size / 2}, icon::circle_alert, 14, color(Token::bad));
  for (const std::string_view line : wrap_lines(below, *font(TextRole::small)->GetFontBaked(size), width_ - indent)) {
    text({at.x + indent, y}, line, TextRole::small, color(error.empty() ? Token::text_muted : Token::bad));
    y += std::floor(size * 1.15f);
  }
  ImGui::Dummy({width_, y - at.y});
}

namespace {

struct EditRequest {
  WordAct act;
  ImGuiID field;
  ImFontBaked* face = nullptr;  // of a field that wraps
  float width = 0;
};

int edit_line(ImGuiInputTextCallbackData* data) {
  const EditRequest& request = *static_cast<const EditRequest*>(data->UserData);
  do_word_act(request.act, request.field, *data);
  return 0;
}

// Moves the soft breaks to where they belong after each edit, and keeps the caret off their inside.
int rewrap(ImGuiInputTextCallbackData* data) {
  const EditRequest& request = *static_cast<const EditRequest*>(data->UserData);
  do_word_act(request.act, request.field, *data);
  const std::string_view before(data->Buf, static_cast<std::size_t>(data->BufTextLen));
  std::string plain = without_soft_breaks(before);
  const auto plain_at = [&](int at) { return plain_offset(before, static_cast<std::size_t>(at)); };
  std::size_t caret = plain_at(data->CursorPos), start = plain_at(data->SelectionStart),
              end = plain_at(data->SelectionEnd);
  const std::size_t at = static_cast<std::size_t>(data->CursorPos);
  const bool is_inside = at > 0 && at < before.size() && before[at - 1] == '\r' && before[at] == '\n';
  const bool is_break_cut = at > 0 && before[at - 1] == '\r' && !is_inside;
  if (caret > 0 && (is_break_cut || (is_inside && ImGui::IsKeyDown(ImGuiKey_LeftArrow)))) {
    // Backspace or Left at a soft break means the letter before it.
    std::size_t letter = caret - 1;
    while (letter > 0 && (static_cast<unsigned char>(plain[letter]) & 0xC0) == 0x80) --letter;
    if (is_break_cut) plain.erase(letter, caret - letter);
    if (is_break_cut || start == end) start = end = letter;
    caret = letter;
  }
  const std::string after = with_soft_breaks(plain, *request.face, request.width);
  if (after != before) {
    data->DeleteChars(0, data->BufTextLen);
    data->InsertChars(0, after.c_str());
  } else if (!is_inside) {
    return 0;
  }
  data->CursorPos = static_cast<int>(shown_offset(after, caret));
  data->SelectionStart = static_cast<int>(shown_offset(after, start));
  data->SelectionEnd = static_cast<int>(shown_offset(after, end));
  return 0;
}

// A field of several lines that wraps. Dear ImGui breaks at line ends alone, so soft ones are put in for it.
bool wrapped_input(std::string& value, ImVec2 size, ImGuiInputTextFlags flags, EditRequest request) {
  const float width = size.x - 2 * ImGui::GetStyle().FramePadding.x - ImGui::GetStyle().ScrollbarSize;
  request.face = font(TextRole::body)->GetFontBaked(font_px(TextRole::body));
  request.width = std::max(px(40), width);
  if (value.find('\r') != std::string::npos)
    value = base::replace_all(base::replace_all(value, "\r\n", "\n"), "\r", "\n");
  std::string shown = with_soft_breaks(value, *request.face, request.width);
  if (!ImGui::InputTextMultiline("##input", &shown, size, flags | ImGuiInputTextFlags_CallbackAlways, rewrap, &request))
    return false;
  std::string plain = without_soft_breaks(shown);
  if (plain == value) return false;
  value = std::move(plain);
  return true;
}

}  // namespace

TextInputResult text_input(const char* key, std::string& value, const FieldOptions& options, const TextInput& input,
                           FieldFrame& frame, std::string_view own_error) {
  Context& context = current();
  TextInputResult result;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float line = font_px(TextRole::body);
  const float height = input.lines <= 1 ? control_px() : line * static_cast<float>(input.lines) + px(18);
  result.min = at;
  result.max = {at.x + frame.width(), at.y + height};
  const float left = input.icon ? px(32) : 0;
  const float suffix = input.suffix.empty() ? 0 : text_size(input.suffix, TextRole::small).x + px(16);
  const float right = suffix + input.keep_right + (input.has_clear && !value.empty() ? px(32) : 0);
  ImGui::PushID(key);
  result.id = ImGui::GetID("##input");
  // A field keeps its look from the frame before: ground first, text above it.
  const bool was_active = ImGui::GetStateStorage()->GetBool(result.id, false);
  const bool is_hovered = ImGui::IsMouseHoveringRect(result.min, result.max);
  frame.ground(result.min, result.max, is_hovered && !options.is_read_only, was_active);
  if (input.icon) glyph({at.x + px(18), at.y + height / 2}, input.icon, 16, color(Token::text_muted));
  ImGui::SetCursorScreenPos({at.x + left, at.y});
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding,
                      {px(input.icon ? 2 : 12), input.lines <= 1 ? std::floor((height - line) / 2) : px(8)});
  ImGui::PushStyleColor(ImGuiCol_FrameBg, ImVec4(0, 0, 0, 0));
  ImGui::PushStyleColor(ImGuiCol_FrameBgHovered, ImVec4(0, 0, 0, 0));
  ImGui::PushStyleColor(ImGuiCol_FrameBgActive, ImVec4(0, 0, 0, 0));
  if (const std::optional<std::string> given = context.probe.take_value(result.id)) {
    value = *given;
    result.has_changed = true;
    reload_input(result.id);
  }
  const std::string before = was_active ? value : std::string();
  const ImGuiInputTextFlags flags = input.flags | (options.is_read_only ? ImGuiInputTextFlags_ReadOnly : 0);
  const float inner = std::max(px(20), frame.width() - left - right);
  const WordKey word(was_active ? Editing::yes : Editing::no);
  EditRequest editing{word.act(), result.id};
  if (input.lines <= 1) {
    ImGui::SetNextItemWidth(inner);
    const std::string example(options.example);
    if (ImGui::InputTextWithHint("##input", example.c_str(), &value, flags | ImGuiInputTextFlags_CallbackAlways,
                                 edit_line, &editing))
      result.has_changed = true;
  } else if (wrapped_input(value, {inner, height}, flags, editing)) {
    result.has_changed = true;
  }
  // Dear ImGui makes no item of several lines while they are out of view; readers and Tab must still find the field.
  const bool is_drawn = is_item_drawn(result.id);
  const bool is_out_of_view = !is_drawn && input.lines > 1 && is_window_drawn();
  if (is_out_of_view && (context.probe.is_wanted(result.id) || context.focus_request == key)) ImGui::SetScrollHereY();
  const bool is_item_hovered = ImGui::IsItemHovered();
  result.is_active = ImGui::IsItemActive();
  if (result.is_active && context.shrunk_frames > 0) ImGui::SetScrollHereY();  // stays above a keyboard on the screen
  result.was_left = ImGui::IsItemDeactivated();
  if (is_item_hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
  if (result.was_left && was_active && ImGui::IsKeyPressed(ImGuiKey_Escape, false)) {  // leaves, but loses nothing
    value = before;
    result.has_changed = false;
  }
  if (is_drawn && honour(key, result.id, Focus::typing)) ImGui::SetKeyboardFocusHere(-1);
  const bool is_focused = is_drawn && ImGui::IsItemFocused();
  if (result.was_left && input.lines <= 1 &&
      (ImGui::IsKeyPressed(ImGuiKey_Enter) || ImGui::IsKeyPressed(ImGuiKey_KeypadEnter)))
    context.was_submitted = true;
  ImGui::GetStateStorage()->SetBool(result.id, result.is_active);
  if (result.is_active != was_active) wake_in(0);
  ImGui::PopStyleColor(3);
  ImGui::PopStyleVar();
  if (is_focused && !result.is_active && shows_focus()) focus_ring(result.min, result.max, radius_control);
  if (suffix > 0)
    text({result.max.x - input.keep_right - suffix + px(4), at.y + (height - font_px(TextRole::small)) / 2},
         input.suffix, TextRole::small, color(Token::text_muted));
  Node node{
      .id = result.id, .role = input.role, .value = input.flags & ImGuiInputTextFlags_Password ? std::string() : value};
  if (input.lines > 1) node.flags |= flag::multiline;
  if (result.is_active) node.flags |= flag::focused;  // of several lines, the focused item is a window inside
  if (is_drawn || is_out_of_view) frame.finish(std::move(node), result.min, result.max, own_error);
  if (input.has_clear && !value.empty()) {
    const ImVec2 back = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos({result.max.x - px(34), at.y});
    ImGui::PushItemFlag(ImGuiItemFlags_NoTabStop, true);
    if (icon_button("ui.clear", icon::x)) {
      value.clear();
      reload_input(result.id);
      result.has_changed = true;
    }
    ImGui::PopItemFlag();
    ImGui::SetCursorScreenPos(back);
    ImGui::Dummy({1, 1});
  }
  ImGui::PopID();
  return result;
}

}  // namespace draw

namespace {

// What people paste: full-width digits, blanks, grouping commas, currency signs.
std::string clean_number(std::string_view typed) {
  const std::string folded = base::fold_width(base::trim(typed));
  std::string clean;
  for (const char c : folded)
    if ((c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+') clean += c;
  if (clean.starts_with('+')) clean.erase(0, 1);
  const std::optional<base::Decimal> value = base::read_decimal(clean);
  return value ? base::write_decimal(*value) : std::string(typed);
}

bool number_input(const char* key, std::string& value, const FieldOptions& options, std::string_view suffix) {
  draw::FieldFrame frame(key, options);
  const bool is_readable = value.empty() || base::read_decimal(clean_number(value)).has_value();
  const std::string_view error = is_readable ? std::string_view() : tr("ui.number.unreadable");
  draw::TextInputResult result =
      draw::text_input(key, value, options, {.suffix = suffix, .role = Role::textbox}, frame, error);
  if (result.was_left && !value.empty()) {
    std::string clean = clean_number(value);
    if (clean != value) {
      value = std::move(clean);
      result.has_changed = true;
    }
  }
  return result.has_changed;
}

}  // namespace

bool text_field(const char* key, std::string& value, const FieldOptions& options) {
  draw::FieldFrame frame(key, options);
  return draw::text_input(key, value, options, {.suffix = options.suffix}, frame).has_changed;
}

bool password_field(const char* key, std::string& value, const FieldOptions& options) {
  draw::FieldFrame frame(key, options);
  return draw::text_input(key, value, options, {.flags = ImGuiInputTextFlags_Password}, frame).has_changed;
}

bool text_area(const char* key, std::string& value, const FieldOptions& options) {
  draw::FieldFrame frame(key, options);
  return draw::text_input(key, value, options, {.lines = std::max(2, options.lines)}, frame).has_changed;
}

bool search_box(const char* key, std::string& value, const FieldOptions& options) {
  FieldOptions own = options;
  own.is_label_hidden = true;
  const std::string_view label = options.label.empty() ? tr(key) : options.label;
  if (own.example.empty()) own.example = label;
  draw::FieldFrame frame(key, own);
  return draw::text_input(key, value, own, {.icon = icon::search, .role = Role::searchbox, .has_clear = true}, frame)
      .has_changed;
}

bool number_field(const char* key, std::string& value, const FieldOptions& options) {
  return number_input(key, value, options, options.suffix);
}

bool money_field(const char* key, std::string& value, std::string_view currency, const FieldOptions& options) {
  return number_input(key, value, options, currency);
}

bool was_submitted() { return current().was_submitted; }

}  // namespace zhike::ui
