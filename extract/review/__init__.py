"""The local page in which a person turns an extraction into a golden.

``queue`` (which articles, in which order) -> ``desk`` (one article: its records, edits and golden) -> ``server`` (pages
and JSON on the loopback interface). ``records`` and ``edits`` are pure; ``journal`` keeps every edit on disk.
"""
