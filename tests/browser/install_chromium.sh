#!/bin/sh
# The browser tests drive Chromium's headless shell, or the system's Chromium; get one once.
command -v chromium-headless-shell >/dev/null 2>&1 && exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  echo "Installing Chromium's headless shell from Debian's packages"
  (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium-headless-shell fonts-liberation) >/dev/null && exit 0
fi
command -v chromium >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 && exit 0
echo "Installing Playwright's own Chromium"
.venv/bin/playwright install chromium
