"""The packages of the wheel, found rather than listed; all else stands in pyproject.toml.

The declarations stand beside the engine, not in it, and travel as ``extract.schemas``: what pyproject.toml can find by
itself does not take in a package whose folder has another name.
"""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages(include=["extract", "extract.*"]), "extract.schemas"],
    py_modules=["pytest_extract_news"],
)
