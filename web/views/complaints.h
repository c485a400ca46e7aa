// Complaints: the room with the list of complaints, one complaint with its steps, and the problems behind them. Used by
// the app view. Must never decide what a step stamps (core/app does) or who is late (core/query/complaints.h does).
#pragma once

#include <string>
#include <vector>

#include "core/query/problems.h"
#include "web/views/editors.h"
#include "web/views/editors_frame.h"
#include "web/views/history.h"
#include "web/views/route.h"
#include "web/views/view.h"

namespace zhike::views {

// "Solved" with its words.
struct SolveState {
  bool is_open = false;
  base::RecId complaint{};
  std::string resolution;
  base::Error error;
  Pending pending;
};

// Picks the problem behind a complaint, or makes a new one.
struct LinkProblemState {
  bool is_open = false;
  base::RecId complaint{};
  std::string search, title;
  base::Error error;
  Pending pending;
};

struct ComplaintsState {
  int tab = 0;  // complaints, problems
  query::ComplaintsParams params{.status = "unsolved"};
  ui::TableState table;
  std::string answer_search;  // standard answers
  SolveState solve;
  LinkProblemState link;
  ui::TableState problems;

  // The list in the order of the table's headings, kept until the answer or the order changes.
  std::vector<query::ComplaintRow> rows;
  std::uint64_t rows_revision = UINT64_MAX;
  query::ComplaintsParams rows_params;
  query::ComplaintSort rows_sort = query::ComplaintSort::given;
  bool is_rows_descending = false;
  std::vector<std::string> categories;  // every one that is in use
  std::vector<query::ProblemAtStake> problem_rows;
  Editors editors;
  HistoryState history;
};

// Takes the query of an address ("complaints?status=unsolved&severity=serious&category=delay&tab=problems"): it
// replaces the filters; without a query nothing changes.
void apply_complaints_route(ComplaintsState& state, const Route& route);

// `selected`: the complaint or problem of the address, 0 for the room itself.
void complaints_view(const ViewInput& input, ComplaintsState& state, store::Handle selected, Requests& requests);

}  // namespace zhike::views
