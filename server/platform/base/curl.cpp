#include "platform/base/curl.hpp"

#include <csignal>
#include <new>
#include <stdexcept>

namespace curl {

Handle make_handle() {
    static const bool started = [] {
        std::signal(SIGPIPE, SIG_IGN);
        return curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    }();
    Handle handle(started ? curl_easy_init() : nullptr);
    if (!handle) throw std::runtime_error("libcurl cannot start");
    curl_easy_setopt(handle.get(), CURLOPT_NOSIGNAL, 1L); // we are many threads
    return handle;
}

void append(List& list, const std::string& text) {
    auto* longer = curl_slist_append(list.get(), text.c_str());
    if (!longer) throw std::bad_alloc();
    static_cast<void>(list.release()); // it is part of the longer one
    list.reset(longer);
}

void check_option(CURLoption option, CURLcode code) {
    if (code != CURLE_OK)
        throw std::logic_error("libcurl refuses option " + std::to_string(option) + ": "
                               + curl_easy_strerror(code));
}

} // namespace curl
