// What the platform forgets by itself, so that no table and no folder grows for ever.
#pragma once
#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace db {
class Transaction;
}

namespace jobs {

class Registry;

inline constexpr std::chrono::hours events_live{24}; // a client further behind starts anew
inline constexpr std::chrono::days finished_jobs_live{30};
inline constexpr std::chrono::days dead_jobs_live{90}; // somebody may still want to know why
inline constexpr std::chrono::days notifications_live{90};
inline constexpr std::chrono::hours unreferenced_files_live{24};

// Whether a stored content is in use. Asked in a transaction of the role system.
using ContentReference = std::function<bool(db::Transaction&, const std::string& content_hash)>;

// `more_references`: where beside the table of files features refer to contents.
void add_upkeep_jobs(Registry& registry, std::vector<ContentReference> more_references);

} // namespace jobs
