// Team folder on the page: what views are told about it and what they may ask for. Part of view.h; drawn by the Data
// room. A view never reads a folder or opens a file itself.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "core/base/date.h"
#include "core/base/result.h"

namespace zhike::views {

// Part of Status.
struct TeamStatus {
  std::string place = "server";  // or "folder": preference of this device
  std::string origin;            // host that serves the page, whose folders can be reached; empty: none
  std::string address;           // of the folder on it, as it was used last
  bool can_pick = false;         // a folder of this computer
  std::string folder;            // the picked one's name; empty: none
  bool asks_again = false;       // the browser wants the person to agree again
  bool is_encrypted = true;      // preference of this device
  bool has_secret = false;       // of this visit
  // The last sync that came to its end.
  base::InstantMs last = base::no_instant;
  std::size_t received = 0, sent = 0;  // change-sets, files
  std::vector<base::Error> problems;   // of the last try; empty: none
};

struct SetTeamPlace {
  std::string place;
};
struct SetTeamEncrypted {
  bool is_encrypted = true;
};
struct PickTeamFolder {};
struct AllowTeamFolder {};
struct SyncTeam {
  std::string address;  // on the page's host; for a picked folder unused
  std::string secret;   // key or passphrase; empty: the one of this visit
};
struct ForgetTeamSecret {};
using TeamRequest =
    std::variant<SetTeamPlace, SetTeamEncrypted, PickTeamFolder, AllowTeamFolder, SyncTeam, ForgetTeamSecret>;

// What is being typed; the secret is zeroed when it has been handed over.
struct TeamForm {
  std::string address, secret;
  bool is_begun = false;
};

}  // namespace zhike::views
