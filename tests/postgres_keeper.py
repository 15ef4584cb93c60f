"""Keeps one PostgreSQL server while its standard input is open: ``python postgres_keeper.py BINARIES FOLDER``.

However the tests end (killed included), that pipe closes; then the server is stopped and its folder removed.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import NamedTuple

PATIENCE_S = 20
# nothing here outlives the tests, so nothing is flushed; the zone is a hall's, because servers seldom run on UTC
SERVER_SETTINGS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "autovacuum=off",
    "listen_addresses=",
    "max_connections=200",
    "shared_buffers=32MB",
    "timezone=Asia/Shanghai",
)


class ServerUser(NamedTuple):
    """Whom the server runs as; None is whoever runs the tests."""

    user: int | None = None
    group: int | None = None
    extra_groups: list[int] | None = None


def server_user() -> ServerUser:
    """PostgreSQL refuses root, so root hands it to ``nobody``."""
    if os.geteuid() != 0:
        return ServerUser()
    import pwd

    nobody = pwd.getpwnam("nobody")
    return ServerUser(nobody.pw_uid, nobody.pw_gid, [])


def make_cluster(binaries: Path, folder: Path) -> Path:
    """The data folder of a new, empty cluster whose only user is ``postgres``; only its owner reaches the socket."""
    data = folder / "data"
    data.mkdir(mode=0o700)
    who = server_user()
    if who.user is not None and who.group is not None:
        folder.chmod(0o711)
        os.chown(data, who.user, who.group)
    subprocess.run(
        [binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"],
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        cwd=folder,
        env={"LC_ALL": "C", "PATH": os.defpath},
        user=who.user,
        group=who.group,
        extra_groups=who.extra_groups,
    )
    return data


def stop_when_told(server: subprocess.Popen[str]) -> None:
    """Wait until standard input closes, then stop the server: fast, or hard if it does not listen."""
    sys.stdin.buffer.read()
    server.send_signal(signal.SIGINT)
    try:
        server.wait(PATIENCE_S)
    except subprocess.TimeoutExpired:
        server.kill()


def keep(binaries: Path, folder: Path) -> int:
    """Run the server to its end; say ``ready PID`` once it takes connections. Its log goes to standard error."""
    data = make_cluster(binaries, folder)
    who = server_user()
    told = [word for setting in SERVER_SETTINGS for word in ("-c", setting)]
    server = subprocess.Popen(
        [binaries / "postgres", "-D", data, "-k", data, *told],
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        cwd=data,
        env={"LC_ALL": "C", "PATH": os.defpath},
        user=who.user,
        group=who.group,
        extra_groups=who.extra_groups,
    )
    threading.Thread(target=stop_when_told, args=(server,), daemon=True).start()
    assert server.stderr is not None
    with (folder / "log").open("w", encoding="utf-8") as log:
        for line in server.stderr:
            print(line, end="", file=log, flush=True)
            if "ready to accept connections" in line:
                print("ready", server.pid, flush=True)
    code: int = server.wait()
    if code:
        print((folder / "log").read_text("utf-8"), file=sys.stderr)
    return code


def main() -> int:
    """Keep one server, then leave nothing behind."""
    binaries, folder = Path(sys.argv[1]), Path(sys.argv[2])
    try:
        return keep(binaries, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
