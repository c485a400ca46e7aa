// Call flow: record_editor_dialog → answer (what became of the command) → begin, body (sections of record_form), footer
// → save | remove | cancel → keep_draft when the dialog was closed by mistake.
#include "web/views/record_editor.h"

#include <algorithm>
#include <array>
#include <span>

#include "core/base/text.h"
#include "core/i18n/error_text.h"
#include "web/views/drafts.h"

namespace zhike::views {
namespace {

constexpr std::size_t most_offers = 6;

// The customer's form in parts; other types are one part. One without heading goes on with the one before.
enum class Heading { yes, no };
struct Section {
  const char* key;
  Heading heading;
  std::string_view first;  // the field that begins it
};
constexpr std::array customer_sections{
    Section{"editor.section.who", Heading::yes, "key"},
    Section{"editor.section.address", Heading::yes, "region"},
    Section{"editor.section.business", Heading::yes, "industry"},
    Section{"editor.section.words", Heading::yes, "cares_about"},
    Section{"editor.section.needs", Heading::yes, "financial_strength"},
    Section{"editor.section.allows", Heading::yes, "quiet_hours"},
    Section{"field.customer.refused_channels", Heading::no, "refused_channels"},
    Section{"editor.section.notes", Heading::no, "offers_refused"},
};

std::string_view draft_value(const ui::DraftValues& values, std::string_view key) {
  const auto at = values.find(key);
  return at == values.end() ? std::string_view() : std::string_view(at->second);
}

std::string draft_key(const RecordEditorState& state) {
  const std::string which =
      state.rec ? base::write_id(state.rec) : "new/" + std::string(draft_value(state.base, "customer"));
  return "record/" + state.type + "/" + which;
}

// A value as the form shows it: lists one a line, times in the book's zone, the rest as the schema writes it.
std::string to_draft(const schema::FieldDef& field, const schema::Value& value, int zone_offset_minutes) {
  if (field.kind == schema::Kind::list) return schema::text_of(value);
  if (field.kind == schema::Kind::datetime) return write_local_time(schema::number_of(value), zone_offset_minutes);
  if (field.kind == schema::Kind::flag) return schema::number_of(value) == 1 ? "true" : "";
  return schema::value_to_text(field, value);
}

base::Result<schema::Value> from_draft(const schema::FieldDef& field, std::string_view text, int zone_offset_minutes) {
  if (field.kind != schema::Kind::datetime || text.empty()) return schema::value_from_text(field, text);
  const auto at = read_local_time(text, zone_offset_minutes, ui::current().today);
  if (!at) return base::fail("value.not_a_date", std::string(field.key), std::string(text));
  return schema::Value{*at};
}

void start(RecordEditorState& state, std::string_view type, base::RecId rec) {
  state.type = type;
  state.rec = rec;
  state.base.clear();
  state.form = {};
  state.problems.clear();
  state.general_error.clear();
  state.pending = {};
  state.is_open = true;
  state.was_open = false;
  state.is_restored = false;
  state.drops_draft = false;
}

void restore_draft(RecordEditorState& state) {
  const std::string_view kept = ui::current().drafts.find(draft_key(state));
  state.is_restored = read_draft(kept, state.form.draft);
}

// Saved, cancelled or gone: no draft is kept.
void close(RecordEditorState& state) {
  ui::current().drafts.forget(draft_key(state));
  state.is_open = false;
  state.drops_draft = true;
}

// --- references ---
using Offers = std::vector<std::pair<std::string, std::string>>;

class Refs {
 public:
  Refs(const ViewInput& input, const RecordEditorState& state, const schema::RecordDef& type)
      : input_(input), state_(state), type_(type) {}

  Offers find(std::string_view field, std::string_view typed) const {
    const schema::TypeIndex target = target_of(field);
    if (target == schema::type_count) return {};
    if (target == schema::type_of<schema::Customer>) return find_customers(typed);
    return find_others(target, typed);
  }
  std::string name(std::string_view id) const {
    const auto rec = base::read_id(id);
    const store::Handle handle = rec ? input_.doc.find(*rec) : 0;
    return handle ? std::string(query::record_title(input_.doc, handle)) : std::string(id);
  }

