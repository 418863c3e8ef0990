#!/bin/sh
# Runs a command beside a PostgreSQL of its own, on a free loopback port, with DATABASE_URL set;
# stops the server and removes its files whatever happens.
#     tooling/with_postgresql.sh COMMAND [ARGUMENT...]
set -eu

initdb=$(command -v initdb || find /usr/lib/postgresql -name initdb 2>/dev/null | sort -V | tail -n 1)
[ -n "$initdb" ] || { echo "PostgreSQL's initdb is missing" >&2; exit 1; }
programs=$(dirname "$(readlink -f "$initdb")")
python=${PYTHON:-$(dirname "$0")/../.venv/bin/python}

# The server refuses to run as root, and its account may not be able to read a home folder.
place=$(mktemp -d /tmp/prevenio-postgresql.XXXXXX)
as_owner=''
if [ "$(id -u)" = 0 ]; then
    chown postgres "$place"
    as_owner='runuser -u postgres --'
fi

stop() {
    status=$?
    trap - EXIT
    [ ! -f "$place/cluster/postmaster.pid" ] ||
        (cd / && $as_owner "$programs/pg_ctl" stop --silent --mode immediate --pgdata "$place/cluster") || :
    rm -rf "$place"
    exit "$status"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# Tests of fifty people at once run side by side in every process, and each person has a connection.
most_connections=300
password=$("$python" -c 'import secrets; print(secrets.token_hex(16))')
port=$("$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
printf '%s\n' "$password" >"$place/password"
chmod 644 "$place/password"
(
    cd /
    $as_owner "$programs/initdb" --pgdata "$place/cluster" --username prevenio --encoding UTF8 \
        --locale C.UTF-8 --auth scram-sha-256 --pwfile "$place/password" --no-sync >"$place/initdb.log"
    $as_owner "$programs/pg_ctl" start --silent --wait --pgdata "$place/cluster" \
        --log "$place/cluster/server.log" --options "-c listen_addresses=127.0.0.1 -c port=$port \
-c unix_socket_directories= -c max_connections=$most_connections \
-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
) || { cat "$place/initdb.log" "$place/cluster/server.log" >&2; exit 1; }

DATABASE_URL="postgresql://prevenio:$password@127.0.0.1:$port/postgres"
export DATABASE_URL
"$@"
