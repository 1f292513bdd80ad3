// How this folder holds GMime's objects. Not for others.
#pragma once
#include <gmime/gmime.h>

#include <memory>

namespace mail {

struct Unreference {
    void operator()(void* object) const { g_object_unref(object); }
};
template <class T>
using Object = std::unique_ptr<T, Unreference>;

inline void start_gmime() {
    static const bool started = (g_mime_init(), true);
    static_cast<void>(started);
}

} // namespace mail
