"""HTTP for programme."""

from flask_smorest import Blueprint

bp = Blueprint("programme", __name__)
