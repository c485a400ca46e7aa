// Call flow: open → decode → read_head → map_columns; step → scan (evidence of whole columns) → index (records of the
// book) → rows. Each phase is cut into slices.
#include "core/exchange/importer.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/exchange/column_guess.h"
#include "core/exchange/csv.h"
#include "core/exchange/encoding.h"
#include "core/exchange/importer_rows.h"

namespace zhike::exchange {
namespace {

constexpr std::size_t sampled_rows = 200, shown_rows = 20, shown_samples = 3, index_rows_a_row = 20;

std::string base_name(std::string_view path) {
  const std::size_t slash = path.find_last_of("/\\");
  return std::string(slash == std::string_view::npos ? path : path.substr(slash + 1));
}

std::string stem_of(std::string_view name) {
  const std::size_t dot = name.find_last_of('.');
  const std::string stem(base::trim(dot == std::string_view::npos || dot == 0 ? name : name.substr(0, dot)));
  return stem.empty() ? "response" : std::string(base::first_code_points(stem, 120));
}

// The book's setting "zone", "+08:00" unless it says otherwise: times in tables are local.
int zone_of(const store::Document& document) {
  const store::Handle record = document.find_by_key(schema::type_of<schema::Setting>, "zone");
  constexpr int china = 480;
  if (record == 0) return china;
  const std::string_view text = base::trim(document.text(record, schema::index_of<&schema::Setting::value>()));
  if (text == "Z") return 0;
  const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9' ? text[i] - '0' : 100; };
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return china;
  const int minutes = (digit(1) * 10 + digit(2)) * 60 + digit(4) * 10 + digit(5);
  return minutes > 14 * 60 ? china : text[0] == '-' ? -minutes : minutes;
}

}  // namespace

struct Importer::Impl {
  ImportState state;
  AnswerImporter answers;
  std::unique_ptr<CsvReader> reader;
  std::unique_ptr<RowImporter> rows;
  std::string date_order;
  enum class Phase { scan, index, rows, done } phase = Phase::scan;
  std::size_t scanned_rows = 0;
  CsvRow row;

  bool is_survey() const { return state.type == response_type; }

  base::Status read_columns(const commands::ImportOptions& options);
  base::Status choose_type(std::span<const ColumnSample> samples, std::span<const std::optional<std::string>> fixed,
                           const commands::ImportOptions& options);
  void make_indexes();
  void skip_head() {
    reader->rewind();
    for (reader->next_row(row); row.line < head_line;) reader->next_row(row);
  }
  void scan(std::size_t count);
  void scan_row();
  void index(const store::Document& document, std::size_t count);
  void import(const store::Document& document, std::size_t count, ImportSlice& slice);

  std::size_t head_line = 1;
};

namespace {

base::Result<std::vector<std::optional<std::string>>> fixed_columns(const commands::ImportOptions& options,
                                                                    std::size_t columns) {
  std::vector<std::optional<std::string>> fixed(columns);
  for (const auto& [column, field] : options.mapping) {
    if (column >= columns) return base::fail("csv.bad_mapping", field, std::to_string(column + 1));
    fixed[column] = field;
  }
  return fixed;
}

// No two columns may answer one question, or fill one field unless its text can be joined.
base::Status make_distinct(schema::TypeIndex type, ColumnFields& fields,
                           std::span<const std::optional<std::string>> fixed) {
  const schema::RecordDef& def = schema::registry[type];
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const auto is_earlier = [&] {
      return std::find(fields.begin(), fields.begin() + static_cast<std::ptrdiff_t>(i), fields[i]) !=
             fields.begin() + static_cast<std::ptrdiff_t>(i);
    };
    if (fields[i].empty() || !is_earlier()) continue;
    if (const auto f = def.find(fields[i]); f < def.fields.size())
      if (def.fields[f].kind == schema::Kind::text || def.fields[f].kind == schema::Kind::long_text)
        if (!def.fields[f].has(schema::unique)) continue;
    if (fixed[i] || !fields[i].starts_with("question:")) return base::fail("csv.bad_mapping", fields[i]);
    const std::string wanted(base::first_code_points(fields[i], 190));
    for (int n = 2; is_earlier(); ++n) fields[i] = wanted + " (" + std::to_string(n) + ")";
  }
  return {};
}

std::vector<ColumnSample> take_samples(CsvReader& reader, const CsvHead& head, commands::ImportPreview& preview) {
  std::vector<ColumnSample> samples;
  for (const std::string& heading : head.headings) samples.push_back({heading, {}});
  CsvRow row;
  for (std::size_t n = 0; n < sampled_rows && reader.next_row(row); ++n) {
    if (n < shown_rows) preview.sample.emplace_back(row.cells.begin(), row.cells.end());
    for (std::size_t i = 0; i < samples.size(); ++i)
      if (!base::trim(row.cells[i]).empty()) samples[i].cells.emplace_back(base::trim(row.cells[i]));
  }
  return samples;
}

}  // namespace

