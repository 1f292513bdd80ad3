// What the users of libcurl share.
#pragma once
#include <curl/curl.h>

#include <memory>
#include <string>

namespace curl {

struct Release {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Handle = std::unique_ptr<CURL, Release>;
using List = std::unique_ptr<curl_slist, Release>;

// A new handle. Starts the library at the first call, and has the process ignore SIGPIPE: a peer
// that leaves while OpenSSL writes must be an error of that call and not the end of the server.
Handle make_handle();

void append(List& list, const std::string& text);

// std::logic_error when this libcurl does not take the option.
void check_option(CURLoption option, CURLcode code);
template <class Value>
void set(const Handle& handle, CURLoption option, Value value) {
    check_option(option, curl_easy_setopt(handle.get(), option, value));
}

} // namespace curl
