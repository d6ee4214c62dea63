"""Lines that tell when an article was published."""

from __future__ import annotations

import pytest

from extract.segmentation.dateline import date_of_line, wire_prefix


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Monday, September 23, 2019", "2019-09-23"),
        ("Published: 3 March 2021", "2021-03-03"),
        ("Published on Wed., 3 March 2021 at 10:02 am EST", "2021-03-03"),
        ("2021-03-03", "2021-03-03"),
        ("2021-03-03T10:02:33+01:00", "2021-03-03"),
        ("10:02, 3 March 2021", "2021-03-03"),
        ("By X | March 3, 2021", "2021-03-03"),
        ("By Jane Roe, March 3, 2021", "2021-03-03"),
        ("March 3, 2021 by Jane Roe", "2021-03-03"),
        ("Jane Roe, NNA - 3 March 2021", None),
        ("Jane Roe - 3 March 2021", "2021-03-03"),
        ("Talvik, Norland, 3 March 2021", "2021-03-03"),
        ("*3 March 2021*", "2021-03-03"),
        ("Published March 3, 2021 Updated March 4, 2021", "2021-03-03"),
        ("March 3", ""),
        ("03/04/2021", ""),
        ("On March 3, 2021", None),
        ("March 3, 2021 was a Wednesday.", None),
        ("The truce of 3 March 2021", None),
        ("Envoys meet", None),
        ("Wednesday", None),
        ("", None),
    ],
)
def test_date_of_line(line: str, date: str | None) -> None:
    """Only a line that has nothing but a date and what goes with it tells one."""
    assert date_of_line(line) == date


@pytest.mark.parametrize(
    ("line", "prefix"),
    [
        ("GENEVA, March 3, 2021 (NNA) — Envoys met.", "GENEVA, March 3, 2021 (NNA) — "),
        ("GENEVA (NNA) - Envoys met.", "GENEVA (NNA) - "),
        ("NEW YORK — Envoys met.", "NEW YORK — "),
        ("TEL AVIV, Israel -- Envoys met.", "TEL AVIV, Israel -- "),
        ("Beijing, Mar. 3 (NNA) -- Envoys met.", "Beijing, Mar. 3 (NNA) -- "),
        ("Talvik, 3 March 2021: Envoys met.", "Talvik, 3 March 2021: "),
        ("Thursday, May 7, 2015 On Tuesday, envoys met.", "Thursday, May 7, 2015 "),
        ("BOGOTÁ, Feb. 20, 2003 (Andean News) -- A tape.", "BOGOTÁ, Feb. 20, 2003 (Andean News) -- "),
        ("ŁÓDŹ — Envoys met.", "ŁÓDŹ — "),
        ("Şırnak, 3 March 2021 (Haber Ajansı) – Envoys met.", "Şırnak, 3 March 2021 (Haber Ajansı) – "),
        ("ОДЕСА, 3 March 2021 – Envoys met.", "ОДЕСА, 3 March 2021 – "),
        ("BISHKEK, June 12, 2026. /Ala-Too Inform/. The sides met.", "BISHKEK, June 12, 2026. /Ala-Too Inform/. "),
        ("TALVIK, Norland (NNA) _ Envoys met.", "TALVIK, Norland (NNA) _ "),
        ("École — which had asked for talks — was pleased.", ""),
        ("Geneva, the seat of the talks, — as always — was calm.", ""),
        ("Norland — which had asked for talks — was pleased.", ""),
        ("NATO and the EU met.", ""),
        ("Q: Will you sign?", ""),
    ],
)
def test_wire_prefix(line: str, prefix: str) -> None:
    """The place, date and agency before a first sentence end with their dash."""
    assert wire_prefix(line) == prefix