base::Status Importer::Impl::choose_type(std::span<const ColumnSample> samples,
                                         std::span<const std::optional<std::string>> fixed,
                                         const commands::ImportOptions& options) {
  state.type = options.type.empty() ? guess_type(samples, fixed) : schema::find_type(options.type);
  if (state.type < schema::type_count) return {};
  if (!options.type.empty()) return base::fail("record.unknown_type", {}, options.type);
  std::string headings;
  for (const ColumnSample& sample : samples) headings += (headings.empty() ? "" : ", ") + sample.heading;
  return base::fail("csv.no_type", state.preview.file_name, headings);
}

base::Status Importer::Impl::read_columns(const commands::ImportOptions& options) {
  const CsvHead head = read_head(*reader);
  if (head.headings.empty()) return base::fail("csv.empty", state.preview.file_name);
  head_line = head.line;
  for (const CsvProblem& problem : head.problems)
    state.note({problem.code, std::to_string(problem.line), problem.detail});
  const std::vector<ColumnSample> samples = take_samples(*reader, head, state.preview);
  TRY(const auto fixed, fixed_columns(options, samples.size()));
  TRY_DO(choose_type(samples, fixed, options));
  ColumnFields fields = guess_columns(state.type, samples, fixed);
  if (std::string wrong = unknown_field(state.type, fields); !wrong.empty())
    return base::fail("csv.bad_mapping", std::string(state.def().key), std::move(wrong));
  TRY_DO(make_distinct(state.type, fields, fixed));
  if (const std::string_view missing = missing_field(state.type, fields); !missing.empty())
    return base::fail("csv.missing_column", std::string(missing));
  state.preview.type = state.def().key;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    state.plans.push_back(plan_column(state.type, fields[i], samples[i].heading));
    commands::ImportColumn& column = state.preview.columns.emplace_back();
    column.heading = samples[i].heading;
    column.field = fields[i];
    column.samples.assign(
        samples[i].cells.begin(),
        samples[i].cells.begin() + static_cast<std::ptrdiff_t>(std::min(shown_samples, samples[i].cells.size())));
  }
  return {};
}

void Importer::Impl::make_indexes() {
  const auto need = [&](schema::TypeIndex type) {
    if (!state.indexes[type]) state.indexes[type] = std::make_unique<RecordIndex>(type);
  };
  need(state.type);
  if (is_survey())
    for (const std::string_view type : {"survey", "wave", "question"}) need(schema::find_type(type));
  for (const ColumnPlan& plan : state.plans)
    if (plan.role == ColumnPlan::Role::ref || plan.role == ColumnPlan::Role::ref_name)
      need(schema::find_type(state.def().fields[plan.field].options.target));
}

base::Result<SlicedDecoder> Importer::decoder(std::string bytes, std::string_view file_name,
                                              const commands::ImportOptions& options) {
  if (bytes.size() > import_limit_bytes)
    return base::fail("csv.too_large", std::string(file_name), std::to_string(bytes.size()));
  const std::optional<Encoding> forced = read_encoding_name(options.encoding);
  if (!options.encoding.empty() && !forced) return base::fail("csv.unknown_encoding", {}, options.encoding);
  return SlicedDecoder(std::move(bytes), forced);
}

base::Result<Importer> Importer::open(const store::Document& document, std::string bytes, std::string_view file_name,
                                      const commands::ImportOptions& options) {
  TRY(SlicedDecoder decoding, decoder(std::move(bytes), file_name, options));
  for (;;) {
    TRY(const bool has_more, decoding.step(SIZE_MAX));
    if (!has_more) return open(document, decoding.take(), file_name, options);
  }
}

