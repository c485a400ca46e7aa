// Building the document anew where one more change-set is not enough: merges taken out, forks, purges.
#include <algorithm>
#include <iterator>

#include "core/base/sort.h"
#include "core/store/book.h"
#include "core/store/purge.h"

namespace zhike::store {
namespace {

constexpr std::size_t ids_a_step = 4'000;

}  // namespace

bool Book::needs_settling() const { return !pending_.empty() || !to_strip_.empty() || document_.is_stale(); }

CatchUp Book::catch_up(std::size_t changes) {
  if (!rebuild_ && !needs_settling()) return CatchUp::nothing;
  while (settle(changes)) {
    if (changes != SIZE_MAX) return CatchUp::under_way;
  }
  return CatchUp::done;
}

bool Book::settle(std::size_t changes) {
  if (!rebuild_) {
    std::set<base::RecId> stripped = strip_purged();
    rebuild_.emplace(Rebuild{{}, lines_, {}, {}, std::move(stripped), 0});
    for (const auto& [id, line] : out_) rebuild_->from.push_back(line);
    rebuild_->from.insert(rebuild_->from.end(), pending_.begin(), pending_.end());
    base::sort(rebuild_->from, {}, [](const Journal::Line& line) { return std::pair(line.segment, line.offset); });
  }
  if (rebuild_->at == 0 && document_.prepare_successor(rebuild_->document, ids_a_step)) return true;
  for (; changes > 0 && rebuild_->at < rebuild_->from.size(); --changes) {
    const Journal::Line line = rebuild_->from[rebuild_->at++];
    const auto change = read_change(journal_.text(line));
    if (!change) continue;  // read well before: cannot be
    if (is_out(change->id)) {
      rebuild_->out.try_emplace(change->id, line);
      continue;
    }
    apply(rebuild_->document, forks_.adapt(*change, journal_.text(line)), stub_hash(*change));
    rebuild_->in.push_back(line);
  }
  if (rebuild_->at < rebuild_->from.size()) return true;
  if (rebuild_->document.is_stale()) {  // what waited has claimed an id or erased a record: once more, knowing that
    rebuild_.emplace(
        Rebuild{rebuild_->document.repeat(), std::move(rebuild_->from), {}, {}, std::move(rebuild_->stripped), 0});
    return true;
  }
  // A purge that is in again erases what was written while it was out.
  const auto is_new = [&](base::RecId rec) { return !rebuild_->stripped.contains(rec); };
  std::ranges::copy_if(rebuild_->document.purged(), std::inserter(to_strip_, to_strip_.end()), is_new);
  if (!to_strip_.empty()) {
    rebuild_.reset();
    return true;
  }
  finish_rebuild();
  return false;
}

void Book::finish_rebuild() {
  const Document& next = rebuild_->document;
  bereft_.clear();
  for (schema::TypeIndex type = 0; type < schema::type_count; ++type) {
    const Table& table = next.table(type);
    for (FieldIndex f = 0; f < table.columns.size(); ++f) {
      if (!table.columns[f].field().has(schema::required)) continue;
      const Column& column = table.columns[f];
      for (Row row = column.find_blank(0); row < table.rows(); row = column.find_blank(row + 1)) {
        const Handle record = table.handles[row];
        // Handles beyond the old document's came with what waited.
        const bool has_lost = table.visible[row] && document_.is_visible(record) &&
                              document_.place(record).type == type && !schema::is_empty(document_.value(record, f));
        if (has_lost && std::ranges::find(bereft_, record) == bereft_.end()) bereft_.push_back(record);
      }
    }
  }
  document_ = std::move(rebuild_->document);
  lines_ = std::move(rebuild_->in);
  out_ = std::move(rebuild_->out);
  pending_.clear();
  rebuild_.reset();
}

// Takes erased contents out of every line that still holds them. Returns whose.
std::set<base::RecId> Book::strip_purged() {
  std::set<base::RecId> purged = document_.purged();
  purged.insert(to_strip_.begin(), to_strip_.end());
  to_erase_.insert(to_strip_.begin(), to_strip_.end());
  to_strip_.clear();
  if (purged.empty()) return purged;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::string> texts;
  std::vector<Journal::Line*> all;
  for (Journal::Line& line : lines_) all.push_back(&line);
  for (Journal::Line& line : pending_) all.push_back(&line);
  for (auto& [id, line] : out_) all.push_back(&line);
  for (const Journal::Line* at : all) {
    const Journal::Line line = *at;
    const auto change = read_change(journal_.text(line));
    if (!change || !holds_any(*change, purged)) continue;
    if (auto stub = strip(journal_.text(line), purged)) texts[{line.segment, line.offset}] = std::move(*stub);
  }
  std::map<std::pair<std::uint32_t, std::uint32_t>, Journal::Line> places;
  journal_.rewrite(texts, [&](Journal::Line from, Journal::Line to) { places[{from.segment, from.offset}] = to; });
  for (Journal::Line* line : all)
    if (const auto at = places.find({line->segment, line->offset}); at != places.end()) *line = at->second;
  return purged;
}

}  // namespace zhike::store
