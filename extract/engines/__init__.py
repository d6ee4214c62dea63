"""Engines beside the processes of this machine (``extract.workers``): where else readers can be.

An engine takes articles and gives back, in their order and a bounded number ahead, what was extracted or why there is
nothing; an article that kills the process that reads it costs itself only. What is read, kept, written and told is the
run's business, whichever engine it has.
"""

from typing import Final

ENGINES: Final = ("local", "ray")
