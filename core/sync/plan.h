// Plan: what a sync of a team folder has to do, from the folder's listing and the book alone: which files to fetch,
// which change-sets to write, which leftovers to clear away. Used by the sync job. Decides; touches nothing.
//
// A file is fetched unless everything in it is here already, fork or not: the name's HEAD must be ours. A change-set is
// written unless a file of the listing holds it. What a person took out of the book again (merge log) is not fetched
// anew; what was purged travels as a stub.
#pragma once

#include <set>
#include <span>
#include <string>
#include <vector>

#include "core/ports/shared_folder.h"
#include "core/store/book.h"
#include "core/sync/file_name.h"

namespace zhike::sync {

inline constexpr std::size_t file_goal_bytes = 15 << 20;  // change-sets of a file, before it is packed; one may be more
inline constexpr std::size_t file_limit_bytes = 64 << 20;  // as it lies in the folder
inline constexpr base::InstantMs leftover_age_ms = 24ll * 60 * 60 * 1000;

struct Listing {
  std::vector<FileName> files;           // sorted; those of the form of file_name.h
  std::vector<TemporaryName> leftovers;  // of this device, older than leftover_age_ms
  std::set<std::string> too_large;       // names over file_limit_bytes, by what the folder says
  std::size_t others = 0;                // whatever else lies there: not ours to touch or to read
};
Listing read_listing(std::span<const ports::SharedFile> files, base::DeviceId own, base::InstantMs now);

// Does the book hold all that the name promises?
bool holds(const store::Book& book, const FileName& name);

// Names to fetch, oldest numbers first; of several files with the same change-sets one. `tried`: names not to fetch.
std::vector<FileName> files_to_fetch(const store::Book& book, const Listing& listing,
                                     const std::set<std::string>& tried);

// Change-sets of one device without a gap: one file.
struct Run {
  base::DeviceId device = 0;
  std::uint32_t first = 0, last = 0;
  std::string head;
  std::vector<store::ChangeIndex> changes;  // in order
};
// What no file of the listing holds; `unsound`: names that do not count, for their content is not what they say.
std::vector<Run> runs_to_write(const store::Book& book, const Listing& listing, const std::set<std::string>& unsound);

}  // namespace zhike::sync
