// The part common to all charts: size, fonts and words from the caller (Frame), and the sheet the builders draw on
// (Canvas), which refuses any text that would lie over another or leave the sheet.
// Used by the builders of this folder; callers only fill a Frame. Must never choose words or colours.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/chart/chart.h"
#include "core/chart/text.h"
#include "core/chart/ticks.h"

namespace zhike::chart {

// What every builder is told. All words are in the reader's language already.
struct Frame {
  float width = 640;
  float height = 320;
  float font_px = 13;
  std::string title;
  std::string description;
  std::string empty_text;  // shown alone, in the middle, when there is nothing to draw
  Measure measure = estimated_width;
};

struct LegendEntry {
  std::string name;
  std::size_t index = 0;  // of the series: gives role, dash and marker
  bool is_area = false;   // a small area instead of a line with its marker
};

// Dash of the series with this index.
constexpr Dash series_dash(std::size_t index) { return static_cast<Dash>(index % 3); }

class Canvas {
 public:
  explicit Canvas(const Frame& frame);

  const Frame& frame() const { return frame_; }
  float font_px() const { return frame_.font_px; }
  float line_height() const { return 1.3F * frame_.font_px; }
  float text_width(std::string_view text) const { return frame_.measure(text, frame_.font_px); }

  // Shapes; points are moved onto the sheet where they would leave it. Strips of fewer than 2 points draw nothing.
  void line(std::vector<Point> points, Role role, float stroke, Dash dash = Dash::solid);
  void band(std::span<const Point> upper, std::span<const Point> lower, Role role);
  void rect(Rect area, Role role);
  void circle(Point centre, float radius, Role role);
  // The marker of a series: circle, square, triangle, diamond, … by index.
  void marker(Point centre, float radius, std::size_t series);

  // Adds the text and is true if it stays on the sheet and clear of all texts so far; adds nothing otherwise.
  bool text(Point at, std::string_view words, Role role, Anchor anchor);
  // Tries the four corners of a point, then right, left, above and below, about `distance` away.
  bool text_near(Point at, float distance, std::string_view words, Role role);

  void hit(Rect area, std::size_t datum, std::size_t series = whole_row);
  Table& table() { return chart_.table; }

  // Lays the legend out from the top left in at most a third of the height (what does not fit is left out: the table
  // has every name) and returns where the free space below begins.
  float legend(std::span<const LegendEntry> entries);

  // The chart; the canvas is empty afterwards.
  Chart take();
  // The same with nothing but the caller's "no data" text; the table keeps its headings.
  Chart take_empty();

 private:
  Point inside(Point p) const;
  // Invariant: no two rectangles of texts_ overlap; each lies within the sheet.
  Frame frame_;
  Chart chart_;
  std::vector<Rect> texts_;
};

// Space around a plot whose labels are known.
struct PlotWishes {
  float top = 0;                             // where the free space begins
  std::span<const std::string> left_labels;  // beside the value axis (or the rows)
  std::size_t lines_below = 1;               // lines of text under the plot
  std::size_t lines_above = 0;
  float right_room = 0;  // for words beyond the right end, as far as a quarter of the width
};

// The plot's rectangle; the left labels get at most two fifths of the width. On a sheet too small for labels the plot
// takes nearly all of it, and the labels are then refused by Canvas::text.
Rect plot_area(const Canvas& canvas, const PlotWishes& wishes);

}  // namespace zhike::chart
