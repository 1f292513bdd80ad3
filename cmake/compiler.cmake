# Warnings are errors: the compiler is pinned by the distribution (g++ 12), so a new warning is a change of ours.
# -Wno-restrict, -Wno-array-bounds: g++ 12 reports std::string concatenation (GCC bug 105651).
add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Werror -Wno-missing-field-initializers)
add_compile_options($<$<CXX_COMPILER_ID:GNU>:-Wno-restrict> $<$<CXX_COMPILER_ID:GNU>:-Wno-array-bounds>)
add_compile_options(-fno-omit-frame-pointer -fdiagnostics-color=auto)
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  # A checked libstdc++ (operator[], optional, span) costs little and turns silent corruption into a stop.
  add_compile_definitions(_GLIBCXX_ASSERTIONS _FORTIFY_SOURCE=2)
  add_compile_options(-fstack-protector-strong)
endif()

set(SOCIALFLOW_SANITIZE "" CACHE STRING "Sanitizers, as -fsanitize= takes them")
if(SOCIALFLOW_SANITIZE)
  add_compile_options(-fsanitize=${SOCIALFLOW_SANITIZE} -fno-sanitize-recover=undefined)
  add_link_options(-fsanitize=${SOCIALFLOW_SANITIZE})
endif()
if(SOCIALFLOW_SANITIZE MATCHES undefined)
  # Shared, UBSan would hand its log_path to AddressSanitizer's copy of the same code, and write to stderr itself.
  add_link_options($<$<LINK_LANG_AND_ID:CXX,GNU>:-static-libubsan>)
endif()
if(SOCIALFLOW_SANITIZE MATCHES thread)
  # It does not see fences, and says so of each of Asio's; what these order is handed over under a mutex, which it sees.
  add_compile_options($<$<CXX_COMPILER_ID:GNU>:-Wno-tsan>)
endif()

if(SOCIALFLOW_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()

# ccache: paths relative to the checkout and no directory in the hash, so that several checkouts share one cache.
find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER
    ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1
    CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime CCACHE_MAXSIZE=5G ${CCACHE})
endif()
