# Every library of the server, all from Debian. docs/ARCHITECTURE.md gives the reason of each.
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(Boost 1.81 REQUIRED COMPONENTS json url)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(CLI11 REQUIRED)
find_package(prometheus-cpp REQUIRED)
find_package(date REQUIRED)
find_package(GTest REQUIRED)
find_package(ICU REQUIRED COMPONENTS uc i18n data)
pkg_check_modules(PQ REQUIRED IMPORTED_TARGET libpq)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(CURL REQUIRED IMPORTED_TARGET libcurl)
pkg_check_modules(GMIME REQUIRED IMPORTED_TARGET gmime-3.0)
pkg_check_modules(OPENSSL REQUIRED IMPORTED_TARGET libcrypto libssl)
pkg_check_modules(FIDO2 REQUIRED IMPORTED_TARGET libfido2)
pkg_check_modules(QRENCODE REQUIRED IMPORTED_TARGET libqrencode)
pkg_check_modules(ZLIB REQUIRED IMPORTED_TARGET zlib)
pkg_check_modules(BROTLI REQUIRED IMPORTED_TARGET libbrotlienc libbrotlidec)
pkg_check_modules(TOMLPLUSPLUS REQUIRED IMPORTED_TARGET tomlplusplus)
pkg_check_modules(CTEMPLATE REQUIRED IMPORTED_TARGET libctemplate)
pkg_check_modules(CARES REQUIRED IMPORTED_TARGET libcares)

# libphonenumber: its -dev package conflicts with Boost 1.81, so bin/setup installs the runtime library and
# unpacks only the headers.
set(PHONENUMBER_HEADERS "/usr/local/share/socialflow/libphonenumber/usr/include" CACHE PATH
  "Where the headers of libphonenumber-dev were unpacked")
find_library(PHONENUMBER NAMES libphonenumber.so.8 REQUIRED)
find_library(PROTOBUF NAMES protobuf REQUIRED)
find_library(LINEAR NAMES linear REQUIRED)

add_library(dependencies INTERFACE)
target_link_libraries(dependencies INTERFACE
  Threads::Threads Boost::json Boost::url fmt::fmt spdlog::spdlog CLI11::CLI11 prometheus-cpp::core
  date::date-tz ICU::i18n ICU::uc ICU::data
  PkgConfig::PQ PkgConfig::SODIUM PkgConfig::CURL PkgConfig::GMIME PkgConfig::OPENSSL
  PkgConfig::ZLIB PkgConfig::BROTLI PkgConfig::CARES PkgConfig::FIDO2 PkgConfig::QRENCODE
  PkgConfig::TOMLPLUSPLUS PkgConfig::CTEMPLATE ${PHONENUMBER} ${PROTOBUF} ${LINEAR})
target_include_directories(dependencies SYSTEM INTERFACE ${PHONENUMBER_HEADERS})
target_compile_definitions(dependencies INTERFACE USE_OS_TZDB=1)
