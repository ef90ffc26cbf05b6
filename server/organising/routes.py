"""HTTP for organising."""

from flask_smorest import Blueprint

bp = Blueprint("organising", __name__)
