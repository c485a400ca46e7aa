// Commands: everything a person, a script or a test can ask to be changed, as plain structs. Made by views, the bridge
// and the command line; carried out by core/app/handlers. Holds data only.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/date.h"
#include "core/base/ids.h"
#include "core/schema/value.h"

namespace zhike::commands {

// Field keys with their new values; an empty value clears the field.
using Fields = std::vector<std::pair<std::string, schema::Value>>;
using base::RecId;

struct CreateRecord {
  std::string type;
  Fields values;
  RecId rec{};  // none: a new id is made
};
struct UpdateRecords {  // the same values on each record: one edit, or a bulk edit
  std::vector<RecId> recs;
  Fields values;
};
struct DeleteRecords {
  std::vector<RecId> recs;
};
struct RestoreRecords {
  std::vector<RecId> recs;
};
// One contact with everything it brought: the promises made and at most one complaint are linked to it.
struct LogContact {
  Fields communication;
  std::vector<Fields> promises;
  std::optional<Fields> complaint;
};
struct ClosePromise {
  RecId promise;
  std::string status;  // kept, broken, withdrawn, or open again
  std::string evidence;
  base::Day closed_on = base::no_day;  // no_day: today
};
struct AdvanceComplaint {
  RecId complaint;
  std::string status;  // in_progress stamps the first response; solved, confirmed their times
  std::string resolution;
};
struct OverrideTier {
  RecId customer;
  std::string tier;  // empty: back to the rules
  std::string reason;
};
struct DefineSurvey {
  Fields survey;
  std::vector<Fields> questions;
  std::optional<Fields> wave;
};
struct RecordResponse {
  Fields response;
  std::vector<std::pair<RecId, Fields>> answers;  // question → value, text
};
struct SetSetting {
  std::string key, value;
};
// Replaces all rules of one kind (tier, cadence).
struct ReplaceRules {
  std::string kind;
  std::vector<Fields> rules;
};
// Settles a conflict: `value` replaces every live value of the field.
struct ResolveConflict {
  RecId rec;
  Fields values;  // all fields of the slot
};
// The same customer (product, …) entered twice: `duplicate` is shown as `kept` from now on, and what `kept` leaves
// empty is filled from it; `values`: what a person chose instead. Separate takes all of that back.
struct JoinRecords {
  RecId kept, duplicate;
  Fields values;
};
struct SeparateRecord {
  RecId rec;
};
// Erases records and everything that belongs to them, for ever and on every laptop. Cannot be undone.
struct PurgeRecords {
  std::vector<RecId> recs;
};
// Says that two customers are not the same: they are no longer suggested.
struct KeepApart {
  RecId first, second;
};
// Puts back what a change wrote into a field, or what it replaced there.
struct RestoreValue {
  RecId rec;
  std::string field;
  base::ChangeId change;
  enum class Which : std::uint8_t { written, replaced } which = Which::written;
};
// Takes a merge out again, or in again, whenever it was: its number in the merge log.
struct SwitchMerge {
  std::uint32_t merge = 0;
  std::string to;  // "in" or "out"
};
struct Undo {};
struct Redo {};

using Command =
    std::variant<CreateRecord, UpdateRecords, DeleteRecords, RestoreRecords, LogContact, ClosePromise, AdvanceComplaint,
                 OverrideTier, DefineSurvey, RecordResponse, SetSetting, ReplaceRules, ResolveConflict, JoinRecords,
                 SeparateRecord, PurgeRecords, KeepApart, RestoreValue, SwitchMerge, Undo, Redo>;

}  // namespace zhike::commands
