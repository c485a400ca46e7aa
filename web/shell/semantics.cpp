// The accessible mirror: the probe's nodes to the DOM, and what assistive tools do back to the probe.
#include "web/platform/canvas.h"
#include "web/platform/mirror.h"
#include "web/shell/page.h"

namespace zhike::shell {

static_assert(platform::mirror_flag::sorted_down == ui::flag::sorted_down &&
                  platform::mirror_flag::focused == ui::flag::focused,
              "the probe's flags pass through unchanged");

void Page::start_semantics() {
  const auto queue = [this](ui::ActionKind kind, std::uint32_t id, std::string_view text) {
    context_.probe.queue({kind, id, std::string(text), 0});
    platform::request_frames();
  };
  platform::start_mirror(
      "canvas", {[queue](std::uint32_t id) { queue(ui::ActionKind::activate, id, {}); },
                 [queue](std::uint32_t id) { queue(ui::ActionKind::focus, id, {}); },
                 [queue](std::uint32_t id, std::string_view text) { queue(ui::ActionKind::set_value, id, text); }});
}

// The cells of a grid, through which the keyboard moves, have a role of their own.
std::string_view role_of(const ui::Node& n, const std::vector<ui::Node>& all) {
  if (n.role != ui::Role::cell) return ui::role_name(n.role);
  for (int at = n.parent_index; at >= 0; at = all[static_cast<std::size_t>(at)].parent_index)
    if (all[static_cast<std::size_t>(at)].role == ui::Role::grid) return "gridcell";
  return ui::role_name(n.role);
}

void Page::mirror() {
  const float scale = platform::scale();
  const std::vector<ui::Node>& all = context_.probe.nodes();
  std::vector<platform::MirrorNode> nodes;
  nodes.reserve(all.size());
  for (const ui::Node& n : all) {
    platform::MirrorNode node;
    node.id = n.id;
    node.parent = n.parent_index < 0 ? 0 : all[static_cast<std::size_t>(n.parent_index)].id;
    node.role = role_of(n, all);
    node.key = n.key;
    node.row = n.row;
    node.name = n.name;
    node.value = n.value;
    node.description = n.description;
    node.href = n.href;
    node.x = n.min.x / scale;
    node.y = n.min.y / scale;
    node.width = (n.max.x - n.min.x) / scale;
    node.height = (n.max.y - n.min.y) / scale;
    node.flags = n.flags;
    // An entry of a list says how long the list is.
    const bool is_entry = n.role == ui::Role::option && n.parent_index >= 0;
    node.row_count = is_entry ? all[static_cast<std::size_t>(n.parent_index)].row_count : n.row_count;
    node.column_count = n.column_count;
    node.row_index = n.row_index < 0 ? -1 : n.row_index + 1;
    node.column_index = n.column_index < 0 ? -1 : n.column_index + 1;
    node.level = n.level > 0 ? n.level : -1;
    node.now = n.now;
    node.low = n.low;
    node.high = n.high;
    nodes.push_back(node);
  }
  platform::update_mirror(nodes);
}

}  // namespace zhike::shell
