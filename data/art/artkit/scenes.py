# SPDX-License-Identifier: GPL-3.0-or-later
"""All scenes by id: {id: (title, function)}."""
from . import scenes_active, scenes_care, scenes_indoors, scenes_programmes

ALL = {}
for module in (scenes_programmes, scenes_care, scenes_indoors, scenes_active):
    ALL.update(module.SCENES)
