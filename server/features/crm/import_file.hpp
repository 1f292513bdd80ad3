// A file of the disk imported in one go, without a server around it: the command line, and bench.
#pragma once
#include <filesystem>

#include "features/crm/import_run.hpp"

namespace crm {

struct FileImportOptions {
    std::filesystem::path file;
    Uuid project_id;
    FormatChoice format;              // instead of what was found
    std::string mapping;              // the name of a saved one; empty: the guess
    std::vector<std::string> columns; // "Header=target" over it; without a target: left out
    std::string owner;                // the address of a member, for new contacts
    ImportSettings settings;
    bool resume = false; // the last unfinished import of the same content, as it was started
    std::size_t batch_rows = RunImportOptions{}.batch_rows;
};

// `progress` as in RunImportOptions. Refusals as of the routes; also Refusal::field for columns,
// mapping and owner that are none.
ImportRun import_file(Services& services, const FileImportOptions& options,
                      const std::function<bool(const ImportRun&)>& progress);

} // namespace crm
