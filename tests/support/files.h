// Test files: reads what lies under tests/ (cases, goldens), natively and in node. Used by tests only.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace zhike::test {

// The bytes of tests/<path>; nullopt when there is no such file. An absolute path is taken as it is.
std::optional<std::string> read_file(const std::string& path);
// Names of the plain files in tests/<path>, sorted; empty when there is no such folder.
std::vector<std::string> list_files(const std::string& path);
// The folder of real data beside the checkout, which a user's machine may lack; nullopt then.
std::optional<std::string> shared_folder(const std::string& name);

}  // namespace zhike::test
