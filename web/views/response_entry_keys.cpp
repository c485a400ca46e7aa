// What keys do to one question, the questions of a survey, and the command typed answers stand for: no drawing here.
#include <algorithm>
#include <array>

#include "core/base/decimal.h"
#include "core/base/sort.h"
#include "core/base/text.h"
#include "web/views/response_entry.h"

namespace zhike::views {
namespace {

std::int64_t number_of(std::string_view digits) {
  std::int64_t value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

// True when a number from low to high begins with these digits and is longer.
bool can_grow(const EntryLine& line, std::int64_t value) {
  if (value == 0) return false;
  for (std::int64_t from = value * 10, to = value * 10 + 9; from <= line.high; from *= 10, to = to * 10 + 9)
    if (to >= line.low) return true;
  return false;
}

bool is_whole(const EntryLine& line, std::int64_t value) { return value >= line.low && value <= line.high; }

std::string_view words_of(const schema::Question& question, i18n::Lang lang) {
  const bool is_english = lang == i18n::Lang::en || lang == i18n::Lang::pseudo;
  if (lang == i18n::Lang::zh_hant && !question.text_zh_hant.empty()) return question.text_zh_hant.text;
  if (is_english && !question.text_en.empty()) return question.text_en.text;
  return question.text.text;
}

std::pair<std::int64_t, std::int64_t> usual_bounds(std::string_view type) {
  if (type == "nps") return {0, 10};
  return type == "ces" ? std::pair<std::int64_t, std::int64_t>{1, 7} : std::pair<std::int64_t, std::int64_t>{1, 5};
}

EntryLine line_of(const schema::Question& question, base::RecId id, i18n::Lang lang) {
  EntryLine line;
  line.id = id;
  line.type = question.type.text;
  line.text = words_of(question, lang);
  const bool is_scaled = line.type == "nps" || line.type == "csat" || line.type == "ces" || line.type == "scale";
  const auto usual = usual_bounds(line.type);
  line.low = question.scale_low.value_or(is_scaled ? usual.first : INT64_MIN);
  line.high = question.scale_high.value_or(is_scaled ? usual.second : INT64_MAX);
  line.is_keyed = is_scaled && line.low >= 0 && line.high >= line.low;
  if (line.type != "choice") return line;
  std::string_view rest = question.choices.text;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view each = base::trim(rest.substr(0, end));
    if (!each.empty()) line.choices.emplace_back(each);
    rest.remove_prefix(std::min(rest.size(), end + 1));
  }
  line.is_keyed = !line.choices.empty();
  line.low = 1;
  line.high = static_cast<std::int64_t>(line.choices.size());
  return line;
}

}  // namespace

KeyResult key_digit(EntryLine& line, int digit) {
  if (!line.is_keyed) return KeyResult::ignored;
  if (!line.is_fresh) line.value.clear();
  const std::int64_t before = number_of(line.value), value = before * 10 + digit;
  const bool goes_on = !line.value.empty() && before != 0;
  if (!line.value.empty() && (!goes_on || (!is_whole(line, value) && !can_grow(line, value))))
    return is_whole(line, before) ? KeyResult::passes_on : KeyResult::ignored;
  if (!is_whole(line, value) && !can_grow(line, value)) return KeyResult::ignored;
  line.value = std::to_string(value);
  line.is_fresh = true;
  return can_grow(line, value) ? KeyResult::typed : KeyResult::next;
}

bool key_backspace(EntryLine& line) {
  if (line.value.empty()) return false;
  line.value.pop_back();
  line.is_fresh = true;
  return true;
}

bool is_in_range(const EntryLine& line) {
  if (line.value.empty()) return true;
  if (line.is_keyed) return is_whole(line, number_of(line.value));
  const auto value = base::read_decimal(line.value);
  const auto units = [](std::int64_t bound) { return bound * base::decimal_one; };
  if (!value) return false;
  return (line.low == INT64_MIN || value->units >= units(line.low)) &&
         (line.high == INT64_MAX || value->units <= units(line.high));
}

std::vector<EntryLine> entry_lines(const store::Document& document, store::Handle survey, i18n::Lang lang) {
  const store::Table& table = document.table<schema::Question>();
  std::vector<std::pair<std::int64_t, store::Handle>> order;
  for (store::Row row = 0; row < table.rows(); ++row) {
    if (!table.visible[row]) continue;
    const auto question = document.read<schema::Question>(table.handles[row]);
    if (question.survey.handle == survey) order.emplace_back(question.position.value_or(INT64_MAX), table.handles[row]);
  }
  base::sort(order);
  std::vector<EntryLine> lines;
  for (const auto& [position, handle] : order)
    lines.push_back(line_of(document.read<schema::Question>(handle), document.id(handle), lang));
  return lines;
}

commands::RecordResponse response_command(const ResponseEntryState& state) {
  commands::RecordResponse command;
  command.response = {{"survey", state.survey}, {"mode", state.mode}, {"date", std::int64_t{state.date}}};
  if (state.date == base::no_day) command.response.back().second = schema::Value{};
  if (const auto wave = base::read_id(state.wave)) command.response.emplace_back("wave", *wave);
  if (state.customer) command.response.emplace_back("customer", state.customer);
  if (!state.interviewer.empty()) command.response.emplace_back("interviewer", state.interviewer);
  for (const EntryLine& line : state.lines) {
    if (!line.is_answered()) continue;
    commands::Fields answer;
    if (line.type == "choice" && !line.value.empty())
      answer.emplace_back("text", line.choices[static_cast<std::size_t>(number_of(line.value) - 1)]);
    else if (const auto value = base::read_decimal(line.value))
      answer.emplace_back("value", value->units);
    if (!line.words.empty()) answer.emplace_back("text", line.words);
    if (!answer.empty()) command.answers.emplace_back(line.id, std::move(answer));
  }
  return command;
}

void open_response_entry(ResponseEntryState& state, const store::Document& document, store::Handle survey,
                         base::Day today, std::string_view by) {
  if (!document.is<schema::Survey>(survey)) return;
  const base::RecId id = document.id(survey);
  const bool has_draft = state.survey == id && std::ranges::any_of(state.lines, &EntryLine::is_answered);
  const bool is_same = state.survey == id && state.date == today;
  state.is_open = true;
  state.error = {};
  state.wants_customer = !has_draft;
  state.wants_focus = has_draft;
  if (has_draft) return;
  state.has_read_draft = false;
  state.lines.clear();
  state.at = 0;
  state.customer = {};
  state.customer_search.clear();
  if (is_same) return;
  state.survey = id;
  state.date = today;
  state.interviewer = by;
  state.wave.clear();
  state.saved.clear();
  const store::Table& waves = document.table<schema::Wave>();
  for (store::Row row = 0; row < waves.rows(); ++row) {
    if (!waves.visible[row]) continue;
    const auto wave = document.read<schema::Wave>(waves.handles[row]);
    if (wave.survey.handle == survey && wave.status.text == "open")
      state.wave = base::write_id(document.id(waves.handles[row]));
  }
}

}  // namespace zhike::views
