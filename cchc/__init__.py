"""What people run: the command line, outputs, tables."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("cchc")
except PackageNotFoundError:  # run from a checkout that is not installed
    __version__ = "0+unknown"
