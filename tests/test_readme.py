"""The README tells the truth about the repository."""

import re

import pytest
from conftest import ROOT

README = (ROOT / "README.md").read_text()
MAKEFILE = (ROOT / "Makefile").read_text()


def test_every_file_that_the_readme_links_to_is_there():
    links = re.findall(r"\]\((?!https?:)([^)#]+)", README)
    assert len(links) > 5
    assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("path", ["README.md", "docs/contributing.md"])
def test_every_make_target_that_is_named_exists(path):
    text = (ROOT / path).read_text()
    named = set(re.findall(r"`make (?:[A-Z]+=\S+ )?([a-z][a-z-]*)", text))
    targets = set(re.findall(r"^([a-z-]+):.*## ", MAKEFILE, re.MULTILINE))
    assert len(named) > 3
    assert named <= targets


@pytest.mark.parametrize("name", re.findall(r"^\| `([^`]+)/`", README, re.MULTILINE))
def test_every_folder_that_the_readme_describes_is_there(name):
    assert (ROOT / name).is_dir()
