// An encrypted file from anybody, by the first byte: as it is, in pieces; our own with bytes changed, cut and repeated,
// of which nothing but a true beginning may come out; or what somebody pasted as a key.
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "core/age/file.h"
#include "tests/support/memory_ports.h"

using namespace zhike;

namespace {

struct Sealed {
  std::string plain;
  std::vector<age::Identity> identities;
  std::string bytes, armored;
};

Sealed make() {
  Sealed made;
  test::TestRandom random;
  made.identities.push_back(age::make_identity(random));
  for (std::size_t i = 0; i < age::chunk_bytes + 100; ++i) made.plain += static_cast<char>(random.next());
  age::SealTo to;
  to.recipients.push_back(age::recipient_of(made.identities.front()));
  made.bytes = *age::seal_file(made.plain, to, random);
  to.form = age::Form::armored;
  made.armored = *age::seal_file(made.plain, to, random);
  return made;
}

// What comes out of `file` when it arrives in pieces of `piece` bytes; the status of the first fault.
base::Status open(const Sealed& sealed, std::string_view file, std::size_t piece, std::string& out) {
  age::OpenWith with;
  with.identities = &sealed.identities;
  age::Opener opener(with);
  for (std::size_t at = 0; at < file.size(); at += piece)
    if (const auto status = opener.update(file.substr(at, piece), out); !status) return status;
  return opener.finish(out);
}

void open_changed(const Sealed& sealed, std::string file, std::string_view changes, std::size_t piece) {
  const std::string as_made = file;
  for (std::size_t i = 0; i + 3 < changes.size(); i += 4) {
    const auto byte = [&](std::size_t k) { return std::size_t{static_cast<unsigned char>(changes[i + k])}; };
    if (file.empty()) break;
    const std::size_t at = (byte(0) << 8 | byte(1)) * 3 % file.size();
    if (byte(2) == 0)
      file.resize(file.size() - std::min(file.size(), byte(0) << 8 | byte(1)));
    else if (byte(2) == 1)
      file.insert(at, file.substr(at, byte(3) + 1));
    else
      file[at] = static_cast<char>(byte(3));
  }
  std::string out;
  const base::Status status = open(sealed, file, piece, out);
  if (!sealed.plain.starts_with(out)) std::abort();
  if (file == as_made && (!status || out != sealed.plain)) std::abort();
  if (status && out != sealed.plain) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Sealed sealed = make();
  if (size < 2) return 0;
  const std::string_view rest(reinterpret_cast<const char*>(data) + 2, size - 2);
  const std::size_t piece = data[1] < 16 ? data[1] + 1u : data[1] * 300u;
  switch (data[0] % 4) {
    case 0: {
      std::string out;
      (void)open(sealed, rest, piece, out);
      (void)age::lock_of(rest);
      break;
    }
    case 1:
      open_changed(sealed, sealed.bytes, rest, std::max<std::size_t>(piece, 64));
      break;
    case 2:
      open_changed(sealed, sealed.armored, rest, std::max<std::size_t>(piece, 64));
      break;
    default:
      if (const auto recipient = age::read_recipient(rest); recipient && age::write_recipient(*recipient).empty())
        std::abort();
      (void)age::read_identities(rest);
  }
  return 0;
}
