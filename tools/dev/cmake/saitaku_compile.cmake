# Flags that every target of ours shares. Linked PRIVATE, so that nobody who links us inherits them.
add_library(saitaku_warnings INTERFACE)
target_compile_options(saitaku_warnings INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow
                       -Wno-missing-field-initializers)  # {.file = "a"}: what is left out keeps its default
if(SAITAKU_WERROR)
  target_compile_options(saitaku_warnings INTERFACE -Werror)
endif()

# The same bits on every machine: no fused multiply-add behind our back.
add_compile_options(-ffp-contract=off)
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  string(REPLACE "-O2" "-O3" CMAKE_CXX_FLAGS_RELEASE "${CMAKE_CXX_FLAGS_RELEASE}")
endif()

if(SAITAKU_SANITIZE)
  add_compile_options(-fsanitize=${SAITAKU_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all -O1)
  add_link_options(-fsanitize=${SAITAKU_SANITIZE})
endif()
if(SAITAKU_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

# Test programs of the fuzz build: what they test is instrumented, they themselves are not. That takes a third of the
# time to compile. The asan preset instruments everything.
add_library(saitaku_plain_tests INTERFACE)
if(SAITAKU_FUZZ)
  target_compile_options(saitaku_plain_tests INTERFACE -fno-sanitize=all -O0)
endif()

find_program(SAITAKU_CCACHE ccache)
if(SAITAKU_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${SAITAKU_CCACHE})
endif()
