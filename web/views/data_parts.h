// Parts of the Data room, each a card or a group of cards. Used by data.cpp alone.
#pragma once

#include "web/views/data.h"

namespace zhike::views {

// What the chosen CSV file would do, with its columns and the rows set aside. Needs status.import_preview.
void import_preview_part(const ViewInput& input, DataState& state, Requests& requests);
// What the chosen snapshots would do. Needs status.merge_preview.
void merge_preview_part(const ViewInput& input, Requests& requests);
// Conflicts to settle; nothing is drawn without any.
void conflicts_part(const ViewInput& input, DataState& state, Requests& requests);
void duplicates_part(const ViewInput& input, DataState& state, Requests& requests);
// Two customers side by side, while it is open.
void join_dialog(const ViewInput& input, DataState& state, Requests& requests);
// What was merged when, and what was taken out again; nothing is drawn when nothing ever was.
void merges_part(const ViewInput& input, DataState& state, Requests& requests);
// A part of the book to pass on, and what leaves with it.
void share_part(const ViewInput& input, DataState& state, Requests& requests);
// Finds a person; the dialog asks for a word before everything about them is erased.
void purge_part(const ViewInput& input, DataState& state);
void purge_dialog(const ViewInput& input, PurgeState& state, Requests& requests);
// A folder shared with colleagues, and what the last sync did.
void team_part(const ViewInput& input, DataState& state, Requests& requests);
void storage_part(const ViewInput& input, Requests& requests);

// Label of a record type: "record.<type>.plural" or "record.<type>".
std::string_view plural_label(std::string_view type);
std::string counted(std::string_view type, std::int64_t n);  // "1 customer", "3 customers"
std::string_view field_label(std::string_view type, std::string_view field);

}  // namespace zhike::views
