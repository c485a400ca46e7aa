// Room bench: one view with a small book, headless; what it asks for is kept. Used by the tests of web/views.
//
//   RoomBench bench;  bench.book.customer("C1", "Anna");
//   bench.show([&](const ViewInput& in, Requests& out) { today_view(in, state, out); });
//   bench.ui().click("today.keep");  CHECK(bench.asked<Run>().size() == 1);
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "tests/support/doc_builder.h"
#include "tests/support/headless_ui.h"
#include "web/views/view.h"

namespace zhike::tests {

class RoomBench {
 public:
  using Room = std::function<void(const views::ViewInput&, views::Requests&)>;

  test::DocBuilder book;
  query::Cache cache;
  views::Status status;
  std::vector<views::Request> requests;

  RoomBench() {
    status.has_book = true;
    status.by = "Wang Fang";
  }
  void show(Room room, float width = 1280, float height = 900) {
    ui_.reset();
    room_ = std::move(room);
    const auto draw = [this] {
      const views::ViewInput input{book.doc(), cache, ui::current().today, status, book.book()};
      views::Requests asked;
      room_(input, asked);
      for (views::Request& request : asked.take()) requests.push_back(std::move(request));
    };
    ui_ = std::make_unique<HeadlessUi>(draw, width, height);
  }
  HeadlessUi& ui() { return *ui_; }

  // Everything of one kind that was asked so far, in order.
  template <class Kind>
  std::vector<Kind> asked() const {
    std::vector<Kind> found;
    for (const views::Request& request : requests)
      if (const Kind* each = std::get_if<Kind>(&request)) found.push_back(*each);
    return found;
  }
  // The last command of one kind that was asked.
  template <class Command>
  std::optional<Command> last_run() const {
    std::optional<Command> found;
    for (const views::Run& run : asked<views::Run>())
      if (const Command* each = std::get_if<Command>(&run.command)) found = *each;
    return found;
  }

  // Draws the room in three languages, on a desk and on a phone, light and dark; nothing may be drawn beyond the edge.
  void show_everywhere(const Room& room) {
    for (const float width : {1280.0f, 800.0f, 390.0f}) {
      show(room, width, 800);
      for (const i18n::Lang lang : {i18n::Lang::en, i18n::Lang::zh_hans, i18n::Lang::zh_hant}) {
        ui().context().lang = lang;
        ui().context().theme = lang == i18n::Lang::zh_hans ? ui::ThemeMode::dark : ui::ThemeMode::light;
        ui().frames(3);
      }
    }
  }

 private:
  Room room_;
  std::unique_ptr<HeadlessUi> ui_;
};

}  // namespace zhike::tests
