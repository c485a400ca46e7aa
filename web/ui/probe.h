// Probe: what is on the page this frame, as roles, names, values and rectangles. Filled by the widgets of web/ui and by
// Dear ImGui's item hooks; read by headless tests, the ARIA mirror and browser tests, which queue actions back.
// Must never draw. probe.cpp is the only file that touches imgui_internal.h.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "imgui.h"

namespace zhike::ui {

// ARIA roles; role_name() gives the attribute's text.
enum class Role : std::uint8_t {
  generic,
  alert,
  button,
  cell,
  checkbox,
  columnheader,
  combobox,
  dialog,
  form,
  grid,
  group,
  heading,
  img,
  link,
  list,
  listbox,
  listitem,
  log,
  main,
  menu,
  menuitem,
  navigation,
  option,
  progressbar,
  radio,
  radiogroup,
  region,
  row,
  searchbox,
  separator,
  spinbutton,
  status,
  switch_,
  tab,
  table,
  tablist,
  tabpanel,
  text,
  textbox,
  toolbar,
  tooltip,
};
std::string_view role_name(Role role);

namespace flag {
inline constexpr std::uint32_t disabled = 1, checked = 2, checkable = 4, expanded = 8, expandable = 16, selected = 32,
                               selectable = 64, focusable = 128, focused = 256, invalid = 512, clipped = 1024,
                               required = 2048, multiline = 4096, modal = 8192, busy = 16384, read_only = 32768,
                               multiselectable = 65536, mixed = 131072, sortable = 262144, sorted_up = 524288,
                               sorted_down = 1048576;
}

struct Node {
  ImGuiID id = 0;         // of the ImGui item, or a hash of key and row for containers and text
  ImGuiID parent = 0;     // id of the container announced around it; 0: the page
  int parent_index = -1;  // its place in nodes(), before this one; -1: the page
  Role role = Role::generic;
  std::string key = {};   // i18n key, the stable name ("complaint.save"); "" for plain text
  std::string row = {};   // what tells equal keys apart (record id, row number); "" otherwise
  std::string name = {};  // accessible name, in the current language
  std::string value = {};
  std::string description = {};                                              // help, error or tooltip
  std::string href = {};                                                     // links: "#/customers/…"; "" otherwise
  ImVec2 min{}, max{};                                                       // device pixels on the canvas
  std::uint32_t flags = 0;                                                   // see ui::flag
  int level = 0;                                                             // headings 1–6
  int row_count = -1, row_index = -1, column_count = -1, column_index = -1;  // 0-based; -1: does not apply
  double now = 0, low = 0, high = 0;                                         // progressbar, spinbutton

  bool has(std::uint32_t flags_asked) const { return (flags & flags_asked) == flags_asked; }
};

enum class ActionKind : std::uint8_t { activate, focus, set_value, scroll_to };
struct Action {
  ActionKind kind = ActionKind::activate;
  ImGuiID id = 0;
  std::string text = {};  // set_value
  int age_frames = 0;
};

class Probe {  // Invariant: nodes_ holds one finished frame; next_ is being filled
 public:
  // The last finished frame, in drawing order; containers precede their children.
  const std::vector<Node>& nodes() const { return nodes_; }
  // The node with this key (and row, when given), or with this role and name. nullptr when there is none.
  const Node* find(std::string_view key, std::string_view row = {}) const;
  const Node* find(Role role, std::string_view name) const;
  std::vector<const Node*> find_all(Role role) const;
  const Node* find_id(ImGuiID id) const;
  // Rises when anything but a rectangle differs from the frame before: the mirror skips equal frames.
  std::uint64_t revision() const { return revision_; }

  // Honoured by the widget when it is next drawn; dropped after 3 frames without it.
  void queue(Action action);
  bool has_actions() const { return !actions_.empty(); }

  // --- for widgets ---
  // Announces a node; fills id (unless given), rect, focus and clipping from ImGui's last item.
  Node& announce_item(Node node);
  // Announces something that is no ImGui item (text, container) with its own rectangle.
  Node& announce(Node node);
  void push(Node container);            // what follows becomes its child …
  void pop();                           // … until here
  Node* open_container();               // the innermost pushed one (rectangle still to be set), or nullptr
  void push_row(std::string_view row);  // the row of everything announced until pop_row
  void pop_row();
  std::string_view row() const;
  bool is_wanted(ImGuiID id) const;  // an action waits for this widget
  // What the drawing says, buttons and check boxes left out; nothing of it is announced.
  std::string overhear(const std::function<void()>& drawing);
  bool take_activate(ImGuiID id);
  bool take_focus(ImGuiID id);
  std::optional<std::string> take_value(ImGuiID id);

  void begin_frame();
  void end_frame();

  // Called by the ImGui hooks only.
  void hook_item(ImGuiID id, ImVec2 min, ImVec2 max);
  void hook_info(ImGuiID id, const char* label, int status_flags);

 private:
  struct Hooked {
    ImGuiID id = 0;
    ImVec2 min{}, max{};
    std::string label = {};
    int status = 0;
    int parent_index = -1;
  };
  void add_unannounced();
  void make_ids_unique();
  void outline_headings();
  std::vector<Node> nodes_, next_;
  std::vector<std::size_t> open_;
  std::vector<std::string> rows_;
  std::vector<Hooked> hooked_;
  std::vector<Action> actions_;
  ImGuiID last_item_ = 0;
  ImVec2 last_min_{}, last_max_{};
  std::uint64_t revision_ = 0, digest_ = 0;
};

// Scope: container.begin … end.
class Group {
 public:
  explicit Group(Node container);
  ~Group();
  Group(const Group&) = delete;
  Group& operator=(const Group&) = delete;
};

// Id of a thing that is no ImGui item: depends on the ImGui id stack, key and row.
ImGuiID key_id(std::string_view key, std::string_view row = {});

// --- thin doors to Dear ImGui's internals, so that no other file needs them ---
void focus_last_item();          // keyboard focus to the last item
bool is_item_drawn(ImGuiID id);  // the last item is this one (its window is shown)
bool is_window_drawn();          // items of the current window are announced, also those scrolled out of view
void reload_input(ImGuiID id);   // an active InputText takes its buffer anew
void watch_items();              // switches the item hooks on for this context
void start_tabbing();  // Tab enters the current window when nothing has the keyboard, as after a room was changed
bool is_text_field_active();
float line_height_so_far();                                          // after same_line: of what stands on it; else 0
void own_keys(ImGuiID owner, std::initializer_list<ImGuiKey> keys);  // keeps navigation off these keys next frame
enum class Hidden : std::uint8_t { no, yes };
void hide_key(ImGuiKey key, Hidden hidden);    // a key that is down: its press is not seen by widgets meanwhile
bool is_rect_clipped(ImVec2 min, ImVec2 max);  // entirely outside the current clip rectangle

}  // namespace zhike::ui
