"""The shell commands say no before they begin, and the lock files fit what pyproject.toml asks for."""

from __future__ import annotations

import re
import socket
import subprocess
import tomllib

import pytest
from packaging.requirements import Requirement

from tests.support.paths import ROOT

LOCKS = ["requirements.lock", "requirements-dev.lock", "requirements-uv.lock"]


def demo(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run bin/demo with arguments it refuses."""
    return subprocess.run(
        [ROOT / "bin" / "demo", *arguments], cwd="/", capture_output=True, text=True, check=False, timeout=60
    )


def locked(name: str) -> dict[str, str]:
    """The packages of a lock file, with their versions."""
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", (ROOT / name).read_text(), re.MULTILINE))


def asked_for() -> dict[str, list[str]]:
    """What pyproject.toml asks for, by the lock file it must be in."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = project["project"]["dependencies"]
    return {
        "requirements.lock": wanted,
        "requirements-dev.lock": wanted + project["dependency-groups"]["dev"],
    }


def test_the_demo_names_a_taken_port_and_the_way_out():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = demo("--port", str(port))
    assert result.returncode == 1
    assert f"port {port} is already in use" in result.stderr
    assert "--port" in result.stderr


@pytest.mark.parametrize("port", ["0", "65536", "http", "08080x", ""])
def test_the_demo_refuses_what_is_not_a_port(port):
    result = demo("--port", port)
    assert result.returncode == 1
    assert "number from 1 to 65535" in result.stderr


def test_the_demo_leaves_a_folder_of_somebody_else_alone(tmp_path):
    mine = tmp_path / "thesis.odt"
    mine.write_text("two years of work")
    result = demo("--port", str(free_port()), "--data", str(tmp_path), "--fresh")
    assert result.returncode == 1
    assert "not a Kadam demo" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == [mine.name]


def test_the_demo_knows_no_other_option():
    result = demo("--public")
    assert result.returncode == 1
    assert "there is no option --public" in result.stderr


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_versions_and_hashes_and_no_host(name):
    text = (ROOT / name).read_text()
    assert "://" not in text
    with_hash = re.findall(r"^[a-z0-9._-]+==[^\n]*\\\n    --hash=sha256:", text, re.MULTILINE)
    assert len(with_hash) == len(re.findall(r"^\S", text, re.MULTILINE)) > 0


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_fits_what_is_asked_for(name):
    versions = locked(name)
    for requirement in map(Requirement, asked_for()[name]):
        assert requirement.specifier.contains(versions[requirement.name.lower()]), (
            f"{requirement}: run bin/lock"
        )


def test_the_two_locks_agree():
    both = locked("requirements-dev.lock")
    assert {name: both.get(name) for name in locked("requirements.lock")} == locked("requirements.lock")


def free_port() -> int:
    """A port nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])
