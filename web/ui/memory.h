// Memory: what this device remembers of the page between visits, as short texts by key: widths of columns, filters of
// rooms, forms that were not saved. Kept in ui::Context; web/shell stores it in the browser. Must never be the only
// place of anything that was saved.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace zhike::ui {

class Memory {
  // Invariant: no kept text is empty; revision_ has grown with every change.
 public:
  // The text kept under `key`, "" when there is none.
  std::string_view find(std::string_view key) const;
  // Keeps a text; "" forgets the key. Nothing happens when it is there already.
  void keep(std::string_view key, std::string_view text);
  void forget(std::string_view key) { keep(key, {}); }
  // In ascending order.
  std::vector<std::string> keys() const;
  std::uint64_t revision() const { return revision_; }

  // One JSON object, key → text. stored in the browser: do not change
  std::string write() const;
  // Replaces everything by what write() made; what cannot be read is left out.
  void read(std::string_view json);

 private:
  std::map<std::string, std::string, std::less<>> texts_;
  std::uint64_t revision_ = 0;
};

}  // namespace zhike::ui
