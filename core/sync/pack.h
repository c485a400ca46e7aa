// Pack: change-sets as a file of a team folder, and back. Sealed to the team's keys or passphrase (core/age), or open
// to everyone who sees the folder and then packed with gzip: as the person chose. Nothing that comes out of unpack() is
// anything but what its name promised. Used by the sync job.
#pragma once

#include <string>
#include <vector>

#include "core/age/file.h"
#include "core/sync/plan.h"

namespace zhike::sync {

struct TeamKeys {
  Cover cover = Cover::sealed;             // of what is written
  std::vector<age::Recipient> recipients;  // who can read what is written; or a passphrase
  std::vector<age::Identity> identities;   // what opens what is read
  age::Secret passphrase;                  // for both; used where there is no key
};

struct Packed {
  FileName name;
  std::string bytes;
};
// "key.none" when nothing says who may read it, and the errors of age::seal_file.
base::Result<Packed> pack(const store::Book& book, const Run& run, const TeamKeys& keys, ports::Random& random,
                          base::InstantMs now);

// The bundle's text. "sync.damaged": not the bytes the name was made from, or not the change-sets it names (detail:
// which); "bundle.encrypted": nothing given opens it; "gzip.…", "bundle.…", and the errors of age::open_file.
base::Result<std::string> unpack(const FileName& name, std::string bytes, const TeamKeys& keys);

}  // namespace zhike::sync
