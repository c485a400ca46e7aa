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

constexpr ThemeMode modes[] = {ThemeMode::light, ThemeMode::dark, ThemeMode::light_contrast, ThemeMode::dark_contrast};

TEST_CASE("every pair of ink and ground reaches AA in every theme", "[ui][theme]") {
  REQUIRE(contrast_pairs().size() > 50);
  for (const ThemeMode mode : modes)
    for (const ContrastPair& pair : contrast_pairs()) {
      const double ratio = contrast_ratio(color(mode, pair.ink), color(mode, pair.ground));
      INFO("theme " << static_cast<int>(mode) << ": " << std::string(token_name(pair.ink)) << " on "
                    << std::string(token_name(pair.ground)) << " = " << ratio);
      CHECK(ratio >= pair.least);
    }
}

TEST_CASE("with more contrast, text reaches AAA and every edge is seen", "[ui][theme]") {
  for (const ThemeMode mode : {ThemeMode::light_contrast, ThemeMode::dark_contrast})
    for (const Token ground : {Token::canvas, Token::surface, Token::raised, Token::sunken}) {
      for (const Token ink : {Token::text, Token::text_muted, Token::text_hint})
        CHECK(contrast_ratio(color(mode, ink), color(mode, ground)) >= 7);
      for (const Token edge : {Token::border, Token::border_strong, Token::focus})
        CHECK(contrast_ratio(color(mode, edge), color(mode, ground)) >= 3);
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
