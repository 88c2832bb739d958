"""A sound plugin, beside which others break."""

import pytest

from .making import a_plugin, an_organization, returning


@pytest.fixture
def sound(tmp_path):
    """A plugin named «lanh» that nothing is wrong with."""
    organization = an_organization("lanh", abbreviation="L")
    return a_plugin(tmp_path, "lanh", register_organization=returning(organization))
