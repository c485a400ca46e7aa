// A page without the product: a few plain Dear ImGui widgets on the canvas of web/platform, and verbs that tell what
// arrived in them, so that events, input methods, clipboard, touch and drawing on demand can be tested exactly.
// Built by canvasSite() in canvas_site.mjs.
#include <string>
#include <vector>

#include "core/base/json.h"
#include "imgui.h"
#include "imgui_internal.h"
#include "imgui_stdlib.h"
#include "web/platform/bridge.h"
#include "web/platform/canvas.h"
#include "web/platform/mirror.h"
#include "web/ui/icons.h"

// The hooks of IMGUI_ENABLE_TEST_ENGINE; the product's are in web/ui/probe.cpp.
void ImGuiTestEngineHook_ItemAdd(ImGuiContext*, ImGuiID, const ImRect&, const ImGuiLastItemData*) {}
void ImGuiTestEngineHook_ItemInfo(ImGuiContext*, ImGuiID, const char*, ImGuiItemStatusFlags) {}
void ImGuiTestEngineHook_Log(ImGuiContext*, const char*, ...) {}
const char* ImGuiTestEngine_FindItemDebugLabel(ImGuiContext*, ImGuiID) { return ""; }

namespace {

namespace platform = zhike::platform;
namespace icon = zhike::ui::icon;
using zhike::base::Json;

struct Page {
  std::string name, notes, pasted, hash, shortcuts;
  int clicks = 0, right_clicks = 0, appearance_changes = 0, hidden_count = 0, activations = 0;
  float slider = 0.3f, scroll = 0;
  bool tooltip_shown = false;
  std::vector<platform::MirrorNode> nodes;
  Json places = Json::object();  // widget -> [x, y] of its middle in CSS pixels
};
Page* g_page = nullptr;

void remember(const char* widget, ImVec2 low, ImVec2 high) {
  const float unit = 2 * platform::scale();
  Json middle = Json::array();
  middle.push(static_cast<double>((low.x + high.x) / unit));
  middle.push(static_cast<double>((low.y + high.y) / unit));
  g_page->places.set(widget, middle);
}

// Also lays the widget's mirror node over it, as the product does: events must find their way through it.
void remember_item(const char* widget, const char* role, std::string_view value = {}, std::uint32_t flags = 0) {
  const ImVec2 low = ImGui::GetItemRectMin(), size = ImGui::GetItemRectSize();
  remember(widget, low, ImGui::GetItemRectMax());
  platform::MirrorNode node;
  node.id = ImGui::GetItemID();
  node.role = role;
  node.name = node.key = widget;
  node.value = value;
  node.flags = flags | platform::mirror_flag::focusable;
  node.x = low.x / platform::scale();
  node.y = low.y / platform::scale();
  node.width = size.x / platform::scale();
  node.height = size.y / platform::scale();
  g_page->nodes.push_back(node);
}

void fields() {
  Page& page = *g_page;
  ImGui::InputText("Name", &page.name);
  remember_item("name", "textbox", page.name);
  ImGui::InputTextMultiline("Notes", &page.notes, ImVec2(400 * platform::scale(), 100 * platform::scale()));
  remember_item("notes", "textbox", page.notes, platform::mirror_flag::multiline);
}

void buttons() {
  Page& page = *g_page;
  if (ImGui::Button((std::string(icon::save) + " Save 保存").c_str())) ++page.clicks;
  remember_item("save", "button");
  if (ImGui::IsItemClicked(ImGuiMouseButton_Right)) ++page.right_clicks;
  page.tooltip_shown = ImGui::IsItemHovered(ImGuiHoveredFlags_ForTooltip);
  ImGui::SameLine();
  ImGui::SetNextItemWidth(200 * platform::scale());
  ImGui::SliderFloat("Slider", &page.slider, 0, 1);
  remember_item("slider", "slider", "0.3");
}

void list() {
  ImGui::BeginChild("list", ImVec2(0, 300 * platform::scale()), ImGuiChildFlags_Borders);
  const ImVec2 low = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
  remember("list", low, ImVec2(low.x + size.x, low.y + size.y));
  for (int row = 0; row < 200; ++row) ImGui::Selectable(("Row 第 " + std::to_string(row) + " 行").c_str());
  g_page->scroll = ImGui::GetScrollY() / platform::scale();
  ImGui::EndChild();
}

void shortcuts() {
  for (const auto& [key, name] : {std::pair{ImGuiKey_K, "k"}, {ImGuiKey_S, "s"}, {ImGuiKey_R, "r"}, {ImGuiKey_Z, "z"}})
    if (ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | key)) g_page->shortcuts += name;
}

