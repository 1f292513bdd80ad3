#include "testing/dkim_verifier.hpp"

#include <fstream>
#include <stdexcept>

#include "platform/db/child_process.hpp"
#include "testing/temporary_folder.hpp"

namespace testing_servers {

bool dkim_verifies(const std::string& mail, const std::string& host, const std::string& record) {
    const testing_paths::TemporaryFolder folder;
    std::ofstream(folder.path() / "mail", std::ios::binary) << mail;
    constexpr auto script =
        "import dkim, sys, time\n"
        "time.time = lambda: 4102444800\n" // 2100: signatures of the tests' 2030 are no future's
        "dns = lambda name, timeout=5: sys.argv[2].encode() if name == sys.argv[3].encode() else "
        "None\n"
        "sys.exit(0 if dkim.verify(open(sys.argv[1], 'rb').read(), dnsfunc=dns) else 3)\n";
    const auto status = db::run_to_end({.arguments = {"/usr/bin/python3", "-c", script,
                                                      folder.path() / "mail", record, host + "."},
                                        .environment = {"PATH=/usr/bin"},
                                        .output = folder.path() / "output"});
    if (status.code != 0 && status.code != 3)
        throw std::runtime_error(status.describe() + "\n" + db::tail_of(folder.path() / "output"));
    return status.success();
}

} // namespace testing_servers
