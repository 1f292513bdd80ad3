#include <sodium.h>

#include "command.hpp"

int main(int argc, char** argv) {
    if (sodium_init() < 0) return 1;
    return bench::run(argc, argv, stdout);
}
