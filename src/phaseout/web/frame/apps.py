"""The frame as Django knows it."""

from django.apps import AppConfig


class FrameConfig(AppConfig):
    """Pages, lists and permissions that every other app uses."""

    name = "phaseout.web.frame"
    label = "frame"
