// A page without the product: only web/platform's storage, bridge, files and mirror, each reachable by a verb, so that
// their promises can be tested under faults the product would hide. Built by platform_site() in support.mjs.
#include <string>
#include <vector>

#include <emscripten.h>

#include "core/base/json.h"
#include "web/platform/bridge.h"
#include "web/platform/device.h"
#include "web/platform/files.h"
#include "web/platform/mirror.h"
#include "web/platform/offline.h"
#include "web/platform/storage.h"

namespace {

using zhike::base::Json;
using zhike::base::Status;
namespace platform = zhike::platform;

struct Page {
  platform::BrowserStorage storage;
  Json events = Json::array();
  bool hands_over_by_itself = true;
};
Page* g_page = nullptr;

const char* name_of(platform::WriterState state) {
  switch (state) {
    case platform::WriterState::starting:
      return "starting";
    case platform::WriterState::writer:
      return "writer";
    case platform::WriterState::reader:
      return "reader";
    case platform::WriterState::memory_only:
      return "memory_only";
  }
  return "";
}

void note(std::string text) { g_page->events.push(Json(std::move(text))); }
void resolve(std::uint32_t id, const Json& value) { platform::bridge_resolve(id, zhike::base::write_json(value)); }
void settle(std::uint32_t id, const Status& status) {
  if (status)
    resolve(id, Json::object());
  else
    platform::bridge_reject(id, status.error());
}

void start(std::uint32_t id, const Json& args) {
  const std::string name = args["name"].as_string();
  g_page->storage.start(name.empty() ? platform::BrowserStorage::installation_name() : name,
                        {[](platform::WriterState state) { note(std::string("state ") + name_of(state)); },
                         [] {
                           note("asked");
                           if (g_page->hands_over_by_itself) g_page->storage.hand_over();
                         },
                         [] { note("changed"); }},
                        [id](const Status& status) {
                          note("started " + (status ? std::string("ok") : status.error().code));
                          settle(id, status);
                        });
}

void commit(std::uint32_t id, const Json& args) {
  std::vector<zhike::ports::FileWrite> writes;
  for (const auto& [path, text] : args["writes"].members()) {
    std::string bytes =
        text.is_integer() ? std::string(static_cast<std::size_t>(text.as_integer()), 'x') : text.as_string();
    writes.push_back({path, std::move(bytes)});
  }
  std::vector<std::string> removes;
  for (const Json& path : args["removes"].items()) removes.push_back(path.as_string());
  g_page->storage.commit(std::move(writes), std::move(removes), [id](const Status& status) { settle(id, status); });
}

void list(std::uint32_t id) {
  const auto files = g_page->storage.list();
  if (!files) return platform::bridge_reject(id, files.error());
  Json names = Json::array();
  for (const auto& file : *files) names.push(file);
  resolve(id, names);
}

void read(std::uint32_t id, const Json& args) {
  const auto bytes = g_page->storage.read(args["path"].as_string());
  if (!bytes) return platform::bridge_reject(id, bytes.error());
  resolve(id, bytes->size() > 100000 ? Json(bytes->size()) : Json(*bytes));
}

void show_status(std::uint32_t id) {
  const auto& info = g_page->storage.info();
  resolve(id, Json::object()
                  .set("writer", name_of(g_page->storage.state()))
                  .set("pending", g_page->storage.pending_commits())
                  .set("lastError", info.last_error)
                  .set("nearlyFull", info.is_nearly_full)
                  .set("quota", static_cast<double>(info.quota_bytes))
                  .set("events", std::exchange(g_page->events, Json::array())));
}

void show(std::uint32_t id, const Json& args) {
  std::vector<platform::MirrorNode> nodes;
  for (const Json& from : args["nodes"].items()) {
    const auto number = [&](const char* key, int otherwise) {
      const Json* found = from.find(key);
      return found ? static_cast<int>(found->as_integer()) : otherwise;
    };
    platform::MirrorNode node;
    node.id = static_cast<std::uint32_t>(number("id", 0));
    node.parent = static_cast<std::uint32_t>(number("parent", 0));
    node.role = from["role"].as_string();
    node.key = from["key"].as_string();
    node.name = from["name"].as_string();
    node.value = from["value"].as_string();
    node.x = static_cast<float>(number("x", 0));
    node.y = static_cast<float>(number("y", 0));
    node.width = static_cast<float>(number("w", 100));
    node.height = static_cast<float>(number("h", 30));
    node.flags = static_cast<std::uint32_t>(number("flags", 0));
    node.row_count = number("rows", -1);
    node.row_index = number("row", -1);
    node.level = number("level", -1);
    nodes.push_back(node);
  }
  platform::update_mirror(nodes);
  resolve(id, Json::object());
}

void on_call(std::uint32_t id, std::string_view verb, std::string_view args_text) {
  if (verb == "echo") return platform::bridge_resolve(id, args_text);
  const auto args = zhike::base::parse_json(args_text, {.string_bytes = 64u << 20});
  if (!args) return platform::bridge_reject(id, args.error());
  auto& storage = g_page->storage;
  if (verb == "start") return start(id, *args);
  if (verb == "commit") return commit(id, *args);
  if (verb == "list") return list(id);
  if (verb == "read") return read(id, *args);
  if (verb == "show") return show(id, *args);
  if (verb == "reload") return storage.reload([id](const Status& status) { settle(id, status); });
  if (verb == "info") return storage.refresh_info([id] { show_status(id); });
  if (verb == "drop") storage.drop_loaded();
  if (verb == "ask") storage.ask_handover();
  if (verb == "handOver") storage.hand_over();
  if (verb == "takeOver") storage.take_over();
  if (verb == "keepWriting") g_page->hands_over_by_itself = false;
  if (verb == "prefer") platform::save_preference("lang", (*args)["value"].as_string());
  if (verb == "preferred") return resolve(id, platform::load_preference("lang"));
  if (verb == "guard") platform::set_leaving(platform::Leaving::asks);
  if (verb == "device") {
    platform::BrowserClock clock;
    platform::BrowserRandom random;
    Json numbers = Json::array();
    for (int i = 0; i < 100; ++i) numbers.push(std::to_string(random.next()));
    return resolve(
        id, Json::object().set("now", clock.now()).set("zone", clock.zone_offset_minutes()).set("random", numbers));
  }
  if (verb == "announce") platform::announce((*args)["text"].as_string(), platform::Urgency::polite);
  if (verb == "pick") platform::pick_files(".csv", 5);
  if (verb == "save") {
    return platform::save_file((*args)["name"].as_string(), "text/plain", (*args)["text"].as_string(),
                               platform::SaveWay::download, [id](zhike::base::Result<platform::SaveOutcome> outcome) {
                                 if (outcome)
                                   resolve(id, *outcome == platform::SaveOutcome::started ? "started" : "other");
                                 else
                                   platform::bridge_reject(id, outcome.error());
                               });
  }
  show_status(id);
}

}  // namespace

int main() {
  static Page page;
  g_page = &page;
  platform::start_mirror("canvas", {[](std::uint32_t id) { note("activate " + std::to_string(id)); },
                                    [](std::uint32_t id) { note("focus " + std::to_string(id)); },
                                    [](std::uint32_t id, std::string_view text) {
                                      note("value " + std::to_string(id) + ' ' + std::string(text));
                                    }});
  platform::start_files(1000, {[](zhike::base::Result<platform::OpenedFile> file) {
                                 if (!file) return note(file.error().code + ' ' + file.error().where);
                                 note("file " + file->name + ' ' + file->bytes + ' ' + std::to_string(file->index + 1) +
                                      '/' + std::to_string(file->count));
                               },
                               [](bool over) { note(over ? "drag over" : "drag end"); }});
  platform::start_offline([] { note("update"); });
  platform::set_bridge_handler(on_call);
  EM_ASM({ document.documentElement.dataset['state'] = 'running'; });
  platform::bridge_ready();
  return 0;
}
