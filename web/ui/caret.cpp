#include "web/ui/caret.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "core/base/text.h"
#include "web/ui/context.h"
#include "web/ui/probe.h"
#include "web/ui/wrap.h"

namespace zhike::ui {
namespace {

enum class Kind : std::uint8_t { blank, letter, han, mark };

bool is_between(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

bool is_mark(char32_t c) {
  if (c < 0x80) return !is_between(c, '0', '9') && !is_between(c, 'a', 'z') && !is_between(c, 'A', 'Z') && c != '_';
  return is_between(c, 0xA1, 0xBF) || is_between(c, 0x2000, 0x206F) || is_between(c, 0x3000, 0x303F) ||
         is_between(c, 0xFF01, 0xFF0F) || is_between(c, 0xFF1A, 0xFF20) || is_between(c, 0xFF3B, 0xFF40) ||
         is_between(c, 0xFF5B, 0xFF65);
}

Kind kind_of(char32_t c) {
  if (c == '\n' || base::is_space(c)) return Kind::blank;
  if (base::is_han(c)) return Kind::han;
  return is_mark(c) ? Kind::mark : Kind::letter;
}

Kind kind_at(std::string_view text, std::size_t at) { return kind_of(base::next_code_point(text, at)); }

std::size_t one_back(std::string_view text, std::size_t at) {
  --at;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  return at;
}

std::size_t skip(std::string_view text, std::size_t at, Kind kind) {
  while (at < text.size() && kind_at(text, at) == kind) base::next_code_point(text, at);
  return at;
}

std::size_t skip_back(std::string_view text, std::size_t at, Kind kind) {
  while (at > 0 && kind_at(text, one_back(text, at)) == kind) at = one_back(text, at);
  return at;
}

}  // namespace

std::size_t word_before(std::string_view text, std::size_t at) {
  at = skip_back(text, std::min(at, text.size()), Kind::blank);
  return at == 0 ? 0 : skip_back(text, at, kind_at(text, one_back(text, at)));
}

std::size_t word_end(std::string_view text, std::size_t at) {
  at = skip(text, at, Kind::blank);
  return at >= text.size() ? text.size() : skip(text, at, kind_at(text, at));
}

std::size_t word_after(std::string_view text, std::size_t at) {
  if (at < text.size() && kind_at(text, at) != Kind::blank) at = skip(text, at, kind_at(text, at));
  return skip(text, at, Kind::blank);
}

WordRange word_around(std::string_view text, std::size_t at) {
  at = std::min(at, text.size());
  if (text.empty()) return {};
  if (at == text.size()) at = one_back(text, at);
  const Kind kind = kind_at(text, at);
  return {skip_back(text, at, kind), skip(text, at, kind)};
}

namespace draw {
namespace {

bool is_apple() { return ImGui::GetIO().ConfigMacOSXBehaviors; }

// The place in `text` where the act leads from `at`.
std::size_t target_of(WordAct act, std::string_view text, std::size_t at) {
  if (act == WordAct::move_back || act == WordAct::delete_back) return word_before(text, at);
  return is_apple() ? word_end(text, at) : word_after(text, at);
}

}  // namespace

WordKey::WordKey(Editing editing) {
  const ImGuiIO& io = ImGui::GetIO();
  if (editing == Editing::no) return;
  if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) act_ = WordAct::select;
  if (!(is_apple() ? io.KeyAlt : io.KeyCtrl)) return;
  struct {
    ImGuiKey key;
    WordAct act;
  } constexpr keys[] = {{ImGuiKey_LeftArrow, WordAct::move_back},
                        {ImGuiKey_RightArrow, WordAct::move_on},
                        {ImGuiKey_Backspace, WordAct::delete_back},
                        {ImGuiKey_Delete, WordAct::delete_on}};
  for (const auto& [key, act] : keys) {
    if (!ImGui::IsKeyPressed(key)) continue;
    act_ = act;
    hidden_ = key;
    hide_key(key, Hidden::yes);
    return;
  }
}

WordKey::~WordKey() {
  if (hidden_ != ImGuiKey_None) hide_key(hidden_, Hidden::no);
}

void do_word_act(WordAct act, ImGuiID field, ImGuiInputTextCallbackData& data) {
  ImGuiStorage* kept = ImGui::GetStateStorage();  // where the caret was: the second click of two has already moved it
  const ImGuiID place = field + 1;
  const int clicked_at = std::clamp(kept->GetInt(place, data.CursorPos), 0, data.BufTextLen);
  const std::string shown(data.Buf, static_cast<std::size_t>(data.BufTextLen));
  const std::string plain = without_soft_breaks(shown);
  const auto plain_at = [&](int at) { return plain_offset(shown, static_cast<std::size_t>(at)); };
  const auto shown_at = [&](std::size_t at) { return static_cast<int>(shown_offset(shown, at)); };
  if (act == WordAct::select) {
    const WordRange word = word_around(plain, plain_at(clicked_at));
    data.SelectionStart = shown_at(word.start);
    data.SelectionEnd = data.CursorPos = shown_at(word.end);
  } else if (act == WordAct::move_back || act == WordAct::move_on) {
    const int anchor = data.HasSelection() ? data.SelectionStart : data.CursorPos;
    data.CursorPos = data.SelectionEnd = shown_at(target_of(act, plain, plain_at(data.CursorPos)));
    data.SelectionStart = ImGui::GetIO().KeyShift ? anchor : data.CursorPos;
  } else if (act != WordAct::none) {
    const int there =
        data.HasSelection() ? data.SelectionStart : shown_at(target_of(act, plain, plain_at(data.CursorPos)));
    const int here = data.HasSelection() ? data.SelectionEnd : data.CursorPos;
    data.DeleteChars(std::min(here, there), std::max(here, there) - std::min(here, there));
  }
  kept->SetInt(place, data.CursorPos);
}

}  // namespace draw
}  // namespace zhike::ui
