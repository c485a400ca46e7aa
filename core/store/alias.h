// Alias: records that a person said are the same (the slot "_alias"). All of them are shown as one, the root; the
// others are hidden, and references to them read as references to the root. What was written stays: un-aliasing shows
// it again. Part of store::apply; not for other code.
#pragma once

#include <map>
#include <vector>

#include "core/store/document.h"

namespace zhike::store {

// The record a live value of "_alias" names; nothing for null and for what is no id.
std::optional<base::RecId> alias_target(std::string_view json);

class AliasPass {
 public:
  explicit AliasPass(Document& document) : doc_(document) {}
  // Finds the groups anew from all live aliases and shows them. The root of a group is its least id, or the least of
  // those not deleted where there is one: deleting the root must not hide what the others hold.
  void run();

 private:
  using Groups = std::map<Handle, std::vector<Handle>>;  // any member → all members
  Groups groups() const;
  bool is_record(Handle handle) const;
  Handle root_of(const std::vector<Handle>& members) const;
  void restore(const std::vector<Handle>& moved);
  void redirect(Handle from, Handle to);

  Document& doc_;
};

}  // namespace zhike::store
