#include "core/exchange/peers.h"

#include <algorithm>

namespace zhike::exchange {
namespace {

using base::Json;

constexpr const char* note_name = "peers";

void write_peers(store::Book& book, const Peers& peers) {
  Json list = Json::array();
  for (const Peer& peer : peers.list)
    list.push(Json::object()
                  .set("at", base::write_instant(peer.heard))
                  .set("by", peer.by)
                  .set("dev", base::write_device(peer.device))
                  .set("have", write_have(peer.have)));
  Json note = Json::object().set("peers", std::move(list));
  if (peers.backed_up)
    note.set("backup",
             Json::object().set("at", base::write_instant(peers.backed_up)).set("have", write_have(peers.backup)));
  book.set_note(note_name, base::write_canonical(note));
}

}  // namespace

Peers read_peers(const store::Book& book) {
  Peers peers;
  const auto note = base::parse_json(book.note(note_name));
  if (!note) return peers;  // none yet, or damaged: the next bundles tell again
  const auto instant = [](const Json& json) { return base::read_instant(json["at"].as_string()).value_or(0); };
  for (const Json& one : (*note)["peers"].items())
    if (const auto device = base::read_device(one["dev"].as_string()))
      peers.list.push_back({*device, one["by"].as_string(), instant(one), read_have(one["have"])});
  peers.backup = read_have((*note)["backup"]["have"]);
  peers.backed_up = instant((*note)["backup"]);
  return peers;
}

void note_bundles(store::Book& book, std::span<const BundleReader* const> bundles, base::InstantMs now) {
  Peers peers = read_peers(book);
  std::map<base::DeviceId, Peer> by_device;
  for (Peer& peer : peers.list) by_device.try_emplace(peer.device, std::move(peer));
  for (const BundleReader* bundle : bundles) {
    if (bundle->device() == 0 || bundle->device() == book.identity().device) continue;
    Peer& peer = by_device[bundle->device()];
    peer.device = bundle->device();
    peer.by = bundle->by();
    peer.heard = now;
    peer.have.join(bundle->have());
    // A device in doubt is acknowledged by nobody: what was acknowledged before counts no more either.
    std::erase_if(peer.have.ranges, [&](const auto& held) { return !bundle->have().ranges.contains(held.first); });
  }
  peers.list.clear();
  for (auto& [device, peer] : by_device) peers.list.push_back(std::move(peer));
  write_peers(book, peers);
}

void note_bundle(store::Book& book, const BundleReader& bundle, base::InstantMs now) {
  const BundleReader* const one[] = {&bundle};
  note_bundles(book, one, now);
}

void note_backup(store::Book& book, base::InstantMs now) {
  Peers peers = read_peers(book);
  peers.backup = have_of(book.document());
  peers.backed_up = now;
  write_peers(book, peers);
}

std::size_t count_missing(const store::Document& document, const Have& have) {
  std::size_t count = 0;
  for (store::ChangeIndex i = 0; i < document.change_count(); ++i)
    count += have.contains(document.change(i).id) ? 0 : 1;
  return count;
}

base::Result<Have> have_of_peer(const store::Book& book, std::string_view name) {
  const Peers peers = read_peers(book);
  const Peer* found = nullptr;
  for (const Peer& peer : peers.list) {
    const bool is_it = peer.by == name || base::write_device(peer.device) == name;
    if (is_it && (!found || found->heard < peer.heard)) found = &peer;  // a colleague may have had another laptop
  }
  if (!found) return base::fail("peer.unknown", std::string(name));
  return found->have;
}

Json peers_json(const store::Book& book) {
  const Have ours = have_of(book.document());
  Json out = Json::array();
  for (const Peer& peer : read_peers(book).list) {
    Have both = ours;
    both.join(peer.have);
    out.push(Json::object()
                 .set("dev", base::write_device(peer.device))
                 .set("by", peer.by)
                 .set("at", base::write_instant(peer.heard))
                 .set("lacks", count_missing(book.document(), peer.have))
                 .set("ahead", both.count() - ours.count()));
  }
  return out;
}

Json backup_json(const store::Book& book) {
  const Peers peers = read_peers(book);
  return Json::object()
      .set("at", peers.backed_up ? base::write_instant(peers.backed_up) : std::string())
      .set("changes", count_missing(book.document(), peers.backup));
}

}  // namespace zhike::exchange
