#include "web/ui/theme.h"

#include <cmath>
#include <string>

#include <catch2/catch_test_macros.hpp>

using namespace zhike::ui;

TEST_CASE("contrast ratio follows WCAG", "[ui][theme]") {
  CHECK(std::abs(contrast_ratio(IM_COL32(0, 0, 0, 255), IM_COL32(255, 255, 255, 255)) - 21.0) < 0.01);
  CHECK(std::abs(contrast_ratio(IM_COL32(255, 255, 255, 255), IM_COL32(255, 255, 255, 255)) - 1.0) < 0.01);
  // #777777 on white is the well-known near miss: 4.48
  CHECK(std::abs(contrast_ratio(IM_COL32(0x77, 0x77, 0x77, 255), IM_COL32(255, 255, 255, 255)) - 4.48) < 0.01);
}

TEST_CASE("every pair of ink and ground reaches AA in both themes", "[ui][theme]") {
  REQUIRE(contrast_pairs().size() > 50);
  for (const ThemeMode mode : {ThemeMode::light, ThemeMode::dark})
    for (const ContrastPair& pair : contrast_pairs()) {
      const double ratio = contrast_ratio(color(mode, pair.ink), color(mode, pair.ground));
      INFO((mode == ThemeMode::light ? "light: " : "dark: ")
           << std::string(token_name(pair.ink)) << " on " << std::string(token_name(pair.ground)) << " = " << ratio);
      CHECK(ratio >= pair.least);
    }
}

TEST_CASE("scaling a theme scales its sizes but not its base font", "[ui][theme]") {
  ImGuiStyle once, twice;
  apply_theme(once, ThemeMode::light, 1);
  apply_theme(twice, ThemeMode::light, 2);
  CHECK(twice.FramePadding.x == once.FramePadding.x * 2);
  CHECK(twice.FontSizeBase == once.FontSizeBase);
  CHECK(twice.FontScaleDpi == 2.0f);
}
