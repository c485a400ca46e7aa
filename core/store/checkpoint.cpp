#include "core/store/checkpoint.h"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/base/sort.h"

namespace zhike::store {
namespace {

using base::Json;

constexpr std::string_view folder = "ckpt/";
constexpr std::string_view format = "zhike-checkpoint/1";

std::string hex8(std::uint32_t value) { return base::write_device(value).substr(8); }

std::string padded(std::uint64_t number, std::size_t width) {
  std::string digits = std::to_string(number);
  return std::string(digits.size() < width ? width - digits.size() : 0, '0') + digits;
}

// "ckpt/GGGGGG" of a file's path.
std::string_view prefix_of(std::string_view path) { return path.substr(0, path.find_first_of(".-")); }

std::uint32_t generation_of(std::string_view path) {
  const std::string_view digits = prefix_of(path).substr(folder.size());
  std::uint32_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

bool is_checkpoint(std::string_view path) { return path.starts_with(folder); }
bool is_head(std::string_view path) { return is_checkpoint(path) && path.find('.') == std::string_view::npos; }

std::string part_name(std::string_view prefix, std::size_t index, std::uint32_t crc) {
  return std::string(prefix) + "." + padded(index, 3) + "-" + hex8(crc);
}

// Goes on through the arrays from where the last call ended, for up to `room` bytes. `copy(array, from, count)`.
template <class Copy>
void walk(std::vector<CheckpointArray>& arrays, std::size_t& array, std::size_t& offset, std::size_t room, Copy copy) {
  while (array < arrays.size()) {
    const std::size_t size = arrays[array].count * arrays[array].element_bytes;
    if (offset == size) {
      ++array;
      offset = 0;
      continue;
    }
    if (room == 0) return;
    const std::size_t count = std::min(room, size - offset);
    copy(arrays[array], offset, count);
    offset += count;
    room -= count;
  }
}

// A number of the head that is not below 0 nor above `limit`.
std::optional<std::uint64_t> number_up_to(const Json& json, std::uint64_t limit) {
  if (!json.is_integer() || json.as_integer() < 0) return std::nullopt;
  const auto value = static_cast<std::uint64_t>(json.as_integer());
  return value <= limit ? std::optional(value) : std::nullopt;
}

std::optional<Journal::Mark> read_mark(const Json& json) {
  if (json.items().size() != 3) return std::nullopt;
  const auto number = number_up_to(json.items()[0], UINT32_MAX), bytes = number_up_to(json.items()[1], UINT32_MAX);
  const auto digest = base::read_device(json.items()[2].as_string());
  if (!number || !bytes || !digest) return std::nullopt;
  return Journal::Mark{static_cast<std::uint32_t>(*number), static_cast<std::size_t>(*bytes), *digest};
}

}  // namespace

CheckpointWriter::CheckpointWriter(const Document& document, CheckpointCover cover, std::uint32_t generation)
    : cover_(std::move(cover)),
      revision_(document.revision()),
      prefix_(std::string(folder) + padded(generation, 6)),
      counts_(CheckpointPacker::counts(document)) {}

std::optional<ports::FileWrite> CheckpointWriter::step(const Document& document) {
  if (is_done_) return std::nullopt;
  if (!is_packed_) {
    is_packed_ = !packer_.step(document, cover_);
    if (!is_packed_) return std::nullopt;
    rest_ = packer_.take();
    counts_.push_back(rest_.size());
  }
  // One list of arrays for writing and reading; here they are only read.
  auto arrays = CheckpointPacker::arrays(const_cast<Document&>(document), rest_);  // NOLINT(*-const-cast)
  for (std::size_t i = 0; i < arrays.size(); ++i) arrays[i].count = counts_[i];
  std::string part;
  walk(arrays, array_, offset_, checkpoint_part_bytes,
       [&part](const CheckpointArray& a, std::size_t from, std::size_t n) {
         part.append(a.data(a.container) + from, n);
       });
  if (part.empty()) {
    is_done_ = true;
    return head();
  }
  const std::uint32_t crc = base::crc32c(part);
  std::string path = part_name(prefix_, parts_.size(), crc);
  parts_.emplace_back(crc, part.size());
  return ports::FileWrite{std::move(path), std::move(part)};
}

ports::FileWrite CheckpointWriter::head() const {
  Json arrays = Json::array(), parts = Json::array(), segments = Json::array();
  for (const std::size_t count : counts_) arrays.push(count);
  for (const auto& [crc, bytes] : parts_) parts.push(Json::array().push(crc).push(bytes));
  for (const Journal::Mark& mark : cover_.segments)
    segments.push(Json::array().push(mark.number).push(mark.bytes).push(base::write_device(mark.digest)));
  std::string bytes = base::write_canonical(Json::object()
                                                .set("arrays", std::move(arrays))
                                                .set("fields", checkpoint_fingerprint())
                                                .set("format", format)
                                                .set("parts", std::move(parts))
                                                .set("segments", std::move(segments)));
  return {prefix_ + "-" + hex8(base::crc32c(bytes)), std::move(bytes)};
}

std::optional<CheckpointReader> CheckpointReader::open(std::string_view path, std::string_view bytes) {
  if (!path.ends_with("-" + hex8(base::crc32c(bytes)))) return std::nullopt;
  const auto json = base::parse_json(bytes, {.depth = 4, .string_bytes = 100, .doubles_allowed = false});
  if (!json || (*json)["format"].as_string() != format) return std::nullopt;
  if ((*json)["fields"].as_string() != checkpoint_fingerprint()) return std::nullopt;
  CheckpointReader reader;
  reader.prefix_ = prefix_of(path);
  for (const Json& item : (*json)["segments"].items()) {
    const auto mark = read_mark(item);
    if (!mark) return std::nullopt;
    reader.cover_.segments.push_back(*mark);
  }
  std::uint64_t total = 0, told = 0;
  for (const Json& item : (*json)["parts"].items()) {
    if (item.items().size() != 2) return std::nullopt;
    const auto crc = number_up_to(item.items()[0], UINT32_MAX);
    const auto size = number_up_to(item.items()[1], checkpoint_part_bytes);
    if (!crc || !size) return std::nullopt;
    reader.parts_.emplace_back(static_cast<std::uint32_t>(*crc), static_cast<std::size_t>(*size));
    total += *size;
  }
  reader.document_ = std::make_unique<Document>();
  reader.rest_ = std::make_unique<std::string>();
  reader.arrays_ = CheckpointPacker::arrays(*reader.document_, *reader.rest_);
  const auto& counts = (*json)["arrays"].items();
  if (counts.size() != reader.arrays_.size()) return std::nullopt;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    CheckpointArray& array = reader.arrays_[i];
    const auto count = number_up_to(counts[i], total / array.element_bytes);
    if (!count) return std::nullopt;
    array.count = static_cast<std::size_t>(*count);
    told += *count * array.element_bytes;
    array.resize(array.container, 0);
  }
  return told == total ? std::optional(std::move(reader)) : std::nullopt;
}

std::string CheckpointReader::part_path(std::size_t index) const {
  return part_name(prefix_, index, parts_[index].first);
}

bool CheckpointReader::add_part(std::string_view bytes) {
  if (next_part_ == parts_.size()) return false;
  const auto [crc, size] = parts_[next_part_++];
  if (bytes.size() != size || base::crc32c(bytes) != crc) return false;
  std::size_t at = 0;
  walk(arrays_, array_, offset_, size, [&](CheckpointArray& array, std::size_t from, std::size_t count) {
    if (from == 0) {
      // With room to grow, more or less: else the first new record would move all columns of its table in one step.
      const std::size_t spare = array.count * (1 + array_ % 8) / 64;
      array.resize(array.container, array.count + spare);
      array.resize(array.container, array.count);
    }
    std::memcpy(array.data(array.container) + from, bytes.data() + at, count);
    at += count;
  });
  return at == size;
}

std::optional<bool> CheckpointReader::finish_step() {
  if (next_part_ != parts_.size() || array_ != arrays_.size()) return std::nullopt;
  if (!unpacker_) unpacker_ = std::make_unique<CheckpointUnpacker>(*document_, cover_, *rest_);
  return unpacker_->step();
}

std::vector<std::string> checkpoint_heads(const std::vector<std::string>& paths) {
  std::vector<std::string> heads;
  std::ranges::copy_if(paths, std::back_inserter(heads), is_head);
  base::sort(heads, std::ranges::greater(), generation_of);
  return heads;
}

std::uint32_t next_generation(const std::vector<std::string>& paths) {
  std::uint32_t newest = 0;
  for (const std::string& path : paths)
    if (is_checkpoint(path)) newest = std::max(newest, generation_of(path));
  return newest + 1;
}

std::vector<std::string> outdated_checkpoints(const std::vector<std::string>& paths, std::string_view prefix) {
  std::string_view before;
  const std::vector<std::string> heads = checkpoint_heads(paths);
  for (const std::string& head : heads)
    if (before.empty() && prefix_of(head) != prefix) before = prefix_of(head);
  std::vector<std::string> outdated;
  for (const std::string& path : paths)
    if (is_checkpoint(path) && prefix_of(path) != prefix && prefix_of(path) != before) outdated.push_back(path);
  return outdated;
}

}  // namespace zhike::store
