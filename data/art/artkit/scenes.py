# SPDX-License-Identifier: GPL-3.0-or-later
"""All scenes by id: {id: (title, function)}."""
from . import scenes_care, scenes_programmes

ALL = {}
for module in (scenes_programmes, scenes_care):
    ALL.update(module.SCENES)
