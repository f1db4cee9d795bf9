"""What is logged while something is measured."""

import logging

import structlog


def only_warnings() -> None:
    """A line for each batch would be measured, too."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
