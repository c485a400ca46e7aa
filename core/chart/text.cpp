#include "core/chart/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace zhike::chart {
namespace {

struct CodePoint {
  char32_t value = 0;
  std::size_t bytes = 1;
};

CodePoint code_point_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at);
  const std::size_t bytes = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 1;
  if (bytes == 1 || at + bytes > text.size()) return {lead, 1};
  char32_t value = lead & (0xFFU >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) return {lead, 1};
    value = (value << 6) | (byte(at + i) & 0x3FU);
  }
  return {value, bytes};
}

float em_of(char32_t c) {
  if ((c >= 0x0300 && c <= 0x036F) || c == 0x200D || (c >= 0xFE00 && c <= 0xFE0F)) return 0;
  const bool is_wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
                       (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE4F) || (c >= 0xFF00 && c <= 0xFF60) ||
                       (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD);
  return is_wide || c == 0x2026 ? 1.0F : 0.55F;  // the ellipsis is wide in Chinese fonts
}

}  // namespace

float estimated_width(std::string_view text, float font_px) {
  float em = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = code_point_at(text, at);
    em += em_of(c.value);
    at += c.bytes;
  }
  return em * font_px;
}

std::string fitted(std::string_view text, float width, float font_px, const Measure& measure) {
  if (measure(text, font_px) <= width) return std::string(text);
  static constexpr std::string_view ellipsis = "\u2026";
  std::string best;
  if (measure(ellipsis, font_px) > width) return best;
  best = ellipsis;
  for (std::size_t at = 0; at < text.size();) {
    at += code_point_at(text, at).bytes;
    std::string candidate(text.substr(0, at));
    candidate += ellipsis;
    if (measure(candidate, font_px) > width) break;
    best = std::move(candidate);
  }
  return best;
}

Rect text_bounds(const Primitive& text, const Measure& measure) {
  if (text.points.empty()) return {};
  const float width = measure(text.text, text.size);
  const float shift = text.anchor == Anchor::start ? 0 : text.anchor == Anchor::middle ? width / 2 : width;
  const Point at = text.points.front();
  const float half = 0.6F * text.size;
  return {at.x - shift, at.y - half, at.x - shift + width, at.y + half};
}

std::string plain_number(double value, int decimals) {
  std::array<char, 400> buffer{};
  const int length = std::snprintf(buffer.data(), buffer.size(), "%.*f", std::clamp(decimals, 0, 12), value);
  std::string result(buffer.data(), static_cast<std::size_t>(std::max(0, length)));
  if (!std::isfinite(value)) return result;
  if (result.find('.') != std::string::npos) {
    result.erase(result.find_last_not_of('0') + 1);
    if (result.back() == '.') result.pop_back();
  }
  return result == "-0" ? "0" : result;
}

}  // namespace zhike::chart
