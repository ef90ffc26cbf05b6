"""`python3 -m tests [SUITE…]`: sets up what is missing, then runs the checks.

Standard library only until the environment stands.
"""

from server import bootstrap
from tests.suites import parse_suites

chosen = parse_suites().suites
bootstrap.prepare(tests=True, browser="browser" in chosen)
bootstrap.go_on_as("tests.run")
