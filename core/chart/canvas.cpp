#include "core/chart/canvas.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace zhike::chart {
namespace {

constexpr float padding = 4;

float positive(float value, float fallback) { return std::isfinite(value) && value > 0 ? value : fallback; }

}  // namespace

Canvas::Canvas(const Frame& frame) : frame_(frame) {
  frame_.width = positive(frame_.width, 1);
  frame_.height = positive(frame_.height, 1);
  frame_.font_px = positive(frame_.font_px, 13);
  if (!frame_.measure) frame_.measure = estimated_width;
  chart_.width = frame_.width;
  chart_.height = frame_.height;
  chart_.title = frame_.title;
  chart_.description = frame_.description;
}

Point Canvas::inside(Point p) const {
  return {std::clamp(p.x, 0.0F, frame_.width), std::clamp(p.y, 0.0F, frame_.height)};
}

void Canvas::line(std::vector<Point> points, Role role, float stroke, Dash dash) {
  if (points.size() < 2) return;
  for (Point& p : points) p = inside(p);
  chart_.primitives.push_back({Shape::line, role, dash, Anchor::start, stroke, std::move(points), {}});
}

void Canvas::band(std::span<const Point> upper, std::span<const Point> lower, Role role) {
  if (upper.size() < 2 || upper.size() != lower.size()) return;
  std::vector<Point> points;
  points.reserve(2 * upper.size());
  for (const Point& p : upper) points.push_back(inside(p));
  for (auto it = lower.rbegin(); it != lower.rend(); ++it) points.push_back(inside(*it));
  chart_.primitives.push_back({Shape::band, role, Dash::solid, Anchor::start, 0, std::move(points), {}});
}

void Canvas::rect(Rect area, Role role) {
  const Point from = inside({area.left, area.top});
  const Point to = inside({area.right, area.bottom});
  if (!(to.x > from.x && to.y > from.y)) return;
  chart_.primitives.push_back({Shape::rect, role, Dash::solid, Anchor::start, 0, {from, to}, {}});
}

void Canvas::circle(Point centre, float radius, Role role) {
  const float r = std::min({radius, frame_.width / 2, frame_.height / 2});
  const Point p{std::clamp(centre.x, r, frame_.width - r), std::clamp(centre.y, r, frame_.height - r)};
  chart_.primitives.push_back({Shape::circle, role, Dash::solid, Anchor::start, r, {p}, {}});
}

void Canvas::marker(Point centre, float radius, std::size_t series) {
  const Role role = series_role(series);
  const float r = radius;
  std::vector<Point> corners;
  switch (series % series_roles) {
    case 0:
      circle(centre, r, role);
      return;
    case 1:
      corners = {{-r, -r}, {r, -r}, {r, r}, {-r, r}};
      break;
    case 2:
      corners = {{0, -r}, {r, r}, {-r, r}};
      break;
    case 3:
      corners = {{0, -r}, {r, 0}, {0, r}, {-r, 0}};
      break;
    case 4:
      corners = {{-r, -r}, {r, -r}, {0, r}};
      break;
    default:
      corners = {{-r, -r / 2}, {r, -r / 2}, {r, r / 2}, {-r, r / 2}};
      break;
  }
  for (Point& p : corners) p = inside({p.x + centre.x, p.y + centre.y});
  chart_.primitives.push_back({Shape::polygon, role, Dash::solid, Anchor::start, 0, std::move(corners), {}});
}

bool Canvas::text(Point at, std::string_view words, Role role, Anchor anchor) {
  if (words.empty()) return false;
  Primitive primitive{Shape::text, role, Dash::solid, anchor, frame_.font_px, {at}, std::string(words)};
  const Rect area = text_bounds(primitive, frame_.measure);
  const bool is_on_sheet =
      area.left >= 0 && area.top >= 0 && area.right <= frame_.width && area.bottom <= frame_.height;
  if (!is_on_sheet || std::ranges::any_of(texts_, [&](const Rect& taken) { return taken.overlaps(area); }))
    return false;
  texts_.push_back(area);
  chart_.primitives.push_back(std::move(primitive));
  return true;
}

