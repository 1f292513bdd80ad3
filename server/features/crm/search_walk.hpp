// How far a search looks through the newest contacts before it asks the indexes of trigrams. Pure:
// knows no database.
#pragma once
#include <cstdint>

namespace crm {

// What the looks so far have passed, and whom they have found.
struct NewestWalk {
    std::int32_t wanted = 0; // so many fill a page
    std::int32_t walked = 0, found = 0;
    bool indexed = true; // the indexes could be asked instead
    int words = 1;       // that they would look up
    int columns = 1;     // that those who fit have them in, each with an index of its own
};

// How many contacts the next look passes; 0: the rest is for the indexes. The first look is short
// and tells how rare the term is.
std::int32_t next_look(const NewestWalk& walk);

} // namespace crm
