"""Report which mutants no test sees, and which mutants.md does not explain.

    make mutants

It fails if it kills fewer than 95 % of them, or if one that survives is not
explained. There are thousands: `make mutants EVERY=24` takes a few of them,
evenly through the file.
"""

import argparse
import sys
from pathlib import Path

from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import TestOutcome, WorkerOutcome, WorkResult
from fingerprint import measured_for

ENOUGH = 95  # percent, of all that were tried


def row(diff):
    """Return the start of a table's row: the line, and what became of it."""
    lines = [
        line[1:].split("  # ")[0].strip().replace("|", "\\|")
        for sign in "-+"
        for line in diff.splitlines()
        if line.startswith(sign) and not line.startswith(3 * sign)
    ]
    old, new = lines[: len(lines) // 2], lines[len(lines) // 2 :]
    old, new = ([k for k in a if k not in b] for a, b in [(old, new), (new, old)])
    return f"| `{' '.join(old)}` | `{' '.join(new)}` |"


def sample(session, every):
    """Leave out all but a share of the mutants, evenly through the file."""
    left_out = WorkResult(WorkerOutcome.SKIPPED, output="not in the sample")
    with use_db(session, WorkDB.Mode.open) as db:
        done = {job_id for job_id, _ in db.results}
        items = [item for item in db.work_items if item.job_id not in done]
        items.sort(
            key=lambda item: (
                item.mutations[0].start_pos,
                item.mutations[0].operator_name,
                item.mutations[0].occurrence,
            )
        )
        for number, item in enumerate(items):
            if number % every:
                db.set_result(item.job_id, left_out)


def report(session):
    with use_db(session, WorkDB.Mode.open) as db:
        tried = [
            (item.mutations[0].start_pos, result)
            for item, result in db.completed_work_items
            if result.worker_outcome != WorkerOutcome.SKIPPED
        ]
    tried.sort(key=lambda pair: pair[0])
    rows = [
        row(result.diff or "")
        for _, result in tried
        if result.test_outcome != TestOutcome.KILLED
    ]
    # Read these: on a busy machine, one that survives may be among them.
    endless = [row(r.diff or "") for _, r in tried if r.output == "timeout"]
    explained = Path(__file__).with_suffix(".md").read_text()
    unexplained = [line for line in rows if line not in explained]
    percent = 100 * (1 - len(rows) / len(tried))

    print("Did not end in time:", *endless, sep="\n")
    print("\nSurvived:", *rows, sep="\n")
    print("\nNot explained in mutants.md:", *unexplained or ["none"], sep="\n")
    print(
        f"\n{len(tried)} mutants: {len(tried) - len(rows)} killed, {len(endless)} of "
        f"them since they did not end; {len(rows)} survived: {percent:.1f} % "
        f"killed, of the code `{measured_for('mutants.md')}`."
    )
    return int(bool(unexplained) or percent < ENOUGH)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("session")
    parser.add_argument("--sample", type=int, metavar="N", help="every Nth only")
    options = parser.parse_args()
    if options.sample:
        return sample(options.session, options.sample)
    return report(options.session)


if __name__ == "__main__":
    sys.exit(main())
