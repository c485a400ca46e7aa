#include "core/sync/plan.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "core/base/sort.h"
#include "core/exchange/have.h"

namespace zhike::sync {
namespace {

constexpr std::size_t head_digits = 16;

// A person took it out and left it out; one that was cancelled or cut off is wanted as before.
bool was_taken_out(const store::Book& book, base::ChangeId id) {
  return std::ranges::any_of(book.merges().entries(), [&](const store::MergeEntry& entry) {
    return entry.state == store::MergeState::out && entry.has(id);
  });
}

std::string head_of(const store::Book& book, store::ChangeIndex index) {
  return base::to_hex(book.hash(index)).substr(0, head_digits);
}

struct Item {  // a change-set of the book under the number it was written with
  base::ChangeId id;
  store::ChangeIndex index = 0;
  bool is_twin = false;
};

std::vector<Item> items_of(const store::Book& book) {
  const store::Document& doc = book.document();
  std::vector<Item> items;
  for (store::ChangeIndex i = 0; i < doc.change_count(); ++i) {
    Item item{doc.change(i).id, i, false};
    if (book.forks().is_twin(item.id.device)) {
      const auto change = store::read_change(book.line(i));
      if (!change) continue;
      item.id = change->id;
      item.is_twin = true;
    }
    items.push_back(item);
  }
  base::sort(items, {}, [](const Item& item) { return std::pair(item.id, item.index); });
  return items;
}

bool continues(const Run& run, const Item& item) { return run.device == item.id.device && run.last + 1 == item.id.seq; }

}  // namespace

Listing read_listing(std::span<const ports::SharedFile> files, base::DeviceId own, base::InstantMs now) {
  Listing out;
  for (const ports::SharedFile& file : files) {
    if (auto name = read_name(file.name)) {
      if (file.bytes > file_limit_bytes) out.too_large.insert(file.name);
      out.files.push_back(std::move(*name));
    } else if (const auto leftover = read_temporary(file.name)) {
      if (leftover->device == own && leftover->at + leftover_age_ms < now) out.leftovers.push_back(*leftover);
    } else {
      ++out.others;
    }
  }
  base::sort(out.files);
  return out;
}

bool holds(const store::Book& book, const FileName& name) {
  if (book.doubted().contains(name.device)) return false;
  const store::Document& doc = book.document();
  const base::ChangeId last{name.device, name.last};
  const auto index = doc.find_change(last);
  const bool is_last_ours = book.forks().has(last)
                                ? doc.find_change({base::read_device(name.head).value_or(0), name.last}).has_value()
                            : index ? head_of(book, *index) == name.head
                                    : was_taken_out(book, last);
  if (!is_last_ours) return false;
  for (std::uint32_t seq = name.first; seq < name.last; ++seq) {
    const base::ChangeId id{name.device, seq};
    if (!doc.find_change(id) && !book.forks().has(id) && !was_taken_out(book, id)) return false;
  }
  return true;
}

std::vector<FileName> files_to_fetch(const store::Book& book, const Listing& listing,
                                     const std::set<std::string>& tried) {
  std::vector<FileName> out;
  for (const FileName& name : listing.files) {
    if (tried.contains(write_name(name)) || holds(book, name)) continue;
    const auto content = [](const FileName& n) { return std::tie(n.device, n.first, n.last, n.head); };
    if (!out.empty() && content(out.back()) == content(name)) continue;  // sorted: equal ones are neighbours
    out.push_back(name);
  }
  return out;
}

std::vector<Run> runs_to_write(const store::Book& book, const Listing& listing, const std::set<std::string>& unsound) {
  exchange::Have covered;
  std::set<std::tuple<base::ChangeId, std::string>> ends;
  for (const FileName& name : listing.files) {
    if (unsound.contains(write_name(name)) || !holds(book, name)) continue;
    covered.join({{{name.device, {{name.first, name.last}}}}});
    ends.emplace(base::ChangeId{name.device, name.last}, name.head);
  }
  std::vector<Run> runs;
  std::size_t room_bytes = 0;  // left in the last run
  for (const Item& item : items_of(book)) {
    const std::string head = item.is_twin ? head_of(book, item.index) : std::string();
    if (item.is_twin ? ends.contains({item.id, head}) : covered.contains(item.id)) continue;
    if (item.is_twin || room_bytes == 0 || !continues(runs.back(), item)) {
      runs.push_back({item.id.device, item.id.seq, item.id.seq, {}, {}});
      room_bytes = file_goal_bytes;
    }
    Run& run = runs.back();
    run.last = item.id.seq;
    run.changes.push_back(item.index);
    room_bytes -= item.is_twin ? room_bytes : std::min(room_bytes, book.line(item.index).size());
  }
  for (Run& run : runs) run.head = head_of(book, run.changes.back());
  return runs;
}

}  // namespace zhike::sync
