// A chart as data: a list of shapes in pixels, coloured by role, with the areas that answer to the pointer and the same
// figures as a table. Used by the screen (drawn by web/ui) and by reports (core/report/svg.h), so that both agree.
// Must never know a drawing library, a colour, a language or what the figures mean.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace zhike::chart {

// What a shape is for; the drawer chooses the colour. series and band 1..6 belong together pairwise (a band is the
// light area of its series). Series also differ by dash and marker, so that colour is never the only sign.
enum class Role : std::uint8_t {
  axis,
  grid,
  text,
  muted_text,
  series1,
  series2,
  series3,
  series4,
  series5,
  series6,
  band1,
  band2,
  band3,
  band4,
  band5,
  band6,
  accent,
  good,
  warn,
  bad,
};
inline constexpr std::size_t series_roles = 6;

// Role of the series or band with this index, starting over after the sixth.
constexpr Role series_role(std::size_t index) {
  return static_cast<Role>(static_cast<std::size_t>(Role::series1) + index % series_roles);
}
constexpr Role band_role(std::size_t index) {
  return static_cast<Role>(static_cast<std::size_t>(Role::band1) + index % series_roles);
}

// Key of a role: "axis", "muted_text", "series1", … Also the CSS class in SVG, after "zk-".
const char* role_key(Role role);

struct Point {
  float x = 0;  // pixels from the left
  float y = 0;  // pixels from the top
  bool operator==(const Point&) const = default;
};

struct Rect {
  float left = 0;
  float top = 0;
  float right = 0;
  float bottom = 0;
  bool operator==(const Rect&) const = default;
  constexpr float width() const { return right - left; }
  constexpr float height() const { return bottom - top; }
  constexpr bool contains(Point p) const { return p.x >= left && p.x <= right && p.y >= top && p.y <= bottom; }
  constexpr bool overlaps(const Rect& other) const {
    return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
  }
};

enum class Shape : std::uint8_t {
  line,     // strip through all points; size = stroke width
  polygon,  // filled, convex
  band,     // filled; 2k points: k along one edge, then k back along the other at the same x (k − 1 quads)
  rect,     // filled; two points: left top, right bottom
  circle,   // filled; one point; size = radius
  text,     // one point: vertically the middle of the letters; size = font height in pixels
};
enum class Dash : std::uint8_t { solid, dashed, dotted };
enum class Anchor : std::uint8_t { start, middle, end };  // which part of the text stands at its point

struct Primitive {
  Shape shape = Shape::line;
  Role role = Role::text;
  Dash dash = Dash::solid;        // lines only
  Anchor anchor = Anchor::start;  // texts only
  float size = 1;
  std::vector<Point> points;
  std::string text;
};

inline constexpr std::size_t whole_row = SIZE_MAX;

// An area that stands for a row of the table, and for one of its series or for the whole row.
struct HitRegion {
  Rect area;
  std::size_t datum = 0;           // row of the table
  std::size_t series = whole_row;  // index of the series, or whole_row
};

// The chart's figures in words: every row has as many cells as there are headings.
struct Table {
  std::vector<std::string> headings;
  std::vector<std::vector<std::string>> rows;
};

struct Chart {
  float width = 0;
  float height = 0;
  std::string title;                  // accessible name; not drawn
  std::string description;            // one sentence for who cannot see it; not drawn
  std::vector<Primitive> primitives;  // draw in this order
  std::vector<HitRegion> hits;        // later ones lie on top
  Table table;
};

// The topmost hit region at a point, or nullptr.
const HitRegion* hit_at(const Chart& chart, Point at);

}  // namespace zhike::chart
