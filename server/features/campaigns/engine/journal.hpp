// What one worker handed over since the database last heard of it: a file of its own, written
// before and after each hand-over, read when the server starts again after it was killed. With it
// a crash leaves in doubt only what was on the wire at that moment.
//
// Lines of text:
//   socialflow-journal 1 <boot id> <owner>
//   lease <project> <campaign> <chunk> <lease number>
//   begun <execution>
//   ended <execution> <status> <reply code> <provider id or ->
//
// The bytes are handed to the kernel and not to the disk: they outlive any death of the process.
// When the machine itself went down (another boot id) what was begun may be missing, and the reader
// must not take a missing line for a proof.
#pragma once
#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "features/campaigns/engine/ledger.hpp"
#include "platform/base/file_descriptor.hpp"

namespace campaigns {

// Throws std::system_error when it cannot write: what is not written down must not be handed over.
class Journal {
  public:
    // Made anew as <folder>/<owner>-<number>.journal, locked as long as this lives. `owner` is
    // what stands in the leases that the worker takes.
    Journal(const std::filesystem::path& folder, const Uuid& owner, std::size_t number);
    ~Journal(); // the file goes, unless it says what the database does not know yet

    // Before a window of the chunk is declared. Forgets everything before it.
    void begin_lease(const ClaimedChunk& chunk);
    void begun(const Uuid& execution_id);
    void ended(const Finding& finding);
    // The database knows what was ended.
    void settled();
    void end_lease();

  private:
    void cut_to(std::size_t length);
    void append(const std::string& line);
    std::filesystem::path path_;
    FileDescriptor file_;
    std::size_t length_ = 0, heading_length_ = 0, lease_length_ = 0;
};

// What a dead worker left.
struct JournalContents {
    Uuid owner{};
    bool same_boot = false;
    std::optional<ClaimedChunk> chunk; // that it held; size and message are not known
    std::vector<Finding> ended;
    std::vector<Uuid> begun; // without an end
};

// Journals in the folder whose worker is dead, each given to `take` and then removed. Those of
// living workers (of another server with the same folder) are left alone. A file that breaks off
// in the middle of a line is read as far as it goes. One that was not made to its end says nothing
// and goes after a minute.
void replay_journals(const std::filesystem::path& folder,
                     const std::function<void(const JournalContents&)>& take);

// What a killed server sent to the database may be carried out after its journals were read, on a
// busy machine seconds after: its claims are looked for a while longer. The owner is kept as an
// empty file <owner>.gone, for a server that is killed in turn.
void remember_dead_owner(const std::filesystem::path& folder, const Uuid& owner);

// Those remembered within so long; older ones are forgotten.
inline constexpr std::chrono::minutes late_claims{5}; // beyond any timeout of a statement
std::vector<Uuid> recently_dead_owners(const std::filesystem::path& folder);

} // namespace campaigns