void frame() {
  g_page->nodes.clear();
  const ImGuiViewport& all = *ImGui::GetMainViewport();
  ImGui::SetNextWindowPos(all.Pos);
  ImGui::SetNextWindowSize(all.Size);
  ImGui::Begin("page", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove);
  ImGui::PushFont(ImGui::GetIO().Fonts->Fonts[1], 26);
  ImGui::Text("%s Zhike 知客 Customers 客户", icon::users);
  ImGui::PopFont();
  ImGui::TextUnformatted("北京市朝阳区建国路 88 号 — “quotes” … €1,234.50 ¥8,900 龘𠮷 過濾器 ž Ж Ω");
  fields();
  buttons();
  list();
  shortcuts();
  ImGui::End();
  platform::update_mirror(g_page->nodes);
}

void scale_changed(float scale) {
  ImGuiStyle style;
  ImGui::StyleColorsLight(&style);
  style.FontSizeBase = 17.5f;
  style.FontScaleDpi = scale;
  style.WindowBorderSize = 0;
  style.ScaleAllSizes(scale);
  ImGui::GetStyle() = style;
}

Json state() {
  const Page& page = *g_page;
  return Json::object()
      .set("name", page.name)
      .set("notes", page.notes)
      .set("pasted", page.pasted)
      .set("hash", page.hash)
      .set("shortcuts", page.shortcuts)
      .set("clicks", page.clicks)
      .set("rightClicks", page.right_clicks)
      .set("appearanceChanges", page.appearance_changes)
      .set("hiddenCount", page.hidden_count)
      .set("activations", page.activations)
      .set("slider", static_cast<double>(page.slider))
      .set("scroll", static_cast<double>(page.scroll))
      .set("tooltip", page.tooltip_shown)
      .set("controlHeld", ImGui::GetIO().KeyCtrl)
      .set("frames", static_cast<double>(platform::frame_count()))
      .set("pending", platform::has_pending_frames())
      .set("scale", static_cast<double>(platform::scale()))
      .set("width", static_cast<double>(ImGui::GetIO().DisplaySize.x))
      .set("height", static_cast<double>(ImGui::GetIO().DisplaySize.y))
      .set("places", page.places);
}

void on_call(std::uint32_t id, std::string_view verb, std::string_view args_text) {
  const auto args = zhike::base::parse_json(args_text);
  if (!args) return platform::bridge_reject(id, args.error());
  if (verb == "lang") platform::set_lang((*args)["lang"].as_string());
  if (verb == "hash") platform::set_hash((*args)["hash"].as_string(), platform::History::push);
  if (verb == "clear") {
    ImGui::ClearActiveID();
    g_page->name.clear();
    g_page->notes.clear();
    platform::request_frames();
    platform::flush_frames();
  }
  platform::bridge_resolve(id, zhike::base::write_json(state()));
}

}  // namespace

int main() {
  static Page page;
  g_page = &page;
  platform::Host host;
  host.frame = frame;
  host.scale_changed = scale_changed;
  host.appearance_changed = [] { ++g_page->appearance_changes; };
  host.hidden = [] { ++g_page->hidden_count; };
  host.hash_changed = [](const std::string& hash) { g_page->hash = hash; };
  host.pasted = [](const std::string& text) { g_page->pasted = text; };
  platform::set_bridge_handler(on_call);
  platform::load_fonts([host = std::move(host)](zhike::base::Status) {
    if (platform::start(host) == platform::StartResult::started)
      platform::start_mirror("canvas", {[](std::uint32_t) { ++g_page->activations; }, [](std::uint32_t) {},
                                        [](std::uint32_t, std::string_view text) { g_page->name = text; }});
    platform::bridge_ready();
  });
  return 0;
}
