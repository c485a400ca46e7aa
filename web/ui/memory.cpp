#include "web/ui/memory.h"

#include "core/base/json.h"

namespace zhike::ui {

std::string_view Memory::find(std::string_view key) const {
  const auto at = texts_.find(key);
  return at == texts_.end() ? std::string_view() : std::string_view(at->second);
}

void Memory::keep(std::string_view key, std::string_view text) {
  if (find(key) == text) return;
  ++revision_;
  if (text.empty())
    texts_.erase(texts_.find(key));
  else
    texts_.insert_or_assign(std::string(key), std::string(text));
}

std::vector<std::string> Memory::keys() const {
  std::vector<std::string> out;
  for (const auto& [key, text] : texts_) out.push_back(key);
  return out;
}

std::string Memory::write() const {
  if (texts_.empty()) return {};
  base::Json out = base::Json::object();
  for (const auto& [key, text] : texts_) out.set(key, text);
  return base::write_json(out);
}

void Memory::read(std::string_view json) {
  ++revision_;
  texts_.clear();
  const base::Result<base::Json> read = base::parse_json(json);
  if (!read) return;
  for (const auto& [key, value] : read->members())
    if (!value.as_string().empty()) texts_.insert_or_assign(key, value.as_string());
}

}  // namespace zhike::ui
