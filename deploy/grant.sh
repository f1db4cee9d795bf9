#!/bin/sh
# Makes the database's roles and grants them their rights (roles.sql); run it before the first
# migration and after every one. The usual PG… variables say which database, as its administrator.
# Sets the passwords of the roles for which MINUTEBOOK_OWNER_PASSWORD, MINUTEBOOK_APP_PASSWORD or
# MINUTEBOOK_READER_PASSWORD is given.
set -eu

ask() { psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 "$@"; }

ask --file "$(dirname "$0")/roles.sql"

set_password() { # role, password
    if [ -n "$2" ]; then
        # From standard input, because psql fills its variables in there, quoted.
        echo "ALTER ROLE $1 PASSWORD :'password'" | ask --set password="$2"
    fi
}
set_password minutebook_owner "${MINUTEBOOK_OWNER_PASSWORD:-}"
set_password minutebook_app "${MINUTEBOOK_APP_PASSWORD:-}"
set_password minutebook_reader "${MINUTEBOOK_READER_PASSWORD:-}"
