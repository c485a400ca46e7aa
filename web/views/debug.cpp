// Call flow: debug_view → gallery_view | figures, language, log, records → editors.
#include "web/views/debug.h"

#include <algorithm>
#include <array>

#include "web/views/customers_text.h"

namespace zhike::views {
namespace {

void refresh(const ViewInput& input, DebugState& state) {
  const schema::TypeIndex type = schema::find_type(state.type);
  const store::Table& table = input.doc.table(type);
  if (state.shown_type == state.type && state.shown_revision == table.revision) return;
  if (state.shown_type != state.type) state.records = {};
  state.shown_type = state.type;
  state.shown_revision = table.revision;
  state.headings.clear();
  for (const schema::FieldDef& field : schema::registry[type].fields)
    state.headings.push_back("field." + state.type + "." + std::string(field.key));
  state.columns = {{.key = "debug.id", .width_css = 120, .is_title = true}};
  for (const std::string& heading : state.headings) state.columns.push_back({.key = heading.c_str(), .width_css = 150});
  state.rows.clear();
  for (store::Row row = 0; row < table.rows(); ++row)
    if (table.visible[row]) state.rows.push_back(table.handles[row]);
}

void tile(const char* key, std::string value, const char* icon) { ui::stat_tile(key, {.value = value, .icon = icon}); }

void figures(const ViewInput& input) {
  const Status& status = input.status;
  ui::Grid grid("debug.figures", {.min_width_css = 150, .max_columns = 6, .gap_css = 12});
  grid.next();
  tile("debug.frame_ms", ui::trf("debug.ms", {{"n", ui::format_number(status.frame_ms, 1)}}), ui::icon::timer);
  grid.next();
  tile("debug.frames", ui::format_count(static_cast<std::int64_t>(status.frames)), ui::icon::play);
  grid.next();
  tile("debug.memo_hits", ui::format_count(static_cast<std::int64_t>(status.memo_hits)), ui::icon::zap);
  grid.next();
  tile("debug.memo_misses", ui::format_count(static_cast<std::int64_t>(status.memo_misses)), ui::icon::refresh_cw);
  grid.next();
  tile("debug.changes", ui::format_count(static_cast<std::int64_t>(input.doc.change_count())), ui::icon::history);
  grid.next();
  tile("debug.revision", ui::format_count(static_cast<std::int64_t>(input.doc.revision())), ui::icon::layers);
}

// What storage said last, as codes: they are what a report needs.
void storage_card(const Status& status) {
  constexpr const char* saving[] = {"saved", "saving", "unsaved", "failed"};
  constexpr const char* writing[] = {"writer", "reader", "memory_only"};
  const ui::Card card("debug.storage", {.icon = ui::icon::database});
  const auto line = [](const char* key, std::string_view value) {
    ui::text(ui::trf("debug.line", {{"name", ui::tr(key)}, {"value", value}}));
  };
  line("debug.device", status.device);
  line("debug.writing", writing[static_cast<std::size_t>(status.writing)]);
  line("debug.saving", saving[static_cast<std::size_t>(status.saving)]);
  if (!status.save_error.code.empty()) line("debug.last_error", status.save_error.code);
  line("debug.used_bytes", ui::format_count(static_cast<std::int64_t>(status.used_bytes)));
  for (const base::Error& problem : status.problems) line("debug.problem", problem.code + " " + problem.where);
}

void tools(const Status& status, Requests& requests) {
  const bool is_pseudo = ui::current().lang == i18n::Lang::pseudo;
  if (ui::button(is_pseudo ? "debug.pseudo_off" : "debug.pseudo_on", {.icon = ui::icon::languages}))
    requests.push(SetPreference{"lang", is_pseudo ? "en" : std::string(i18n::lang_code(i18n::Lang::pseudo))});
  ui::same_line();
  if (ui::button("debug.zoo", {.icon = ui::icon::layout_dashboard})) requests.go("debug?part=zoo");
  ui::same_line();
  if (ui::button("debug.copy_report", {.icon = ui::icon::copy})) requests.push(CopyText{debug_report(status)});
}

constexpr ui::Column log_columns[] = {
    {.key = "debug.command", .is_title = true},
    {.key = "debug.touched", .width_css = 110, .align = ui::Align::right},
    {.key = "debug.result", .width_css = 240},
};

// Newest first.
void log_card(const Status& status, DebugState& state) {
  const ui::Card card("debug.log", {.icon = ui::icon::list});
  if (status.log.empty()) {
    ui::muted(ui::tr("debug.log.none"));
    return;
  }
  const auto entry = [&](std::int64_t row) -> const CommandResult& {
    return status.log[status.log.size() - 1 - static_cast<std::size_t>(row)];
  };
  const ui::TableInput table{
      .columns = log_columns,
      .row_count = static_cast<std::int64_t>(status.log.size()),
      .cell =
          [&](std::int64_t row, int column) {
            const CommandResult& result = entry(row);
            if (column == 0) ui::cell_text(ui::tr(result.command));
            if (column == 1) ui::cell_text(ui::format_count(static_cast<std::int64_t>(result.touched)));
            if (column == 2)
              ui::cell_text(result.error.empty() ? ui::tr("debug.done") : std::string_view(result.error),
                            result.error.empty() ? ui::Token::text_muted : ui::Token::bad);
          },
      .height_css = 260,
  };
  ui::data_table("debug.log", table, state.log);
}

void records_card(const ViewInput& input, DebugState& state) {
  const ui::Card card("debug.records", {.icon = ui::icon::table});
  std::vector<ui::Option> types;
  std::array<std::string, schema::type_count> labels;
  for (std::size_t i = 0; i < schema::type_count; ++i) {
    const auto count = input.doc.table(static_cast<schema::TypeIndex>(i)).visible_count;
    labels[i] =
        ui::trf("debug.type", {{"name", i18n::text_under(ui::current().lang, "record.", schema::registry[i].key)},
                               {"n", ui::format_count(static_cast<std::int64_t>(count))}});
    types.push_back({schema::registry[i].key, labels[i]});
  }
  ui::choice("debug.records.type", state.type, types);
  refresh(input, state);
  const ui::TableInput table{
      .columns = state.columns,
      .row_count = static_cast<std::int64_t>(state.rows.size()),
      .cell =
          [&](std::int64_t row, int column) {
            const store::Handle handle = state.rows[static_cast<std::size_t>(row)];
            if (column == 0)
              ui::cell_text(base::write_id(input.doc.id(handle)).substr(0, 13), ui::Token::text_muted);
            else
              ui::cell_text(shown_field(input, handle, static_cast<schema::FieldIndex>(column - 1)));
          },
      .row_id = [&](std::int64_t row) { return std::uint64_t{state.rows[static_cast<std::size_t>(row)]}; },
      .height_css = 420,
  };
  state.records.focused = std::min(state.records.focused, table.row_count - 1);
  const std::int64_t opened = ui::data_table("debug.records", table, state.records).opened;
  if (opened >= 0) open_record(state.editors.record, input.doc, state.rows[static_cast<std::size_t>(opened)]);
}

}  // namespace

std::string debug_report(const Status& status) {
  std::string out = "device " + status.device + "\nframes " + std::to_string(status.frames) + "\nsave_error " +
                    status.save_error.code + "\n";
  for (const base::Error& problem : status.problems) out += "problem " + problem.code + "\n";
  for (const CommandResult& result : status.log)
    out += result.command + " " + std::to_string(result.touched) + " " + (result.error.empty() ? "ok" : result.error) +
           "\n";
  return out;
}

void debug_view(const ViewInput& input, DebugState& state, const Route& route, Requests& requests) {
  if (route.find("part") == "zoo") {
    ui::gallery_view(state.gallery);
    return;
  }
  {
    const ui::Page page("room.debug", {.subtitle = ui::tr("debug.subtitle")});
    tools(input.status, requests);
    ui::space(8);
    figures(input);
    ui::space(8);
    storage_card(input.status);
    ui::space(8);
    log_card(input.status, state);
    ui::space(8);
    records_card(input, state);
  }
  editors_dialogs(input, state.editors, requests);
}

}  // namespace zhike::views
