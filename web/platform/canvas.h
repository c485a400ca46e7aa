// The page's canvas: one Dear ImGui context drawn with WebGL 2, fed by pointer, key, IME, clipboard and
// touch events, drawn only when something asks for it. Used by web/main.cpp alone; views never see it.
// Positions and sizes inside ImGui are physical pixels; `scale()` is physical pixels per CSS pixel and
// the app scales its style by it. It must never know a record, a command or a sentence of the catalogue.
// Fonts: io.Fonts->Fonts[0] is the regular weight, Fonts[1] the strong one (headings); both hold Latin,
// the icons of web/ui/icons.h and every other character through the system's fonts. The letter size (em)
// is 0.8 of the ImGui font size: ask for 17.5 to get 14-pixel letters.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace zhike::platform {

enum class Printing : std::uint8_t { begins, ended };

// What the app gives. Every callback may be empty except `frame`.
struct Host {
  std::function<void()> frame;                           // draws one frame, between NewFrame and Render
  std::function<bool()> busy;                            // true while an animation or long work wants frames
  std::function<void(float)> scale_changed;              // before the first frame, then at zoom or monitor moves
  std::function<void()> appearance_changed;              // prefers_dark() or prefers_reduced_motion() changed
  std::function<void(const std::string&)> hash_changed;  // the address' hash, without '#', changed by the user
  std::function<void()> hidden;                          // the page went to the background or is being closed
  std::function<void(Printing)> printing;                // the browser is about to print the page, or has done so
  std::function<void(const std::string&)> pasted;        // text pasted while no text field is active
};

enum class StartResult {
  started,
  no_webgl2,  // the page already shows the message with the "export my data" link
};

// Fetches the bundled letters and icons; start() comes after it. Errors: "file.unreadable": the page can start all the
// same, with the system's letters and without icons.
void load_fonts(std::function<void(base::Status)> done);

// Creates the ImGui context if none is current (call ImGui::CreateContext first to set hooks), the GL
// device, fonts and listeners, calls scale_changed once and asks for the first frames.
// Call it once; `host` lives as long as the page.
StartResult start(Host host);

// ---- frames -------------------------------------------------------------------------------------

// Draws at least `count` more frames. Call it after anything changed outside an input event
// (storage answered, a file arrived). Cheap, may be called from anywhere.
void request_frames(int count = 3);

// Draws one frame after `delay_ms`; the earliest of all requests wins, the others stay asked for by asking
// again in that frame. For toasts, tooltips and clocks.
void wake_after_ms(double delay_ms);

// Draws frames now, inside the present DOM event, until no input is waiting (at most 4).
// Does nothing while a frame is being drawn.
void flush_frames();
// True in such a frame: long work is better left to the next one.
bool is_event_waiting();

// Milliseconds since the page was opened; monotonic. Not a calendar time.
double now_ms();

// Frames drawn since start; stands still while the page is idle.
std::uint64_t frame_count();

// True while a frame is scheduled, a wake is due within 100 ms, or input waits; false means that nothing changes until
// an event comes.
bool has_pending_frames();

// Main-thread time of the last frame (app, ImGui and GL calls), in milliseconds.
double last_frame_ms();

// ---- page ---------------------------------------------------------------------------------------

// Physical pixels per CSS pixel: browser zoom × monitor scale. Never 0.
float scale();

// True when the last pointer was a finger: the theme makes targets ≥ 40 CSS pixels.
bool is_touch();

bool prefers_dark();
bool prefers_reduced_motion();
bool prefers_contrast();  // more contrast asked for, or colours forced by the system

// Browser's language list, first entry, e.g. "zh-CN".
std::string browser_lang();

void set_title(std::string_view title);

// Sets <html lang> and the font stack (simplified or traditional shapes of the same character).
// `lang` is "en", "zh-Hans" or "zh-Hant".
void set_lang(std::string_view lang);

// Colours of what the canvas does not draw itself: 0xRRGGBB.
struct PageColours {
  std::uint32_t background = 0xffffff;  // cleared canvas, page, browser's own bar
  std::uint32_t field = 0xffffff;       // behind the text being composed by an IME
  std::uint32_t text = 0x000000;
  enum class Scheme { light, dark } scheme = Scheme::light;
};
void set_colours(const PageColours& colours);

// Address' hash without '#', percent-decoded.
std::string hash();

enum class History { push, replace };  // push: the browser's Back returns to the previous hash
void set_hash(std::string_view value, History history);

// Hides the loading skeleton. Done by the first frame; call it earlier only to show an HTML page instead.
void hide_skeleton();

// ---- clipboard ----------------------------------------------------------------------------------

// For an explicit Copy button: puts text on the clipboard from within or shortly after a user's act.
// Ctrl+C / X / V in fields, and ImGui::SetClipboardText, need no call.
void copy_text(std::string_view text);

// Moves the browser's keyboard focus to the canvas (or to the text agent when a field is active).
void focus_canvas();

}  // namespace zhike::platform
