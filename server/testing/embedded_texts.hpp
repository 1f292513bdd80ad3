// Files "built into the binary" that a test makes up. The texts must outlive them (literals).
#pragma once
#include <initializer_list>
#include <utility>

#include "platform/embedded.hpp"

inline EmbeddedFiles embedded_texts(
    std::initializer_list<std::pair<std::string_view, std::string_view>> texts) {
    EmbeddedFiles files;
    for (const auto& [name, text] : texts) files[name] = {text.data(), text.data() + text.size()};
    return files;
}
