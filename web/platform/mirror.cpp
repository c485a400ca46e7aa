// The C++ half of the accessible mirror: compares each list with the one the page has and sends what differs.
#include "web/platform/mirror.h"

#include <bit>
#include <cstring>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include <emscripten/em_macros.h>
#include <emscripten/eventloop.h>
#include <emscripten/html5.h>

extern "C" {
void zhike_mirror_start(const char* canvas_id, int length);
void zhike_mirror_apply(const char* message);
void zhike_mirror_announce(const char* text, int length, int urgent);
}

namespace zhike::platform {
namespace {

constexpr double kIntervalMs = 100;

// One node as bytes of the message, and where it hangs.
struct Kept {
  std::uint32_t key = 0;     // unique in the list, unlike the id
  std::uint32_t parent = 0;  // key; 0 is the page
  std::string body;          // everything else, encoded
};

struct State {
  MirrorEvents events;
  std::vector<Kept> wanted;
  std::unordered_map<std::uint32_t, std::string> shown;  // key -> body
  std::vector<std::pair<std::uint32_t, std::uint32_t>> order;
  double sent_at_ms = -kIntervalMs;
  enum class Timer { none, running } timer = Timer::none;
  enum class Work { none, waiting } work = Work::none;
};
State g_mirror;  // one canvas, one mirror

template <class T>
void put(std::string& out, T number) {
  static_assert(std::endian::native == std::endian::little);
  char bytes[sizeof number];
  std::memcpy(bytes, &number, sizeof number);
  out.append(bytes, sizeof number);
}

void put_text(std::string& out, std::string_view text) {
  put(out, static_cast<std::uint32_t>(text.size()));
  out.append(text);
}

// The order that lib_mirror.js reads.
std::string encode(const MirrorNode& node) {
  std::string out;
  out.reserve(96 + node.name.size() + node.value.size() + node.key.size());
  put(out, node.id);
  put(out, node.flags);
  for (const float number : {node.x, node.y, node.width, node.height}) put(out, number);
  for (const std::int32_t number : {node.row_count, node.column_count, node.row_index, node.column_index, node.level}) {
    put(out, number);
  }
  for (const double number : {node.now, node.low, node.high}) put(out, number);
  for (const auto text : {node.role, node.key, node.row, node.name, node.value, node.description, node.href}) {
    put_text(out, text);
  }
  return out;
}

std::uint32_t mix(std::uint32_t hash, std::string_view text) {
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x01000193u;
  return hash;
}

// Ids may be 0 or repeated. The key of such a node is made from what it is, so it stays the same from frame to frame.
std::vector<Kept> keep(std::span<const MirrorNode> nodes) {
  std::vector<Kept> list;
  list.reserve(nodes.size());
  std::unordered_set<std::uint32_t> used{0};
  std::unordered_map<std::uint32_t, std::uint32_t> key_of_id;
  for (const MirrorNode& node : nodes) {
    const auto found = key_of_id.find(node.parent);
    const std::uint32_t parent = found == key_of_id.end() ? 0 : found->second;
    std::uint32_t key = node.id;
    if (key == 0 || used.contains(key)) {
      key = mix(mix(mix((node.id ^ parent ^ 0x811c9dc5u) * 0x01000193u, node.role), node.key), node.row);
    }
    while (!used.insert(key).second) key = key * 0x9e3779b1u + 1;
    if (node.id != 0) key_of_id.try_emplace(node.id, key);
    list.push_back({key, parent, encode(node)});
  }
  return list;
}

void send() {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> order;
  std::unordered_set<std::uint32_t> present;
  std::string changes;
  std::uint32_t changed = 0;
  for (const Kept& node : g_mirror.wanted) {
    order.emplace_back(node.key, node.parent);
    present.insert(node.key);
    std::string& shown = g_mirror.shown[node.key];
    if (shown == node.body) continue;
    ++changed;
    put(changes, node.key);
    changes += node.body;
    shown = node.body;
  }
  g_mirror.work = State::Work::none;
  const bool moved = order != g_mirror.order;
  if (!moved && changed == 0) return;
  std::string message;
  put(message, std::uint32_t{moved ? 1u : 0u});
  put(message, static_cast<std::uint32_t>(moved ? order.size() : 0));
  if (moved) {
    for (const auto& [key, parent] : order) {
      put(message, key);
      put(message, parent);
    }
    std::erase_if(g_mirror.shown, [&](const auto& entry) { return !present.contains(entry.first); });
    g_mirror.order = std::move(order);
  }
  put(message, changed);
  message += changes;
  g_mirror.sent_at_ms = emscripten_performance_now();
  zhike_mirror_apply(message.data());
}

void on_timer(void*) {
  g_mirror.timer = State::Timer::none;
  if (g_mirror.work == State::Work::waiting) send();
}

}  // namespace

void start_mirror(std::string_view canvas_id, MirrorEvents events) {
  g_mirror.events = std::move(events);
  zhike_mirror_start(canvas_id.data(), static_cast<int>(canvas_id.size()));
}

void update_mirror(std::span<const MirrorNode> nodes) {
  g_mirror.wanted = keep(nodes);
  g_mirror.work = State::Work::waiting;
  const double wait_ms = g_mirror.sent_at_ms + kIntervalMs - emscripten_performance_now();
  if (wait_ms <= 0) {
    send();
  } else if (g_mirror.timer == State::Timer::none) {
    g_mirror.timer = State::Timer::running;
    emscripten_set_timeout(on_timer, wait_ms, nullptr);
  }
}

void flush_mirror() {
  if (g_mirror.work == State::Work::waiting) send();
}

void announce(std::string_view text, Urgency urgency) {
  zhike_mirror_announce(text.data(), static_cast<int>(text.size()), urgency == Urgency::assertive ? 1 : 0);
}

}  // namespace zhike::platform

extern "C" {

EMSCRIPTEN_KEEPALIVE void zhike_mirror_activate(std::uint32_t id) {
  const auto& events = zhike::platform::g_mirror.events;
  if (events.activate) events.activate(id);
}

EMSCRIPTEN_KEEPALIVE void zhike_mirror_focus(std::uint32_t id) {
  const auto& events = zhike::platform::g_mirror.events;
  if (events.focus) events.focus(id);
}

EMSCRIPTEN_KEEPALIVE void zhike_mirror_value(std::uint32_t id, const char* text, std::uint32_t length) {
  const auto& events = zhike::platform::g_mirror.events;
  if (events.set_value) events.set_value(id, {text, length});
}
}
