"""HTTP for followups."""

from flask_smorest import Blueprint

bp = Blueprint("followups", __name__)
