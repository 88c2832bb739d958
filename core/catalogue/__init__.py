"""What the plugins declared, loaded, checked and frozen; what is broken is kept apart."""

from core.catalogue.catalogue import GROUP, Catalogue
from core.catalogue.loading import PluginSource
from core.catalogue.states import PluginState, PluginStatus

__all__ = ["GROUP", "Catalogue", "PluginSource", "PluginState", "PluginStatus"]
