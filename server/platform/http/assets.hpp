// The web app's files, out of the binary, with the encodings that the build made beside them.
#pragma once
#include <map>
#include <string>

#include "platform/embedded.hpp"
#include "platform/http/message.hpp"

namespace http {

class Assets {
  public:
    explicit Assets(const EmbeddedFiles& files);
    // A file, else the app itself (index.html) for the addresses of its screens; 404 for a missing
    // file.
    Reply serve(const Request& request) const;

  private:
    struct Asset {
        std::string_view plain, brotli, gzip;
        std::string media_type;
        std::string etag;
        bool immutable = false; // its name holds a hash of its content
    };
    const Asset* find(std::string_view path) const;
    std::map<std::string, Asset, std::less<>> assets_;
};

std::string_view media_type_of_extension(std::string_view path);

} // namespace http