bool Canvas::text_near(Point at, float distance, std::string_view words, Role role) {
  const float up = 0.3F * distance + 0.6F * frame_.font_px;
  const float aside = 0.5F * distance;  // corners stay clear of whiskers through the point
  return text({at.x + aside, at.y + up}, words, role, Anchor::start) ||
         text({at.x + aside, at.y - up}, words, role, Anchor::start) ||
         text({at.x - aside, at.y - up}, words, role, Anchor::end) ||
         text({at.x - aside, at.y + up}, words, role, Anchor::end) ||
         text({at.x + distance, at.y}, words, role, Anchor::start) ||
         text({at.x - distance, at.y}, words, role, Anchor::end) ||
         text({at.x, at.y - up}, words, role, Anchor::middle) || text({at.x, at.y + up}, words, role, Anchor::middle);
}

void Canvas::hit(Rect area, std::size_t datum, std::size_t series) {
  const Point from = inside({area.left, area.top});
  const Point to = inside({area.right, area.bottom});
  chart_.hits.push_back({{from.x, from.y, to.x, to.y}, datum, series});
}

float Canvas::legend(std::span<const LegendEntry> entries) {
  if (entries.empty()) return padding;
  const float sample = 1.8F * frame_.font_px;
  const float gap = frame_.font_px;
  const float lowest = frame_.height / 3;
  float x = padding;
  float y = padding + line_height() / 2;
  for (const LegendEntry& entry : entries) {
    const float room = frame_.width - 2 * padding - sample - padding;
    const std::string name = fitted(entry.name, room, frame_.font_px, frame_.measure);
    const float width = sample + padding + text_width(name);
    if (x > padding && x + width > frame_.width - padding) {
      x = padding;
      y += line_height();
    }
    if (y + line_height() / 2 > lowest) return y - line_height() / 2;
    if (!text({x + sample + padding, y}, name, Role::text, Anchor::start)) continue;
    const float half = 0.35F * frame_.font_px;
    if (entry.is_area) {
      rect({x, y - half, x + sample, y + half}, series_role(entry.index));
    } else {
      line({{x, y}, {x + sample, y}}, series_role(entry.index), 2, series_dash(entry.index));
      marker({x + sample / 2, y}, half, entry.index);
    }
    x += width + gap;
  }
  return y + line_height() / 2;
}

Chart Canvas::take() {
  texts_.clear();
  return std::move(chart_);
}

Chart Canvas::take_empty() {
  chart_.primitives.clear();
  chart_.hits.clear();
  texts_.clear();
  const std::string words = fitted(frame_.empty_text, frame_.width - 2 * padding, frame_.font_px, frame_.measure);
  text({frame_.width / 2, frame_.height / 2}, words, Role::muted_text, Anchor::middle);
  return take();
}

Rect plot_area(const Canvas& canvas, const PlotWishes& wishes) {
  const float width = canvas.frame().width;
  const float height = canvas.frame().height;
  float label_width = 0;
  for (const std::string& label : wishes.left_labels) label_width = std::max(label_width, canvas.text_width(label));
  label_width = std::min(label_width, 0.4F * width);
  const float line = canvas.line_height();
  const float edge = 2 * padding;
  const float above = padding + 0.6F * canvas.font_px();  // half a tick label stands above the plot's top
  const float right_room = std::min(wishes.right_room, 0.25F * width);
  Rect plot{padding + label_width + 1.5F * padding, wishes.top + above + line * static_cast<float>(wishes.lines_above),
            width - edge - right_room, height - padding - line * static_cast<float>(wishes.lines_below)};
  const bool is_too_small = plot.width() < 40 || plot.height() < 30;
  if (is_too_small) {
    const float margin = std::min({edge, width / 4, height / 4});
    return {margin, margin, width - margin, height - margin};
  }
  return plot;
}

}  // namespace zhike::chart
