// The text agent: an invisible <textarea> that stands at the caret and takes what keyboards, input methods
// (pinyin, zhuyin, handwriting) and dictation write; Dear ImGui alone cannot be typed into in Chinese.
// The text being composed is shown by the textarea itself. Used by the canvas' own files.
#pragma once

namespace zhike::platform::text_agent {

// Registers Platform_SetImeDataFn of the current ImGui context.
void open();

// Gives the keyboard to the textarea while a field wants text, else back to the canvas.
void sync_focus();

// True while a field is being edited and the textarea has the keyboard.
bool is_focused();

// Ends a composition: what was composed so far is put into the field.
void commit();

}  // namespace zhike::platform::text_agent
