// The clipboard by the browser's copy, cut and paste events, which need no permission: on copy and cut the
// frames that fill the clipboard run inside the event. Used by the canvas' own files.
#pragma once

namespace zhike::platform::clipboard {

// Registers the clipboard functions of the current ImGui context.
void open();

}  // namespace zhike::platform::clipboard
