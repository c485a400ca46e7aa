#include "tests/storm/sim.h"

#include <algorithm>

#include "core/exchange/bundle.h"
#include "core/exchange/peers.h"

namespace zhike::storm {
namespace {

using base::RecId;

constexpr base::DeviceId far_device = 0xFA00000000000000ull;
// Three customers, of which one is also named as a purchase, a purchase, and a record of a type of the future.
constexpr std::array<RecId, 5> recs{RecId{1, 1}, RecId{1, 2}, RecId{1, 3}, RecId{2, 1}, RecId{3, 1}};
constexpr std::array<std::string_view, 6> fields{"name", "phone", "city", "street", "x_new", "email"};

std::string saw_json(const std::vector<base::ChangeId>& ids) {
  std::string json = "{\"saw\":[";
  for (std::size_t i = 0; i < ids.size(); ++i) json += (i ? ",\"" : "\"") + base::write_change_id(ids[i]) + '"';
  return json + "]}";
}

std::vector<base::ChangeId> live_in(const store::Document& doc, store::Handle handle, store::Slot slot) {
  std::vector<base::ChangeId> ids;
  if (const store::Register* reg = handle ? doc.find_register(handle, slot) : nullptr)
    for (const store::LiveValue& live : reg->live) ids.push_back(doc.change(live.change).id);
  return ids;
}

}  // namespace

Reached& Reached::operator+=(const Reached& o) {
  schedules += o.schedules, changes += o.changes, merges += o.merges, equal_clocks += o.equal_clocks;
  high_numbers += o.high_numbers, delete_races += o.delete_races, many_values += o.many_values, forks += o.forks;
  purges += o.purges, aliases += o.aliases, type_clashes += o.type_clashes, gaps += o.gaps, restarts += o.restarts;
  checkpoints += o.checkpoints;
  return *this;
}

void Simulator::open(Laptop& laptop, const Files& files) {
  laptop.storage->files = files;
  laptop.book = std::make_unique<store::Book>();
  (void)laptop.book->open(*laptop.storage);
  if (laptop.book->covered_bytes() == 0) return;
  ++reached_.checkpoints;
  laptop.fault = compare_with_replay(*laptop.book, files);
}

// Opened from a checkpoint it is the same book as opened from the journal alone.
std::string Simulator::compare_with_replay(const store::Book& book, Files files) {
  test::MemoryStorage bare;
  std::erase_if(files, [](const auto& file) { return file.first.starts_with("ckpt/"); });
  bare.files = std::move(files);
  store::Book replayed;
  if (!replayed.open(bare)) return "a checkpoint opened what the journal did not";
  const store::Document &one = book.document(), &other = replayed.document();
  const bool is_same = store::state_hash(one) == store::state_hash(other) && one.heads() == other.heads() &&
                       one.latest() == other.latest() && one.change_count() == other.change_count() &&
                       one.purged() == other.purged() && one.conflicts().size() == other.conflicts().size() &&
                       book.forks().list() == replayed.forks().list() &&
                       book.problems().size() == replayed.problems().size() &&
                       book.is_identity_doubtful() == replayed.is_identity_doubtful();
  return is_same ? "" : "another book from its checkpoint than from its journal";
}

// Every other time with a checkpoint, so that what came later stands behind one.
const Simulator::Files& Simulator::saved(Laptop& laptop) {
  laptop.book->save(*laptop.storage, [](const base::Status&) {});
  if (laptop.saves++ % 2 == 0 && laptop.book->begin_checkpoint(*laptop.storage))
    while (laptop.book->checkpoint_step(*laptop.storage)) {
    }
  return laptop.storage->files;
}

bool take_in(store::Book& book, std::string_view bundle) {
  auto reader = exchange::BundleReader::open(bundle);
  if (!reader) return false;
  for (std::size_t i = 0; i < reader->count(); ++i)
    if (!book.receive(reader->line(i))) return false;
  book.catch_up();
  for (const auto& [id, hash] : reader->heads()) book.compare(id, hash);
  exchange::note_bundle(book, *reader, 0);
  return true;
}

Simulator::Simulator(std::uint64_t seed) : random_(seed) {
  const int count = random_.between(2, 4);
  for (int i = 0; i < count; ++i) {
    Laptop& laptop = laptops_.emplace_back();
    laptop.book->set_identity({random_.next() | 1, "p" + std::to_string(i)});
    laptop.skew = random_.chance(0.3) ? random_.between(-1'000'000, 1'000'000) * 300LL : 0;
    laptop.step = random_.chance(0.4) ? 60'000 : 1;
  }
}

base::InstantMs Simulator::clock(const Laptop& laptop) const {
  const base::InstantMs at = now_ + laptop.skew;
  return at - at % laptop.step;
}

const Said& Simulator::said(const std::string& line) {
  const auto [at, is_new] = said_.try_emplace(line);
  if (is_new) at->second = read_line(line);
  return at->second;
}

void Simulator::renew(Laptop& laptop) { laptop.book->set_identity({random_.next() | 1, laptop.book->identity().by}); }

store::Change Simulator::make(Laptop& laptop) {
  store::Change change;
  change.at = base::advance(base::receive({}, laptop.book->document().latest(), clock(laptop)), clock(laptop));
  change.command = "sim";
  const int edits = random_.chance(0.2) ? 2 : 1;
  for (int i = 0; i < edits; ++i) add_edit(laptop, change);
  return change;
}

void Simulator::add_edit(Laptop& laptop, store::Change& change) {
  const store::Document& doc = laptop.book->document();
  const RecId rec = recs[random_.below(recs.size())];
  const store::Handle handle = doc.find(rec);
  const bool is_there = handle && doc.place(handle).type < schema::type_count;
  const bool clashes = rec == recs[2] && random_.chance(0.1);
  const std::string type = rec == recs[4] ? "moon" : rec == recs[3] || clashes ? "purchase" : "customer";
  const auto act = random_.below(100);
  store::RecordOp op{type, rec, {}};
  if (act < 12 && is_there && doc.is_visible(handle)) {
    op.sets.push_back({"_del", {{}, saw_json(doc.live_changes(handle))}, {}});
  } else if (act < 18 && is_there && doc.is_deleted(handle)) {
    op.sets.push_back({"_del", {{}, "false"}, live_in(doc, handle, store::deleted_slot)});
  } else if (act < 28 && type == "customer") {
    const RecId other = recs[random_.below(3)];
    const std::string value = random_.chance(0.35) ? "null" : '"' + base::write_id(other) + '"';
    op.sets.push_back({"_alias", {{}, value}, live_in(doc, handle, store::alias_slot)});
    ++reached_.aliases;
  } else if (act < 30) {
    op.sets.push_back({"_purge", {{}, "true"}, {}});
    ++reached_.purges;
  } else if (type == "purchase") {
    const auto f = schema::registry[schema::type_of<schema::Purchase>].find("customer");
    const bool fits = is_there && doc.place(handle).type == schema::type_of<schema::Purchase>;
    op.sets.push_back({"customer",
                       {schema::Value{recs[random_.below(3)]}, {}},
                       fits ? doc.live_changes(handle, f) : std::vector<base::ChangeId>{}});
  } else {
    std::string field(fields[random_.below(fields.size())]);
    const bool is_known = store::find_field(type, field) != nullptr;
    std::vector<base::ChangeId> over;
    if (is_known && is_there && doc.place(handle).type == schema::type_of<schema::Customer> && !random_.chance(0.2))
      over = doc.live_changes(handle, schema::registry[schema::type_of<schema::Customer>].find(field));
    const int n = random_.between(0, 4);
    store::FieldValue value;
    if (!is_known)
      value.raw_json = std::to_string(n);
    else if (n)
      value.value = "v" + std::to_string(n);
    op.sets.push_back({std::move(field), std::move(value), std::move(over)});
  }
  const bool is_taken = std::ranges::any_of(change.records, [&](const auto& other) { return other.rec == rec; });
  if (!is_taken) change.records.push_back(std::move(op));
}

void Simulator::write(Laptop& laptop) {
  if (laptop.book->is_identity_doubtful() && !random_.chance(0.3)) renew(laptop);
  store::Change change = make(laptop);
  if (random_.chance(0.1)) {  // an import: many new records at once
    store::BatchOp batch{"customer", {"name", "city", "phone"}, {}};
    for (int i = random_.between(1, 3); i > 0; --i)
      batch.rows.push_back(
          {recs[static_cast<std::size_t>(i - 1)], {{schema::Value{"b"}, {}}, {}, {schema::Value{"7"}, {}}}});
    change.records.clear();
    change.batches.push_back(std::move(batch));
  }
  laptop.book->write(std::move(change));
  ++reached_.changes;
}

// A device whose numbers start far up, and that never sends the ones before.
void Simulator::write_by_hand(Laptop& laptop) {
  store::Change change = make(laptop);
  high_ = high_ == 0 ? (random_.chance(0.5) ? 70'000 : UINT32_MAX - 3) : high_ + (high_ < UINT32_MAX ? 1 : 0);
  change.id = {far_device, high_};
  change.by = "far";
  (void)laptop.book->receive(store::write_change(change));
  laptop.book->catch_up();
  ++reached_.high_numbers;
}

void Simulator::send(Laptop& from, Laptop& to) {
  exchange::Have have;
  if (random_.chance(0.5))
    if (const auto known = exchange::have_of_peer(*from.book, base::write_device(to.book->identity().device)))
      have = *known;
  const std::string bundle = exchange::write_bundle(*from.book, have);
  ++reached_.merges;
  if (random_.chance(0.3)) {  // single lines out of another program's hands, in any order
    auto reader = exchange::BundleReader::open(bundle);
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < reader->count(); ++i) {
      const std::string line(reader->line(i));
      // A purge travels with its stubs: a bundle arrives whole or not at all. Lost alone, and its writer then restored
      // from an older backup, nothing would tell those who hold the contents.
      const bool is_purge = line.find("_purge") != std::string::npos && line.find("\"stub\"") == std::string::npos;
      if (!random_.chance(0.4) || is_purge) lines.push_back(line);
    }
    for (std::size_t i = lines.size(); i > 1; --i)
      std::swap(lines[i - 1], lines[random_.below(static_cast<std::uint32_t>(i))]);
    for (const std::string& line : lines) (void)to.book->receive(line);
    to.book->catch_up();
    return;
  }
  for (int times = random_.chance(0.2) ? 2 : 1; times > 0; --times) take_in(*to.book, bundle);
}

void Simulator::restore(Laptop& laptop) {
  if (laptop.backup.empty()) {
    laptop.backup = saved(laptop);
    return;
  }
  const Files files = random_.chance(0.5) ? laptop.backup : saved(laptop);
  open(laptop, files);
  ++reached_.restarts;
}

void Simulator::copy_profile() {
  if (laptops_.size() > 4) return;
  const auto from = random_.below(static_cast<std::uint32_t>(laptops_.size()));
  Laptop& copy = laptops_.emplace_back();
  copy.skew = laptops_[from].skew;
  copy.step = laptops_[from].step;
  open(copy, saved(laptops_[from]));
}

void Simulator::one_step() {
  Laptop& laptop = laptops_[random_.below(static_cast<std::uint32_t>(laptops_.size()))];
  const auto act = random_.below(100);
  now_ += random_.chance(0.5) ? 0 : random_.between(0, 200'000);
  if (act < 58)
    write(laptop);
  else if (act < 90)
    send(laptop, laptops_[random_.below(static_cast<std::uint32_t>(laptops_.size()))]);
  else if (act < 93)
    write_by_hand(laptop);
  else if (act < 96)
    restore(laptop);
  else if (act < 98)
    copy_profile();
  else
    laptop.skew = random_.between(-1'000'000, 1'000'000) * 300'000LL;  // up to ten years off
}

}  // namespace zhike::storm
