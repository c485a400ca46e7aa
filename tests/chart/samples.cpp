#include "tests/chart/samples.h"

#include <algorithm>
#include <cmath>
#include <random>

#include "core/chart/bar.h"
#include "core/chart/histogram.h"
#include "core/chart/line.h"
#include "core/chart/lorenz.h"
#include "core/chart/quadrant.h"

namespace zhike::tests {
namespace {

using namespace chart;

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed) {}
  std::size_t below(std::size_t n) { return random_() % n; }
  double share() { return static_cast<double>(random_() >> 11) * 0x1p-53; }
  double maybe(double value) { return below(5) == 0 ? LinePoint::missing : value; }
  std::string words() {
    static const std::vector<std::string> some{
        "一月", "服务态度与响应速度",      "Q1",  "Delivery on the promised day", "價格", "2026-03",
        "A",    "Überraschung & <Freude>", "售后"};
    return some[below(some.size())];
  }

 private:
  std::mt19937_64 random_;
};

Frame frame_of(float width, float height) {
  Frame frame;
  frame.width = width;
  frame.height = height;
  frame.title = "满意度 <trend>";
  frame.description = "NPS & CSAT";
  frame.empty_text = "没有数据 No data yet";
  return frame;
}

Chart sample_line(Dice& dice, const Frame& frame) {
  LineSpec spec;
  spec.period_heading = "期间";
  spec.low_heading = "low";
  spec.high_heading = "high";
  spec.n_heading = "n";
  const std::size_t periods = 1 + dice.below(40);
  for (std::size_t i = 0; i < periods; ++i) spec.periods.push_back(dice.words());
  const std::size_t count = 1 + dice.below(7);
  for (std::size_t s = 0; s < count; ++s) {
    LineSeries series{dice.words(), {}};
    for (std::size_t i = 0; i < periods; ++i) {
      const double value = dice.maybe(200 * dice.share() - 100);
      series.points.push_back({value, value - 10 * dice.share(), value + 10 * dice.share(), 30});
    }
    series.points.front().value = 12.5;
    spec.series.push_back(std::move(series));
  }
  spec.axis.title = "净推荐值 NPS";
  spec.axis.limit_low = -100;
  spec.axis.limit_high = 100;
  spec.references = {{40, "目标 target", Role::good}};
  return line_chart(spec, frame);
}

Chart sample_bars(Dice& dice, const Frame& frame, BarDirection direction) {
  BarSpec spec;
  spec.direction = direction;
  spec.label_heading = "item";
  spec.value_heading = "value";
  spec.n_heading = "n";
  const std::size_t bars = 1 + dice.below(30);
  for (std::size_t i = 0; i < bars; ++i) {
    const double value = dice.maybe(std::pow(10, 6 * dice.share()) * (dice.below(4) == 0 ? -1 : 1));
    spec.bars.push_back({dice.words(), value, value - 5, value + 7, 12, Role::series2});
  }
  spec.bars.front().value = 7;
  spec.axis.title = dice.below(2) == 0 ? "" : "金额（元）";
  spec.references = {{3, "平均", Role::accent}};
  return bar_chart(spec, frame);
}

Chart sample_stack(Dice& dice, const Frame& frame, BarDirection direction, StackMode mode) {
  StackSpec spec;
  spec.direction = direction;
  spec.mode = mode;
  spec.category_heading = "tier";
  const std::size_t categories = 1 + dice.below(15);
  for (std::size_t i = 0; i < categories; ++i) spec.categories.push_back(dice.words());
  const std::size_t count = 1 + dice.below(8);
  for (std::size_t s = 0; s < count; ++s) {
    StackSeries series{dice.words(), {}};
    for (std::size_t i = 0; i < categories; ++i) series.values.push_back(dice.maybe(std::floor(100 * dice.share())));
    series.values.front() = 3;
    spec.series.push_back(std::move(series));
  }
  return stacked_bar_chart(spec, frame);
}

Chart sample_lorenz(Dice& dice, const Frame& frame) {
  LorenzSpec spec;
  const double power = 0.1 + 0.9 * dice.share();
  for (int i = 0; i <= 200; ++i) spec.curve.push_back({i / 200.0, std::pow(i / 200.0, power)});
  spec.marks = {{{0.2, std::pow(0.2, power)}, "前 20% 的客户带来 68%"}, {{0.5, std::pow(0.5, power)}, "half"}};
  spec.x_title = "客户占比";
  spec.y_title = "金额占比";
  spec.diagonal_label = "everybody equal";
  return lorenz_chart(spec, frame);
}

Chart sample_quadrant(Dice& dice, const Frame& frame) {
  QuadrantSpec spec;
  const std::size_t items = 1 + dice.below(40);
  for (std::size_t i = 0; i < items; ++i) {
    QuadrantItem item;
    item.name = dice.words();
    item.x = dice.maybe(7 + 3 * dice.share());
    item.y = dice.share();
    item.y_low = item.y - 0.1;
    item.y_high = item.y + 0.1;
    spec.items.push_back(item);
  }
  spec.items.front().x = 8;
  spec.x_axis.title = "表现";
  spec.y_axis.title = "重要性";
  spec.fields = {"优先改进", "保持优势", "低优先级", "可能过度"};
  spec.name_heading = "item";
  spec.field_heading = "field";
  return quadrant_chart(spec, frame);
}

Chart sample_histogram(Dice& dice, const Frame& frame) {
  HistogramSpec spec;
  const std::size_t bins = 1 + dice.below(60);
  spec.edges.push_back(-100);
  for (std::size_t i = 0; i < bins; ++i) {
    spec.edges.push_back(spec.edges.back() + 25);
    spec.counts.push_back(static_cast<std::int64_t>(dice.below(300)));
  }
  spec.counts.front() = 5;
  spec.marks = {{10, "中位数 median", Role::accent}};
  spec.x_title = "days";
  spec.count_axis.title = "人数";
  return histogram_chart(spec, frame);
}

}  // namespace

std::vector<Sample> sample_charts(float width, float height, std::uint64_t seed) {
  Dice dice(seed);
  const Frame frame = frame_of(width, height);
  std::vector<Sample> samples;
  samples.push_back({"line", sample_line(dice, frame)});
  for (const BarDirection direction : {BarDirection::columns, BarDirection::rows}) {
    const std::string way = direction == BarDirection::columns ? " columns" : " rows";
    samples.push_back({"bar" + way, sample_bars(dice, frame, direction)});
    samples.push_back({"shares" + way, sample_stack(dice, frame, direction, StackMode::shares)});
    samples.push_back({"amounts" + way, sample_stack(dice, frame, direction, StackMode::amounts)});
  }
  samples.push_back({"lorenz", sample_lorenz(dice, frame)});
  samples.push_back({"quadrant", sample_quadrant(dice, frame)});
  samples.push_back({"histogram", sample_histogram(dice, frame)});
  return samples;
}

}  // namespace zhike::tests
