// Importer's answers: the columns of a response table that are questions. Infers each question's type from its heading
// and its whole column, makes the questions that a survey lacks, and turns cells into answers. Internal to the
// importer.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/exchange/importer_state.h"

namespace zhike::exchange {

class AnswerImporter {
 public:
  // Before the first row: one cell into the column's evidence.
  void observe(const ImportState& state, std::size_t column, std::string_view cell);
  // When all were seen: settles types and scales.
  void settle(const ImportState& state);
  // For responses that are there already: their answers, in slices; true when all are in.
  bool build(const store::Document& document, std::size_t rows);

  // Reads the answers of a row to the questions of `survey`. Errors of values.h, "value.out_of_range",
  // "value.too_long"; where: "question:<key>".
  base::Status read(const ImportState& state, const store::Document& document, base::RecId survey,
                    const std::vector<std::string_view>& cells);
  // Writes what read() has read, for a response made in this slice.
  void create(ImportState& state, SliceBuilder& slice, base::RecId response);
  // The same for one that exists: true when anything differed.
  bool update(ImportState& state, const store::Document& document, SliceBuilder& slice, store::Handle response);

 private:
  struct Column {  // evidence, then the conclusion
    std::size_t filled = 0, small = 0, integers = 0, numbers = 0;
    std::int64_t low = 10, high = 0;              // of the small ones, 0–10
    std::size_t longest = 0;                      // code points
    std::set<std::string, std::less<>> distinct;  // up to most_choices + 1
    std::string_view type = "open";
    std::int64_t scale_low = schema::unset, scale_high = schema::unset;
  };
  struct Question {
    base::RecId id;
    std::string type;
    std::int64_t low = schema::unset, high = schema::unset;
    bool is_new = false;
  };
  struct Read {
    std::size_t column;
    std::int64_t units = schema::unset;
    std::string text;
  };
  std::vector<Question>& questions_of(const ImportState& state, const store::Document& document, base::RecId survey);
  base::Result<Read> read_one(const ImportState& state, const Question& question, std::size_t column,
                              std::string_view cell) const;
  void create_question(ImportState& state, SliceBuilder& slice, std::size_t column);
  void create_answer(ImportState& state, SliceBuilder& slice, base::RecId response, const Read& answer);
  void settle_one(Column& column, std::string_view heading) const;
  void widen_scales(const ImportState& state);

  std::vector<Column> columns_;
  std::map<base::RecId, std::vector<Question>> by_survey_;
  HashMap known_answers_;  // (response, question) → handle
  store::Row next_row_ = 0;
  base::RecId survey_;  // of the row last read
  std::vector<Question>* questions_ = nullptr;
  std::vector<Read> row_;
};

}  // namespace zhike::exchange
