"""HTTP for swaps."""

from flask_smorest import Blueprint

bp = Blueprint("swaps", __name__)
