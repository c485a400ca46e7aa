#include "web/ui/probe.h"

#include <algorithm>
#include <cstdarg>
#include <cstddef>
#include <utility>

#include "core/base/hash.h"
#include "core/base/sort.h"
#include "imgui_internal.h"
#include "web/ui/context.h"

namespace zhike::ui {
namespace {

constexpr std::string_view role_names[] = {
    "generic",  "alert",     "button",    "cell",       "checkbox", "columnheader", "combobox", "dialog",     "form",
    "grid",     "group",     "heading",   "img",        "link",     "list",         "listbox",  "listitem",   "log",
    "main",     "menu",      "menuitem",  "navigation", "option",   "progressbar",  "radio",    "radiogroup", "region",
    "row",      "searchbox", "separator", "spinbutton", "status",   "switch",       "tab",      "table",      "tablist",
    "tabpanel", "text",      "textbox",   "toolbar",    "tooltip",
};
static_assert(std::size(role_names) == static_cast<std::size_t>(Role::tooltip) + 1);

// The probe of the ImGui context that is current: the hooks below are plain functions of the library.
Probe* probe_of(ImGuiContext* context) { return static_cast<Probe*>(context->TestEngine); }

std::uint64_t mix(std::uint64_t digest, std::uint64_t value) {
  return (digest ^ value) * 0x9E3779B97F4A7C15ull + (digest >> 29);
}

std::uint64_t digest_of(const Node& node) {
  std::uint64_t digest = mix(static_cast<std::uint64_t>(node.role), node.id);
  digest = mix(mix(digest, node.parent), node.flags);
  for (const std::string* text : {&node.name, &node.value, &node.description, &node.key, &node.row})
    digest = mix(digest, base::fast_hash(*text));
  for (const int number : {node.row_count, node.row_index, node.column_count, node.column_index, node.level})
    digest = mix(digest, static_cast<std::uint64_t>(number));
  return mix(digest, static_cast<std::uint64_t>(node.now * 1000));
}

Role role_of(ImGuiItemStatusFlags status) {
  if (status & ImGuiItemStatusFlags_Checkable) return Role::checkbox;
  if (status & ImGuiItemStatusFlags_Inputable) return Role::textbox;
  return Role::button;
}

}  // namespace

std::string_view role_name(Role role) { return role_names[static_cast<std::size_t>(role)]; }

const Node* Probe::find(std::string_view key, std::string_view row) const {
  const auto at =
      std::ranges::find_if(nodes_, [&](const Node& n) { return n.key == key && (row.empty() || n.row == row); });
  return at == nodes_.end() ? nullptr : &*at;
}

const Node* Probe::find(Role role, std::string_view name) const {
  const auto at = std::ranges::find_if(nodes_, [&](const Node& n) { return n.role == role && n.name == name; });
  return at == nodes_.end() ? nullptr : &*at;
}

std::vector<const Node*> Probe::find_all(Role role) const {
  std::vector<const Node*> found;
  for (const Node& node : nodes_)
    if (node.role == role) found.push_back(&node);
  return found;
}

const Node* Probe::find_id(ImGuiID id) const {
  const auto at = std::ranges::find(nodes_, id, &Node::id);
  return at == nodes_.end() ? nullptr : &*at;
}

void Probe::queue(Action action) { actions_.push_back(std::move(action)); }

Node& Probe::announce(Node node) {
  node.parent_index = open_.empty() ? -1 : static_cast<int>(open_.back());
  node.parent = open_.empty() ? 0 : next_[open_.back()].id;
  if (node.row.empty() && !rows_.empty()) node.row = rows_.back();
  if (node.id == 0)
    node.id = key_id(node.key.empty() ? std::string_view(node.name) : std::string_view(node.key), node.row);
  if (is_rect_clipped(node.min, node.max)) node.flags |= flag::clipped;
  next_.push_back(std::move(node));
  return next_.back();
}

Node& Probe::announce_item(Node node) {
  if (node.id == 0) node.id = ImGui::GetItemID();
  if (node.max.x == 0 && node.max.y == 0) {
    node.min = ImGui::GetItemRectMin();
    node.max = ImGui::GetItemRectMax();
  }
  if (ImGui::IsItemFocused()) node.flags |= flag::focused;
  if (!(node.flags & flag::disabled)) node.flags |= flag::focusable;
  return announce(std::move(node));
}

void Probe::push(Node container) {
  announce(std::move(container));
  open_.push_back(next_.size() - 1);
}

void Probe::pop() {
  if (!open_.empty()) open_.pop_back();
}

Node* Probe::open_container() { return open_.empty() ? nullptr : &next_[open_.back()]; }

void Probe::push_row(std::string_view row) { rows_.emplace_back(row); }
void Probe::pop_row() {
  if (!rows_.empty()) rows_.pop_back();
}
std::string_view Probe::row() const { return rows_.empty() ? std::string_view() : std::string_view(rows_.back()); }

bool Probe::is_wanted(ImGuiID id) const { return std::ranges::find(actions_, id, &Action::id) != actions_.end(); }

std::string Probe::overhear(const std::function<void()>& drawing) {
  const std::size_t first = next_.size(), first_hooked = hooked_.size();
  push({.role = Role::cell});
  drawing();
  pop();
  std::string words;
  for (std::size_t i = first; i < next_.size(); ++i) {
    const Node& node = next_[i];
    if (node.role == Role::button || node.role == Role::checkbox || node.name.empty()) continue;
    if (!words.empty()) words += ' ';
    words += node.name;
  }
  next_.resize(first);
  hooked_.resize(first_hooked);
  return words;
}

bool Probe::take_activate(ImGuiID id) {
  return std::erase_if(actions_, [&](const Action& a) { return a.id == id && a.kind == ActionKind::activate; }) > 0;
}

bool Probe::take_focus(ImGuiID id) {
  const auto wanted = [&](const Action& a) {
    return a.id == id && (a.kind == ActionKind::focus || a.kind == ActionKind::scroll_to);
  };
  const auto at = std::ranges::find_if(actions_, wanted);
  if (at == actions_.end()) return false;
  const ActionKind kind = at->kind;
  actions_.erase(at);
  ImGui::SetScrollHereY(0.5f);
  return kind == ActionKind::focus;
}

std::optional<std::string> Probe::take_value(ImGuiID id) {
  const auto wanted = [&](const Action& a) { return a.id == id && a.kind == ActionKind::set_value; };
  const auto at = std::ranges::find_if(actions_, wanted);
  if (at == actions_.end()) return std::nullopt;
  std::string text = std::move(at->text);
  actions_.erase(at);
  return text;
}

void Probe::begin_frame() {
  next_.clear();
  open_.clear();
  rows_.clear();
  hooked_.clear();
  ImGui::GetCurrentContext()->TestEngine = this;
}

// Items drawn with plain Dear ImGui calls are announced as what the library says of them.
void Probe::add_unannounced() {
  std::vector<ImGuiID> known;
  known.reserve(next_.size());
  for (const Node& node : next_) known.push_back(node.id);
  base::sort(known);
  for (Hooked& item : hooked_) {
    const std::string_view label = std::string_view(item.label).substr(0, item.label.find("##"));
    if (label.empty() || std::ranges::binary_search(known, item.id)) continue;
    Node node{
        .id = item.id, .parent_index = item.parent_index, .role = role_of(item.status), .name = std::string(label)};
    if (item.parent_index >= 0) node.parent = next_[static_cast<std::size_t>(item.parent_index)].id;
    node.min = item.min;
    node.max = item.max;
    node.flags = flag::focusable;
    if (item.status & ImGuiItemStatusFlags_Checkable) node.flags |= flag::checkable;
    if (item.status & ImGuiItemStatusFlags_Checked) node.flags |= flag::checked;
    if (item.status & ImGuiItemStatusFlags_Openable) node.flags |= flag::expandable;
    if (item.status & ImGuiItemStatusFlags_Opened) node.flags |= flag::expanded;
    next_.push_back(std::move(node));
  }
}

// Texts that say the same in one place hash to one id: the later ones get ids of their own.
void Probe::make_ids_unique() {
  std::vector<std::pair<ImGuiID, std::size_t>> order;
  order.reserve(next_.size());
  for (std::size_t i = 0; i < next_.size(); ++i) order.emplace_back(next_[i].id, i);
  base::sort(order);
  for (std::size_t i = 1, same = 0; i < order.size(); ++i) {
    same = order[i].first == order[i - 1].first ? same + 1 : 0;
    Node& node = next_[order[i].second];
    if (same > 0 && !node.has(flag::focusable)) node.id = ImHashData(&same, sizeof same, node.id);
  }
}

// Views choose a heading's level by its look; readers need an outline that skips no level.
void Probe::outline_headings() {
  std::vector<int> above;
  for (Node& node : next_) {
    if (node.role != Role::heading) continue;
    while (!above.empty() && above.back() >= node.level) above.pop_back();
    above.push_back(node.level);
    node.level = static_cast<int>(above.size());
  }
}

void Probe::end_frame() {
  add_unannounced();
  make_ids_unique();
  outline_headings();
  std::uint64_t digest = next_.size();
  for (const Node& node : next_) digest = mix(digest, digest_of(node));
  if (digest != digest_) ++revision_;
  digest_ = digest;
  std::swap(nodes_, next_);
  std::erase_if(actions_, [](Action& action) { return ++action.age_frames > 3; });
  if (!actions_.empty()) wake_in(0);
}

void Probe::hook_item(ImGuiID id, ImVec2 min, ImVec2 max) {
  last_item_ = id;
  last_min_ = min;
  last_max_ = max;
}

void Probe::hook_info(ImGuiID id, const char* label, int status_flags) {
  if (id == 0 || label == nullptr || label[0] == '#' || id != last_item_) return;
  hooked_.push_back({.id = id,
                     .min = last_min_,
                     .max = last_max_,
                     .label = label,
                     .status = status_flags,
                     .parent_index = open_.empty() ? -1 : static_cast<int>(open_.back())});
}

Group::Group(Node container) { current().probe.push(std::move(container)); }
Group::~Group() { current().probe.pop(); }

ImGuiID key_id(std::string_view key, std::string_view row) {
  const ImGuiID id = ImGui::GetID(key.data(), key.data() + key.size());
  return row.empty() ? id : ImHashStr(row.data(), row.size(), id);
}

void focus_last_item() {
  ImGui::FocusItem();
  ImGui::SetNavCursorVisible(true);
}

bool is_item_drawn(ImGuiID id) { return ImGui::GetItemID() == id && !ImGui::GetCurrentWindow()->SkipItems; }

bool is_window_drawn() { return !ImGui::GetCurrentWindow()->SkipItems; }

void reload_input(ImGuiID id) {
  if (ImGuiInputTextState* state = ImGui::GetInputTextState(id)) state->ReloadUserBufAndMoveToEnd();
}

void watch_items() { ImGui::GetCurrentContext()->TestEngineHookItems = true; }

float line_height_so_far() {
  const ImGuiWindow* window = ImGui::GetCurrentWindow();
  return window->DC.IsSameLine ? window->DC.CurrLineSize.y : 0;
}

void start_tabbing() {
  ImGuiContext& g = *ImGui::GetCurrentContext();
  const auto& nodes = current().probe.nodes();
  const bool has_focus = std::ranges::any_of(nodes, [](const Node& n) { return n.has(flag::focused); });
  if (has_focus || g.ActiveId != 0 || !ImGui::IsKeyPressed(ImGuiKey_Tab) || g.OpenPopupStack.Size > 0) return;
  ImGui::FocusWindow(g.CurrentWindow);
  ImGui::NavInitWindow(g.CurrentWindow, true);
  ImGui::SetNavCursorVisible(true);
}

bool is_text_field_active() { return ImGui::GetIO().WantTextInput; }

void own_keys(ImGuiID owner, std::initializer_list<ImGuiKey> keys) {
  for (const ImGuiKey key : keys) ImGui::SetKeyOwner(key, owner);
}

// Text fields claim their keys anew in each frame: owning or locking one beforehand has no effect.
void hide_key(ImGuiKey key, Hidden hidden) { ImGui::GetKeyData(key)->Down = hidden == Hidden::no; }

bool is_rect_clipped(ImVec2 min, ImVec2 max) {
  const ImGuiWindow* window = ImGui::GetCurrentWindowRead();
  return window != nullptr && !window->ClipRect.Overlaps(ImRect(min, max));
}

}  // namespace zhike::ui

// --- Dear ImGui's item hooks (IMGUI_ENABLE_TEST_ENGINE); no test engine is linked ---
void ImGuiTestEngineHook_ItemAdd(ImGuiContext* context, ImGuiID id, const ImRect& box, const ImGuiLastItemData*) {
  if (zhike::ui::Probe* probe = zhike::ui::probe_of(context)) probe->hook_item(id, box.Min, box.Max);
}
void ImGuiTestEngineHook_ItemInfo(ImGuiContext* context, ImGuiID id, const char* label, ImGuiItemStatusFlags flags) {
  if (zhike::ui::Probe* probe = zhike::ui::probe_of(context)) probe->hook_info(id, label, flags);
}
void ImGuiTestEngineHook_Log(ImGuiContext*, const char*, ...) {}
const char* ImGuiTestEngine_FindItemDebugLabel(ImGuiContext*, ImGuiID) { return nullptr; }
