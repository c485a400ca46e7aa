// Encrypted files of the exchange: what came is opened before it is read, what goes is sealed after it is written. Used
// by the command line and the page. Never keeps a key.
#pragma once

#include <string>
#include <vector>

#include "core/age/file.h"
#include "core/app/merge_job.h"

namespace zhike::app {

struct Keys {  // either may be empty
  std::vector<age::Identity> identities;
  age::Secret passphrase;
};

// Opens those of the files that are age files, in place; the others stay. "bundle.encrypted" (where: name) when nothing
// was given for one; else the errors of age/file.h with the file's name as `where`. On an error no file has changed.
base::Status open_encrypted(std::vector<BundleFile>& files, const Keys& keys);

// The same one by one: a file that cannot be opened keeps its fault, for the merge to report, and the others open.
void open_each_encrypted(std::vector<BundleFile>& files, const Keys& keys);

bool has_encrypted(const std::vector<BundleFile>& files);

}  // namespace zhike::app
