#include "web/ui/layout.h"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <string>
#include <utility>

#include "web/ui/draw.h"

namespace zhike::ui {

constexpr float widest_list_css = 2240;  // lists use a large screen; text and forms stay readable

// --- page ---
// On phones every page scrolls as a whole: two scrolls one in the other leave a finger guessing.
Page::Page(const char* key, const PageOptions& options) : fills_height_(options.fills_height && !is_phone()) {
  Context& context = current();
  const ImVec4 area = context.content;
  ImGui::SetCursorScreenPos({area.x, area.y});
  const ImGuiWindowFlags flags = fills_height_ ? ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse : 0;
  const float below = fills_height_ ? px(24) : 0;
  ImGui::BeginChild(key, {area.z, area.w - below}, ImGuiChildFlags_NavFlattened, flags);
  start_tabbing();
  const float margin = px(is_phone() ? 16 : 32);
  const float most = options.fills_height ? std::max(options.max_width_css, widest_list_css) : options.max_width_css;
  const float width = std::min(ImGui::GetContentRegionAvail().x - 2 * margin, px(most));
  const float left = ImGui::GetWindowPos().x + margin;
  const std::string_view title = options.title.empty() ? tr(key) : options.title;
  context.right_edges.push_back(left + width);
  context.probe.push({.id = ImGui::GetID("##main"),
                      .role = Role::main,
                      .key = key,
                      .name = std::string(title),
                      .min = {area.x, area.y},
                      .max = {area.x + area.z, area.y + area.w}});
  ImGui::SetCursorScreenPos({left, ImGui::GetCursorScreenPos().y + px(is_phone() ? 16 : 28)});
  ImGui::BeginGroup();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  heading(title, 1);
  if (!options.subtitle.empty()) muted(options.subtitle);
  context.page_title = {at.x, at.y, left + width, ImGui::GetItemRectMax().y};
  space(is_phone() ? 8 : 16);
}

Page::~Page() {
  ImGui::EndGroup();
  if (!fills_height_) ImGui::Dummy({1, px(is_phone() ? 24 : 40)});
  current().probe.pop();
  current().right_edges.pop_back();
  ImGui::EndChild();
}

PageActions::PageActions() : back_(ImGui::GetCursorScreenPos()), id_(ImGui::GetID("##page.actions")) {
  const ImVec4 title = current().page_title;
  const float width = ImGui::GetStateStorage()->GetFloat(id_, 0);
  if (!is_phone()) ImGui::SetCursorScreenPos({std::max(title.x, title.z - width), title.y - px(1)});
  current().right_edges.push_back(is_phone() ? title.z : FLT_MAX);
  ImGui::BeginGroup();
}

PageActions::~PageActions() {
  ImGui::EndGroup();
  current().right_edges.pop_back();
  float* kept = ImGui::GetStateStorage()->GetFloatRef(id_, 0);
  if (*kept != ImGui::GetItemRectSize().x) wake_in(0);
  *kept = ImGui::GetItemRectSize().x;
  if (is_phone()) return;
  ImGui::SetCursorScreenPos(back_);
}

// --- card ---
Card::Card(const char* key, const CardOptions& options)
    : min_(ImGui::GetCursorScreenPos()),
      width_(content_width()),
      margin_(options.is_tight ? 0 : px(is_phone() ? 16 : 20)),
      height_(0),
      tone_(options.tone) {
  if (options.height_css > 0) height_ = px(options.height_css);
  if (options.height_css < 0) height_ = ImGui::GetContentRegionAvail().y;
  layers_.Split(ImGui::GetWindowDrawList(), 2);
  layers_.SetCurrentChannel(ImGui::GetWindowDrawList(), 1);
  const bool has_title = key[0] != '.';
  const std::string_view title = !has_title ? std::string_view() : options.title.empty() ? tr(key) : options.title;
  ImGui::PushID(key);
  current().right_edges.push_back(min_.x + width_ - margin_);
  current().probe.push({.role = has_title ? Role::region : Role::group,
                        .key = key,
                        .name = std::string(title),
                        .min = min_,
                        .max = min_});
  ImGui::BeginGroup();
  const float inset = options.is_tight && has_title ? px(20) : margin_;
  ImGui::SetCursorScreenPos({min_.x + inset, min_.y + (options.is_tight && !has_title ? 0 : inset)});
  ImGui::BeginGroup();
  if (has_title) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    if (options.icon) {
      draw::glyph({at.x + px(9), at.y + draw::font_px(TextRole::strong) / 2}, options.icon, 18,
                  color(Token::text_muted));
      ImGui::SetCursorScreenPos({at.x + px(28), at.y});
    }
    heading(title, 3);
    if (!options.subtitle.empty()) muted(options.subtitle);
    space(4);
  }
  if (options.is_tight) {  // the content reaches the edges
    ImGui::EndGroup();
    ImGui::SetCursorScreenPos({min_.x, has_title ? ImGui::GetItemRectMax().y + px(10) : min_.y});
    ImGui::BeginGroup();
  }
}

Card::~Card() {
  ImGui::EndGroup();
  ImGui::EndGroup();
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 max{min_.x + width_, std::max(ImGui::GetItemRectMax().y + margin_, min_.y + height_)};
  layers_.SetCurrentChannel(list, 0);
  draw::shadow(min_, max, radius_card, 1);
  draw::box(min_, max, color(Token::surface), radius_card);
  if (tone_ != Tone::neutral)
    list->AddRectFilled(min_, {min_.x + px(4), max.y}, draw::tone(tone_).ink, px(radius_card),
                        ImDrawFlags_RoundCornersLeft);
  layers_.Merge(list);
  draw::edge(min_, max, color(Token::border), radius_card);
  if (Node* node = current().probe.open_container()) node->max = max;
  current().probe.pop();
  current().right_edges.pop_back();
  ImGui::PopID();
  ImGui::SetCursorScreenPos(min_);
  ImGui::Dummy({width_, max.y - min_.y + px(is_phone() ? 4 : 8)});
}

