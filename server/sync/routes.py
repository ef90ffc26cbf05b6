"""HTTP for sync."""

from flask_smorest import Blueprint

bp = Blueprint("sync", __name__)
