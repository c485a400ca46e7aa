#include "web/platform/slices.h"

#include <memory>
#include <utility>

#include <emscripten/emscripten.h>
#include <emscripten/eventloop.h>

extern "C" {
void zhike_show_opening(int percent);
}

namespace zhike::platform {
namespace {

struct Slices {
  std::function<double()> step;
};

void wait(std::unique_ptr<Slices> slices, double delay_ms);

void run(void* data) {
  std::unique_ptr<Slices> slices(static_cast<Slices*>(data));
  const double delay_ms = slices->step();
  if (delay_ms >= 0) wait(std::move(slices), delay_ms);
}

// A timer of 0 would be stretched to 4 ms by the browser.
void wait(std::unique_ptr<Slices> slices, double delay_ms) {
  if (delay_ms > 0)
    emscripten_set_timeout(run, delay_ms, slices.release());
  else
    emscripten_set_immediate(run, slices.release());
}

}  // namespace

void run_slices(std::function<double()> step, double delay_ms) {
  wait(std::make_unique<Slices>(std::move(step)), delay_ms);
}

void show_opening(double share) { zhike_show_opening(static_cast<int>(share * 100)); }

}  // namespace zhike::platform
