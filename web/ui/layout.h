// Containers: page, card, grid, form grid, split, tabs, rail, breadcrumb, banner, empty state, tiles, progress. Scopes
// open in the constructor and close in the destructor. Used by every view; must never decide what is shown.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "web/ui/context.h"
#include "web/ui/widgets.h"

namespace zhike::ui {

// The scrolling main area of a room: margins, heading level 1 (title, subtitle), ARIA main.
struct PageOptions {
  std::string_view title = {};  // instead of tr(key)
  std::string_view subtitle = {};
  float max_width_css = 1440;
  bool fills_height = false;  // no scrolling of its own: a table inside takes the rest
};
class Page {
 public:
  explicit Page(const char* key, const PageOptions& options = {});
  ~Page();
  Page(const Page&) = delete;
  Page& operator=(const Page&) = delete;

 private:
  bool fills_height_;
};
// Buttons at the right end of the page's title line, directly after Page: { PageActions actions; button(…);
// same_line(); … } On phones they get a line of their own.
class PageActions {
 public:
  PageActions();
  ~PageActions();
  PageActions(const PageActions&) = delete;
  PageActions& operator=(const PageActions&) = delete;

 private:
  ImVec2 back_;
  ImGuiID id_;
};

struct CardOptions {
  std::string_view title = {};  // instead of tr(key); a key starting with '.' has no title
  std::string_view subtitle = {};
  const char* icon = nullptr;
  float height_css = 0;       // 0: as high as its content; < 0: the rest of the window
  bool is_tight = false;      // no inner margin: for tables and lists
  Tone tone = Tone::neutral;  // coloured left edge
};
class Card {
 public:
  explicit Card(const char* key, const CardOptions& options = {});
  ~Card();
  Card(const Card&) = delete;
  Card& operator=(const Card&) = delete;

 private:
  ImDrawListSplitter layers_;  // ground below, content above
  ImVec2 min_;
  float width_, margin_, height_;
  Tone tone_;
};

// Equal columns that wrap: as many as fit at min_width_css (at most max_columns); each starts at the top of its line.
//   Grid grid("today.tiles", {.min_width_css = 220}); for (…) { grid.next(); … }
struct GridOptions {
  float min_width_css = 260;
  int max_columns = 4;
  float gap_css = 16;
};
class Grid {
 public:
  explicit Grid(const char* id, const GridOptions& options = {});
  ~Grid();
  Grid(const Grid&) = delete;
  Grid& operator=(const Grid&) = delete;
  void next();  // starts the next cell
  int columns() const { return columns_; }

 private:
  void close_cell();
  int columns_, index_ = -1;
  float width_, gap_, start_x_, line_y_, line_bottom_;
};

// Two columns of fields (one on phones): FormGrid form("complaint.form"); form.field(); ui::text_field(…); form.wide();
// …
class FormGrid {
 public:
  explicit FormGrid(const char* key, int columns = 2);
  ~FormGrid();
  FormGrid(const FormGrid&) = delete;
  FormGrid& operator=(const FormGrid&) = delete;
  void field();  // the next field takes one cell
  void wide();   // the next field takes the whole line

 private:
  void close_cell();
  void end_line();
  int columns_, column_ = 0;
  bool in_cell_ = false, is_wide_ = false;
  float start_x_, width_, gap_, line_y_, line_bottom_;
};

// Side by side on wide pages, below each other on phones. Split split("x", 0.62f); …left…; split.next(); …right…
class Split {
 public:
  Split(const char* id, float left_share);
  ~Split();
  Split(const Split&) = delete;
  Split& operator=(const Split&) = delete;
  void next();

 private:
  float start_x_, start_y_, left_width_, right_edge_, gap_, bottom_ = 0;
  bool is_stacked_, is_right_ = false;
};

// --- navigation ---
struct TabItem {
  const char* key;
  int count = -1;  // shown as a small number
};
// Tabs in a line; arrows move. A drop-down where the line is too short for them. True when `current` changed.
bool tabs(const char* key, int& current, std::span<const TabItem> items);

struct RailItem {
  const char* key;  // "room.today"
  const char* icon;
  std::string_view href = {};  // "#/today"
  int badge = 0;               // > 0: shown as a count
};
// Left rail (icon only when narrow, bottom bar on phones). Draw it before the Page, which takes what the rail leaves.
// Returns the index pressed or -1.
int rail(const char* key, std::span<const RailItem> items, int current);
// A way back: returns the index of the crumb pressed or -1. The last crumb is the page itself.
int breadcrumb(const char* key, std::span<const Option> crumbs);

// --- messages ---
enum class BannerAct : std::uint8_t { none, act, dismiss };
struct BannerOptions {
  Tone tone = Tone::info;
  const char* action_key = nullptr;
  bool is_dismissible = false;
};
BannerAct banner(const char* key, std::string_view text, const BannerOptions& options = {});
struct EmptyOptions {
  const char* icon = nullptr;
  std::string_view title = {}, text = {};  // instead of tr(key + ".title"), tr(key + ".text")
  const char* action_key = nullptr;
  const char* second_action_key = nullptr;
};
int empty_state(const char* key, const EmptyOptions& options = {});  // 1 action, 2 second action, 0 none

struct StatOptions {
  std::string_view value = {};     // formatted
  std::string_view interval = {};  // "±2.1" or "31–45"
  std::string_view base = {};      // "n = 128"
  std::string_view delta = {};     // "+3.2"
  Tone delta_tone = Tone::neutral;
  const char* icon = nullptr;
  std::string_view hint = {};
  bool is_link = false;  // can be pressed: opens definition or records
};
bool stat_tile(const char* key, const StatOptions& options);

// Progress of long work; share < 0 means unknown. True when Cancel was pressed (no button without `cancel_key`).
bool progress(const char* key, double share, std::string_view text, const char* cancel_key = nullptr);

}  // namespace zhike::ui
