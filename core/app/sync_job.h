// Sync job: brings a book and a team folder to hold the same. A round: list, fetch what is not here, merge it, save,
// write what is not there; rounds until one finds nothing to do. Steps never wait: what the folder has been asked is
// looked for in the next step. Files that cannot be used are left where they are and reported; the others go in.
//
// Cut off or cancelled anywhere, nothing is lost or half done: a file appears whole, a batch of fetched files is one
// merge, and nothing is written that is not saved here.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/app/job.h"
#include "core/app/merge_job.h"
#include "core/sync/pack.h"

namespace zhike::app {

enum class Recheck { no, everything };  // everything: fetch again what is here too, and write anew what is unsound

struct SyncOptions {
  sync::TeamKeys keys;
  int most_rounds = 3;
  Recheck recheck = Recheck::no;
};

struct SyncReport {
  std::size_t listed = 0;                                         // files of ours in the folder, when last looked
  std::size_t fetched = 0, merged = 0, written = 0, cleaned = 0;  // files
  std::size_t fresh = 0, conflicts = 0;                           // change-sets that were new here
  std::size_t rounds = 0, others = 0;
  std::vector<base::Error> rejected;  // where: the file
};

class SyncJob final : public Job {
 public:
  // Both must outlive the job.
  SyncJob(ports::SharedFolder& folder, ports::Random& random, SyncOptions options);
  ~SyncJob() override;
  std::string_view name() const override { return "job.sync"; }
  void step(Session& session, std::size_t rows) override;
  Progress progress() const override;
  bool is_waiting() const override;
  const SyncReport& report() const { return report_; }

 private:
  enum class Phase { list, fetch, merge, save, write, clean };
  struct Arrivals;
  void list(Session& session);
  void plan(Session& session, const std::vector<ports::SharedFile>& files);
  void fetch();
  void ask(const sync::FileName& name);
  void take_file(const sync::FileName& name, base::Result<std::string> bytes);
  void merge(Session& session, std::size_t rows);
  void save(Session& session);
  void write(Session& session);
  void put_next(Session& session);
  void clean();
  void end_round();
  void reject(const std::string& file, base::Error error);
  static bool is_over(const base::Error& error);

  ports::SharedFolder& folder_;
  ports::Random& random_;
  SyncOptions options_;
  SyncReport report_;
  Phase phase_ = Phase::list;
  std::shared_ptr<Arrivals> arrivals_;  // what the folder answered; outlives the job
  std::size_t under_way_ = 0;
  bool is_asked_ = false, is_save_asked_ = false, is_cut_off_ = false;
  sync::Listing listing_;
  std::set<std::string> tried_, unsound_;
  std::deque<sync::FileName> to_fetch_;
  std::deque<sync::Run> to_write_;
  std::size_t fetch_total_ = 0, write_total_ = 0, round_work_ = 0;
  std::vector<BundleFile> batch_;
  std::size_t batch_bytes_ = 0;
  std::unique_ptr<MergeJob> merging_;
};

// {"listed","fetched","merged","written","new","conflicts","cleaned","others","rejected":[{"file","code","where"}],
// "rounds"}
base::Json sync_json(const SyncReport& report);

}  // namespace zhike::app
