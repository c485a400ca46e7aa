// Ctrl+C in a table: the selected rows, else the one with the keyboard, under their headings, as tab-separated text.
#include <string>
#include <string_view>

#include "web/ui/table_parts.h"

namespace zhike::ui::table {
namespace {

// As spreadsheets write it: a cell with a tab, a line end or a quote is quoted.
void append_cell(std::string& out, std::string_view words) {
  if (words.find_first_of("\t\n\r\"") == std::string_view::npos) {
    out += words;
    return;
  }
  out += '"';
  for (const char c : words) out.append(c == '"' ? 2 : 1, c);
  out += '"';
}

}  // namespace

// A cell knows only how to draw itself. It is drawn where nothing is seen, and what it says is read instead.
std::string Frame::cell_words(std::int64_t row, int column) {
  Context& context = current();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float right = at.x + widths[static_cast<std::size_t>(column)];
  context.cell = {.left = at.x, .right = right, .top = at.y, .height = row_height, .is_open = true};
  context.right_edges.push_back(right);
  ImGui::PushID(static_cast<int>(row));
  ImGui::PushID(column);
  ImGui::PushItemFlag(ImGuiItemFlags_NoNav | ImGuiItemFlags_NoTabStop, true);
  ImGui::PushClipRect(at, at, false);
  ImGui::BeginGroup();
  std::string words = context.probe.overhear([&] { input.cell(row, column); });
  ImGui::EndGroup();
  ImGui::PopClipRect();
  ImGui::PopItemFlag();
  ImGui::PopID();
  ImGui::PopID();
  context.right_edges.pop_back();
  context.cell.is_open = false;
  ImGui::SetCursorScreenPos(at);
  return words;
}

void Frame::append_row(std::string& out, std::int64_t row) {
  for (std::size_t i = 0; i < input.columns.size(); ++i) {
    if (i > 0) out += '\t';
    append_cell(out, cell_words(row, static_cast<int>(i)));
  }
  out += '\n';
}

void Frame::copy_rows() {
  std::string out;
  for (std::size_t i = 0; i < input.columns.size(); ++i) {
    if (i > 0) out += '\t';
    append_cell(out, tr(input.columns[i].key));
  }
  out += '\n';
  const bool has_selection = input.is_selectable && state.selected_count(input.row_count) > 0;
  std::int64_t count = 0;
  for (std::int64_t row = 0; has_selection && row < input.row_count; ++row) {
    if (!state.is_selected(id_of(row))) continue;
    append_row(out, row);
    ++count;
  }
  if (!has_selection && state.focused >= 0) append_row(out, state.focused), ++count;
  if (count == 0) return;
  ImGui::SetClipboardText(out.c_str());
  current().toasts.push(Tone::good, trf("ui.table.copied", {{"n", count}}));
}

}  // namespace zhike::ui::table
