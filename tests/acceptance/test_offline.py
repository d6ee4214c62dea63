"""What needs no network uses none."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
CUT = """
import os, socket, sys

def no_network(*args, **kwargs):
    raise AssertionError("a connection was tried")

socket.socket.connect = socket.socket.connect_ex = socket.create_connection = socket.getaddrinfo = no_network
"""


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", CUT + code], cwd=ROOT, capture_output=True, text=True, timeout=300)


def test_the_embedded_reader_works_with_the_network_cut(tmp_path: Path) -> None:
    """Both seeds are read, and nothing tries to connect anywhere."""
    done = run(f"from extract.cli import main; sys.exit(main(['run', 'seeds/', '-o', {str(tmp_path)!r}]))")

    assert done.returncode == 0, done.stderr
    assert len(list(tmp_path.glob("*.json"))) == 2
    assert "a connection was tried" not in done.stderr


def test_importing_the_package_opens_no_socket() -> None:
    """Not even the modules that speak with models do, nor the libraries behind them."""
    done = run(
        "import importlib, pkgutil, extract\n"
        "opened, made = [], socket.socket.__init__\n"
        "def noted(self, *args, **options):\n"
        "    opened.append(args)\n"
        "    made(self, *args, **options)\n"
        "socket.socket.__init__ = noted\n"
        "for one in pkgutil.walk_packages(extract.__path__, 'extract.'):\n"
        "    try:\n"
        "        one.name.endswith('__main__') or importlib.import_module(one.name)\n"
        "    except ModuleNotFoundError:\n"
        "        pass\n"  # what belongs to an extra that is not installed
        "import instructor\n"
        "print(len(opened), 'extract.backends.llm.client' in sys.modules)"
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["0", "True"]


def test_the_cut_network_is_noticed() -> None:
    """The two tests above would fail where something connects."""
    done = run("import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')")

    assert "a connection was tried" in done.stderr
