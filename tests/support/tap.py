# SPDX-License-Identifier: GPL-3.0-or-later
"""Says in TAP what passed, failed or was left out. One object a program; done () is its exit code."""


class Tap:
    def __init__(self):
        self.number = self.failures = 0

    def ok(self, passed, name, problems=()):
        """problems: lines that explain a failure."""
        self.number += 1
        self.failures += not passed
        print(f"{'ok' if passed else 'not ok'} {self.number} - {name}", flush=True)
        if not passed:
            for problem in problems:
                for line in str(problem).splitlines():
                    print(f"# {line}", flush=True)
        return passed

    def empty(self, problems, name):
        """Passes when there is no problem."""
        problems = list(problems)
        return self.ok(not problems, name, problems)

    def noticed(self, problems, name):
        """A negative control: passes when the rule did find something in what is wrong on purpose."""
        problems = list(problems)
        return self.ok(bool(problems), f"control: {name} is noticed", ["nothing was found"])

    def skip(self, name, why):
        self.number += 1
        print(f"ok {self.number} - {name} # SKIP {why}", flush=True)

    def done(self):
        print(f"1..{self.number}", flush=True)
        return 1 if self.failures else 0
