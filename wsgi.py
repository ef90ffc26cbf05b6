"""The WSGI entry point: `granian --interface wsgi wsgi:app`, or any WSGI server."""

from server.app import create_app

app = create_app()