base::Result<Importer> Importer::open(const store::Document& document, Decoded decoded, std::string_view file_name,
                                      const commands::ImportOptions& options) {
  auto impl = std::make_unique<Impl>();
  commands::ImportPreview& preview = impl->state.preview;
  preview.file_name = base_name(file_name);
  preview.source = options.source.empty() ? preview.file_name : options.source;
  impl->state.stem = stem_of(preview.source);
  impl->state.zone_minutes = zone_of(document);
  impl->date_order = options.date_order;
  preview.encoding = encoding_name(decoded.encoding);
  std::string text = std::move(decoded.text);
  if (base::trim(std::string_view(text).substr(0, 1 << 16)).empty()) return base::fail("csv.empty", preview.file_name);
  impl->reader = std::make_unique<CsvReader>(std::move(text));
  preview.separator = impl->reader->format().separator;
  TRY_DO(impl->read_columns(options));
  impl->make_indexes();
  impl->rows = std::make_unique<RowImporter>(impl->state, impl->is_survey() ? &impl->answers : nullptr);
  impl->skip_head();
  return Importer(std::move(impl));
}

void Importer::Impl::scan_row() {
  const auto& fields = state.def().fields;
  for (std::size_t i = 0; i < state.plans.size(); ++i) {
    ColumnPlan& plan = state.plans[i];
    if (plan.role == ColumnPlan::Role::field) {
      observe(plan, fields[plan.field], row.cells[i]);
    } else if (plan.role == ColumnPlan::Role::question) {
      observe(plan, schema::registry[answer_type].fields[schema::index_of<&schema::Answer::value>()], row.cells[i]);
      answers.observe(state, i, row.cells[i]);
    }
  }
}

void Importer::Impl::scan(std::size_t count) {
  for (std::size_t n = 0; n < count; ++n) {
    if (reader->next_row(row)) {
      ++scanned_rows;
      scan_row();
      continue;
    }
    settle_columns(state.plans, state.type, date_order, state.preview.columns);
    if (is_survey()) answers.settle(state);
    rows->reserve(scanned_rows);
    skip_head();
    phase = Phase::index;
    return;
  }
}

void Importer::Impl::index(const store::Document& document, std::size_t count) {
  const std::size_t share = count * index_rows_a_row;
  for (auto& one : state.indexes)
    if (one && !one->build(document, share)) return;
  if (is_survey() && !answers.build(document, share)) return;
  phase = Phase::rows;
}

void Importer::Impl::import(const store::Document& document, std::size_t count, ImportSlice& slice) {
  SliceBuilder builder(slice, document);
  for (std::size_t n = 0; n < count && builder.records() < store::max_batch_rows; ++n) {
    if (!reader->next_row(row)) {
      phase = Phase::done;
      break;
    }
    rows->import(document, row, builder);
  }
  builder.finish(state.type);
  note_currencies(state.plans, state.preview.columns);
}

bool Importer::step(const store::Document& document, std::size_t rows, ImportSlice& slice) {
  switch (impl_->phase) {
    case Impl::Phase::scan:
      impl_->scan(std::max<std::size_t>(rows, 1));
      break;
    case Impl::Phase::index:
      impl_->index(document, std::max<std::size_t>(rows, 1));
      break;
    case Impl::Phase::rows:
      impl_->import(document, std::max<std::size_t>(rows, 1), slice);
      break;
    case Impl::Phase::done:
      break;
  }
  return impl_->phase != Impl::Phase::done;
}

const commands::ImportPreview& Importer::preview() const { return impl_->state.preview; }

std::size_t Importer::bytes_total() const { return impl_->reader->bytes_total() * 2; }

std::size_t Importer::bytes_read() const {
  const std::size_t here = impl_->reader->bytes_read(), all = impl_->reader->bytes_total();
  return impl_->phase == Impl::Phase::scan ? here : impl_->phase == Impl::Phase::done ? all * 2 : all + here;
}

Importer::Importer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Importer::Importer(Importer&&) noexcept = default;
Importer& Importer::operator=(Importer&&) noexcept = default;
Importer::~Importer() = default;

std::string write_rejected(const commands::ImportPreview& preview, std::string_view reason_heading,
                           std::string (*reason)(const base::Error&, const void* context), const void* context) {
  CsvWriter writer(preview.separator == '\t' ? ',' : preview.separator);
  std::vector<std::string> cells;
  for (const commands::ImportColumn& column : preview.columns) cells.push_back(column.heading);
  std::size_t width = cells.size();
  for (const commands::RejectedRow& row : preview.rejected_rows) width = std::max(width, row.cells.size());
  cells.resize(width);
  cells.emplace_back(reason_heading);
  writer.add_row(cells);
  for (const commands::RejectedRow& row : preview.rejected_rows) {
    cells = row.cells;
    cells.resize(width);
    cells.push_back(reason(row.error, context));
    writer.add_row(cells);
  }
  return writer.take();
}

}  // namespace zhike::exchange
