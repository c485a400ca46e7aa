// The wide tables, and the answers of surveys in long form.
#include <tuple>

#include "core/base/sort.h"
#include "core/dataset/parts.h"

namespace zhike::dataset {
namespace {

using schema::Answer;
using schema::Question;
using schema::Response;

std::string id_text(const Document& document, Handle record) {
  return record ? base::write_id(document.id(record)) : std::string();
}

// One field of a record of a given type, as its column has it; nothing where there is no record.
template <auto M>
Row& add(Row& row, const Document& document, Handle record) {
  using Record = decltype(schema::class_type(M));
  constexpr FieldIndex field = schema::index_of<M>();
  if (record == 0 || document.place(record).type != schema::type_of<Record>) return row.none();
  return row.value(schema::Schema<Record>::fields[field], document.value(record, field));
}

}  // namespace

base::Status write_records(const Plan& plan, const Document& document, Sink& out) {
  TRY_DO(out.begin(plan));
  const store::Table& table = document.table(*plan.type);
  for (const Handle record : records_of(document, *plan.type)) {
    Row row(plan.columns.size());
    row.text(base::write_id(document.id(record)));
    for (FieldIndex f = 0; f < table.columns.size(); ++f) {
      const schema::FieldDef& field = table.columns[f].field();
      row.value(field, document.value(record, f));
      if (field.kind == schema::Kind::ref)
        row.text(name_of(document, static_cast<Handle>(table.columns[f].raw(document.place(record).row))));
    }
    TRY_DO(out.add(row.cells()));
  }
  return {};
}

base::Status write_answers(const Plan& plan, const Document& document, Sink& out) {
  TRY_DO(out.begin(plan));
  struct Line {
    Handle answer, response, question;
    std::int64_t position;  // of the question; without one at the end
  };
  std::vector<Line> lines;
  for (const Handle handle : records_of(document, schema::type_of<Answer>)) {
    const Answer answer = document.read<Answer>(handle);
    const Question question = document.read<Question>(answer.question.handle);
    lines.push_back({handle, answer.response.handle, answer.question.handle, question.position.value_or(INT64_MAX)});
  }
  base::sort(lines, {}, [&](const Line& line) {
    return std::tuple(document.id(line.response), line.position, document.id(line.question), document.id(line.answer));
  });
  for (const Line& line : lines) {
    const Response response = document.read<Response>(line.response);
    Row row(plan.columns.size());
    row.text(id_text(document, line.answer)).text(id_text(document, line.response));
    add<&Response::key>(row, document, line.response);
    row.text(id_text(document, response.survey.handle)).text(name_of(document, response.survey.handle));
    row.text(name_of(document, response.wave.handle));
    row.text(id_text(document, response.customer.handle)).text(name_of(document, response.customer.handle));
    add<&Response::date>(row, document, line.response);
    add<&Response::mode>(row, document, line.response);
    row.text(id_text(document, line.question));
    add<&Question::key>(row, document, line.question);
    add<&Question::position>(row, document, line.question);
    add<&Question::type>(row, document, line.question);
    add<&Question::text>(row, document, line.question);
    add<&Question::construct>(row, document, line.question);
    add<&Question::half>(row, document, line.question);
    add<&Answer::value>(row, document, line.answer);
    add<&Answer::text>(row, document, line.answer);
    TRY_DO(out.add(row.cells()));
  }
  return {};
}

}  // namespace zhike::dataset
