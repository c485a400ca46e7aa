#include "core/query/activity.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/base/decimal.h"
#include "core/query/columns.h"
#include "core/query/settings.h"

namespace zhike::query {
namespace {

using schema::Communication;
using schema::Complaint;
using schema::Customer;

constexpr std::array<std::string_view, 4> real_channels{"visit", "phone", "email", "message"};

bool is_head(const store::Document& document, std::string_view staff) {
  const Handle record =
      document.find_by_text(schema::type_of<schema::Staff>, schema::index_of<&schema::Staff::name>(), staff);
  return record && document.read<schema::Staff>(record).role.text == "department_head";
}

void add_communications(const store::Document& document, base::Day today, Activity& out) {
  const store::Table& table = document.table<Communication>();
  const auto holders = document.column<&Communication::customer>().words();
  const auto instants = document.column<&Communication::at>().longs();
  const auto next = document.column<&Communication::next_contact>().words();
  const store::Column& channel = document.column<&Communication::channel>();
  const store::Column& staff = document.column<&Communication::staff>();
  const auto is_real = flag_texts(channel, [](std::string_view text) {
    return text.empty() || std::ranges::find(real_channels, text) != real_channels.end();
  });
  const auto by_head = flag_texts(staff, [&](std::string_view text) { return is_head(document, text); });
  const int zone = zone_offset_minutes(document);
  std::vector<base::InstantMs> newest(out.last_contact.size(), base::no_instant);  // of any channel
  std::vector<base::InstantMs> newest_real(out.last_contact.size(), base::no_instant);
  for (store::Row row = 0; row < table.rows(); ++row) {
    if (!table.visible[row] || instants[row] == schema::unset) continue;
    const store::Row at = row_of<Customer>(document, static_cast<Handle>(holders[row]));
    const base::Day day = base::day_of(instants[row], zone);
    if (at == store::no_row || day > today) continue;
    if (instants[row] >= newest[at]) {
      newest[at] = instants[row];
      out.next_contact[at] = next[row];
    }
    if (!is_real[static_cast<std::size_t>(channel.words()[row])]) continue;
    if (instants[row] >= newest_real[at]) {
      newest_real[at] = instants[row];
      out.last_contact[at] = day;
      out.last_communication[at] = table.handles[row];
    }
    if (by_head[static_cast<std::size_t>(staff.words()[row])])
      out.last_head_contact[at] = std::max(out.last_head_contact[at], day);
  }
}

void add_promises(const store::Document& document, Activity& out) {
  const store::Table& table = document.table<schema::Promise>();
  const auto holders = document.column<&schema::Promise::customer>().words();
  const auto dues = document.column<&schema::Promise::due>().words();
  const store::Column& status = document.column<&schema::Promise::status>();
  const auto is_open = flag_texts(status, [](std::string_view text) { return text.empty() || text == "open"; });
  for (store::Row row = 0; row < table.rows(); ++row) {
    if (!table.visible[row] || !is_open[static_cast<std::size_t>(status.words()[row])]) continue;
    const store::Row at = row_of<Customer>(document, static_cast<Handle>(holders[row]));
    if (at == store::no_row) continue;
    ++out.open_promises[at];
    if (dues[row] != base::no_day && (out.next_due[at] == base::no_day || dues[row] < out.next_due[at]))
      out.next_due[at] = dues[row];
  }
}

void add_complaints(const store::Document& document, Activity& out) {
  const store::Table& table = document.table<Complaint>();
  const auto holders = document.column<&Complaint::customer>().words();
  const store::Column& status = document.column<&Complaint::status>();
  const auto is_unsolved =
      flag_texts(status, [](std::string_view text) { return text.empty() || text == "open" || text == "in_progress"; });
  const auto is_unconfirmed =
      flag_texts(status, [](std::string_view text) { return text != "confirmed" && text != "rejected"; });
  for (store::Row row = 0; row < table.rows(); ++row) {
    if (!table.visible[row]) continue;
    const store::Row at = row_of<Customer>(document, static_cast<Handle>(holders[row]));
    if (at == store::no_row) continue;
    const auto state = static_cast<std::size_t>(status.words()[row]);
    out.open_complaints[at] += is_unsolved[state];
    out.unconfirmed_complaints[at] += is_unconfirmed[state];
  }
}

}  // namespace

Activity compute_activity(const store::Document& document, base::Day today) {
  const std::size_t customers = document.table<Customer>().rows();
  Activity out;
  for (auto* days : {&out.last_contact, &out.last_head_contact, &out.next_contact, &out.next_due})
    days->resize(customers, base::no_day);
  out.last_communication.resize(customers);
  for (auto* counts : {&out.open_promises, &out.open_complaints, &out.unconfirmed_complaints})
    counts->resize(customers);
  add_communications(document, today, out);
  add_promises(document, out);
  add_complaints(document, out);
  return out;
}

LatestNps compute_latest_nps(const store::Document& document) {
  const std::size_t customers = document.table<Customer>().rows();
  LatestNps out;
  out.answer.resize(customers, -1);
  out.day.resize(customers, base::no_day);
  out.response.resize(customers);
  const store::Table& questions = document.table<schema::Question>();
  std::vector<std::uint8_t> is_nps(questions.rows());
  for (store::Row row = 0; row < questions.rows(); ++row)
    is_nps[row] = questions.visible[row] && document.column<&schema::Question::type>().text(row) == "nps";

  const store::Table& answers = document.table<schema::Answer>();
  const auto responses = document.column<&schema::Answer::response>().words();
  const auto asked = document.column<&schema::Answer::question>().words();
  const auto values = document.column<&schema::Answer::value>().longs();
  const auto holders = document.column<&schema::Response::customer>().words();
  const auto dates = document.column<&schema::Response::date>().words();
  for (store::Row row = 0; row < answers.rows(); ++row) {
    if (!answers.visible[row]) continue;
    const store::Row question = row_of<schema::Question>(document, static_cast<Handle>(asked[row]));
    if (question == store::no_row || !is_nps[question]) continue;
    const std::int64_t value = values[row];
    if (value < 0 || value > 10 * base::decimal_one || value % base::decimal_one != 0) continue;
    const store::Row response = row_of<schema::Response>(document, static_cast<Handle>(responses[row]));
    if (response == store::no_row) continue;
    const store::Row at = row_of<Customer>(document, static_cast<Handle>(holders[response]));
    if (at == store::no_row || (out.answer[at] >= 0 && dates[response] < out.day[at])) continue;
    out.answer[at] = static_cast<std::int16_t>(value / base::decimal_one);
    out.day[at] = dates[response];
    out.response[at] = static_cast<Handle>(responses[row]);
  }
  return out;
}

Links compute_links(const store::Document& document, schema::TypeIndex type) {
  const std::size_t customers = document.table<Customer>().rows();
  Links out;
  out.starts.resize(customers + 1);
  const schema::FieldIndex field = schema::registry[type].find("customer");
  if (field == schema::registry[type].fields.size()) return out;
  const store::Table& table = document.table(type);
  const auto holders = table.columns[field].words();
  std::vector<store::Row> rows(table.rows(), store::no_row);
  for (store::Row row = 0; row < table.rows(); ++row) {
    if (!table.visible[row]) continue;
    rows[row] = row_of<Customer>(document, static_cast<Handle>(holders[row]));
    if (rows[row] != store::no_row) ++out.starts[rows[row] + 1];
  }
  for (std::size_t i = 0; i < customers; ++i) out.starts[i + 1] += out.starts[i];
  out.records.resize(out.starts.back());
  std::vector<std::uint32_t> next(out.starts.begin(), out.starts.end());
  for (store::Row row = 0; row < table.rows(); ++row)
    if (rows[row] != store::no_row) out.records[next[rows[row]]++] = table.handles[row];
  return out;
}

}  // namespace zhike::query
