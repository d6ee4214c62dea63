"""Lines about the page in which a full date is set off."""

from __future__ import annotations

import pytest

from extract.segmentation.masthead import read_masthead


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("The Kalahari Gazette, Friday 13 June 2008", "2008-06-13"),
        ("LEFKOŞA (BA) – 18.07.2018", "2018-07-18"),
        ("Peninsula Wire — SEOUL, Aug. 16, 2018", "2018-08-16"),
        ("22.05.2023. 17:55", "2023-05-22"),
        ("8 July 2022 · by Hanna Lindqvist · Centre for Studies, Stockholm", "2022-07-08"),
        ("What others are reporting, collected by our desk | 3 May 2024", "2024-05-03"),
        ("MAE SARIANG, Thailand (Siam & Mekong News) 17 November 2022", "2022-11-17"),
        ("From our correspondent in Brussels, 13 February 2026", "2026-02-13"),
        ("Northern Broadcasting, 14 June 2023, 17:22", "2023-06-14"),
        ("Wed 20 Oct 2021, 09:12 GMT+3 | Bosphorus 24", "2021-10-20"),
        ("11 May 2011, 18h20 | Talvik", "2011-05-11"),
        ("November 3, 1983, Thursday, AM cycle", "1983-11-03"),
        ("Saturday 14.10.1978 | English page for seamen", "1978-10-14"),
        ("Thursday 5 March 2026. Latest at the top. Times are Lisbon.", "2026-03-05"),
        ("Author: J. Roe, date: 2021-06-03", "2021-06-03"),
        ("Compiled at 06:30, 19 May 2020", "2020-05-19"),
        ("For immediate release: Monday 6 March 2023", "2023-03-06"),
        ("Posted: 02/24/2015 3:00 AM | Comments: 4", "2015-02-24"),
        ("By Ruth Omale, Lokoja      Thursday, 14 November 2019", "2019-11-14"),
        ("TeleNistru – 26.10.2022, 18:42 – updated 27.10.2022 20:10", "2022-10-26"),
    ],
)
def test_masthead(line: str, date: str) -> None:
    """A date between marks, among names and words about the page, is the page's."""
    told = read_masthead(line)

    assert told is not None
    assert (told.date, told.is_update) == (date, False)


@pytest.mark.parametrize(
    "line",
    [
        "Talks on March 3, 2021",
        "The truce of 3 March 2021, in figures",
        "The envoys leave a hotel in Talvik, March 3, 2021",
        "Marchers in Talvik, May 2, 2018",
        "Harbour Square, Talvik, May 2, 2018. Getty Images",
        "Minister Roe, Talvik, May 2, 2018 (Joe Doe/AFP)",
        "Update on the situation in Talvik, 3 June 2021",
        "A truce, signed 3 March 2021, holds",
        "Deadline: 3 March 2021",
        "“We will sign” – Jane Roe, 3 March 2021",
        "— Jane Roe, 3 March 2021",
        "The Gazette, 3 March 2021 – 5 March 2021",
        "The Gazette, 3, 5 March 2021",
        "The Gazette, 3–5 March 2021",
        "The Gazette, 02/08/2011",
        "The Gazette, 30 February 2021",
        "The Gazette, March 2021",
        "The Gazette, Summer 2021",
        "Envoys meet",
        "",
    ],
)
def test_no_masthead(line: str) -> None:
    """A date in a phrase, of a picture, a quotation or a deadline, several, and a doubtful one are not the page's."""
    assert read_masthead(line) is None


@pytest.mark.parametrize(
    "line", ["Envoys meet again in Talvik | 3 March 2021", "The Envoys, 3 March 2021", "Talks fail — March 3, 2021"]
)
def test_first_line_may_be_the_headline(line: str) -> None:
    """Only names and words about the page between bars tell that a first line is no headline with a date."""
    assert read_masthead(line, is_first=True) is None
    assert read_masthead("The Gazette | English edition, 3 March 2021", is_first=True) is not None


def test_update() -> None:
    """A line that only tells of a change says so."""
    told = read_masthead("Jane Roe | Updated 5 March 2021")

    assert told is not None
    assert told.is_update
