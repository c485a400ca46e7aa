// How wide a text is, and how to shorten it. Used by the chart builders to keep labels apart.
// Must never draw. The drawer's own measure gives exact results; the default is an estimate.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "core/chart/chart.h"

namespace zhike::chart {

// Width in pixels of a UTF-8 text at a font height in pixels.
using Measure = std::function<float(std::string_view text, float font_px)>;

// A number as the reader wants to see it: separators, percent sign, currency.
using Formatter = std::function<std::string(double)>;

// Estimate without a font: 1 em for Chinese, Japanese, Korean, full-width and emoji; 0 for combining marks;
// 0.55 em for the rest. Bytes that are not UTF-8 count as one narrow letter each.
float estimated_width(std::string_view text, float font_px);

// `text`, or its longest beginning with "…" that fits into `width`; empty when not even "…" fits.
std::string fitted(std::string_view text, float width, float font_px, const Measure& measure);

// The area a text primitive covers: its width by 1.2 font heights.
Rect text_bounds(const Primitive& text, const Measure& measure);

// Shortest plain decimal of at most `decimals` places: "12.5", "-3", "0". The default Formatter.
std::string plain_number(double value, int decimals = 2);

}  // namespace zhike::chart
