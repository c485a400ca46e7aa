#include "core/sync/pack.h"

#include "core/base/gzip.h"
#include "core/exchange/bundle.h"

namespace zhike::sync {
namespace {

constexpr std::size_t text_limit_bytes = 200 << 20;

base::Result<std::string> seal(const std::string& text, const TeamKeys& keys, ports::Random& random) {
  age::SealTo to;
  to.recipients = keys.recipients;
  if (to.recipients.empty()) to.passphrase = keys.passphrase.view();
  if (to.recipients.empty() && to.passphrase.empty()) return base::fail("key.none");
  return age::seal_file(text, to, random);
}

base::Result<std::string> open_sealed(const std::string& bytes, const TeamKeys& keys) {
  const age::Lock lock = age::lock_of(bytes);
  const bool has_key = lock == age::Lock::passphrase ? !keys.passphrase.empty() : !keys.identities.empty();
  if (lock != age::Lock::other && !has_key) return base::fail("bundle.encrypted");
  age::OpenWith with;
  if (lock == age::Lock::passphrase)
    with.passphrase = keys.passphrase.view();
  else
    with.identities = &keys.identities;
  return age::open_file(bytes, with);
}

// Exactly the change-sets from first to last of the device, the last one with the hash that the name carries.
base::Status check_content(const FileName& name, const std::string& text) {
  TRY(exchange::BundleReader reader, exchange::BundleReader::open(text));
  if (reader.count() != std::size_t{name.last} - name.first + 1) return base::fail("sync.damaged", {}, "count");
  for (std::size_t i = 0; i < reader.count(); ++i) {
    const std::string_view line = reader.line(i);
    const auto change = store::read_change(line);
    const base::ChangeId wanted{name.device, name.first + static_cast<std::uint32_t>(i)};
    if (!change || change->id != wanted) return base::fail("sync.damaged", {}, base::write_change_id(wanted));
    const bool is_last = i + 1 == reader.count();
    if (is_last && !store::identity_hash(*change, line).starts_with(name.head))
      return base::fail("sync.damaged", {}, name.head);
  }
  return {};
}

}  // namespace

base::Result<Packed> pack(const store::Book& book, const Run& run, const TeamKeys& keys, ports::Random& random,
                          base::InstantMs now) {
  std::string text = exchange::write_bundle_of(book, run.changes);
  Packed out{{run.device, run.first, run.last, run.head, {}, keys.cover}, {}};
  if (keys.cover == Cover::open) {
    out.bytes = base::gzip(text, static_cast<std::uint32_t>(now / 1000));
  } else {
    auto sealed = seal(text, keys, random);
    age::wipe(text);
    if (!sealed) return std::unexpected(sealed.error());
    out.bytes = std::move(*sealed);
  }
  out.name.sha256 = base::to_hex(base::sha256(out.bytes));
  return out;
}

base::Result<std::string> unpack(const FileName& name, std::string bytes, const TeamKeys& keys) {
  if (base::to_hex(base::sha256(bytes)) != name.sha256) return base::fail("sync.damaged", {}, "sha256");
  if (name.cover == Cover::sealed) {
    TRY(bytes, open_sealed(bytes, keys));
  }
  if (base::is_gzip(bytes)) {
    TRY(bytes, base::gunzip(bytes, text_limit_bytes));
  }
  TRY_DO(check_content(name, bytes));
  return bytes;
}

}  // namespace zhike::sync
