"""HTTP for the shell: the built client, and what a browser expects at the root."""

from flask import Blueprint

bp = Blueprint("shell", __name__)