 private:
  schema::TypeIndex target_of(std::string_view field) const {
    const schema::FieldIndex at = type_.find(field);
    return at < type_.fields.size() ? schema::find_type(type_.fields[at].options.target) : schema::type_count;
  }
  void add(Offers& offers, store::Handle handle) const {
    std::string title(query::record_title(input_.doc, handle));
    if (title.empty()) title = ui::tr("editor.nameless");
    offers.emplace_back(base::write_id(input_.doc.id(handle)), std::move(title));
  }
  Offers find_customers(std::string_view typed) const {
    Offers offers;
    const query::Customers& found = input_.cache.customers(input_.doc, {.search = std::string(typed)}, input_.today);
    for (std::size_t i = 0; i < std::min(found.handles.size(), most_offers); ++i) add(offers, found.handles[i]);
    return offers;
  }
  // Records of the same customer alone, where both have one.
  Offers find_others(schema::TypeIndex target, std::string_view typed) const {
    Offers offers;
    const store::Table& table = input_.doc.table(target);
    const schema::FieldIndex owner = schema::registry[target].find("customer");
    const auto customer = base::read_id(draft_value(state_.form.draft, "customer"));
    const store::Handle wanted = customer ? input_.doc.find(*customer) : 0;
    const std::vector<std::uint8_t> hits = input_.cache.search_text(input_.doc, target).match(input_.doc, typed);
    for (store::Row row = 0; row < hits.size() && offers.size() < most_offers; ++row) {
      const bool has_owner = owner < table.columns.size() && wanted != 0;
      if (hits[row] && (!has_owner || table.columns[owner].raw(row) == wanted)) add(offers, table.handles[row]);
    }
    return offers;
  }
  const ViewInput& input_;
  const RecordEditorState& state_;
  const schema::RecordDef& type_;
};

// --- what was pushed before ---
void answer(const ViewInput& input, RecordEditorState& state) {
  switch (state.pending.take(input.status)) {
    case Pending::Answer::none:
      return;
    case Pending::Answer::refused: {
      const base::Error& error = input.status.run_error;
      const schema::TypeIndex type = schema::find_type(state.type);
      const bool has_field =
          type < schema::type_count && schema::registry[type].find(error.where) < schema::registry[type].fields.size();
      if (has_field)
        state.problems = {{error.where, sentence_at_field(error)}};
      else
        state.general_error = i18n::error_text(ui::current().lang, error);
      return;
    }
    case Pending::Answer::done:
      break;
  }
  const schema::TypeIndex type = schema::find_type(state.type);
  const store::Table& table = input.doc.table(type);
  if (!state.rec && table.rows() > 0) state.made = input.doc.id(table.handles.back());
  close(state);
}

void save(const ViewInput& input, RecordEditorState& state, const ui::RecordFormInput& form, Requests& requests) {
  const schema::RecordDef& type = schema::registry[schema::find_type(state.type)];
  const int zone = query::zone_offset_minutes(input.doc);
  state.form.shows_problems = true;
  state.problems.clear();
  state.general_error.clear();
  commands::Fields values;
  for (const std::string& key : ui::changed_fields(form, state.form)) {
    const schema::FieldDef& field = type.fields[type.find(key)];
    base::Result<schema::Value> value = from_draft(field, draft_value(state.form.draft, key), zone);
    if (value)
      values.emplace_back(key, std::move(*value));
    else
      state.problems.push_back({key, sentence_at_field(value.error())});
  }
  const std::vector<ui::FormProblem> found = ui::check_form(form, state.form);
  if (!found.empty() || !state.problems.empty()) {
    const std::string& first = found.empty() ? state.problems.front().key : found.front().key;
    ui::request_focus("field." + state.type + "." + first);
    return;
  }
  if (values.empty() && state.rec) {  // nothing to do
    close(state);
    return;
  }
  if (state.rec)
    requests.run(commands::UpdateRecords{{state.rec}, std::move(values)});
  else
    requests.run(commands::CreateRecord{state.type, std::move(values)});
  state.pending.start(input.status);
}

// --- drawing ---
// The channels a customer refuses, as chips to switch on and off.
bool refused_channels(std::string& value) {
  ui::muted(ui::tr("field.customer.refused_channels"));
  std::string refused;
  bool has_changed = false;
  Flow flow;
  for (const std::string_view channel : schema::channels) {
    const std::string label(i18n::text_under(ui::current().lang, "choice.communication.channel.", channel));
    const std::vector<std::string_view> items = base::split(value, '\n');
    bool is_on = std::ranges::find(items, channel) != items.end();
    const ui::RowScope row(channel);
    flow.next_chip(label);
    if (ui::filter_chip("editor.refuses", is_on, label)) has_changed = true;
    if (is_on) refused += (refused.empty() ? "" : "\n") + std::string(channel);
  }
  if (has_changed) value = refused;
  return has_changed;
}

bool draw_customer(const ui::RecordFormInput& form, ui::RecordFormState& draft) {
  bool has_changed = false;
  const auto begins = [&](std::size_t section) {
    if (section >= customer_sections.size()) return form.fields.size();
    const auto at = std::ranges::find(form.fields, customer_sections[section].first, &ui::FormField::key);
    return static_cast<std::size_t>(at - form.fields.begin());
  };
  for (std::size_t i = 0; i < customer_sections.size(); ++i) {
    const Section& section = customer_sections[i];
    if (i > 0) ui::space(14);
    if (section.heading == Heading::yes) ui::heading(ui::tr(section.key), 3);
    ui::RecordFormInput part = form;
    part.fields = form.fields.subspan(begins(i), begins(i + 1) - begins(i));
    const bool is_channels = section.first == "refused_channels";
    if (is_channels ? refused_channels(draft.draft["refused_channels"]) : ui::record_form(section.key, part, draft))
      has_changed = true;
  }
  return has_changed;
}

void restored_banner(RecordEditorState& state) {
  if (!state.is_restored) return;
  if (ui::banner("editor.restored", ui::tr("editor.restored"), {.action_key = "editor.start_over"}) !=
      ui::BannerAct::act)
    return;
  ui::current().drafts.forget(draft_key(state));
  state.form.draft = state.base;
  state.form.typed.clear();
  state.is_restored = false;
}

void body(const ViewInput& input, RecordEditorState& state, const ui::RecordFormInput& form, Requests& requests) {
  const ScrollBody scroll("##fields");
  writing_banner(input.status);
  refusal_banner(state.general_error);
  restored_banner(state);
  // Esc gives a text field its old text back; here it must not lose what was typed.
  const bool is_escape = ImGui::IsKeyPressed(ImGuiKey_Escape, false);
  const ui::DraftValues before = is_escape ? state.form.draft : ui::DraftValues();
  const std::string form_key = "record." + state.type;
  const bool is_customer = state.type == "customer";
  if (is_customer ? draw_customer(form, state.form) : ui::record_form(form_key.c_str(), form, state.form))
    state.problems.clear();
  if (is_escape) state.form.draft = before;
  if (!state.rec) return;
  ui::space(8);
  if (!history_fold(input, input.doc.find(state.rec), state.history, requests)) return;
  state.is_open = false;  // the draft began with values that are no longer there
  state.drops_draft = true;
}

// What was typed waits until the dialog is opened again, whatever closes it. False when nothing was typed.
bool keep_draft(const RecordEditorState& state, const ui::RecordFormInput& form) {
  const auto differs = [&](const ui::FormField& field) {
    return draft_value(state.form.draft, field.key) != draft_value(state.base, field.key);
  };
  const bool has_typed = std::ranges::any_of(form.fields, differs);
  ui::current().drafts.keep(draft_key(state), has_typed ? write_draft(state.form.draft) : std::string());
  return has_typed;
}

std::string title_of(const ViewInput& input, const RecordEditorState& state) {
  const std::string type(i18n::text_under(ui::current().lang, "record.", state.type));
  if (!state.rec) return ui::trf("editor.new", {{"what", type}});
  const std::string_view name = query::record_title(input.doc, input.doc.find(state.rec));
  return ui::trf("editor.edit", {{"what", type}, {"name", name}});
}

// The first field that must be filled in and is empty; else the first that must be, or the first of all.
const ui::FormField& first_to_fill(const RecordEditorState& state, std::span<const ui::FormField> fields) {
  const auto is_missing = [&](const ui::FormField& field) {
    return field.is_required && draft_value(state.form.draft, field.key).empty();
  };
  if (const auto missing = std::ranges::find_if(fields, is_missing); missing != fields.end()) return *missing;
  const auto required = std::ranges::find_if(fields, &ui::FormField::is_required);
  return required == fields.end() ? fields.front() : *required;
}

void draw(const ViewInput& input, RecordEditorState& state, Requests& requests) {
  const schema::RecordDef& type = schema::registry[schema::find_type(state.type)];
  const ui::RecordAge age = state.rec ? ui::RecordAge::existing : ui::RecordAge::fresh;
  std::vector<ui::FormField> fields = ui::form_fields(type, age, input.cache.settings(input.doc).currency);
  // A tier set by hand wants a reason: the card's own dialog asks for it.
  if (state.type == "customer")
    std::erase_if(fields, [](const ui::FormField& f) { return f.key.starts_with("tier_"); });
  else if (!state.rec)
    std::ranges::stable_partition(fields, &ui::FormField::is_required);
  const Refs refs(input, state, type);
  const ui::RecordFormInput form{
      .fields = fields,
      .base = state.rec ? &state.base : nullptr,
      .problems = state.problems,
      .refs = [&](std::string_view field, std::string_view typed) { return refs.find(field, typed); },
      .ref_name = [&](std::string_view, std::string_view id) { return refs.name(id); },
  };
  const bool is_first_frame = !state.was_open;
  state.was_open = true;
  if (is_first_frame) restore_draft(state);
  const std::string title = title_of(input, state);
  if (ui::Dialog dialog("editor.record", state.is_open, {.title = title, .width_css = 680}); dialog) {
    if (is_first_frame) ui::request_focus(first_to_fill(state, fields).label_key);
    body(input, state, form, requests);
    const FooterAct act = editor_footer({.remove_key = state.rec ? "editor.delete" : nullptr});
    if (act == FooterAct::save) save(input, state, form, requests);
    if (act == FooterAct::remove) {
      requests.run(commands::DeleteRecords{{state.rec}});
      state.pending.start(input.status);
    }
    if (act == FooterAct::cancel) close(state);
    if (!state.drops_draft && keep_draft(state, form) && !state.is_open)
      ui::current().toasts.push(ui::Tone::info, std::string(ui::tr("editor.draft_kept")));
  }
  if (!state.is_open) state.was_open = false;
}

}  // namespace

void open_new_record(RecordEditorState& state, std::string_view type_key, const commands::Fields& presets) {
  const schema::TypeIndex type = schema::find_type(type_key);
  if (type == schema::type_count) return;
  start(state, type_key, {});
  for (const auto& [key, value] : presets)
    if (const schema::FieldIndex at = schema::registry[type].find(key); at < schema::registry[type].fields.size())
      state.base[key] = to_draft(schema::registry[type].fields[at], value, 0);
  state.form.draft = state.base;
}

void open_record(RecordEditorState& state, const store::Document& document, store::Handle record) {
  if (record == 0 || !document.is_visible(record)) return;
  const schema::RecordDef& type = schema::registry[document.place(record).type];
  start(state, type.key, document.id(record));
  const int zone = query::zone_offset_minutes(document);
  for (schema::FieldIndex i = 0; i < type.fields.size(); ++i)
    state.base[std::string(type.fields[i].key)] = to_draft(type.fields[i], document.value(record, i), zone);
  state.form.draft = state.base;
}

void record_editor_dialog(const ViewInput& input, RecordEditorState& state, Requests& requests) {
  answer(input, state);
  if (state.is_open && state.rec && !input.doc.is_visible(input.doc.find(state.rec))) close(state);
  if (schema::find_type(state.type) == schema::type_count) return;
  if (state.is_open || state.was_open) draw(input, state, requests);
}

}  // namespace zhike::views
