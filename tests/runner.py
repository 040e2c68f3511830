"""Run blocks of code in one namespace, as a reader pastes them into Python.

Reads a JSON list of them, and writes a JSON list of what each one printed.
Statements are compiled one by one, as the prompt does: a bare expression
shows its value, so a program that leans on that shows up as a difference. And
what one imports from __future__ holds in all that follow.
"""

import ast
import codeop
import contextlib
import io
import json
import linecache
import sys

sys.path[0] = ""  # the reader's folder, not this file's
namespace = {"__name__": "__main__"}
compiled = codeop.Compile()
printed = []
for number, source in enumerate(json.load(sys.stdin), start=1):
    name = f"<block {number}>"
    linecache.cache[name] = len(source), None, source.splitlines(True), name
    with contextlib.redirect_stdout(io.StringIO()) as output:
        for statement in ast.parse(source).body:
            code = compiled(ast.Interactive([statement]), name, "single")
            exec(code, namespace)
    printed.append(output.getvalue())
json.dump(printed, sys.stdout)
