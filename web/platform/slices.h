// Long work in slices between the browser's events, so that the page stays alive. Used by web/shell.
#pragma once

#include <functional>

namespace zhike::platform {

// Calls `step` after `delay_ms`, again and again: it does a few milliseconds of work and returns the delay before the
// next call, 0 for as soon as events have had their turn, below 0 to end. Never calls it from inside.
void run_slices(std::function<double()> step, double delay_ms = 0);

// How far the book is opened, 0..1, shown while there is no first frame yet.
void show_opening(double share);

}  // namespace zhike::platform
