// Draw on demand: owns requestAnimationFrame. A frame is drawn only if one was asked for; with no events, no
// animation and no timer the page draws nothing and uses no processor time. Used by the canvas' own files.
#pragma once

namespace zhike::platform::frames {

// Draws one frame now and decides whether another follows. Returns without effect inside a frame, before
// start, or while the GL context is lost.
void draw();

// From now on draw() works and asked frames are scheduled.
void open();

// Draws frames only if something happened since the last one that may move the keyboard focus (a click, Tab,
// Enter …), so that a key event finds the right receiver.
void settle_focus();

// Says that such a thing happened.
void focus_may_move();

}  // namespace zhike::platform::frames
