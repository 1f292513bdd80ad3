# shellcheck shell=bash
# What the commands share. Sourcing it changes to the checkout.
set -euo pipefail

# A path that somebody gave on the command line.
readonly called_from=$PWD
absolute() { (cd "$called_from" && realpath -m -- "$1"); }

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly root
readonly tools=$root/.tools
# Of CMakePresets.json; bin/test runs under the sanitizers of another one.
readonly preset=${SOCIALFLOW_PRESET:-release}
readonly build=$root/build/$preset
# Of the sanitizers. Tests fork servers that have threads of their own, which ThreadSanitizer takes for a mistake.
export ASAN_OPTIONS=detect_stack_use_after_return=1:check_initialization_order=1:strict_init_order=1
export TSAN_OPTIONS=die_after_fork=0
export UBSAN_OPTIONS=print_stacktrace=1
cd "$root"
export PATH=$tools/bin:$PATH
# Node brings a list of certificate authorities of its own; the machine's counts too.
export NODE_EXTRA_CA_CERTS=${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}

say() { printf '\e[1m• %s\e[0m\n' "$*" >&2; }
fail() {
    printf '%s\n' "$*" >&2
    exit 1
}
# The comment at the top of a command is its help.
show_help() {
    sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0"
    exit 0
}

as_root() {
    if ((EUID == 0)); then
        "$@"
    else
        command -v sudo >/dev/null || fail "this needs root, and there is no sudo: $*"
        sudo -- "$@"
    fi
}

# fingerprint PATH…: changes when a file below does, its name or its content.
fingerprint() {
    find "$@" -type d \( -name node_modules -o -name dist -o -name .git \) -prune -o -type f -print0 |
        LC_ALL=C sort -z | xargs -0r sha256sum | sha256sum | cut -d' ' -f1
}

# once STAMP KEY COMMAND…: runs the command unless it succeeded with this key before.
once() {
    local stamp=$1 key=$2
    shift 2
    [[ ! -f $stamp || $(<"$stamp") != "$key" ]] || return 0
    "$@"
    mkdir -p "$(dirname "$stamp")"
    printf '%s\n' "$key" >"$stamp"
}

# Two commands at once (bin/run beside bin/test) set up and build one after the other. A command called by another is
# under that one's lock.
begin_exclusive() {
    [[ -z ${SOCIALFLOW_EXCLUSIVE:-} ]] || return 0
    mkdir -p "$tools"
    exec 9>"$tools/lock"
    flock --nonblock 9 || {
        say "Waiting for another command that sets up or builds"
        flock 9
    }
    export SOCIALFLOW_EXCLUSIVE=1
}
end_exclusive() {
    exec 9>&-
    unset SOCIALFLOW_EXCLUSIVE
}

build_web() {
    [[ -f web/package.json ]] || return 0
    local key
    key=$(fingerprint web)
    [[ -d web/dist ]] || rm -f "$tools/stamps/web"
    once "$tools/stamps/web" "$key" run_web_build
}
run_web_build() {
    say "Building the web app"
    npm --prefix web run build
}

# build_server [TARGET…]
build_server() {
    configure_server
    local arguments=()
    if (($#)); then arguments=(--target "$@"); fi
    cmake --build "$build" --parallel "$(build_jobs)" "${arguments[@]}"
}
configure_server() {
    local cache=$build/CMakeCache.txt
    # A checkout that was moved or copied brings paths that are not its own.
    if [[ -f $cache ]] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$cache"; then rm -rf "$build"; fi
    [[ -f $build/build.ninja ]] || cmake --preset "$preset"
}
# A compiler takes up to 1.5 GB: no more of them than the memory holds.
build_jobs() {
    local processors memory_jobs
    processors=$(nproc)
    memory_jobs=$(($(awk '/^MemAvailable/ { print $2 }' /proc/meminfo) / 1500000))
    ((memory_jobs >= 1)) || memory_jobs=1
    echo $((processors < memory_jobs ? processors : memory_jobs))
}
has_target() { ninja -C "$build" -t targets all | grep "^$1: " >/dev/null; }

default_data() {
    if ((EUID == 0)); then echo /var/lib/socialflow; else echo "$root/.data"; fi
}
