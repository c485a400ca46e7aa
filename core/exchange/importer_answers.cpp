#include "core/exchange/importer_answers.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/exchange/column_guess.h"
#include "core/exchange/column_names.h"

namespace zhike::exchange {
namespace {

using schema::Value;

constexpr std::size_t most_choices = 20, longest_choice = 40;

// The words and digits of a heading: "How likely to recommend (NPS)?" → "how", "likely", …
bool has_word(std::string_view heading, std::string_view word) {
  const std::string lower = base::fold_for_search(heading);
  for (std::size_t at = lower.find(word); at != std::string::npos; at = lower.find(word, at + 1)) {
    const auto is_letter = [&](std::size_t i) { return i < lower.size() && lower[i] >= 'a' && lower[i] <= 'z'; };
    if ((at == 0 || !is_letter(at - 1)) && !is_letter(at + word.size())) return true;
  }
  return false;
}

bool mentions(std::string_view heading, std::initializer_list<std::string_view> names) {
  const std::string folded = fold_name(heading);
  return std::ranges::any_of(names, [&](std::string_view name) { return folded.find(name) != std::string::npos; });
}

bool is_recommendation(std::string_view h) { return has_word(h, "nps") || mentions(h, {"recommend", "推荐"}); }
bool is_satisfaction(std::string_view h) { return has_word(h, "csat") || mentions(h, {"satisf", "满意"}); }
bool is_effort(std::string_view h) { return has_word(h, "ces") || mentions(h, {"effort", "费力", "省力", "省事"}); }

// "imag1" → "imag": items of one battery share their scale.
std::string stem_of(std::string_view heading) {
  while (!heading.empty() && heading.back() >= '0' && heading.back() <= '9') heading.remove_suffix(1);
  return std::string(heading);
}

bool is_scored(std::string_view type) {
  return type == "nps" || type == "csat" || type == "ces" || type == "scale" || type == "number";
}

base::RecId answer_id(base::RecId response, base::RecId question) {
  return base::make_name_id("answer", base::write_id(response) + '\x1f' + base::write_id(question));
}

std::uint64_t pair_hash(store::Handle response, store::Handle question) {
  return (std::uint64_t{response} << 32 | question) * 0x9E3779B97F4A7C15ull;
}

const std::vector<std::string>& answer_cols() {
  static const std::vector<std::string> cols{"response", "question", "value", "text"};
  return cols;
}

}  // namespace

void AnswerImporter::observe(const ImportState& state, std::size_t column, std::string_view cell) {
  if (columns_.empty()) columns_.resize(state.plans.size());
  if (means_empty(cell)) return;
  Column& seen = columns_[column];
  ++seen.filled;
  const auto number = read_score(state.plans[column], cell);
  if (number) {
    ++seen.numbers;
    const std::int64_t whole = *number / base::decimal_one;
    if (*number % base::decimal_one == 0) {
      ++seen.integers;
      if (whole >= 0 && whole <= 10) {
        ++seen.small;
        seen.low = std::min(seen.low, whole);
        seen.high = std::max(seen.high, whole);
      }
    }
    return;
  }
  if (seen.distinct.size() > most_choices) return;
  std::string text = clean_line(cell);
  seen.longest = std::max(seen.longest, base::count_code_points(text));
  seen.distinct.insert(std::move(text));
}

void AnswerImporter::settle_one(Column& column, std::string_view heading) const {
  const auto most = [&](std::size_t count) { return column.filled > 0 && count * 10 >= column.filled * 9; };
  if (!most(column.numbers)) {
    const bool is_choice = !column.distinct.empty() && column.distinct.size() <= most_choices &&
                           column.longest <= longest_choice &&
                           (column.distinct.size() * 2 <= column.filled || column.distinct.size() <= 2);
    column.type = is_choice && column.numbers == 0 ? "choice" : "open";
    return;
  }
  const bool is_named = is_recommendation(heading) || is_effort(heading) || is_satisfaction(heading);
  if (!most(column.small) && !(is_named && column.small * 4 >= column.filled * 3)) {
    column.type = "number";
    return;
  }
  if (is_recommendation(heading)) {
    column.type = "nps";
    return;
  }
  if (is_effort(heading) && column.low >= 1 && column.high <= 7) {
    column.type = "ces";
    return;
  }
  column.type = is_satisfaction(heading) && column.low >= 1 ? "csat" : "scale";
  column.scale_low = column.low == 0 ? 0 : 1;
  column.scale_high = column.high <= 5 ? 5 : column.high <= 7 ? 7 : 10;
}

// A short column may not have met its highest score: it takes the scale of its battery, and a table that goes to ten
// has no seven-point items.
void AnswerImporter::widen_scales(const ImportState& state) {
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> batteries;
  std::int64_t highest = 0;
  const auto is_scale = [](const Column& c) { return c.scale_high != schema::unset; };
  const auto stem = [&](std::size_t i) { return stem_of(state.plans[i].question); };
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (!is_scale(columns_[i])) continue;
    auto& [low, high] = batteries.try_emplace(stem(i), 1, 0).first->second;
    low = std::min(low, columns_[i].scale_low);
    high = std::max(high, columns_[i].scale_high);
    highest = std::max(highest, columns_[i].scale_high);
  }
  constexpr std::size_t enough = 30;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    Column& column = columns_[i];
    if (!is_scale(column)) continue;
    std::tie(column.scale_low, column.scale_high) = batteries[stem(i)];
    if (highest == 10 && (column.scale_high == 7 || column.filled < enough) && column.type == "scale")
      column.scale_high = 10;
  }
}

