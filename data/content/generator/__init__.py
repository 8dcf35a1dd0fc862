# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of make-content.py: one module for each kind of native file."""
