#include "web/shell/words.h"

#include <array>
#include <string>
#include <utility>

#include "core/i18n/catalog_rows.h"
#include "web/platform/assets.h"

namespace zhike::shell {
namespace {

struct File {
  platform::Bytes bytes;
  i18n::CatalogWords words;
};
std::array<File, i18n::lang_count> files;

bool is_loaded(i18n::Lang lang) { return !files[static_cast<std::size_t>(lang)].words.keys.bytes.empty(); }

void keep(i18n::Lang lang, platform::Bytes bytes) {
  File& file = files[static_cast<std::size_t>(lang)];
  file.bytes = std::move(bytes);
  const auto parts = platform::asset_parts(file.bytes);
  if (parts.size() == 4) file.words = {{parts[0], parts[1]}, {parts[2], parts[3]}};
}

}  // namespace

void load_words(i18n::Lang lang, std::function<void(base::Status)> done) {
  if (is_loaded(lang)) {
    done({});
    return;
  }
  const std::string name = "words." + std::string(i18n::lang_code(lang)) + ".bin";
  platform::fetch_asset(name, [lang, name, done = std::move(done)](base::Result<platform::Bytes> bytes) {
    if (!bytes) {
      done(std::unexpected(bytes.error()));
      return;
    }
    if (!is_loaded(lang)) keep(lang, std::move(*bytes));
    done(is_loaded(lang) ? base::Status() : base::Status(base::fail("file.unreadable", name)));
  });
}

}  // namespace zhike::shell

namespace zhike::i18n {

CatalogWords catalog_words(Lang lang) { return shell::files[static_cast<std::size_t>(lang)].words; }

}  // namespace zhike::i18n
