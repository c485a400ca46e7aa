#include "core/exchange/bundle.h"

#include <algorithm>

#include "core/base/gzip.h"
#include "core/base/sort.h"
#include "core/base/text.h"
#include "core/exchange/plain.h"

namespace zhike::exchange {
namespace {

using base::Json;

constexpr std::string_view bundle_format = "zhike-bundle/1";
constexpr std::string_view bundle_family = "zhike-bundle/";
constexpr base::JsonLimits limits{.doubles_allowed = false};
constexpr std::size_t least_change_bytes = 100;  // the members that none can do without are longer

std::string looks_like(std::string_view text) {
  if (text.starts_with("\x89PNG")) return "PNG";
  if (text.starts_with("\xFF\xD8\xFF")) return "JPEG";
  if (text.starts_with("PK\x03\x04")) return "ZIP";
  if (text.starts_with("%PDF")) return "PDF";
  if (text.starts_with("age-encryption.org/")) return "age";
  if (text.starts_with("\x1F\x8B")) return "gzip";
  return text.empty() ? "empty" : "?";
}

base::Status check_header(const Json& header) {
  const std::string& format = header["format"].as_string();
  if (format.starts_with(plain_family)) return base::fail("bundle.is_plain");
  if (!format.starts_with(bundle_family)) return base::fail("bundle.other_program", {}, format);
  if (format != bundle_format) return base::fail("bundle.newer", {}, format.substr(bundle_family.size()));
  if (const std::int64_t v = header["v"].as_integer(); v > store::format_version)
    return base::fail("bundle.newer", {}, "v " + std::to_string(v));
  return {};
}

Json write_heads(const store::Book& book) {
  Json heads = Json::object();
  for (const auto& [device, seq] : book.document().heads()) {
    const auto index = book.document().find_change({device, seq});
    if (!index || book.forks().is_twin(device)) continue;
    heads.set(base::write_device(device), Json::array().push(seq).push("sha256:" + base::to_hex(book.hash(*index))));
  }
  return heads;
}

std::vector<std::pair<base::ChangeId, std::string>> read_heads(const Json& json) {
  std::vector<std::pair<base::ChangeId, std::string>> heads;
  for (const auto& [key, head] : json.members()) {
    const auto device = base::read_device(key);
    if (!device || head.items().size() != 2) continue;
    const std::int64_t seq = head.items()[0].as_integer();
    const std::string& hash = head.items()[1].as_string();
    if (seq >= 1 && seq <= UINT32_MAX && hash.starts_with("sha256:"))
      heads.emplace_back(base::ChangeId{*device, static_cast<std::uint32_t>(seq)}, hash.substr(7));
  }
  return heads;
}

}  // namespace

std::string bundle_root(std::vector<std::string> hashes) {
  base::sort(hashes);
  base::Sha256Stream stream;
  for (const std::string& hash : hashes) stream.update(hash);
  return base::to_hex(stream.finish());
}

base::Status unpack(std::string& bytes) {
  if (!base::is_gzip(bytes)) return {};
  TRY(bytes, base::gunzip(bytes, bundle_limit_bytes));
  return {};
}

std::string pack(std::string text) {
  std::string packed = base::gzip(text, 0);
  return base::gunzip(packed, bundle_limit_bytes) ? packed : std::move(text);
}

BundleWriter::BundleWriter(const store::Book& book, const Have& recipient_has) : book_(book) {
  const store::Document& doc = book.document();
  for (store::ChangeIndex i = 0; i < doc.change_count(); ++i)
    if (!recipient_has.contains(doc.change(i).id)) chosen_.push_back(i);
  base::sort(chosen_, {}, [&](store::ChangeIndex i) { return doc.change(i).id; });
}

BundleWriter::BundleWriter(const store::Book& book, std::vector<store::ChangeIndex> changes)
    : book_(book), chosen_(std::move(changes)) {
  base::sort(chosen_, {}, [&](store::ChangeIndex i) { return book_.document().change(i).id; });
}

bool BundleWriter::step(std::string& out, std::size_t changes) {
  for (; changes > 0; --changes) {
    if (hashes_.size() < chosen_.size()) {
      hashes_.push_back(base::to_hex(base::sha256(book_.line(chosen_[hashes_.size()]))));
    } else if (!has_header_) {
      out += header();
      has_header_ = true;
    } else if (written_ < chosen_.size()) {
      out += written_ ? ",\n" : "\n";
      out += book_.line(chosen_[written_++]);
    } else {
      out += "\n]}\n";
      return false;
    }
  }
  return true;
}

std::string BundleWriter::header() const {
  Json header = Json::object();
  header.set("format", bundle_format).set("sv", store::schema_version).set("v", store::format_version);
  header.set("by", book_.identity().by).set("dev", base::write_device(book_.identity().device));
  header.set("have", write_have(acknowledged(book_)))
      .set("heads", write_heads(book_))
      .set("root", "sha256:" + bundle_root(hashes_));
  header.set("count", chosen_.size());
  std::string out = base::write_json(header);
  out.pop_back();
  return out + ",\"changes\":[";
}

namespace {

std::string write_whole(BundleWriter writer) {
  std::string out;
  writer.step(out, SIZE_MAX);
  return out;
}

}  // namespace

std::string write_bundle(const store::Book& book, const Have& recipient_has) {
  return write_whole(BundleWriter(book, recipient_has));
}

std::string write_bundle_of(const store::Book& book, std::vector<store::ChangeIndex> changes) {
  return write_whole(BundleWriter(book, std::move(changes)));
}

base::Result<BundleReader> BundleReader::open(std::string_view text) {
  TRY(BundleReader reader, begin(text));
  TRY_DO(reader.find(SIZE_MAX));
  return reader;
}

base::Result<bool> BundleReader::find(std::size_t bytes) {
  if (!is_lined()) return false;
  const std::size_t until = left_.size() - std::min(bytes, left_.size());
  bool is_sound = true;
  while (left_.size() > until && is_sound && !is_closed_) {
    const std::size_t end = std::min(left_.find('\n'), left_.size());
    const std::string_view line = base::trim(left_.substr(0, end));
    left_.remove_prefix(std::min(end + 1, left_.size()));
    if (line.empty()) continue;
    is_closed_ = line == "]}";
    is_sound = is_closed_ || lines_.size() < promised_;
    if (is_sound && !is_closed_) lines_.push_back(line.ends_with(',') ? line.substr(0, line.size() - 1) : line);
  }
  if (is_sound && !is_closed_ && !left_.empty()) return true;
  if (!is_sound || !is_closed_ || !base::trim(left_).empty() || lines_.size() != promised_)
    return base::fail("bundle.truncated", std::to_string(lines_.size() + 1), std::to_string(promised_));
  return false;
}

base::Result<BundleReader> BundleReader::begin(std::string_view text) {
  if (text.size() > bundle_limit_bytes)
    return base::fail("bundle.too_large", {}, std::to_string(bundle_limit_bytes >> 20));
  const std::string_view trimmed = base::trim(text);
  if (!trimmed.starts_with('{')) return base::fail("bundle.not_json", {}, looks_like(text));
  BundleReader reader;
  const auto adopt = [&](const Json& header) -> base::Status {
    TRY_DO(check_header(header));
    reader.have_ = read_have(header);
    reader.by_ = header["by"].as_string();
    reader.device_ = base::read_device(header["dev"].as_string()).value_or(0);
    reader.heads_ = read_heads(header["heads"]);
    reader.root_ = header["root"].as_string();
    return {};
  };
  // As we write it: the first line is the header up to the opening bracket.
  const std::size_t first_end = text.find('\n');
  const std::string_view first = text.substr(0, first_end);
  if (first_end != std::string_view::npos && first.ends_with("\"changes\":[")) {
    const auto header = base::parse_json(std::string(first) + "]}", limits);
    if (!header) return base::fail("bundle.damaged", "1", header.error().code);
    TRY_DO(adopt(*header));
    const std::int64_t promised = (*header)["count"].as_integer();
    reader.left_ = text.substr(first_end + 1);
    // More would have to be kept than change-sets fit into the text.
    if (promised < 0 || static_cast<std::uint64_t>(promised) > reader.left_.size() / least_change_bytes)
      return base::fail("bundle.truncated", "1", std::to_string(promised));
    reader.promised_ = static_cast<std::size_t>(promised);
    return reader;
  }
  auto whole = base::parse_json(trimmed, limits);
  if (!whole) {
    const bool is_ours = text.substr(0, 400).find(bundle_family) != std::string_view::npos;
    if (!is_ours) return base::fail("bundle.not_json", whole.error().where, whole.error().code);
    const bool is_cut = whole.error().code == "json.syntax";
    return base::fail(is_cut ? "bundle.truncated" : "bundle.damaged", whole.error().where, whole.error().code);
  }
  TRY_DO(adopt(*whole));
  reader.changes_ = (*whole)["changes"];
  if (!reader.changes_.is_array()) return base::fail("bundle.truncated", "changes");
  if (reader.changes_.items().size() != static_cast<std::size_t>((*whole)["count"].as_integer()))
    return base::fail("bundle.truncated", "changes", std::to_string((*whole)["count"].as_integer()));
  return reader;
}

std::string_view BundleReader::line(std::size_t index) {
  // A line that is not JCS gives another root, and the file counts as damaged.
  if (is_lined()) return lines_[index];
  canonical_ = base::write_canonical(changes_.items()[index]);
  return canonical_;
}

}  // namespace zhike::exchange
