// Headless UI: runs a view against Dear ImGui without a screen and drives it like a person: click, type, press keys,
// and read what the probe announces. Used by tests of web/ui and web/views. Must never draw pixels.
//
//   HeadlessUi ui([&] { my_view(state); });
//   ui.click("complaint.save");  CHECK(ui.find("complaint.title")->value == "…");
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "web/ui/ui.h"

namespace zhike::tests {

class HeadlessUi {
 public:
  explicit HeadlessUi(std::function<void()> view, float width_css = 1280, float height_css = 800);
  ~HeadlessUi();
  HeadlessUi(const HeadlessUi&) = delete;
  HeadlessUi& operator=(const HeadlessUi&) = delete;

  ui::Context& context() { return context_; }
  void frames(int count = 3);
  void resize(float width_css, float height_css);
  // Draws once with a real font and counts the vertices: text and boxes reach the draw lists.
  int vertex_count() const { return vertex_count_; }

  // The node with this key (and row), or with this role and name; nullptr when nothing like it is announced.
  const ui::Node* find(std::string_view key, std::string_view row = {}) const { return context_.probe.find(key, row); }
  const ui::Node* find(ui::Role role, std::string_view name) const { return context_.probe.find(role, name); }
  std::size_t count(ui::Role role) const { return context_.probe.find_all(role).size(); }
  bool has_text(std::string_view words) const;  // somewhere in a name or value

  // With the mouse at the widget's centre. False when it is not announced.
  bool click(std::string_view key, std::string_view row = {});
  bool click(const ui::Node* node, int button = 0);
  void click_at(float x, float y, int button = 0);
  // Pointer there, down and up before the next frame, as a finger or a script does it.
  bool tap(std::string_view key, std::string_view row = {});
  // As the ARIA mirror does it: through the probe's queue.
  bool activate(std::string_view key, std::string_view row = {});
  bool focus(std::string_view key, std::string_view row = {});
  bool set_value(std::string_view key, std::string_view text);
  // Clicks the field, selects what it holds and types `text`.
  bool type(std::string_view key, std::string_view text);
  void type_text(std::string_view text);  // into whatever has the focus
  void press(std::string_view chord);     // "Ctrl+K", "Enter", "Down", "Shift+Tab"
  void hover(std::string_view key, double seconds = 1.0);
  // Keys of widgets that share an id with another one: pressing one would press both. Empty when all is well.
  std::string conflicts() const;
  // Everything announced, one node a line: for failure messages.
  std::string dump() const;

 private:
  void frame();
  void move_mouse(float x, float y);

  std::function<void()> view_;
  ui::Context context_;
  ImGuiContext* imgui_ = nullptr;
  int vertex_count_ = 0;
};

}  // namespace zhike::tests