void AnswerImporter::settle(const ImportState& state) {
  columns_.resize(state.plans.size());
  for (std::size_t i = 0; i < columns_.size(); ++i)
    if (state.plans[i].role == ColumnPlan::Role::question) settle_one(columns_[i], state.preview.columns[i].heading);
  widen_scales(state);
}

bool AnswerImporter::build(const store::Document& document, std::size_t rows) {
  const store::Table& table = document.table(answer_type);
  const auto responses = document.column<&schema::Answer::response>().words();
  const auto questions = document.column<&schema::Answer::question>().words();
  for (std::size_t done = 0; done < rows && next_row_ < table.rows(); ++done, ++next_row_) {
    if (!table.visible[next_row_]) continue;
    std::uint32_t& known = known_answers_.at(
        pair_hash(static_cast<store::Handle>(responses[next_row_]), static_cast<store::Handle>(questions[next_row_])));
    const store::Handle handle = table.handles[next_row_];
    if (known == 0 || document.id(handle) < document.id(known)) known = handle;
  }
  return next_row_ >= table.rows();
}

// The questions of a survey, one a column: those it has, by key or wording, else new ones.
std::vector<AnswerImporter::Question>& AnswerImporter::questions_of(const ImportState& state,
                                                                    const store::Document& document,
                                                                    base::RecId survey) {
  const auto [at, is_first] = by_survey_.try_emplace(survey);
  if (!is_first) return at->second;
  RecordIndex& index = *state.indexes[question_type];
  for (std::size_t i = 0; i < state.plans.size(); ++i) {
    const ColumnPlan& plan = state.plans[i];
    Question& question = at->second.emplace_back();
    if (plan.role != ColumnPlan::Role::question) continue;
    IndexedRecord known = index.find_key(plan.question, survey);
    if (known.state != IndexedRecord::State::usable)
      known = index.find_name(clean_line(state.preview.columns[i].heading), survey);
    question.id = id_of_key(question_type, plan.question, survey);
    if (known.state != IndexedRecord::State::usable) known = known_record(document, question_type, question.id);
    if (known.state == IndexedRecord::State::usable && known.handle) {
      const auto found = document.read<schema::Question>(known.handle);
      question = {known.id, std::string(found.type.text), found.scale_low.value, found.scale_high.value, false};
    } else {
      const Column& column = columns_[i];
      question = {question.id, std::string(column.type), column.scale_low, column.scale_high, true};
    }
    if (question.type == "nps") std::tie(question.low, question.high) = std::pair(0, 10);
    if (question.type == "ces") std::tie(question.low, question.high) = std::pair(1, 7);
  }
  return at->second;
}

base::Result<AnswerImporter::Read> AnswerImporter::read_one(const ImportState& state, const Question& question,
                                                            std::size_t column, std::string_view cell) const {
  const ColumnPlan& plan = state.plans[column];
  const std::string where = "question:" + plan.question;
  if (!is_scored(question.type)) {
    std::string text = clean_paragraph(cell);
    const auto& field = schema::registry[answer_type].fields[schema::index_of<&schema::Answer::text>()];
    if (auto status = schema::check(field, Value{text}); !status)
      return base::fail(status.error().code, where, status.error().detail);
    return Read{column, schema::unset, std::move(text)};
  }
  const auto units = read_score(plan, cell);
  if (!units) return base::fail(units.error().code, where, std::string(cell));
  const bool is_low = question.low != schema::unset && *units < question.low * base::decimal_one;
  const bool is_high = question.high != schema::unset && *units > question.high * base::decimal_one;
  if (is_low || is_high) return base::fail("value.out_of_range", where, std::string(cell));
  return Read{column, *units, {}};
}

