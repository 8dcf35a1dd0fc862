# SPDX-License-Identifier: GPL-3.0-or-later
"""The drawing kit of Foyer: palette, people, nature, buildings and things, as SVG text."""
