// Peers: what every colleague's laptop held when it was last heard of, from the "have" of its bundles; and what the
// last backup file holds. Answers "what do they have", "what would a bundle for them hold". Kept in the book's note
// "peers".
//
// "meta/peers.json", stored: do not change: {"backup":{"at":INSTANT,"have":HAVE},"peers":[{"at":INSTANT,"by":NAME,
// "dev":DEVICE,"have":HAVE}…]}; INSTANT as schema::Kind::datetime, "backup" absent before the first one.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/exchange/bundle.h"

namespace zhike::exchange {

struct Peer {
  base::DeviceId device = 0;
  std::string by;
  base::InstantMs heard = 0;  // when the last bundle was merged here
  Have have;
};

struct Peers {
  std::vector<Peer> list;  // in order of device
  Have backup;             // empty: never backed up
  base::InstantMs backed_up = 0;
};

Peers read_peers(const store::Book& book);
// Bundles were merged: the `have` of each counts from now on. Two of a colleague's that arrive in the wrong order add
// up, for a laptop never loses what it once held without taking another number.
void note_bundle(store::Book& book, const BundleReader& bundle, base::InstantMs now);
void note_bundles(store::Book& book, std::span<const BundleReader* const> bundles, base::InstantMs now);
// A backup file of everything up to now was written.
void note_backup(store::Book& book, base::InstantMs now);

// How many change-sets of the book are not in `have`.
std::size_t count_missing(const store::Document& document, const Have& have);
// What the colleague named (a name or a device number) is known to hold; fails with "peer.unknown".
base::Result<Have> have_of_peer(const store::Book& book, std::string_view name);

// [{"dev","by","at","lacks":N,"ahead":N}…]: `lacks` they do not have, `ahead` they had and this laptop does not.
base::Json peers_json(const store::Book& book);
// {"at":INSTANT or "","changes":N}: the last backup file, and how many change-sets came after it.
base::Json backup_json(const store::Book& book);

}  // namespace zhike::exchange
