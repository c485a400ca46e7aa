// The merges of this laptop: what came when, from whom, and the way out of each again.
#include <algorithm>
#include <vector>

#include "core/store/book.h"
#include "web/views/data_parts.h"

namespace zhike::views {
namespace {

using store::MergeEntry;
using store::MergeState;

std::string_view state_words(MergeState state) {
  switch (state) {
    case MergeState::out:
      return ui::tr("data.merges.out");
    case MergeState::cancelled:
      return ui::tr("data.merges.cancelled");
    case MergeState::begun:
      return ui::tr("data.merges.begun");
    case MergeState::in:
      break;
  }
  return ui::tr("data.merges.in");
}

std::string brought_words(const MergeEntry& entry) {
  std::vector<std::string> parts;
  for (const auto& [type, n] : entry.records) parts.push_back(counted(type, static_cast<std::int64_t>(n)));
  const std::vector<std::string_view> views(parts.begin(), parts.end());
  return ui::trf("data.merges.brought", {{"n", entry.fresh}, {"list", i18n::list(ui::current().lang, views)}});
}

std::string file_words(const MergeEntry& entry) {
  std::string files;
  for (const std::string& file : entry.files) files += (files.empty() ? "" : ", ") + file;
  return files;
}

void merge_row(const ViewInput& input, const MergeEntry& entry, Requests& requests) {
  const std::string number = std::to_string(entry.number);
  const ui::RowScope scope(number);
  ui::divider();
  ui::text(ui::trf("data.merges.row", {{"from", entry.from}, {"file", file_words(entry)}}), ui::TextRole::strong);
  ui::muted(ui::trf("data.merges.who", {{"by", entry.by}, {"at", ui::format_instant(entry.at.ms)}}));
  ui::text(brought_words(entry));
  const bool is_in = entry.state == MergeState::in;
  ui::chip(state_words(entry.state), is_in ? ui::Tone::good : ui::Tone::neutral);
  if (entry.state == MergeState::begun || entry.state == MergeState::cancelled) return;
  ui::same_line();
  const bool can_write = input.status.writing != Writing::reader && !input.status.is_job_running;
  const ui::ButtonOptions options{.kind = ui::ButtonKind::ghost,
                                  .icon = is_in ? ui::icon::undo_2 : ui::icon::redo_2,
                                  .enabled = can_write ? ui::Enabled::yes : ui::Enabled::no};
  if (is_in && ui::button("data.merges.take_out", options))
    requests.run(commands::SwitchMerge{entry.number, "out"}, "data.merges.taken_out");
  if (!is_in && ui::button("data.merges.take_in", options))
    requests.run(commands::SwitchMerge{entry.number, "in"}, "data.merges.taken_in");
}

}  // namespace

void merges_part(const ViewInput& input, DataState& state, Requests& requests) {
  const std::vector<MergeEntry>& entries = input.book.merges().entries();
  if (entries.empty()) return;
  const ui::Card card("data.merges", {.subtitle = ui::tr("data.merges.help"), .icon = ui::icon::history});
  const std::size_t shown = std::min(state.merges_shown, entries.size());
  for (std::size_t i = 0; i < shown; ++i) merge_row(input, entries[entries.size() - 1 - i], requests);
  if (shown < entries.size() &&
      ui::button("data.merges.more", {.label = ui::trf("data.more", {{"n", entries.size() - shown}})}))
    state.merges_shown += 20;
}

}  // namespace zhike::views
