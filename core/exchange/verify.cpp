#include "core/exchange/verify.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/base/text.h"
#include "core/exchange/bundle.h"
#include "core/exchange/plain.h"

namespace zhike::exchange {
namespace {

constexpr std::size_t header_bytes = 400;

std::unexpected<base::Error> damaged(std::string where, std::string detail) {
  return base::fail("bundle.damaged", std::move(where), std::move(detail));
}

// Several of one number may be there, from a fork: the chain goes on from any of them.
class ChainCheck {
 public:
  explicit ChainCheck(const BundleReader& reader) : reader_(reader) {}

  base::Status add(std::string_view line, std::size_t place) {
    const auto change = store::read_change(line);
    if (!change) {
      const std::string& member = change.error().where;
      return damaged(std::to_string(place), change.error().code + (member.empty() ? "" : " " + member));
    }
    if (!hashes_[change->id].insert(store::identity_hash(*change, line)).second)
      return damaged(std::to_string(place), "twice");
    if (!change->prev.empty()) links_.push_back({change->id, change->prev, place});
    return {};
  }
  base::Status finish() const {
    for (const Link& link : links_) {
      const auto before = hashes_.find({link.id.device, link.id.seq - 1});
      if (before != hashes_.end() && !before->second.contains(link.prev))
        return damaged(std::to_string(link.place), "prev");
    }
    for (const auto& [id, hash] : reader_.heads()) {
      const auto head = hashes_.find(id);
      if (head != hashes_.end() && !head->second.contains(hash)) return damaged(base::write_change_id(id), "heads");
    }
    return {};
  }

 private:
  struct Link {
    base::ChangeId id;
    std::string prev;
    std::size_t place;
  };
  const BundleReader& reader_;
  std::map<base::ChangeId, std::set<std::string>> hashes_;
  std::vector<Link> links_;
};

}  // namespace

base::Result<Verified> verify(std::string_view text) {
  if (base::trim(text).starts_with('{') && text.substr(0, header_bytes).contains(plain_family)) {
    TRY(const std::size_t records, check_plain(text));
    return Verified{true, records};
  }
  TRY(BundleReader reader, BundleReader::open(text));
  std::vector<std::string> hashes;
  hashes.reserve(reader.count());
  for (std::size_t i = 0; i < reader.count(); ++i) hashes.push_back(base::to_hex(base::sha256(reader.line(i))));
  ChainCheck chain(reader);
  for (std::size_t i = 0; i < reader.count(); ++i) TRY_DO(chain.add(reader.line(i), reader.place(i)));
  if (reader.root() != "sha256:" + bundle_root(std::move(hashes))) return damaged({}, "root");
  TRY_DO(chain.finish());
  return Verified{false, reader.count()};
}

bool is_damage(const base::Error& error) {
  return error.code == "bundle.truncated" || error.code == "bundle.damaged" || error.code == "plain.damaged" ||
         error.code == "gzip.damaged";
}

}  // namespace zhike::exchange
