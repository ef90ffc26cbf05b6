"""HTTP for contacts."""

from flask_smorest import Blueprint

bp = Blueprint("contacts", __name__)
