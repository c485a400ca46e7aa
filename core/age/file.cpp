#include "core/age/file.h"

#include "core/age/stanzas.h"

namespace zhike::age {

base::Result<Sealer> Sealer::start(const SealTo& to, ports::Random& random, std::string& out) {
  const Secret file_key = random_secret(random, file_key_bytes);
  std::vector<Stanza> stanzas;
  for (const Recipient& recipient : to.recipients) {
    TRY(Stanza stanza, wrap(file_key, recipient, random));
    stanzas.push_back(std::move(stanza));
  }
  if (stanzas.empty()) {
    if (to.passphrase.empty()) return base::fail("key.none");
    TRY(Stanza stanza, wrap(file_key, to.passphrase, to.log_n, random));
    stanzas.push_back(std::move(stanza));
  }
  const std::string nonce = random_bytes(random, payload_nonce_bytes);
  Sealer sealer(payload_key(file_key, nonce), to.form);
  sealer.put(write_header(stanzas, file_key) + nonce, out);
  return sealer;
}

void Sealer::put(std::string_view bytes, std::string& out) {
  if (form_ == Form::armored)
    armor_.update(bytes, out);
  else
    out += bytes;
}

void Sealer::update(std::string_view plain, std::string& out) {
  std::string sealed;
  payload_.update(plain, sealed);
  put(sealed, out);
}

void Sealer::finish(std::string& out) {
  std::string sealed;
  payload_.finish(sealed);
  put(sealed, out);
  if (form_ == Form::armored) armor_.finish(out);
}

base::Status Opener::update(std::string_view bytes, std::string& out) {
  if (!form_) {
    start_ += bytes;
    const Looks looks = look(start_);
    if (looks == Looks::too_short) return {};
    form_ = looks == Looks::armored ? Form::armored : Form::bytes;
    return update(std::exchange(start_, {}), out);
  }
  if (*form_ == Form::bytes) return take(bytes, out);
  std::string decoded;
  const base::Status armor = armor_.update(bytes, decoded);
  TRY_DO(take(decoded, out));
  return armor;
}

base::Status Opener::take(std::string_view bytes, std::string& out) {
  return payload_ ? payload_->update(bytes, out) : read_start(bytes, out);
}

base::Status Opener::read_start(std::string_view bytes, std::string& out) {
  start_ += bytes;
  const auto header = read_header(start_);
  if (!header) {
    if (header.error().code != "age.incomplete") return std::unexpected(header.error());
    return {};
  }
  if (start_.size() < header->size + payload_nonce_bytes) return {};
  TRY(const Secret file_key, with_.identities ? unwrap(*header, *with_.identities) : unwrap(*header, with_.passphrase));
  if (!has_right_mac(*header, file_key)) return base::fail("age.bad_mac");
  const std::string_view rest = std::string_view(start_).substr(header->size);
  payload_.emplace(payload_key(file_key, rest.substr(0, payload_nonce_bytes)));
  const std::string content(rest.substr(payload_nonce_bytes));
  start_.clear();
  return payload_->update(content, out);
}

base::Status Opener::finish(std::string& out) {
  if (!form_) {
    form_ = Form::bytes;
    TRY_DO(take(std::exchange(start_, {}), out));
  }
  if (*form_ == Form::armored) {
    std::string decoded;
    const base::Status armor = armor_.finish(decoded);
    TRY_DO(take(decoded, out));
    TRY_DO(armor);
  }
  if (payload_) return payload_->finish(out);
  return base::fail(start_.empty() ? "age.not_age" : "age.header", {}, "end");
}

base::Result<std::string> seal_file(std::string_view plain, const SealTo& to, ports::Random& random) {
  std::string out;
  out.reserve(plain.size() + plain.size() / chunk_bytes * tag_bytes + 1024);
  TRY(Sealer sealer, Sealer::start(to, random, out));
  sealer.update(plain, out);
  sealer.finish(out);
  return out;
}

base::Result<std::string> open_file(std::string_view sealed, const OpenWith& with) {
  std::string out;
  out.reserve(sealed.size());
  Opener opener(with);
  base::Status status = opener.update(sealed, out);
  if (status) status = opener.finish(out);
  if (!status) {
    wipe(out);
    return std::unexpected(status.error());
  }
  return out;
}

Lock lock_of(std::string_view file) {
  std::string start;
  if (look(file) == Looks::armored) {
    ArmorReader armor;
    if (!armor.update(file.substr(0, header_limit_bytes), start)) return Lock::other;
  } else {
    start = file.substr(0, header_limit_bytes);
  }
  const auto header = read_header(start);
  if (!header) return Lock::other;
  return is_passphrase_file(*header) ? Lock::passphrase : Lock::keys;
}

}  // namespace zhike::age
