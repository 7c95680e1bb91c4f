"""The course material: read from files, checked, and published as snapshots that never change."""
