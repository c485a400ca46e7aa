// A folder of the person's disk, picked once and kept, where the browser can (File System Access; Chromium and its
// kin). Used by the team folder.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "core/ports/shared_folder.h"

namespace zhike::platform {

enum class FolderState : std::uint8_t {
  none,  // none was picked
  asks,  // picked on an earlier visit: the person has to agree again, by a click
  open,
};

bool can_pick_folder();
// Looks for the folder of earlier visits. `changed` is called whenever state or name change.
void start_picked_folder(std::function<void()> changed);
// Both within a second of the person's click or key.
void pick_folder();
void ask_for_folder();
FolderState folder_state();
std::string folder_name();

// The picked folder; use it while folder_state() is open. "sync.denied" when the permission was taken back.
class PickedFolder final : public ports::SharedFolder {
 public:
  void list(Done<std::vector<ports::SharedFile>> done) override;
  void read(const std::string& name, std::size_t limit_bytes, Done<std::string> done) override;
  void add(const std::string& name, const std::string& temporary, std::string bytes, DoneStatus done) override;
  void remove(const std::string& name, DoneStatus done) override;
};

}  // namespace zhike::platform
