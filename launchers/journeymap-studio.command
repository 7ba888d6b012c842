#!/bin/sh
# Opens the studio on macOS: double-click it (the first time: right-click, Open).
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd) || exit 1
for python in python3.14 python3.13 python3.12 python3.11 python3; do
  if command -v "$python" >/dev/null 2>&1 &&
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    exec "$python" "$here/start.py" "$@"
  fi
done
echo "journeymap needs Python 3.11 or newer: https://www.python.org/downloads/" >&2
exit 1
