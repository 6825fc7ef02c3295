"""A load ends at once: nothing that was said or had still to be done is lost, and the interpreter is not taken apart."""

from __future__ import annotations

import subprocess
import sys

from tests.support.night import ROOT

BEGIN = """
import atexit, sys, threading, time
from orchestration.ending import Ending

class Last:
    def __del__(self):
        print("uit elkaar gehaald")

last = Last()
ending = Ending()
atexit.register(print, "opgeruimd")
"""


def ended(*lines: str) -> subprocess.CompletedProcess[str]:
    """A process that makes an ending and does this."""
    program = "\n".join((BEGIN, *lines))
    return subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)


def test_it_has_the_status_that_was_set_and_takes_nothing_apart():
    done = ended("ending.status = 3", "print('klaar')", "sys.exit(3)")
    assert (done.returncode, done.stdout, done.stderr) == (3, "klaar\nopgeruimd\n", "")


def test_threads_are_waited_for():
    wait = "threading.Thread(target=lambda: (time.sleep(0.2), print('geschreven'))).start()"
    assert "geschreven" in ended("ending.status = 0", wait).stdout


def test_an_error_is_told_and_gives_the_status_of_a_failed_command():
    done = ended("raise LookupError('er is niets')")
    assert done.returncode == 1
    assert "LookupError: er is niets" in done.stderr
    assert done.stdout == "opgeruimd\n"
