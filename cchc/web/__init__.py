"""The auditors' desk in a browser: server-rendered pages, and a REST API beside them."""

from cchc.web.app import create_app
from cchc.web.desk import Desk, Settings

__all__ = ["Desk", "Settings", "create_app"]
