#!/bin/sh
# The tests of deploy/ run real proxies and a real relay; where there are none, get them once.
command -v nginx >/dev/null 2>&1 && command -v caddy >/dev/null 2>&1 && command -v turnserver >/dev/null 2>&1 && exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  echo "Installing nginx, Caddy and coturn from Debian's packages"
  (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nginx-light caddy coturn) >/dev/null && exit 0
fi
echo "Install nginx, Caddy and coturn: the tests of deploy/ run all three." >&2
exit 1
