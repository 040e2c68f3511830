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


def test_every_make_target_that_the_readme_names_exists_and_the_reverse():
    named = set(re.findall(r"make (?:PYTHON=\S+ )?([a-z][a-z-]*)", README))
    targets = set(re.search(r"\.PHONY: (.*)", MAKEFILE)[1].split())
    assert named == targets - {"help"}


@pytest.mark.parametrize("name", re.findall(r"^\| `([^`]+)/`", README, re.MULTILINE))
def test_every_folder_that_the_readme_describes_is_there(name):
    assert (ROOT / name).is_dir()
