"""Runs the blocks of a page in the reader's browser, under Pyodide.

As in tests/runner.py, statements are compiled one by one, as the prompt does:
a bare expression shows its value, and what is imported from __future__ holds in
all that follow.
"""

import ast
import codeop
import concurrent.futures
import contextlib
import io
import linecache
import os
import re
import sys
import traceback
import warnings
from tempfile import TemporaryDirectory

import numpy as np

MOST = 20_000
PICTURE = re.compile("<svg.*?</svg>", re.DOTALL)


class Printed(io.TextIOBase):
    """Sends on what is printed, line by line: an endless loop must not flood."""

    def __init__(self, tell):
        self.tell, self.line, self.left = tell, "", MOST

    def write(self, text):
        self.line += text
        if "\n" in text or len(self.line) > 1000:
            self.flush()
        return len(text)

    def flush(self):
        if self.line and self.left > 0:
            self.tell("prints", self.line[: self.left])
            self.left -= len(self.line)
            if self.left <= 0:
                self.tell("prints", f"\n[The first {MOST:,} characters are shown.]\n")
        self.line = ""


class OneThread(concurrent.futures.Executor):
    """A pool for a browser, which has no threads: work is done when it is given."""

    def __init__(self, *_, **__):
        pass

    def submit(self, function, /, *arguments, **options):
        future = concurrent.futures.Future()
        try:
            future.set_result(function(*arguments, **options))
        except Exception as error:
            future.set_exception(error)
        return future


concurrent.futures.ThreadPoolExecutor = OneThread


def run(blocks, files, tell):
    """Run `blocks` in a new namespace, in a new folder that holds `files`.

    A block is a name and a text.
    Calls `tell` with "begins" and a block's name, with "prints" and a text,
    with "shows" and HTML, and at last with "ends", or "fails" and the name of
    the exception.
    """
    printed = Printed(tell)

    def show_value(value):
        """As in a notebook, a value that can be HTML is."""
        if hasattr(value, "_repr_html_"):
            printed.flush()
            tell("shows", value._repr_html_())
        else:
            sys.__displayhook__(value)

    def print_and_draw(*values, **options):
        """Print, and show the pictures of what is printed below its text."""
        print(*values, **options)
        for value in values:
            pictures = PICTURE.findall(getattr(value, "_repr_html_", str)())
            if pictures:
                printed.flush()
                tell("shows", "".join(pictures))

    namespace = {"__name__": "__main__", "print": print_and_draw}
    compiled = codeop.Compile()
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(TemporaryDirectory())
        stack.callback(forget_modules_in, folder)
        stack.callback(os.chdir, os.getcwd())
        stack.callback(setattr, sys, "displayhook", sys.displayhook)
        sys.displayhook = show_value
        os.chdir(folder)
        if "" not in sys.path:
            sys.path.insert(0, "")
        for name, text in files.items():
            with open(name, "w") as file:
                file.write(text)
        # What a program sets for all of Python ends with it.
        for kept in np.printoptions(), np.errstate(), warnings.catch_warnings():
            stack.enter_context(kept)
        stack.enter_context(contextlib.redirect_stdout(printed))
        stack.enter_context(contextlib.redirect_stderr(printed))
        for name, source in blocks:
            tell("begins", name)
            linecache.cache[name] = len(source), None, source.splitlines(True), name
            try:
                for statement in ast.parse(source, name).body:
                    code = compiled(ast.Interactive([statement]), name, "single")
                    exec(code, namespace)
            except BaseException as error:
                printed.write(told(error, folder))
                printed.flush()
                tell("fails", type(error).__name__)
                return
            printed.flush()
        tell("ends", None)


def told(error, folder):
    """Return the traceback of `error`, of the reader's own lines only."""
    summary = traceback.TracebackException.from_exception(error)
    cause = summary
    while cause:
        mine = []
        for frame in cause.stack:
            if frame.filename.startswith(("block ", "exercise ", "the check", folder)):
                frame.filename = frame.filename.removeprefix(folder + "/")
                mine.append(frame)
        cause.stack = traceback.StackSummary.from_list(mine) if mine else None
        cause = cause.__cause__ or cause.__context__
    return "".join(summary.format())


def forget_modules_in(folder):
    """Let the next run import its files anew."""
    for name, module in list(sys.modules.items()):
        if (getattr(module, "__file__", None) or "").startswith(folder):
            del sys.modules[name]
