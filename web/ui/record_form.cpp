#include "web/ui/record_form.h"

#include <algorithm>
#include <utility>

#include "core/base/decimal.h"
#include "core/base/text.h"
#include "web/ui/date_text.h"
#include "web/ui/layout.h"
#include "web/ui/overlay.h"

namespace zhike::ui {
namespace {

std::string_view value_in(const DraftValues* values, std::string_view key) {
  if (values == nullptr) return {};
  const auto at = values->find(key);
  return at == values->end() ? std::string_view() : std::string_view(at->second);
}

bool is_integer_text(std::string_view text) {
  const std::optional<base::Decimal> value = base::read_decimal(text);
  return value && value->units % base::decimal_one == 0;
}

// The i18n key of what is wrong with `value`, "" when nothing is.
std::string_view fault_of(const FormField& field, std::string_view value) {
  if (base::trim(value).empty()) return field.is_required ? std::string_view("ui.form.required") : std::string_view();
  if (field.max_length > 0 && base::count_code_points(value) > static_cast<std::size_t>(field.max_length))
    return "ui.form.too_long";
  if (field.kind == FieldKind::integer && !is_integer_text(value)) return "ui.form.not_whole";
  if ((field.kind == FieldKind::decimal || field.kind == FieldKind::money) && !base::read_decimal(value))
    return "ui.number.unreadable";
  if (field.kind == FieldKind::date && !base::read_day(value)) return "ui.date.unreadable";
  if (field.kind == FieldKind::choice && !std::ranges::contains(field.choices, std::string(value)))
    return "ui.form.unknown_choice";
  return {};
}

bool date_widget(const FormField& field, std::string& value, const FieldOptions& options) {
  base::Day day = base::read_day(value).value_or(base::no_day);
  if (!date_field(field.label_key.c_str(), day, options)) return false;
  value = base::write_day(day);
  return true;
}

bool choice_widget(const FormField& field, std::string& value, const FieldOptions& options) {
  std::vector<std::string> labels;
  labels.reserve(field.choices.size());
  for (const std::string& each : field.choices)
    labels.emplace_back(i18n::text_under(current().lang, field.choice_prefix, each));
  std::vector<Option> shown;
  if (!field.is_required) shown.push_back({.key = "", .label = tr("ui.none")});
  for (std::size_t i = 0; i < labels.size(); ++i) shown.push_back({.key = field.choices[i], .label = labels[i]});
  return choice(field.label_key.c_str(), value, shown, options);
}

// A field that names another record: typing searches, the list below offers what was found.
bool ref_widget(const FormField& field, const RecordFormInput& input, RecordFormState& state, std::string& value,
                const FieldOptions& options) {
  const auto kept = state.typed.find(field.key);
  const bool is_typing = kept != state.typed.end();
  std::string shown = is_typing                          ? kept->second
                      : value.empty() || !input.ref_name ? value
                                                         : input.ref_name(field.key, value);
  bool has_changed = false;
  if (text_field(field.label_key.c_str(), shown, options)) {
    state.typed[field.key] = shown;
    if (shown.empty() && !value.empty()) {
      value.clear();
      has_changed = true;
    }
  }
  if (!is_typing || !input.refs) return has_changed;
  int offered = 0;
  for (const auto& [id, name] : input.refs(field.key, shown)) {
    if (++offered > 6) break;
    const RowScope row(id);
    if (!button("ui.form.pick",
                {.kind = ButtonKind::ghost, .icon = icon::corner_down_left, .label = name, .width_css = -1}))
      continue;
    value = id;
    state.typed.erase(field.key);
    return true;
  }
  if (offered == 0 && !shown.empty()) muted(tr("ui.form.no_match"));
  return has_changed;
}

bool flag_widget(const FormField& field, std::string& value, const FieldOptions& options) {
  bool is_on = value == "true";
  space(14);
  if (!checkbox(field.label_key.c_str(), is_on, options)) return false;
  value = is_on ? "true" : "";
  return true;
}

bool field_widget(const FormField& field, const RecordFormInput& input, RecordFormState& state, std::string& value,
                  const FieldOptions& options) {
  const char* key = field.label_key.c_str();
  switch (field.kind) {
    case FieldKind::text:
      return text_field(key, value, options);
    case FieldKind::long_text:
    case FieldKind::list:
      return text_area(key, value, options);
    case FieldKind::integer:
    case FieldKind::decimal:
      return number_field(key, value, options);
    case FieldKind::money:
      return money_field(key, value, field.currency, options);
    case FieldKind::flag:
      return flag_widget(field, value, options);
    case FieldKind::date:
      return date_widget(field, value, options);
    case FieldKind::datetime:
      return text_field(key, value, options);
    case FieldKind::choice:
      return choice_widget(field, value, options);
    case FieldKind::ref:
      break;
  }
  return ref_widget(field, input, state, value, options);
}

bool is_wide(const FormField& field) {
  return field.is_wide || field.kind == FieldKind::long_text || field.kind == FieldKind::list;
}

}  // namespace

bool record_form(const char* key, const RecordFormInput& input, RecordFormState& state) {
  FormGrid grid(key, input.columns);
  bool has_changed = false;
  for (const FormField& field : input.fields) {
    if (is_wide(field))
      grid.wide();
    else
      grid.field();
    if (!state.draft.contains(field.key)) state.draft.emplace(field.key, value_in(input.base, field.key));
    std::string& value = state.draft[field.key];
    std::string_view error;
    if (state.shows_problems)
      if (const std::string_view fault = fault_of(field, value); !fault.empty()) error = tr(fault);
    for (const FormProblem& problem : input.problems)
      if (problem.key == field.key) error = problem.message;
    const FieldOptions options{.help = field.help_key.empty() ? std::string_view() : tr(field.help_key),
                               .error = error,
                               .is_required = field.is_required,
                               .is_read_only = field.is_read_only,
                               .lines = field.kind == FieldKind::list ? 3 : 4};
    if (field_widget(field, input, state, value, options)) has_changed = true;
  }
  return has_changed;
}

std::vector<std::string> changed_fields(const RecordFormInput& input, const RecordFormState& state) {
  std::vector<std::string> changed;
  for (const FormField& field : input.fields)
    if (value_in(&state.draft, field.key) != value_in(input.base, field.key)) changed.push_back(field.key);
  return changed;
}

std::vector<FormProblem> check_form(const RecordFormInput& input, const RecordFormState& state) {
  std::vector<FormProblem> problems;
  for (const FormField& field : input.fields) {
    const std::string_view fault = fault_of(field, value_in(&state.draft, field.key));
    if (!fault.empty()) problems.push_back({.key = field.key, .message = std::string(tr(fault))});
  }
  return problems;
}

}  // namespace zhike::ui
