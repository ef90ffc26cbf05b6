"""HTTP for accounts."""

from flask_smorest import Blueprint

bp = Blueprint("accounts", __name__)
