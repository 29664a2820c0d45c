#!/bin/sh
# Makes what compose.yaml needs before its first start: .env with the address, and secrets that nobody else has.
# What is there already stays as it is, so that running it again does no harm.
#
#   deploy/compose/setup.sh https://chat.example.org
set -eu

address=${1:-}
case $address in
  http://?* | https://?*) ;;
  *)
    echo "usage: $0 ADDRESS, where people will reach Parley, such as https://chat.example.org" >&2
    exit 2
    ;;
esac

cd "$(dirname "$0")/../.."
folder=deploy/compose/secrets

random() { head -c 32 /dev/urandom | base64 | tr '+/' '-_' | tr -d '=\n'; }

# keep NAME TEXT: into a file, unless there is one.
keep() {
  [ ! -e "$folder/$1" ] || return 0
  printf '%s\n' "$2" >"$folder/$1.new"
  chmod 0444 "$folder/$1.new"
  mv "$folder/$1.new" "$folder/$1"
}

value() { cat "$folder/$1"; }

# The folder is its owner's alone. The files can be read, because each server reads them as a user of its own.
umask 077
mkdir -p "$folder"
chmod 0700 "$folder"

for name in mysql-password mysql-root-password mongodb-password mongodb-root-password redis-password session-keys; do
  keep "$name" "$(random)"
done
keep mongodb-key "$(random | tr -- '-_' '+/')" # mongod takes no other characters
keep redis-config "requirepass $(value redis-password)
save \"\"
appendonly no"
keep mysql-url "mysql://parley:$(value mysql-password)@mysql:3306/parley"
keep mongodb-url "mongodb://parley:$(value mongodb-password)@mongodb:27017/parley?replicaSet=parley"
keep redis-url "redis://default:$(value redis-password)@redis:6379"

if [ ! -e .env ]; then
  printf 'PUBLIC_URL=%s\n' "$address" >.env
  chmod 0644 .env
elif ! grep -qxF "PUBLIC_URL=$address" .env; then
  echo ".env is there already and has another address: change PUBLIC_URL in it yourself." >&2
  exit 1
fi
echo "Ready. Start it with: docker compose up --detach --wait"