base::Status AnswerImporter::read(const ImportState& state, const store::Document& document, base::RecId survey,
                                  const std::vector<std::string_view>& cells) {
  survey_ = survey;
  questions_ = &questions_of(state, document, survey);
  row_.clear();
  for (std::size_t i = 0; i < state.plans.size(); ++i) {
    if (state.plans[i].role != ColumnPlan::Role::question || means_empty(cells[i])) continue;
    TRY(Read answer, read_one(state, (*questions_)[i], i, cells[i]));
    row_.push_back(std::move(answer));
  }
  return {};
}

void AnswerImporter::create_question(ImportState& state, SliceBuilder& slice, std::size_t column) {
  Question& question = (*questions_)[column];
  if (!question.is_new) return;
  question.is_new = false;
  const std::string heading = clean_line(state.preview.columns[column].heading);
  const Column& seen = columns_[column];
  std::string choices;
  if (question.type == "choice")
    for (const std::string& choice : seen.distinct) choices += (choices.empty() ? "" : "\n") + choice;
  const auto number = [](std::int64_t n) { return n == schema::unset ? Value{} : Value{n}; };
  static const std::vector<std::string> cols{"survey", "key",       "position",   "type",
                                             "text",   "scale_low", "scale_high", "choices"};
  std::int64_t position = 0;
  for (std::size_t i = 0; i <= column; ++i) position += state.plans[i].role == ColumnPlan::Role::question;
  const std::string& key = state.plans[column].question;
  std::vector<store::FieldValue> values;
  for (Value value : {Value{survey_}, Value{key}, Value{position}, Value{question.type},
                      Value{std::string(base::first_code_points(heading, 500))}, number(seen.scale_low),
                      number(seen.scale_high), choices.empty() ? Value{} : Value{choices}})
    values.push_back({std::move(value), {}});
  slice.create(question_type, question.id, cols, std::move(values));
  state.index(question_type).add(question.id, key, heading, survey_);
  state.count_also_created("question");
}

void AnswerImporter::create_answer(ImportState& state, SliceBuilder& slice, base::RecId response, const Read& answer) {
  create_question(state, slice, answer.column);
  const base::RecId question = (*questions_)[answer.column].id;
  std::vector<store::FieldValue> values;
  values.push_back({Value{response}, {}});
  values.push_back({Value{question}, {}});
  values.push_back({answer.units == schema::unset ? Value{} : Value{answer.units}, {}});
  values.push_back({answer.text.empty() ? Value{} : Value{answer.text}, {}});
  slice.create(answer_type, answer_id(response, question), answer_cols(), std::move(values));
  state.count_also_created("answer");
}

void AnswerImporter::create(ImportState& state, SliceBuilder& slice, base::RecId response) {
  for (const Read& answer : row_) create_answer(state, slice, response, answer);
}

bool AnswerImporter::update(ImportState& state, const store::Document& document, SliceBuilder& slice,
                            store::Handle response) {
  constexpr auto value_field = schema::index_of<&schema::Answer::value>();
  constexpr auto text_field = schema::index_of<&schema::Answer::text>();
  bool has_changed = false;
  for (const Read& answer : row_) {
    const base::RecId question = (*questions_)[answer.column].id;
    store::Handle handle = known_answers_.find(pair_hash(response, document.find(question)));
    const IndexedRecord own = known_record(document, answer_type, answer_id(document.id(response), question));
    if (handle == 0 && own.state == IndexedRecord::State::deleted) continue;
    if (handle == 0) handle = own.handle;
    if (handle == 0) {
      create_answer(state, slice, document.id(response), answer);
      has_changed = true;
      continue;
    }
    const schema::FieldIndex field = answer.units == schema::unset ? text_field : value_field;
    const Value value = answer.units == schema::unset ? Value{answer.text} : Value{answer.units};
    if (document.value(handle, field) == value) continue;
    store::RecordOp op{"answer", document.id(handle), {}};
    add_set(op, document, handle, field, value);
    slice.update(std::move(op));
    has_changed = true;
  }
  return has_changed;
}

}  // namespace zhike::exchange
