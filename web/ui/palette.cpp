#include <algorithm>
#include <string>
#include <utility>

#include "core/base/sort.h"
#include "core/base/text.h"
#include "core/query/name_search.h"
#include "web/ui/draw.h"
#include "web/ui/field_frame.h"
#include "web/ui/overlay.h"

namespace zhike::ui {
namespace {

constexpr std::size_t most_shown = 50;

struct Match {
  const PaletteItem* item;
  int score;
};

// By Pinyin, from any character on: "tousu", "ts" for 投诉.
int score_by_sound(std::string_view label, std::string_view typed) {
  for (std::size_t at = 0; at < label.size(); base::next_code_point(label, at))
    if (query::begins_as_typed(label.substr(at), typed)) return at == 0 ? 700 : 450;
  return 0;
}

std::vector<Match> matches_of(std::span<const PaletteItem> items, std::string_view query) {
  const std::string folded = base::fold_for_search(query);
  std::vector<Match> found;
  for (const PaletteItem& item : items) {
    const bool is_given = item.id.starts_with('=');
    const std::string label = base::fold_for_search(item.label);
    int score = folded.empty() ? 1 : fuzzy_score(folded, label);
    if (score == 0) score = score_by_sound(label, folded);
    if (score == 0 && !item.words.empty()) score = fuzzy_score(folded, base::fold_for_search(item.words)) / 2;
    if (score > 0 || is_given) found.push_back({&item, score});
  }
  base::sort(found, std::ranges::greater(), &Match::score);
  if (found.size() > most_shown) found.resize(most_shown);
  return found;
}

bool palette_row(const PaletteItem& entry, bool is_current, float width, std::size_t index) {
  const RowScope row(entry.id);
  const draw::Press item = draw::press("ui.palette.item", {width, px(current().touch ? 48 : 40)});
  if (!item.is_drawn) return false;
  if (is_current || item.hovered)
    draw::box(item.min, item.max, color(is_current ? Token::selected : Token::hover), radius_control);
  const float y = item.min.y + (item.height() - draw::font_px(TextRole::body)) / 2;
  draw::glyph({item.min.x + px(20), item.centre().y}, entry.icon ? entry.icon : icon::chevron_right, 18,
              color(is_current ? Token::accent_text : Token::text_muted));
  const float hint = std::min(width * 0.4f, draw::text_size(entry.hint, TextRole::small).x);
  draw::text_cut({item.min.x + px(42), y}, width - px(64) - hint, entry.label, TextRole::body, color(Token::text));
  draw::text_cut({item.max.x - hint - px(12), item.min.y + (item.height() - draw::font_px(TextRole::small)) / 2},
                 hint + px(2), entry.hint, TextRole::small, color(Token::text_muted));
  draw::announce(item, {.role = Role::option,
                        .key = "ui.palette.item",
                        .name = entry.label,
                        .description = entry.hint,
                        .flags = flag::selectable | (is_current ? flag::selected : 0u),
                        .row_index = static_cast<int>(index)});
  return item.pressed;
}

// The list below the search field; returns the id pressed.
std::string palette_list(const std::vector<Match>& found, int focused, float height, bool has_moved) {
  std::string chosen;
  ImGui::BeginChild("##list", {0, height}, ImGuiChildFlags_NavFlattened);
  const draw::EdgeScope edge(-1);
  const ImVec2 min = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
  const Group list({.role = Role::listbox,
                    .key = "ui.palette.list",
                    .name = std::string(tr("ui.palette.list")),
                    .min = min,
                    .max = {min.x + size.x, min.y + size.y},
                    .row_count = static_cast<int>(found.size())});
  ImGui::PushItemFlag(ImGuiItemFlags_NoNav, true);
  for (std::size_t i = 0; i < found.size(); ++i) {
    const bool is_current = static_cast<int>(i) == focused;
    if (palette_row(*found[i].item, is_current, content_width(), i)) chosen = found[i].item->id;
    if (is_current && has_moved) ImGui::SetScrollHereY(0.5f);
  }
  ImGui::PopItemFlag();
  if (found.empty()) muted(tr("ui.palette.none"));
  ImGui::EndChild();
  return chosen;
}

}  // namespace

int fuzzy_score(std::string_view query, std::string_view words) {
  if (query.empty()) return 1;
  const std::size_t whole = words.find(query);
  if (whole != std::string_view::npos) return whole == 0 ? 1000 : words[whole - 1] == ' ' ? 800 : 600;
  int score = 0, run = 0;
  std::size_t at = 0, wanted = 0;
  bool is_start = true;
  while (at < words.size() && wanted < query.size()) {
    const std::size_t here = at;
    std::size_t next_wanted = wanted;
    const char32_t c = base::next_code_point(words, at), want = base::next_code_point(query, next_wanted);
    if (c == want) {
      run += 1;
      score += 10 + run * 4 + (is_start ? 30 : 0) + (here == 0 ? 20 : 0);
      wanted = next_wanted;
    } else {
      run = 0;
    }
    is_start = c == U' ';
  }
  return wanted == query.size() ? std::min(score, 500) : 0;
}

std::string palette(const char* key, PaletteState& state, std::span<const PaletteItem> items) {
  const std::string popup = std::string("###") + key;
  if (state.is_open && !ImGui::IsPopupOpen(popup.c_str())) {
    ImGui::OpenPopup(popup.c_str());
    state.query.clear();
    state.focused = 0;
  }
  if (!ImGui::IsPopupOpen(popup.c_str())) return {};
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const std::vector<Match> found = matches_of(items, state.query);
  const float row = px(current().touch ? 52 : 44), rows = static_cast<float>(std::max<std::size_t>(1, found.size()));
  const float width = std::min(px(620), screen.x - px(24)),
              list_height = std::min({px(400), screen.y * 0.6f, row * rows});
  ImGui::SetNextWindowPos({(screen.x - width) / 2, std::max(px(12), screen.y * 0.12f)});
  ImGui::SetNextWindowSize({width, list_height + px(64)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, px(10, 10));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, px(12));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, px(8, 4));
  std::string chosen;
  if (ImGui::BeginPopupModal(
          popup.c_str(), nullptr,
          ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings)) {
    current().has_dialog = true;
    const ImVec2 min = ImGui::GetWindowPos(), max{min.x + width, min.y + list_height + px(64)};
    const draw::EdgeScope edge(max.x - px(10));
    const Group dialog(
        {.role = Role::dialog, .key = key, .name = std::string(tr(key)), .min = min, .max = max, .flags = flag::modal});
    if (ImGui::IsWindowAppearing()) request_focus("ui.palette.query");
    if (search_box("ui.palette.query", state.query)) state.focused = 0;
    const bool is_submitted = was_submitted();
    const int last = static_cast<int>(found.size()) - 1, before = state.focused;
    own_keys(ImGui::GetID("##keys"), {ImGuiKey_UpArrow, ImGuiKey_DownArrow});
    if (ImGui::IsKeyPressed(ImGuiKey_DownArrow)) state.focused = state.focused < last ? state.focused + 1 : 0;
    if (ImGui::IsKeyPressed(ImGuiKey_UpArrow))
      state.focused = state.focused > 0 ? state.focused - 1 : std::max(0, last);
    state.focused = std::clamp(state.focused, 0, std::max(0, last));
    chosen = palette_list(found, state.focused, list_height, before != state.focused);
    if (is_submitted && last >= 0) chosen = found[static_cast<std::size_t>(state.focused)].item->id;
    const bool is_outside = ImGui::IsMouseClicked(0) && !ImGui::IsMouseHoveringRect(min, max, false);
    if (!chosen.empty() || is_outside || ImGui::IsKeyPressed(ImGuiKey_Escape, false)) state.is_open = false;
    if (!state.is_open) ImGui::CloseCurrentPopup();
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar(3);
  return chosen;
}

}  // namespace zhike::ui
