#include "core/report/svg.h"

#include <algorithm>
#include <iterator>

#include "core/chart/text.h"

namespace zhike::report {
namespace {

using chart::Primitive;

bool is_id_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

std::string number(float value) { return chart::plain_number(static_cast<double>(value), 2); }

void attribute(std::string& out, std::string_view name, std::string_view value) {
  out += ' ';
  out += name;
  out += "=\"";
  out += value;
  out += '"';
}

void number_attribute(std::string& out, std::string_view name, float value) { attribute(out, name, number(value)); }

std::string point_list(const std::vector<chart::Point>& points) {
  std::string list;
  for (const chart::Point& p : points) {
    if (!list.empty()) list += ' ';
    list += number(p.x) + ',' + number(p.y);
  }
  return list;
}

std::string role_class(const Primitive& primitive, std::string_view how) {
  return std::string("zk-") + chart::role_key(primitive.role) + ' ' + std::string(how);
}

void write_line(std::string& out, const Primitive& primitive) {
  out += "<polyline";
  attribute(out, "class", role_class(primitive, "zk-line"));
  number_attribute(out, "stroke-width", primitive.size);
  if (primitive.dash == chart::Dash::dashed) attribute(out, "stroke-dasharray", "6 4");
  if (primitive.dash == chart::Dash::dotted) attribute(out, "stroke-dasharray", "2 3");
  attribute(out, "points", point_list(primitive.points));
  out += "/>\n";
}

void write_polygon(std::string& out, const Primitive& primitive) {
  out += "<polygon";
  attribute(out, "class", role_class(primitive, "zk-fill"));
  attribute(out, "points", point_list(primitive.points));
  out += "/>\n";
}

void write_rect(std::string& out, const Primitive& primitive) {
  const chart::Point& from = primitive.points[0];
  const chart::Point& to = primitive.points[1];
  out += "<rect";
  attribute(out, "class", role_class(primitive, "zk-fill"));
  number_attribute(out, "x", from.x);
  number_attribute(out, "y", from.y);
  number_attribute(out, "width", to.x - from.x);
  number_attribute(out, "height", to.y - from.y);
  out += "/>\n";
}

void write_circle(std::string& out, const Primitive& primitive) {
  out += "<circle";
  attribute(out, "class", role_class(primitive, "zk-fill"));
  number_attribute(out, "cx", primitive.points[0].x);
  number_attribute(out, "cy", primitive.points[0].y);
  number_attribute(out, "r", primitive.size);
  out += "/>\n";
}

void write_text(std::string& out, const Primitive& primitive) {
  out += "<text";
  attribute(out, "class", role_class(primitive, "zk-words"));
  number_attribute(out, "x", primitive.points[0].x);
  // Baseline instead of dominant-baseline, which not every reader of SVG knows.
  number_attribute(out, "y", primitive.points[0].y + 0.35F * primitive.size);
  number_attribute(out, "font-size", primitive.size);
  if (primitive.anchor == chart::Anchor::middle) attribute(out, "text-anchor", "middle");
  if (primitive.anchor == chart::Anchor::end) attribute(out, "text-anchor", "end");
  out += '>';
  out += escaped(primitive.text);
  out += "</text>\n";
}

void write(std::string& out, const Primitive& primitive) {
  const std::size_t needed = primitive.shape == chart::Shape::rect ? 2 : 1;
  if (primitive.points.size() < needed) return;
  switch (primitive.shape) {
    case chart::Shape::line:
      write_line(out, primitive);
      break;
    case chart::Shape::polygon:
    case chart::Shape::band:
      write_polygon(out, primitive);
      break;
    case chart::Shape::rect:
      write_rect(out, primitive);
      break;
    case chart::Shape::circle:
      write_circle(out, primitive);
      break;
    case chart::Shape::text:
      write_text(out, primitive);
      break;
  }
}

std::string svg_with(const chart::Chart& chart, std::string_view id, std::string_view style) {
  std::string name;
  std::ranges::copy_if(id, std::back_inserter(name), is_id_letter);
  if (name.empty()) name = "chart";
  std::string out = "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\"";
  attribute(out, "aria-labelledby", name + "-title " + name + "-desc");
  attribute(out, "viewBox", "0 0 " + number(chart.width) + ' ' + number(chart.height));
  number_attribute(out, "width", chart.width);
  number_attribute(out, "height", chart.height);
  out += ">\n<title id=\"" + name + "-title\">" + escaped(chart.title) + "</title>\n";
  out += "<desc id=\"" + name + "-desc\">" + escaped(chart.description) + "</desc>\n";
  if (!style.empty()) out.append("<style>\n").append(style).append("</style>\n");
  for (const Primitive& primitive : chart.primitives) write(out, primitive);
  out += "</svg>\n";
  return out;
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default: {
        const bool is_forbidden = static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
        if (is_forbidden)
          out += "\uFFFD";
        else
          out += c;
      }
    }
  }
  return out;
}

std::string_view svg_style() {
  // Series colours after Okabe & Ito 2008 (told apart by colour-blind readers), darkened for white paper.
  return ".zk-line{fill:none;stroke:var(--zk);stroke-linejoin:round;stroke-linecap:round}\n"
         ".zk-fill{fill:var(--zk)}\n"
         ".zk-words{fill:var(--zk);stroke:#fff;stroke-width:3px;stroke-linejoin:round;paint-order:stroke;font-family:"
         "system-ui,\"Noto Sans SC\",\"Noto Sans CJK SC\",\"PingFang SC\","
         "\"Microsoft YaHei\",sans-serif}\n"
         ".zk-axis{--zk:#595959}.zk-grid{--zk:#dddddd}.zk-text{--zk:#1a1a1a}.zk-muted_text{--zk:#595959}\n"
         ".zk-series1{--zk:#0063a0}.zk-series2{--zk:#b8500a}.zk-series3{--zk:#00785a}\n"
         ".zk-series4{--zk:#a4487c}.zk-series5{--zk:#8a6a00}.zk-series6{--zk:#4a4a8c}\n"
         ".zk-band1{--zk:#cfe2f0}.zk-band2{--zk:#f4dcc8}.zk-band3{--zk:#cce8df}\n"
         ".zk-band4{--zk:#efd9e6}.zk-band5{--zk:#ece3c4}.zk-band6{--zk:#dcdcec}\n"
         ".zk-accent{--zk:#8c1d40}.zk-good{--zk:#1b7a33}.zk-warn{--zk:#a85b00}.zk-bad{--zk:#b3261e}\n";
}

std::string svg(const chart::Chart& chart, std::string_view id) { return svg_with(chart, id, {}); }

std::string svg_file(const chart::Chart& chart) { return svg_with(chart, "chart", svg_style()); }

std::string table_html(const chart::Table& table, std::string_view caption) {
  std::string out = "<table>\n<caption>" + escaped(caption) + "</caption>\n<thead><tr>";
  for (const std::string& heading : table.headings) out += "<th scope=\"col\">" + escaped(heading) + "</th>";
  out += "</tr></thead>\n<tbody>\n";
  for (const auto& row : table.rows) {
    out += "<tr>";
    for (std::size_t i = 0; i < row.size(); ++i) {
      out += i == 0 ? "<th scope=\"row\">" + escaped(row[i]) + "</th>" : "<td>" + escaped(row[i]) + "</td>";
    }
    out += "</tr>\n";
  }
  out += "</tbody>\n</table>\n";
  return out;
}

}  // namespace zhike::report
