// Files of the person's own disk: picker, drag and drop, files opened through the installed app, downloads.
// Used by web/main.cpp. Bytes in, bytes out: it never looks inside, and never reads a file above the limit.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace zhike::platform {

enum class FileOrigin : std::uint8_t { picker, drop, launch };

struct OpenedFile {
  std::string name;   // without folder
  std::string bytes;  // the whole content
  FileOrigin origin = FileOrigin::picker;
  std::uint32_t index = 0;  // of `count` files chosen together, delivered in this order
  std::uint32_t count = 1;
};

struct FileEvents {
  // Each file that was read. Refused ones come as an error: "file.too_large" (not read: larger than the limit, detail =
  // its size in bytes), "file.no_memory" (the page cannot hold it), "file.unreadable"; `where` is the name.
  std::function<void(base::Result<OpenedFile>)> opened;
  // A drag with files is over the window (true) or has left or ended (false): show or hide the drop target.
  std::function<void(bool over)> drag;
};

// Starts listening for drops and for files opened with the installed app. Files larger than `limit_bytes` are refused
// before reading. Call once.
void start_files(std::uint64_t limit_bytes, FileEvents events);

// Opens the browser's file picker; the chosen files come through FileEvents::opened, a cancelled picker brings nothing.
// Call within a second of the person's click or key. `accept` as in HTML (".csv,.json"), "" for all; `most` = 1 lets
// the person choose one file, a larger number several.
void pick_files(std::string_view accept, std::uint32_t most);

enum class SaveOutcome : std::uint8_t {
  saved,      // written where the person said
  started,    // given to the browser's downloads; whether it was kept is not known
  cancelled,  // the person closed the picker: nothing written
};
enum class SaveWay : std::uint8_t { ask_where, download };

// One more piece of a large file, that is handed over as it is made: save_file() without bytes saves the pieces.
// drop_pieces() forgets them.
void add_piece(std::string_view bytes);
void drop_pieces();

// Saves `bytes` as a file. ask_where uses the system's save dialog where the browser has one, else downloads.
// `done`, exactly once: the outcome, or "file.not_written" (detail: the browser's reason).
void save_file(std::string_view name, std::string_view mime_type, std::string_view bytes, SaveWay way,
               std::function<void(base::Result<SaveOutcome>)> done);

}  // namespace zhike::platform
