// Runs a PostgreSQL for all test programs of a run: prints its conninfo, ends with its standard
// input.
//
//     coproc cluster { socialflow_test_cluster; }; read -r SOCIALFLOW_TEST_CLUSTER
//     <&"${cluster[0]}"; export …
#include <cstdio>
#include <exception>
#include <iostream>

#include "testing/test_cluster.hpp"

int main() {
    try {
        std::cout << TestCluster::shared().conninfo() << std::endl;
        while (std::getchar() != EOF) continue;
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
