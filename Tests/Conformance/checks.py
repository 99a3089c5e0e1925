"""Checks that print one line each and go on after a failure."""

import sys
import time
import traceback
from contextlib import contextmanager


class Checks:
    """The checks of one client."""

    def __init__(self, client):
        self.client = client
        self.passed = 0
        self.failed = 0

    @contextmanager
    def check(self, sentence):
        """Whatever is raised within is a failure of this check alone."""
        try:
            yield
        except Exception as error:
            self.failed += 1
            place = traceback.extract_tb(error.__traceback__)[-1]
            detail = str(error).strip() or place.line
            print(f"FAIL  {self.client}: {sentence}\n      {type(error).__name__}: {detail}", flush=True)
        else:
            self.passed += 1
            print(f"ok    {self.client}: {sentence}", flush=True)

    def finish(self):
        """Says how many passed, and ends the program with 1 when one did not."""
        print(f"{self.client}: {self.passed} checks passed, {self.failed} failed", flush=True)
        sys.exit(1 if self.failed else 0)


def equal(found, expected):
    """Complains with both values when they differ."""
    assert found == expected, f"expected {expected!r}, found {found!r}"


def raised(kind, function, *arguments, **options):
    """The exception of this kind that the call ends with."""
    try:
        answer = function(*arguments, **options)
    except kind as error:
        return error
    raise AssertionError(f"expected {kind.__name__}, found an answer: {answer!r}")


def eventually(function, *, within=30.0):
    """What the call answers as soon as that is something; the cloud runs many times faster than life."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        answer = function()
        if answer:
            return answer
        time.sleep(0.05)
    raise AssertionError(f"nothing within {within} seconds")
