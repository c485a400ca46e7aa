// Pointer, wheel, touch and keyboard events of the page turned into Dear ImGui's input queue.
// Touch: a tap clicks, a drag scrolls and runs on, a long press is a right click; sliders and scroll bars
// are dragged. Used by the canvas' own files.
#pragma once

namespace zhike::platform::input {

// Sets configuration flags of the current ImGui context (keyboard navigation, Apple shortcuts).
void open();

// Tells ImGui the modifiers of the present DOM event; unequal ones count as pressed or released.
void refresh_modifiers(int modifiers);

// Shows ImGui's cursor shape over the canvas.
void apply_cursor();

// Releases every key and button: the page lost the keyboard.
void release_all();

// One step of the scrolling that goes on after a finger was lifted.
void step_scrolling(double frame_ms);
bool is_scrolling();

// True while a press made only to learn what is under the finger is not yet a real one.
bool is_probing_touch();

// ---- touch, in input_touch.cpp; positions in physical pixels -------------------------------------
void touch_down(float x, float y, double at_ms);
void touch_move(float x, float y, double at_ms);
void touch_up(double at_ms);
void touch_cancel();
void touch_held();  // the finger has rested long enough for a right click

}  // namespace zhike::platform::input