// --- grid ---
Grid::Grid(const char* id, const GridOptions& options)
    : gap_(px(options.gap_css)),
      start_x_(ImGui::GetCursorScreenPos().x),
      line_y_(ImGui::GetCursorScreenPos().y),
      line_bottom_(line_y_) {
  ImGui::PushID(id);
  const float all = content_width();
  const int fitting = static_cast<int>((all + gap_) / (px(options.min_width_css) + gap_));
  columns_ = std::clamp(fitting, 1, std::max(1, options.max_columns));
  width_ = (all - gap_ * static_cast<float>(columns_ - 1)) / static_cast<float>(columns_);
}

void Grid::close_cell() {
  if (index_ < 0) return;
  ImGui::EndGroup();
  line_bottom_ = std::max(line_bottom_, ImGui::GetItemRectMax().y);
  current().right_edges.pop_back();
}

void Grid::next() {
  close_cell();
  ++index_;
  const int column = index_ % columns_;
  if (column == 0 && index_ > 0) line_y_ = line_bottom_ + std::max(gap_ - px(8), px(12)), line_bottom_ = line_y_;
  const float exact = start_x_ + static_cast<float>(column) * (width_ + gap_), x = std::floor(exact);
  ImGui::SetCursorScreenPos({x, line_y_});
  current().right_edges.push_back(std::floor(exact + width_));
  ImGui::BeginGroup();
}

Grid::~Grid() {
  close_cell();
  ImGui::SetCursorScreenPos({start_x_, line_y_});
  ImGui::Dummy({1, line_bottom_ - line_y_ + px(8)});
  ImGui::PopID();
}

// --- form grid ---
FormGrid::FormGrid(const char* key, int columns)
    : columns_(is_phone() ? 1 : std::max(1, columns)),
      start_x_(ImGui::GetCursorScreenPos().x),
      gap_(px(16)),
      line_y_(ImGui::GetCursorScreenPos().y),
      line_bottom_(line_y_) {
  const float all = content_width();
  if (all < px(440)) columns_ = 1;
  width_ = std::floor((all - gap_ * static_cast<float>(columns_ - 1)) / static_cast<float>(columns_));
  ImGui::PushID(key);
  current().probe.push({.role = Role::group,
                        .key = key,
                        .name = std::string(tr(key)),
                        .min = ImGui::GetCursorScreenPos(),
                        .max = ImGui::GetCursorScreenPos()});
}

void FormGrid::close_cell() {
  if (!in_cell_) return;
  ImGui::EndGroup();
  line_bottom_ = std::max(line_bottom_, ImGui::GetItemRectMax().y);
  current().right_edges.pop_back();
  in_cell_ = false;
  column_ = is_wide_ ? columns_ : column_ + 1;
  if (column_ >= columns_) end_line();
}

void FormGrid::end_line() {
  if (line_bottom_ > line_y_) line_y_ = line_bottom_ + px(14);
  line_bottom_ = line_y_;
  column_ = 0;
}

void FormGrid::field() {
  close_cell();
  is_wide_ = false;
  const float x = start_x_ + static_cast<float>(column_) * (width_ + gap_);
  ImGui::SetCursorScreenPos({x, line_y_});
  current().right_edges.push_back(x + width_);
  ImGui::BeginGroup();
  in_cell_ = true;
}

void FormGrid::wide() {
  close_cell();
  if (column_ > 0) end_line();
  field();
  is_wide_ = true;
  current().right_edges.back() =
      start_x_ + width_ * static_cast<float>(columns_) + gap_ * static_cast<float>(columns_ - 1);
}

FormGrid::~FormGrid() {
  close_cell();
  if (column_ > 0) end_line();
  if (Node* node = current().probe.open_container())
    node->max = {start_x_ + width_ * static_cast<float>(columns_) + gap_ * static_cast<float>(columns_ - 1),
                 line_bottom_};
  current().probe.pop();
  ImGui::SetCursorScreenPos({start_x_, line_bottom_ - px(14)});
  ImGui::Dummy({1, 1});
  ImGui::PopID();
}

// --- split ---
Split::Split(const char* id, float left_share)
    : start_x_(ImGui::GetCursorScreenPos().x), start_y_(ImGui::GetCursorScreenPos().y), gap_(px(20)) {
  ImGui::PushID(id);
  const float all = content_width();
  is_stacked_ = all < px(760);
  right_edge_ = start_x_ + all;
  left_width_ = is_stacked_ ? all : std::floor((all - gap_) * left_share);
  current().right_edges.push_back(start_x_ + left_width_);
  ImGui::BeginGroup();
}

void Split::next() {
  ImGui::EndGroup();
  bottom_ = ImGui::GetItemRectMax().y;
  is_right_ = true;
  current().right_edges.back() = right_edge_;
  const ImVec2 stacked{start_x_, bottom_ + px(12)}, beside{start_x_ + left_width_ + gap_, start_y_};
  ImGui::SetCursorScreenPos(is_stacked_ ? stacked : beside);
  ImGui::BeginGroup();
}

Split::~Split() {
  ImGui::EndGroup();
  bottom_ = std::max(bottom_, ImGui::GetItemRectMax().y);
  current().right_edges.pop_back();
  ImGui::SetCursorScreenPos({start_x_, start_y_});
  ImGui::Dummy({1, bottom_ - start_y_});
  ImGui::PopID();
}

}  // namespace zhike::ui
