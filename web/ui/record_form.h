// Record form: an editor made from a list of fields; values are drafts as text. Used by the views for every record type
// without a hand-made form. Must never read or write a document: the view copies in and emits what changed.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "web/ui/widgets.h"

namespace zhike::ui {

enum class FieldKind : std::uint8_t {
  text,
  long_text,
  integer,
  decimal,
  money,
  flag,
  date,
  datetime,
  choice,
  ref,
  list
};

struct FormField {
  std::string key = {};        // of the record: "original_words"
  std::string label_key = {};  // i18n: "complaint.original_words"; also the widget's key
  FieldKind kind = FieldKind::text;
  std::vector<std::string> choices = {};  // stored keys
  std::string choice_prefix = {};         // i18n prefix of the choices: "severity." + choice
  std::string help_key = {};
  std::string currency = {};  // money
  int max_length = 0;         // code points; 0: no limit
  bool is_required = false, is_read_only = false, is_wide = false;
};

// Values as text: dates ISO, flags "true" or "", lists one entry a line, refs as ids with labels from `ref_options`.
using DraftValues = std::map<std::string, std::string, std::less<>>;

struct FormProblem {
  std::string key = {};      // field
  std::string message = {};  // translated
};

struct RecordFormInput {
  std::span<const FormField> fields = {};
  const DraftValues* base = nullptr;           // values when editing began; nullptr: a new record
  std::span<const FormProblem> problems = {};  // from the command's refusal
  // Options of a ref field for what was typed so far.
  std::function<std::vector<std::pair<std::string, std::string>>(std::string_view field, std::string_view typed)> refs =
      {};
  // Name of a referred record.
  std::function<std::string(std::string_view field, std::string_view id)> ref_name = {};
  int columns = 2;
};

struct RecordFormState {
  DraftValues draft;
  std::map<std::string, std::string, std::less<>> typed;  // text of date and ref fields while being typed
  bool shows_problems = false;                            // after the first attempt to save
};

// Draws the fields. True when a value changed in this frame.
bool record_form(const char* key, const RecordFormInput& input, RecordFormState& state);
// Keys of the fields whose draft differs from `base` (all non-empty ones for a new record), in field order.
std::vector<std::string> changed_fields(const RecordFormInput& input, const RecordFormState& state);
// Required and empty, unreadable numbers or dates, too long: in field order; empty when all is well.
std::vector<FormProblem> check_form(const RecordFormInput& input, const RecordFormState& state);

}  // namespace zhike::ui
