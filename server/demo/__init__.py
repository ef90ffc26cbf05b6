"""The demo: two invented congresses and one attendee, put into a new database by the runner.

Sits above all features and writes only through their services.
"""
