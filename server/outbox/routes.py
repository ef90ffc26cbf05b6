"""HTTP for outbox."""

from flask_smorest import Blueprint

bp = Blueprint("outbox", __name__)
