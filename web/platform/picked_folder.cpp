// The C++ half of the picked folder; lib_folder.js is the other.
#include "web/platform/picked_folder.h"

#include <charconv>
#include <map>

#include <emscripten/em_macros.h>

#include "core/base/text.h"
#include "web/platform/canvas.h"

namespace {

using zhike::base::Result;
using zhike::platform::FolderState;

// The page keeps one folder.
struct Desk {
  FolderState state = FolderState::none;
  std::string name;
  std::function<void()> changed;
  std::uint32_t last_ticket = 0;
  std::map<std::uint32_t, std::function<void(Result<std::string>)>> asked;
};
Desk g_desk;

std::uint32_t ticket_for(std::function<void(Result<std::string>)> done) {
  g_desk.asked[++g_desk.last_ticket] = std::move(done);
  return g_desk.last_ticket;
}

void answer(std::uint32_t ticket, Result<std::string> outcome) {
  const auto found = g_desk.asked.extract(ticket);
  if (found.empty()) return;
  found.mapped()(std::move(outcome));
  zhike::platform::request_frames();
}

}  // namespace

extern "C" {
int zhike_folder_can_pick();
void zhike_folder_start();
void zhike_folder_pick();
void zhike_folder_ask();
void zhike_folder_list(std::uint32_t ticket);
void zhike_folder_read(std::uint32_t ticket, const char* name, int length, double limit_bytes);
void zhike_folder_add(std::uint32_t ticket, const char* name, int name_length, const char* temporary,
                      int temporary_length, const char* bytes, std::uint32_t length);
void zhike_folder_remove(std::uint32_t ticket, const char* name, int length);

EMSCRIPTEN_KEEPALIVE void zhike_folder_changed(int state, const char* name, std::uint32_t length) {
  g_desk.state = static_cast<FolderState>(state);
  g_desk.name.assign(name, length);
  if (g_desk.changed) g_desk.changed();
}

EMSCRIPTEN_KEEPALIVE void zhike_folder_done(std::uint32_t ticket, const char* bytes, std::uint32_t length) {
  answer(ticket, std::string(bytes, length));
}

EMSCRIPTEN_KEEPALIVE void zhike_folder_failed(std::uint32_t ticket, const char* code, std::uint32_t code_length,
                                              const char* reason, std::uint32_t reason_length) {
  answer(ticket, zhike::base::fail(std::string(code, code_length), {}, std::string(reason, reason_length)));
}
}

namespace zhike::platform {

bool can_pick_folder() { return zhike_folder_can_pick() != 0; }

void start_picked_folder(std::function<void()> changed) {
  g_desk.changed = std::move(changed);
  if (can_pick_folder()) zhike_folder_start();
}

void pick_folder() { zhike_folder_pick(); }
void ask_for_folder() { zhike_folder_ask(); }
FolderState folder_state() { return g_desk.state; }
std::string folder_name() { return g_desk.name; }

void PickedFolder::list(Done<std::vector<ports::SharedFile>> done) {
  zhike_folder_list(ticket_for([done = std::move(done)](Result<std::string> text) {
    if (!text) return done(std::unexpected(text.error()));
    std::vector<ports::SharedFile> files;
    for (const std::string_view line : base::split(*text, '\n')) {
      const std::size_t blank = line.find(' ');
      if (blank == std::string_view::npos) continue;
      ports::SharedFile file{std::string(line.substr(blank + 1)), 0};
      std::from_chars(line.data(), line.data() + blank, file.bytes);
      files.push_back(std::move(file));
    }
    done(std::move(files));
  }));
}

void PickedFolder::read(const std::string& name, std::size_t limit_bytes, Done<std::string> done) {
  zhike_folder_read(ticket_for(std::move(done)), name.data(), static_cast<int>(name.size()),
                    static_cast<double>(limit_bytes));
}

void PickedFolder::add(const std::string& name, const std::string& temporary, std::string bytes, DoneStatus done) {
  const auto status = [done = std::move(done)](const Result<std::string>& outcome) {
    done(outcome ? base::Status() : std::unexpected(outcome.error()));
  };
  zhike_folder_add(ticket_for(status), name.data(), static_cast<int>(name.size()), temporary.data(),
                   static_cast<int>(temporary.size()), bytes.data(), static_cast<std::uint32_t>(bytes.size()));
}

void PickedFolder::remove(const std::string& name, DoneStatus done) {
  const auto status = [done = std::move(done)](const Result<std::string>& outcome) {
    done(outcome ? base::Status() : std::unexpected(outcome.error()));
  };
  zhike_folder_remove(ticket_for(status), name.data(), static_cast<int>(name.size()));
}

}  // namespace zhike::platform
