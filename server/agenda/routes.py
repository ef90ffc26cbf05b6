"""HTTP for agenda."""

from flask_smorest import Blueprint

bp = Blueprint("agenda", __name__)
