"""Every word the product prints in a report: one file a language, found by its name."""

from importlib.resources import files

FILES = files(__name__)
LANGUAGES = tuple(sorted(file.name.removesuffix(".toml") for file in FILES.iterdir() if file.name.endswith(".toml")))
"""The languages the product speaks."""
