"""Two hosts on one machine, and what a run on both survives: ``python benchmarks/two_hosts.py [COUNT]``, as root.

A host is a network namespace with a Ray node of one core, joined to the other by a virtual cable, and all that runs on
it keeps to one core of the machine; nothing else is shared but the disk. The driver runs on the first. Told are
- the seconds of one host and of two, and whether the bytes are those of one process without Ray;
- what a run gives whose second host is killed in the middle;
- what the next run does after a driver that was killed in the middle: nothing is read twice that was finished;
- how an article fails that kills the process that reads it.
The exit code is 1 where bytes differ, an article is lost, or two hosts are less than 1.7 times as fast as one.

Pages are slept over (``--milliseconds``), so that the figures hang on the hosts and not on who else uses the processor.
With ``--articles FOLDER…`` COUNT of the texts in these folders, drawn by lot and repeated where there are fewer, are
read by the embedded reader: that wants both cores for itself.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from drawn import drawn, tiny, write_rows

HERE = Path(__file__).parent
HOSTS = {"extract-a": "10.77.0.1", "extract-b": "10.77.0.2"}
FIRST, SECOND = HOSTS
PORT = 6399
LEAST = 1.7
ENVIRONMENT = os.environ | {
    "PYTHONPATH": os.pathsep.join([str(HERE), str(HERE.parent), os.environ.get("PYTHONPATH", "")]),
    "RAY_AUTH_MODE": "disabled",
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_raylet_start_wait_time_s": "300",
    "RAY_ADDRESS": f"{HOSTS[FIRST]}:{PORT}",
    "OMP_NUM_THREADS": "1",
}


def main() -> int:
    """Run all of it, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", nargs="?", type=int, default=1000)
    parser.add_argument("--milliseconds", type=int, default=50)
    parser.add_argument("--articles", nargs="+", type=Path, default=[], metavar="FOLDER")
    parser.add_argument("--embedded", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--drive", nargs=2, metavar=("ROWS", "OUT"), help=argparse.SUPPRESS)
    parser.add_argument("--engine", default="ray", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.drive:
        return drive(Path(given.drive[0]), Path(given.drive[1]), given)
    folder = Path(tempfile.mkdtemp(prefix="hosts-"))
    try:
        return int(not all(list(checks(folder, given))))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def drive(rows: Path, out: Path, given: argparse.Namespace) -> int:
    """Be the driver of one run."""
    from tiny_backend import make_tiny

    from extract.backends import BackendOptions, create_backend
    from extract.catalog import load_catalog
    from extract.loading.load import find_articles
    from extract.run import run
    from extract.store import Store

    options = BackendOptions() if given.embedded else BackendOptions(settings={"milliseconds": given.milliseconds})
    make = create_backend if given.embedded else make_tiny
    workers = 0 if given.engine == "ray" else 1
    with Store(out) as store:
        began = time.perf_counter()
        report = run(
            find_articles([str(rows)]),
            store,
            load_catalog(),
            options,
            engine=given.engine,
            workers=workers,
            make_backend=make,
            on_outcome=lambda outcome: None,
        )
    told = {"seconds": time.perf_counter() - began, "articles": dict(report.articles)}
    print(json.dumps(told | {"failures": [f"{one.error.where}: {one.error.problem}" for one in report.failures]}))
    return 0


def checks(folder: Path, given: argparse.Namespace) -> Iterator[bool]:
    """Yield whether each thing is as it should be, having said so."""
    texts = drawn(given.articles, given.count) if given.articles else tiny(given.count)
    rows = write_rows(folder / "rows.jsonl", texts)
    drives = Drives(folder, rows, given)
    print(f"{len(texts)} articles of {sum(map(len, texts)) // len(texts)} characters on average", flush=True)
    with cable():
        alone = drives.finished("alone", engine="local")
        with node(FIRST, folder):
            one = drives.finished("one host")
            yield told("one host gives the bytes of one process", drives.same("one host", "alone"), alone, one)
            with node(SECOND, folder):
                two = drives.finished("two hosts")
                ratio = one["seconds"] / two["seconds"]
                yield told("two hosts give the same bytes", drives.same("two hosts", "alone"), two)
                yield told(f"two hosts are {ratio:.2f} times as fast as one", ratio >= LEAST)
                lost = drives.finished("lost", in_the_middle=lambda _: kill_all(SECOND))
                yield told("a host was killed: all articles are there", drives.same("lost", "alone"), lost)
            with node(SECOND, folder):
                before: dict[Path, int] = {}
                with suppress(subprocess.CalledProcessError):
                    drives.finished("killed", in_the_middle=lambda driver: kill(driver, before, folder / "killed"))
                after = drives.finished("killed")
                is_kept = before and all(path.stat().st_mtime_ns == then for path, then in before.items())
                is_kept = bool(is_kept) and after["articles"].get("kept", 0) >= len(before)
                yield told(f"the driver was killed with {len(before)} done: none was read again", is_kept, after)
                yield told("and nothing is lost", drives.same("killed", "alone"))
                write_rows(rows, [*tiny(17), "KILL", *tiny(22)])
                deadly = drives.finished("deadly", is_tiny=True)
                is_told = len(deadly["failures"]) == 1 and deadly["articles"]["read"] == 39
                yield told(f"an article that kills: {deadly['failures']}", is_told)


class Drives:
    """Runs on the first host, each into a folder of its own."""

    def __init__(self, folder: Path, rows: Path, given: argparse.Namespace) -> None:
        self._folder, self._rows, self._given = folder, rows, given

    def finished(
        self,
        name: str,
        *,
        engine: str = "ray",
        is_tiny: bool = False,
        in_the_middle: Callable[[subprocess.Popen[str]], object] | None = None,
    ) -> dict[str, Any]:
        """Run into *name*, and return what the driver says; do something when a third of the documents is there."""
        command = [*on(FIRST), sys.executable, __file__, "--engine", engine]
        command += [
            "--milliseconds",
            str(self._given.milliseconds),
            *(["--embedded"] if self._given.articles and not is_tiny else []),
        ]
        command += ["--drive", str(self._rows), str(self._folder / name)]
        with subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True) as driver:
            while in_the_middle is not None and driver.poll() is None:
                if len(list((self._folder / name).glob("*.json"))) * 3 > self._given.count:
                    in_the_middle(driver)
                    break
                time.sleep(0.1)
            printed, _ = driver.communicate()
        if driver.returncode:
            raise subprocess.CalledProcessError(driver.returncode, command)
        found: dict[str, Any] = json.loads(printed.splitlines()[-1])
        return found

    def same(self, name: str, other: str) -> bool:
        """Return whether two runs wrote the same files."""
        return files_of(self._folder / name) == files_of(self._folder / other)


def files_of(folder: Path) -> dict[str, bytes]:
    """Return the documents of a run."""
    return {path.name: path.read_bytes() for path in folder.glob("*.json")}


def told(what: str, is_so: bool, *runs: dict[str, Any]) -> bool:
    """Say whether *what* is so, with the seconds of *runs*; return it."""
    seconds = "".join(f"  {run['seconds']:.1f} s" for run in runs)
    print(f"{'yes' if is_so else 'NO '}  {what}{seconds}", flush=True)
    return is_so


# --------------------------------------------------------------------------------------------------------------------
# Hosts


def on(host: str) -> list[str]:
    """Return the words that have a command run on *host*, and on its core."""
    core = list(HOSTS).index(host) % (os.cpu_count() or 1)
    return ["ip", "netns", "exec", host, "taskset", "--cpu-list", str(core)]


@contextmanager
def cable() -> Iterator[None]:
    """Make the two hosts, joined by a cable."""
    try:
        for host in HOSTS:
            call("ip", "netns", "add", host)
        call("ip", "link", "add", "cable-a", "netns", FIRST, "type", "veth", "peer", "cable-b", "netns", SECOND)
        for host, end in zip(HOSTS, ("cable-a", "cable-b"), strict=True):
            call(*on(host), "ip", "addr", "add", f"{HOSTS[host]}/24", "dev", end)
            for device in ("lo", end):
                call(*on(host), "ip", "link", "set", device, "up")
        yield
    finally:
        for host in HOSTS:
            kill_all(host)
            subprocess.run(["ip", "netns", "del", host], check=False)


@contextmanager
def node(host: str, folder: Path) -> Iterator[None]:
    """Have a Ray node of one core on *host*; the head on the first."""
    role = (
        ["--head", f"--port={PORT}", "--include-dashboard=false"]
        if host == FIRST
        else [f"--address={HOSTS[FIRST]}:{PORT}"]
    )
    ray = str(Path(sys.executable).with_name("ray"))
    options = [f"--node-ip-address={HOSTS[host]}", "--num-cpus=1", f"--object-store-memory={100 * 2**20}"]
    # Each host has a disk of its own for what Ray notes of itself; a socket's path may have some hundred characters.
    place = tempfile.mkdtemp(prefix="ray-", dir="/tmp")
    options += [f"--temp-dir={place}"] if host == FIRST else []
    environment = {key: value for key, value in ENVIRONMENT.items() if key != "RAY_ADDRESS"}
    subprocess.run([*on(host), ray, "start", *role, *options], env=environment, check=True, stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        kill_all(host)
        shutil.rmtree(place, ignore_errors=True)


def kill_all(host: str) -> None:
    """Kill whatever runs on *host*, as a power cut does."""
    found = subprocess.run(["ip", "netns", "pids", host], capture_output=True, text=True, check=False).stdout
    for process in map(int, found.split()):
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)


def kill(driver: subprocess.Popen[str], before: dict[Path, int], folder: Path) -> None:
    """Kill the driver, and note which documents are there, and since when."""
    driver.kill()
    driver.wait()
    before |= {path: path.stat().st_mtime_ns for path in folder.glob("*.json")}


def call(*words: str) -> None:
    """Run a command that must end well."""
    subprocess.run(words, check=True)


if __name__ == "__main__":
    raise SystemExit(main())
