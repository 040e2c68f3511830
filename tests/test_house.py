"""The repository keeps its own rules: pins, workflows, targets, versions."""

import re
import subprocess
import tomllib

import gradient_check
import pytest
import yaml
from conftest import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
each_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)


@each_workflow
def test_an_action_is_pinned_by_its_commit_with_the_version_beside(path):
    for line in path.read_text().splitlines():
        if "uses:" in line:
            assert re.search(r"uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), (
                line
            )


@each_workflow
def test_a_workflow_may_only_read_and_every_job_ends_in_time(path):
    workflow = yaml.safe_load(path.read_text())
    assert workflow["permissions"] == {"contents": "read"}
    assert "concurrency" in workflow
    for name, job in workflow["jobs"].items():
        assert job["timeout-minutes"] <= 90, name


def test_a_requirement_is_pinned_exactly_and_has_its_reason_above():
    reason = ""
    for line in (ROOT / "requirements.in").read_text().splitlines():
        if line.startswith("#"):
            reason = line
        elif not line:
            reason = ""
        else:
            assert re.fullmatch(r"[\w-]+==[\w.]+", line), line
            assert reason, f"{line}: why?"


def test_the_lock_has_all_pins_and_a_hash_for_each_package():
    lock = (ROOT / "requirements.txt").read_text()
    packages = re.findall(r"^([\w-]+==\S+)(.*(?:\n    --hash=sha256:.*)*)", lock, re.M)
    assert len(packages) > 100
    for name, hashes in packages:
        assert "--hash=sha256:" in hashes, name
    found = {name.lower().replace("_", "-") for name, _ in packages}
    for pin in re.findall(r"^[\w-]+==.+", (ROOT / "requirements.in").read_text(), re.M):
        assert pin.lower().replace("_", "-") in found


def test_help_lists_every_target_and_no_target_is_a_file():
    make = (ROOT / "Makefile").read_text()
    targets = re.findall(r"^([a-z-]+):", make, re.M)
    listed = subprocess.run(
        ["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert re.findall(r"^make ([a-z-]+) ", listed, re.M) == targets
    assert len(targets) > 10
    asked = subprocess.run(
        ["make", "--print-data-base", "--question", "help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    ).stdout
    phony = re.search(r"^\.PHONY: (.*)$", asked, re.M)[1].split()
    assert sorted(phony) == sorted(targets)


def test_the_citation_the_changelog_and_the_file_name_one_version():
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text())
    version = gradient_check.__version__
    assert cited["version"] == version
    assert f"Version {version} of {cited['date-released']}, " in gradient_check.__doc__
    assert f"## gradient_check.py {version}, " in (ROOT / "CHANGELOG.md").read_text()


def test_lines_are_as_long_as_a_phone_wants_them_in_snippets_alone():
    house = tomllib.loads((ROOT / "pyproject.toml").read_text())
    snippets = tomllib.loads((ROOT / "snippets" / ".ruff.toml").read_text())
    assert house["tool"]["ruff"]["line-length"] == 88
    assert snippets["line-length"] == 79
