// The C++ half of the person's files; lib_files.js is the other.
#include "web/platform/files.h"

#include <cstdlib>
#include <map>
#include <utility>

#include <emscripten/em_macros.h>

namespace {

using zhike::base::Result;
using zhike::platform::FileEvents;
using zhike::platform::FileOrigin;
using zhike::platform::OpenedFile;
using zhike::platform::SaveOutcome;

// The page has one disk; files are read one after the other, so one buffer is enough.
struct Desk {
  FileEvents events;
  std::string incoming;
  std::uint32_t last_ticket = 0;
  std::map<std::uint32_t, std::function<void(Result<SaveOutcome>)>> saving;
};
Desk g_desk;

}  // namespace

extern "C" {
void zhike_files_start(double limit_bytes);
void zhike_files_pick(const char* accept, int length, std::uint32_t most);
void zhike_files_piece(const char* bytes, std::uint32_t length);
void zhike_files_save(std::uint32_t ticket, const char* name, int name_length, const char* type, int type_length,
                      const char* bytes, std::uint32_t length, int asks);

// Room for a whole file, or null. A string that cannot grow would end the program: so malloc is asked first.
EMSCRIPTEN_KEEPALIVE char* zhike_files_reserve(double size) {
  if (size > 2147483000.0) return nullptr;
  const auto bytes = static_cast<std::size_t>(size);
  void* const probe = std::malloc(bytes + 4096);
  if (!probe) return nullptr;
  std::free(probe);
  g_desk.incoming = std::string();
  g_desk.incoming.resize_and_overwrite(bytes, [](char*, std::size_t count) { return count; });
  return g_desk.incoming.data();
}

EMSCRIPTEN_KEEPALIVE void zhike_files_release() { g_desk.incoming = std::string(); }

EMSCRIPTEN_KEEPALIVE void zhike_files_deliver(const char* name, std::uint32_t length, std::uint32_t origin,
                                              std::uint32_t index, std::uint32_t count) {
  OpenedFile file{std::string(name, length), std::exchange(g_desk.incoming, {}), static_cast<FileOrigin>(origin), index,
                  count};
  if (g_desk.events.opened) g_desk.events.opened(std::move(file));
}

EMSCRIPTEN_KEEPALIVE void zhike_files_refused(const char* name, std::uint32_t name_length, const char* code,
                                              std::uint32_t code_length, const char* detail,
                                              std::uint32_t detail_length) {
  if (!g_desk.events.opened) return;
  g_desk.events.opened(zhike::base::fail(std::string(code, code_length), std::string(name, name_length),
                                         std::string(detail, detail_length)));
}

EMSCRIPTEN_KEEPALIVE void zhike_files_drag(int over) {
  if (g_desk.events.drag) g_desk.events.drag(over != 0);
}

EMSCRIPTEN_KEEPALIVE void zhike_files_saved(std::uint32_t ticket, const char* outcome, std::uint32_t length,
                                            const char* reason, std::uint32_t reason_length) {
  const auto found = g_desk.saving.find(ticket);
  if (found == g_desk.saving.end()) return;
  const auto done = std::move(found->second);
  g_desk.saving.erase(found);
  if (!done) return;
  const std::string_view how(outcome, length);
  if (how == "saved") return done(SaveOutcome::saved);
  if (how == "started") return done(SaveOutcome::started);
  if (how == "cancelled") return done(SaveOutcome::cancelled);
  done(zhike::base::fail("file.not_written", {}, std::string(reason, reason_length)));
}
}

namespace zhike::platform {

void start_files(std::uint64_t limit_bytes, FileEvents events) {
  g_desk.events = std::move(events);
  zhike_files_start(static_cast<double>(limit_bytes));
}

void pick_files(std::string_view accept, std::uint32_t most) {
  zhike_files_pick(accept.data(), static_cast<int>(accept.size()), most);
}

void add_piece(std::string_view bytes) {
  if (!bytes.empty()) zhike_files_piece(bytes.data(), static_cast<std::uint32_t>(bytes.size()));
}

void drop_pieces() { zhike_files_piece(nullptr, 0); }

void save_file(std::string_view name, std::string_view mime_type, std::string_view bytes, SaveWay way,
               std::function<void(base::Result<SaveOutcome>)> done) {
  const std::uint32_t ticket = ++g_desk.last_ticket;
  g_desk.saving[ticket] = std::move(done);
  zhike_files_save(ticket, name.data(), static_cast<int>(name.size()), mime_type.data(),
                   static_cast<int>(mime_type.size()), bytes.data(), static_cast<std::uint32_t>(bytes.size()),
                   way == SaveWay::ask_where ? 1 : 0);
}

}  // namespace zhike::platform
