"""What the loader has to tell besides articles and failures, counted while it reads."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

KINDS_KEPT = 1000
"""Kinds that are told apart: in a folder of numbered files each ending is one."""
OTHERS = "of other kinds"


@dataclass
class Notes:
    """Files and records that are no articles, and things that were read otherwise than they say; each told once."""

    passed_over: Counter[str] = field(default_factory=Counter)
    """Kind of file or record, such as ".jpg" or "image/png in a WARC" -> how many."""
    complaints: Counter[str] = field(default_factory=Counter)
    """A sentence about an article that is read all the same -> about how many it holds. Its places are not in it."""
    places: dict[str, str] = field(default_factory=dict)
    """The sentence -> the first place where it holds."""

    def pass_over(self, kind: str, count: int = 1) -> None:
        """Count *count* things of a *kind* that is not read."""
        is_told = kind in self.passed_over or len(self.passed_over) < KINDS_KEPT
        self.passed_over[kind if is_told else OTHERS] += count

    def complain(self, problem: str, where: str) -> None:
        """Count *problem*, which costs no article, at *where*."""
        self.complaints[problem] += 1
        self.places.setdefault(problem, where)

    def with_those_of(self, other: Notes) -> Notes:
        """Return these notes and then those of *other*."""
        places = {**other.places, **self.places}
        return Notes(self.passed_over + other.passed_over, self.complaints + other.complaints, places)

    def told(self) -> list[str]:
        """Return what there is to tell, a sentence a line."""
        counts = sorted(self.passed_over.items(), key=lambda one: (-one[1], one[0]))
        lines = [f"Passed over, because they are no articles: {', '.join(f'{n:,} {kind}' for kind, n in counts)}."]
        lines = lines if counts else []
        for problem, count in self.complaints.items():
            times = f" and {count - 1:,} more" if count > 1 else ""
            lines.append(f"{problem} ({self.places[problem]}{times})")
        return lines
