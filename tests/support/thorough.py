"""Tests that do more where there is time for it: `make test-all` asks for that."""

import os

import pytest

IS_THOROUGH = bool(os.environ.get("MINUTEBOOK_TEST_THOROUGHLY"))
thorough = pytest.mark.thorough
"""Marks what is run again, with more examples."""
