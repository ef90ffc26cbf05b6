"""`python3 -m server`: sets up what is missing, then serves the app with the demo event.

Nothing outside the standard library is imported here, and old Pythons can read it, so that
each of them gets to hear what is needed.
"""

from server import bootstrap
from server.options import parse_options

parse_options()
bootstrap.prepare()
bootstrap.go_on_as("server.run")
