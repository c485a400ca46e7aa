// Merge: what a bundle's change-sets would do to a document, found without applying them. Used by the merge job for its
// preview and its answer. Changes nothing.
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/commands/exchange.h"
#include "core/exchange/bundle.h"

namespace zhike::exchange {

class MergeAnalysis {
  // Invariant: until compare(), slots_ holds, for every slot a fresh change-set writes, the values that would be live.
 public:
  explicit MergeAnalysis(const store::Book& book) : book_(book), doc_(book.document()) {}

  // A new file begins; `sender_has` tells which of our changes the sender knew.
  void begin_file(std::string name, const BundleReader& reader);
  // One change-set, in any order, and its place in the file. `now` is for suspect clocks. An unreadable one is listed
  // as rejected, with its place.
  void add(std::string_view line, base::InstantMs now, std::size_t place);
  void reject(base::Error error) { report_.rejected.push_back(std::move(error)); }
  // The change-sets that would be added, in no order.
  std::vector<base::ChangeId> fresh() const;
  // After the last add(): looks at about `slots` fields more for conflicts; true while there is more.
  bool compare(std::size_t slots);
  // Counts, conflicts and gaps, once: of everything, compared already or not.
  commands::MergePreview report();

 private:
  struct Live {
    base::ChangeId change;
    std::string value;  // canonical JSON
    std::string by, at;
  };
  struct SlotState {
    std::string type, field;
    base::RecId rec;
    std::vector<Live> live;
  };
  void add_record(const store::Change& change, const store::RecordOp& op);
  void write(const store::Change& change, std::string_view type, base::RecId rec, const store::FieldSet& set);
  SlotState& slot(std::string_view type, base::RecId rec, std::string_view field);
  bool is_parallel(base::RecId rec) const;
  std::string name_of(std::string_view type, base::RecId rec) const;

  const store::Book& book_;
  const store::Document& doc_;
  commands::MergePreview report_;
  std::unordered_set<std::string> senders_;  // those in report_.from
  Have sender_has_;
  std::unordered_map<base::ChangeId, std::string, store::ChangeIdHash> fresh_;  // id → identity_hash()
  std::unordered_map<std::string, SlotState> slots_;                            // "rec field"
  std::map<base::RecId, std::string> parallel_;                                 // with its type
  std::map<base::DeviceId, commands::SuspectClock> suspects_;
  std::map<std::string, std::unordered_set<base::RecId, base::RecIdHash>> edited_;
  std::map<std::string, std::size_t> made_;  // records only the sender had
};

}  // namespace zhike::exchange
