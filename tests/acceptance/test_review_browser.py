"""The review page in a real browser, as a person uses it: all of it by keyboard, and what may go wrong."""

import json
import shutil
import signal
import subprocess
import sys

import pytest

from extract.catalog import load_catalog
from extract.goldens.golden import load_golden

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
from review_examples import ANNOTATION, TEXT
from review_pages import (
    CHROMIUM,
    HOSTILE,
    HOSTILE_SAYS,
    RANGE,
    Thread,
    browser,
    golden_of,
    is_told_as_selected,
    program,
    select_words,
    write_document,
    write_long_article,
)

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")

HARBOUR = (
    "Port Amber, 4 May 2021 - Prime Minister Ida Vale met Foreign Minister Carl Moss in London on Tuesday.\n\n"
    "The Dockers' Union demanded that Ida Vale withdraw the new charges.\n\n"
    "Moss spoke of a joint patrol of the strait, too.\n"
)
NAMES = (
    "offer see edit type pick add mouse undo sign reload tabs kill click dark anew outside merge "
    "late hasty letters twice key link menu choices"
).split()


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A folder of extractions: an article for each test, the hostile one and the long one."""
    folder = tmp_path_factory.mktemp("review")
    for name in NAMES:
        write_document(folder, name, TEXT, ANNOTATION)
    write_document(folder, "hostile", HOSTILE, HOSTILE_SAYS)
    write_long_article(folder)
    return folder


@pytest.fixture(scope="module")
def running(root):
    """The program that serves them."""
    with program(root, "out") as one:
        yield one


@pytest.fixture(scope="module")
def playwright():
    """What drives browsers."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as one:
        yield one


@pytest.fixture(scope="module")
def context(playwright, running, tmp_path_factory):
    """A browser that has opened the first address."""
    with browser(playwright, tmp_path_factory.mktemp("profile")) as one:
        one.pages[0].goto(running.address)
        yield one


@pytest.fixture
def faults():
    """What the browser complained about: errors, refused content, requests to elsewhere."""
    return []


@pytest.fixture
def page(context, running, faults):
    """A new tab, which must have nothing to complain about in the end."""
    tab = watched(context.new_page(), running, faults)
    yield tab
    tab.close()
    assert faults == []


def watched(tab, running, faults):
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.on("console", lambda told: faults.append(told.text) if told.type in ("error", "warning") else None)
    tab.on("request", lambda asked: faults.append(asked.url) if not asked.url.startswith(running.base) else None)
    return tab


def opened(page, running, name):
    """Open an article, and return the page when it is drawn."""
    page.goto(running.article(name))
    page.wait_for_selector(".card.selected")
    return page


def settled(page):
    """Wait until the page has also heard what has changed since it was asked for."""
    page.wait_for_selector("body[data-settled]")


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


# Keeps each answer to a question about the article from the page until it is let go.
HOLDING = """
    const ask = window.fetch;
    window.held = [];
    window.fetch = async (path, options) => {
        const answer = await ask(path, options);
        if ((options?.method ?? "GET") !== "METHOD" || !path.startsWith("/api/article/")) return answer;
        const told = await answer.json();
        await new Promise((letGo) => {
            if (!window.held) return letGo();
            window.held.push(letGo);
            document.documentElement.dataset.held = "yes";
        });
        return { ok: answer.ok, headers: answer.headers, json: async () => told };
    };
"""


def hold(page, method):
    """Keep the answers to what the article's page will ask by *method* from it."""
    page.add_init_script(HOLDING.replace("METHOD", method))


def let_go(page):
    """Let the answers that are held come; those after them come at once."""
    page.evaluate("{ const letGo = held; window.held = null; for (const one of letGo) one(); }")


def pick(page, words):
    """Choose from the list that is open, by its words."""
    page.wait_for_selector("#picker[open]")
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.wait_for_selector("#picker:not([open])", state="attached")


def state_of(page):
    """Return the state that the program has, after all that was sent has arrived."""
    page.wait_for_selector("body[data-sending='0']")
    return page.evaluate("fetch(`/api${location.pathname}`).then((answer) => answer.json()).then((told) => told.state)")


def record_of(page, key):
    return next(record for record in state_of(page)["records"] if record["key"] == key)


def texts(page, selector):
    """Return the texts of the marked words, joined where they touch."""
    return page.evaluate(
        """(selector) => [...document.querySelectorAll(selector)].reduce((found, mark) => {
            const at = Number(mark.dataset.at);
            if (found.length && found.at(-1).end === at) found.at(-1).text += mark.textContent;
            else found.push({ text: mark.textContent });
            found.at(-1).end = at + mark.textContent.length;
            return found;
        }, []).map((one) => one.text)""",
        selector,
    )


def drag_over(page, words):
    """Drag over words of the article with the mouse."""
    boxes = page.evaluate(f"(words) => [...({RANGE})(words).getClientRects()].map((box) => box.toJSON())", words)
    boxes = [box for box in boxes if box["width"] > 1]
    page.mouse.move(boxes[0]["left"] + 1, boxes[0]["top"] + boxes[0]["height"] / 2)
    page.mouse.down()
    page.mouse.move(boxes[-1]["right"], boxes[-1]["top"] + boxes[-1]["height"] / 2, steps=4)
    page.mouse.up()
    is_told_as_selected(page, words)


# --------------------------------------------------------------------------------------------------------------------
# Seeing


def test_the_list_leads_to_an_article_by_keyboard(page, running):
    """Arrow and Enter open the next article of the list; l leads back."""
    page.goto(running.base)
    page.wait_for_selector("tbody tr")
    press(page, "j", "Enter")
    page.wait_for_selector(".card.selected")
    press(page, "l")
    page.wait_for_selector("tbody tr")

    assert page.locator("tbody tr").count() == len(NAMES) + 2


def test_the_article_is_shown_as_it_is_with_every_quotation_marked(page, running):
    """The characters are the source's, and the marks of a record are its quotations."""
    opened(page, running, "see")

    assert page.evaluate("document.getElementById('article').textContent") == TEXT
    assert texts(page, "mark.on") == ["Norland", "Norland", "Norlanders"]


def test_overlapping_quotations_have_lines_of_their_own(page, running):
    """A name in a sentence that states two records is under as many lines as quotations hold it."""
    opened(page, running, "see")
    lanes = page.evaluate(
        """[...document.querySelectorAll("mark")].find((mark) => mark.textContent === "Norland")
            .querySelectorAll("u").length"""
    )

    assert lanes == 2


def test_a_click_finds_the_other_side(page, running):
    """A quotation in the text leads to its record, a record to its quotations; another click to the next record."""
    opened(page, running, "click")
    page.locator("mark", has_text="Port Amber").click()
    assert page.locator(".card.selected h3").text_content() == "Norland, Ida Vale"

    page.locator("#card-demand-1 h3").click()
    assert texts(page, "mark.on.strong") == ["reopen the strait"]

    page.locator("mark", has_text="Sudland").first.click()
    assert page.locator(".card.selected h3").text_content() == "Sudland"
    page.locator("mark", has_text="Sudland").first.click()
    assert page.locator(".card.selected h3").text_content() == "Norland, Ida Vale"


def test_guidelines_are_one_key_away(page, running):
    """The docstring of the selected record's schema is what is seen first; fields' types are told in plain words."""
    opened(page, running, "see")
    press(page, "g")

    kinds = page.locator("#guidelines-text .current dt .muted").all_text_contents()
    assert kinds[0] == "text, needed"
    assert kinds[-1] == "words of the article, any number"
    assert page.locator("#guidelines-text .current p").text_content() == load_catalog()["Actor"].definition


def test_the_help_tells_the_keys(page, running):
    """One key shows all of them."""
    opened(page, running, "see")
    press(page, "?")

    assert page.locator("#help").is_visible()
    assert {"a", "x", "e", "v", "u", "U", "s", "g", "?"} <= set(page.locator("#help-keys kbd").all_text_contents())


def test_letters_can_be_turned_off(page, running):
    """For people who speak to their machine: then a letter is no command."""
    opened(page, running, "see")
    press(page, "?")
    page.locator("#letters-off").check()
    press(page, "Escape", "a")
    assert record_of(page, "norland")["verdict"] is None

    press(page, "Tab")
    page.locator("#open-help").click()
    page.locator("#letters-off").uncheck()


# --------------------------------------------------------------------------------------------------------------------
# Editing


def test_keys_judge_as_fast_as_they_are_pressed(page, running):
    """Each key judges one record, also before the program has answered the one before."""
    opened(page, running, "undo")
    press(page, "a", "x", "a", "x", "a")

    verdicts = [record["verdict"] for record in state_of(page)["records"]]
    assert verdicts == ["accepted", "rejected", "accepted", "rejected", "accepted"]
    assert page.locator("#card-demand-1 .gone").all_text_contents() == ["Sudland"]

    press(page, "u", "u", "u")
    assert [record["verdict"] for record in state_of(page)["records"]] == ["accepted", "rejected", None, None, None]
    press(page, "U")
    assert record_of(page, "ida-vale")["verdict"] == "accepted"


def test_fields_are_edited_by_their_type(page, running):
    """A label from a list, a date in ISO form, words typed, a tick: each is kept at once."""
    opened(page, running, "edit")
    page.locator("#card-meeting-1 h3").click()
    press(page, "e")
    page.locator("#card-meeting-1 select").select_option("planned")
    page.locator("#card-meeting-1 input.iso").fill("2021-05")
    page.locator("#card-meeting-1 .check input").click()
    press(page, "Escape")
    record = record_of(page, "meeting-1")
    assert (record["values"]["status"], record["values"]["date"]["iso"]) == ("planned", "2021-05")
    assert record["optional"] is True

    page.locator("#card-ida-vale h3").click()
    press(page, "e")
    page.get_by_label("title", exact=True).fill("minister")
    page.get_by_label("add to aliases").fill("the minister")
    press(page, "Enter", "Escape")
    values = record_of(page, "ida-vale")["values"]
    assert (values["title"], values["aliases"]) == ("minister", ["Vale", "the minister"])


def test_what_is_wrong_is_told_at_the_field(page, running):
    """In words, beside the input, which says that it is invalid; signing is not possible meanwhile."""
    opened(page, running, "type")
    press(page, "e")
    country = page.get_by_label("country", exact=True)
    country.fill("Norland")
    page.wait_for_selector(".field.wrong")

    assert country.get_attribute("aria-invalid") == "true"
    assert "ISO 3166-1 alpha-3 code" in page.locator(".field.wrong .problem").text_content()
    assert page.evaluate("document.activeElement.value") == "Norland"
    press(page, "Escape", "s")
    assert page.locator("#do-sign").is_disabled()


def test_an_actor_is_picked_from_a_list(page, running):
    """Typing narrows it, Enter takes; a key on the chip takes it out again."""
    opened(page, running, "pick")
    page.locator("#card-demand-1 h3").click()
    press(page, "e")
    page.locator("#card-demand-1").get_by_label("add: addressees").click()
    pick(page, "vale")
    assert record_of(page, "demand-1")["values"]["addressees"] == ["sudland", "ida-vale"]

    page.locator("#card-demand-1").get_by_label("take out Sudland").focus()
    press(page, "Enter")
    assert record_of(page, "demand-1")["values"]["addressees"] == ["ida-vale"]


def test_a_record_is_added_with_the_mouse(page, running):
    """Words are dragged over, Enter asks what they are: a new record stands at them, with its sentence."""
    opened(page, running, "mouse")
    drag_over(page, "a joint patrol of the strait")
    press(page, "Enter")
    pick(page, "new proposal")
    page.wait_for_selector(".card.edited")

    (record,) = [one for one in state_of(page)["records"] if one["schema"] == "Proposal"]
    start = TEXT.index("a joint patrol")
    assert record["values"]["content"] == {"text": "a joint patrol of the strait", "start": start, "end": start + 28}
    assert [one["text"] for one in record["values"]["evidence"]] == ["Vale offered a joint patrol of the strait."]
    assert page.locator(".card.edited h3").text_content() == "a joint patrol of the strait"


def test_what_words_most_likely_are_stands_first(page, running):
    """A name beside a selected event is no evidence of it but a new record; a whole sentence is one more evidence."""
    opened(page, running, "offer")
    page.locator("#card-meeting-1 h3").click()
    firsts = []
    for words in ("The Norlanders", "Vale offered a joint patrol of the strait."):
        select_words(page, words)
        press(page, "Enter")
        page.wait_for_selector("#picker[open]")
        firsts.append(page.locator("#picker-list li").first.text_content())
        press(page, "Escape", "Escape")

    assert firsts == ["new Actorentity", "evidence of the selected Meetingone more"]


def test_a_record_of_another_reading_only_is_offered(playwright, root, tmp_path, faults):
    """It is marked unsure, with the reason; W goes to it, and accepting it puts it into the golden."""
    write_document(tmp_path, "offer", TEXT, ANNOTATION | {"demands": []})
    with program(tmp_path, "out", "--second", str(root / "out")) as one, browser(playwright, tmp_path / "p") as context:
        tab = watched(context.pages[0], one, faults)
        tab.goto(one.address)
        opened(tab, one, "offer")
        press(tab, "W")
        card = tab.locator(".card.selected")
        assert card.get_attribute("id") == "card-second-demand-1"
        assert card.locator(".badge.unsure").text_content() == "unsure"
        assert card.locator(".doubt").text_content() == "only the other reading has it"
        press(tab, "A", "s")
        tab.locator("#do-sign").click()
        tab.locator("#signing:not([open])").wait_for(state="attached")

        golden = golden_of(tmp_path, "offer")
        assert [one["content"]["text"] for one in golden["demands"]] == ["reopen the strait"]
    assert faults == []


def test_a_record_is_added_and_its_quotation_changed_by_keyboard(page, running):
    """Without a mouse: words are selected with arrows, and a field asks for others."""
    opened(page, running, "add")
    press(page, "v", "ArrowDown", "ArrowDown", "Shift+ArrowRight", "Enter")
    pick(page, "new actor")
    page.wait_for_selector(".card.edited")
    (record,) = [one for one in state_of(page)["records"] if one["key"].startswith("+")]
    assert record["values"]["name"] == "The Norlanders"

    press(page, "Escape")
    page.locator("#card-demand-1 h3").click()
    press(page, "e")
    page.locator("#card-demand-1").get_by_label("select another stretch for reopen the strait").focus()
    press(page, "Enter", "Shift+ArrowLeft", "[", "]", "Enter")
    assert record_of(page, "demand-1")["values"]["content"]["text"] == "reopen the"


def test_two_actors_become_one(page, running):
    """m asks for the other one; what named it names the kept one then."""
    opened(page, running, "merge")
    page.locator("#card-sudland h3").click()
    press(page, "m")
    pick(page, "ida")

    assert record_of(page, "sudland")["values"]["aliases"] == ["Vale", "Ida Vale"]
    assert record_of(page, "meeting-1")["values"]["participants"] == ["norland", "sudland"]


# --------------------------------------------------------------------------------------------------------------------
# Signing


def test_an_article_is_signed_by_keyboard(page, running, root):
    """From the open page to the golden: judge, sign, and the list counts it."""
    opened(page, running, "sign")
    press(page, "a", "a", "a", "x")
    press(page, "s")
    page.wait_for_selector("#signing[open]")
    assert page.locator("#do-sign").is_disabled()
    assert page.locator("#signing-sum").text_content() == "3 records accepted, 1 rejected, 1 not judged yet."
    page.locator("#accept-rest").click()
    page.locator("#do-sign:enabled").click()
    page.wait_for_selector("#signing:not([open])", state="attached")

    golden = load_golden(root / "golden" / "sign.json", load_catalog(), TEXT)
    assert golden["verified"]["by"] == "Eve Example"
    assert (len(golden["actors"]), golden["meetings"], len(golden["demands"])) == (3, [], 1)
    page.reload()
    page.wait_for_selector(".card")
    assert page.locator("#saved").text_content() == "signed"
    press(page, "l")
    page.wait_for_selector("tbody tr")
    link = page.get_by_role("link", name="sign", exact=True)
    assert "signed by Eve Example" in page.get_by_role("row").filter(has=link).text_content()


def test_the_way_of_a_newcomer_leads_from_a_run_to_a_score(playwright, tmp_path, faults):
    """As docs/review.md tells it, in a folder of any name: run, review, judge, mend, add, sign, score."""
    home = tmp_path / "my news – ünïcode"
    home.mkdir()
    (home / "harbour talks.txt").write_text(HARBOUR, encoding="utf-8", newline="")
    extract = [sys.executable, "-m", "extract"]
    subprocess.run([*extract, "run", "harbour talks.txt"], cwd=home, check=True, capture_output=True)
    with program(home) as one, browser(playwright, tmp_path / "profile") as context:
        tab = watched(context.pages[0], one, faults)
        tab.goto(one.address)
        tab.wait_for_selector("tbody tr")
        press(tab, "Enter")
        tab.wait_for_selector(".card.selected")
        press(tab, "a", "a")
        tab.locator("#card-meeting-1 h3").click()
        press(tab, "x")
        tab.locator("#card-demand-1 h3").click()
        press(tab, "e")
        tab.locator("#card-demand-1").get_by_label("add: addressees").click()
        pick(tab, "carl moss")
        press(tab, "Escape")
        select_words(tab, "a joint patrol of the strait")
        press(tab, "Enter")
        pick(tab, "new proposal")
        tab.locator(".card.edited select").select_option("made")
        press(tab, "Escape", "A", "s")
        tab.locator("#do-sign:enabled").click()
        tab.locator("#signing:not([open])").wait_for(state="attached")
        tab.get_by_text("1 of 1 signed").wait_for()
    found = json.loads((home / "out" / "harbour talks.json").read_bytes())
    golden = load_golden(home / "golden" / "harbour talks.json", load_catalog(), HARBOUR)
    scored = subprocess.run([*extract, "score", "golden/", "out/", "--json"], cwd=home, check=True, capture_output=True)

    assert (len(found["meetings"]), golden["meetings"]) == (1, [])
    assert golden["demands"][0]["addressees"] == [*found["demands"][0]["addressees"], "carl-moss"]
    assert golden["proposals"][-1]["content"]["text"] == "a joint patrol of the strait"
    assert json.loads(scored.stdout)["mean"]["found"] < 1
    assert faults == []


def test_a_golden_that_changed_outside_is_replaced_only_when_asked(page, running, root, faults):
    """Signing tells it, and offers to replace it."""
    opened(page, running, "outside")
    press(page, "A", "s")
    page.locator("#do-sign:enabled").click()
    page.wait_for_selector("#signing:not([open])", state="attached")
    path = root / "golden" / "outside.json"
    path.write_bytes(path.read_bytes().replace(b"Eve Example", b"Another Eve"))
    press(page, "o", "s")
    page.locator("#do-sign:enabled").click()
    page.wait_for_selector("#replace:not([hidden])")
    assert golden_of(root, "outside")["verified"]["by"] == "Another Eve"
    assert ["409" in fault for fault in faults] == [True]
    faults.clear()

    page.locator("#replace").click()
    page.wait_for_selector("#signing:not([open])", state="attached")
    assert golden_of(root, "outside")["verified"]["by"] == "Eve Example"


def test_start_anew_is_offered_and_can_be_undone(page, running):
    """R asks from what."""
    opened(page, running, "anew")
    press(page, "a", "R")
    pick(page, "extraction")
    assert record_of(page, "norland")["verdict"] is None
    press(page, "u")
    assert record_of(page, "norland")["verdict"] == "accepted"


# --------------------------------------------------------------------------------------------------------------------
# Nothing is lost


def test_a_reload_keeps_what_was_typed_a_moment_before(page, running):
    """Leaving the page sends what had not been sent."""
    opened(page, running, "reload")
    press(page, "e")
    name = page.get_by_label("name", exact=True)
    name.fill("Kingdom of Norland")
    page.reload()
    page.wait_for_selector(".card.selected")

    assert record_of(page, "norland")["values"]["name"] == "Kingdom of Norland"
    page.locator("#card-norland h3", has_text="Kingdom of Norland").wait_for()


def test_a_tab_that_is_behind_is_told_and_shows_what_is_there(context, page, running, faults):
    """Its edit is not made; the next one is."""
    other = watched(context.new_page(), running, faults)
    opened(page, running, "tabs")
    opened(other, running, "tabs")
    settled(other)
    press(page, "x")
    assert record_of(page, "norland")["verdict"] == "rejected"

    other.evaluate("document.getElementById('card-demand-1').querySelector('.verdict.accepted').click()")
    other.wait_for_selector("#status.bad")
    assert "this article was changed in another tab" in other.locator("#status").text_content()
    assert [one["verdict"] for one in state_of(other)["records"]] == ["rejected", None, None, None, None]
    assert other.locator("#card-norland.rejected").count() == 1
    other.evaluate("document.getElementById('card-demand-1').querySelector('.verdict.accepted').click()")
    assert record_of(other, "demand-1")["verdict"] == "accepted"
    other.close()
    # The browser notes each refused request.
    assert all("409" in fault for fault in faults)
    faults.clear()


def test_an_answer_that_was_overtaken_takes_nothing_back(page, running):
    """What the page asked before an edit, and hears after it, is not shown: all stays judged, and can be signed."""
    hold(page, "GET")
    opened(page, running, "late")
    page.wait_for_selector("[data-held]")
    press(page, "A", "s")
    page.wait_for_selector("body[data-sending='0']")
    let_go(page)
    settled(page)

    assert page.locator("#signing-sum").text_content() == "5 records accepted, 0 rejected."
    assert page.locator("#do-sign").is_enabled()


def test_undo_counts_before_the_answer(page, running):
    """What is undone at once, before the program has answered, is undone."""
    hold(page, "POST")
    opened(page, running, "hasty")
    press(page, "a")
    page.wait_for_selector("[data-held]")
    press(page, "u")
    let_go(page)

    assert record_of(page, "norland")["verdict"] is None


def test_an_answer_takes_nothing_from_what_is_being_typed(page, running):
    """A person types on while what was typed before is being sent: every letter stays."""
    hold(page, "POST")
    opened(page, running, "letters")
    press(page, "e")
    page.get_by_label("title", exact=True).focus()
    page.keyboard.type("mini")
    page.wait_for_selector("[data-held]")
    page.keyboard.type("s")
    let_go(page)
    page.keyboard.type("ter")
    press(page, "Tab")
    page.keyboard.type("FRA")
    press(page, "Escape")

    values = record_of(page, "norland")["values"]
    assert (values["title"], values["country"]) == ("minister", "FRA")


def test_each_addition_counts_before_the_answer(page, running):
    """What is added to a list is added to what it is then, not to what the page showed of it."""
    hold(page, "POST")
    opened(page, running, "twice")
    page.locator("#card-demand-1 h3").click()
    press(page, "e")
    for words in ("vale", "norland"):
        page.locator("#card-demand-1").get_by_label("add: addressees").click()
        pick(page, words)
    page.wait_for_selector("[data-held]")
    let_go(page)

    assert record_of(page, "demand-1")["values"]["addressees"] == ["sudland", "ida-vale", "norland"]


@pytest.mark.parametrize("name", ["key", "link"])
def test_what_leads_away_waits_for_what_was_done(page, running, name):
    """A key or a link that leaves the article loses none of the keys before it."""
    hold(page, "POST")
    opened(page, running, name)
    press(page, "a", "x")
    if name == "key":
        press(page, "l")
    else:
        page.locator("#to-list").click(no_wait_after=True)
    page.wait_for_selector("[data-held]")
    let_go(page)
    page.wait_for_selector("tbody tr")
    opened(page, running, name)

    assert [one["verdict"] for one in state_of(page)["records"]][:2] == ["accepted", "rejected"]


@pytest.mark.parametrize(("name", "button", "moves"), [("menu", 2, False), ("choices", 0, True)])
def test_a_press_whose_end_is_not_told_stops_nothing(page, running, name, button, moves):
    """A menu or a list of the system's may keep the end of a press: the page is drawn nevertheless."""
    opened(page, running, name)
    page.locator("#card-norland h3").dispatch_event("pointerdown", {"button": button})
    press(page, "A")
    if moves:
        page.mouse.move(200, 200)

    page.locator("#judged", has_text="5 of 5 judged").wait_for()
    assert {one["verdict"] for one in state_of(page)["records"]} == {"accepted"}


def test_a_kill_of_the_program_loses_no_edit(playwright, root, tmp_path):
    """The page says that nobody answers; after a new start every edit is there that the page had shown as made."""
    shutil.copytree(root / "out", tmp_path / "out")
    with program(tmp_path, "out") as running, browser(playwright, tmp_path / "profile") as context:
        page = context.pages[0]
        page.goto(running.address)
        opened(page, running, "kill")
        press(page, "a", "x")
        assert record_of(page, "sudland")["verdict"] == "rejected"
        running.end(signal.SIGKILL)
        press(page, "a")
        page.wait_for_selector("#status.bad")
        assert "does not answer" in page.locator("#status").text_content()
        assert page.locator("#card-ida-vale.undecided").count() == 1

        with program(tmp_path, "out", "--port", str(running.port)) as again:
            press(page, "a")
            page.locator("#status", has_text="of an earlier review").wait_for()
            page.goto(again.address)
            opened(page, again, "kill")
            verdicts = [record["verdict"] for record in state_of(page)["records"]]
            assert verdicts == ["accepted", "rejected", None, None, None]


# --------------------------------------------------------------------------------------------------------------------
# Any text, any schemas, any size


def test_markup_in_an_article_is_text(page, running):
    """Scripts, broken tags and entities are shown as they stand, and nothing of them runs."""
    opened(page, running, "hostile")

    assert page.evaluate("document.getElementById('article').textContent") == HOSTILE
    assert page.evaluate("window.hacked") is None
    assert page.locator("#article script, #article img").count() == 0


@pytest.mark.parametrize("words", ["said", "الشتاء", "שהדיון", "🕊️ שהדיון", "<script>window"])
def test_places_are_right_after_emoji_and_line_ends(page, running, words):
    """A selection is taken in code points: after emoji and CRLF, in right-to-left words, over markup."""
    opened(page, running, "hostile")
    select_words(page, words)
    press(page, "Enter")
    pick(page, "new actor")
    page.wait_for_selector(".card.edited")

    places = state_of(page)["records"][-1]["values"]["mentions"]
    assert [HOSTILE[one["start"] : one["end"]] for one in places] == [words]


def test_right_to_left_paragraphs_run_from_the_right(page, running):
    """Each paragraph has the direction of its own letters."""
    opened(page, running, "hostile")
    directions = page.evaluate(
        "[...document.querySelectorAll('.line')].map((line) => getComputedStyle(line).direction)"
    )

    assert directions == ["ltr", "ltr", "rtl", "rtl"]


SCHEMAS = '''
"""What a user declares: every type of field that a declaration may have."""
from datetime import date
from typing import Annotated, Literal
from pydantic import Field
from extract.schema import AGENT, EVIDENCE, THEME, TIME, Entity, Event, Labels, Quote, Ref, When

class Ship(Entity):
    """A vessel that the article names."""
    flag: Literal["black", "white"] = Field(description="Its flag.")
    tons: int | None = Field(default=None, description="How much it carries.")

class Raid(Event):
    """A ship falls upon another."""
    raider: Annotated[Ref["Ship"], AGENT] = Field(description="Who raids.")
    loot: Annotated[Quote, THEME] = Field(description="What was taken.")
    at: Annotated[When | None, TIME] = Field(default=None, description="When.")
    seas: list[Literal["north", "south"]] = Field(default=[], description="Where it was.")
    was_repelled: bool | None = Field(default=None, description="Whether it failed.")
    share: float | None = Field(default=None, description="The captain's share.")
    told_on: date | None = Field(default=None, description="When it was told.")
    songs: list[str] = Field(default=[], description="Songs about it.")
'''


def test_it_works_for_schemas_of_a_user(playwright, tmp_path, faults):
    """Forms, new records and the golden follow declarations that the page has never seen, with each type of field."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "sea.py").write_text(SCHEMAS, encoding="utf-8")
    text = "The Gull took ten barrels of rum from the Tern on 4 May 2021. The Tern fled.\n"
    says = {"ships": [{"name": "Gull", "flag": "black"}, {"name": "Tern", "flag": "white"}]}
    write_document(tmp_path, "user", text, says, tmp_path / "mine")
    with (
        program(tmp_path, "out", "--schemas", "mine") as running,
        browser(playwright, tmp_path / "profile") as context,
    ):
        page = watched(context.pages[0], running, faults)
        page.goto(running.address)
        opened(page, running, "user")
        assert page.locator("#records h2").all_text_contents() == ["ships 0 of 2", "raids none"]
        select_words(page, "ten barrels of rum")
        press(page, "Enter")
        pick(page, "new raid")
        form = page.locator(".card.edited")
        form.wait_for()
        assert form.locator(".field.wrong .problem").all_text_contents() == ["a value is needed here"]
        form.get_by_label("add: raider").click()
        pick(page, "gull")
        form.get_by_label("add from the text: at").focus()
        press(page, "Enter", *["ArrowRight"] * 11, "Shift+ArrowRight", "Shift+ArrowRight", "Enter")
        form.get_by_label("north").click()
        form.get_by_label("was repelled").select_option("no")
        form.get_by_label("share").fill("0.25")
        form.get_by_label("told on").fill("2021-05-06")
        form.get_by_label("add to songs").fill("Yo ho")
        press(page, "Enter", "Escape")
        state_of(page)
        press(page, "A", "s")
        page.locator("#do-sign:enabled").click()
        page.wait_for_selector("#signing:not([open])", state="attached")

    golden = load_golden(tmp_path / "golden" / "user.json", load_catalog(tmp_path / "mine"), text)
    (raid,) = golden["raids"]
    assert {name: raid[name] for name in ("raider", "seas", "was_repelled", "share", "told_on", "songs")} == {
        "raider": "gull",
        "seas": ["north"],
        "was_repelled": False,
        "share": 0.25,
        "told_on": "2021-05-06",
        "songs": ["Yo ho"],
    }
    assert raid["loot"]["text"] == "ten barrels of rum"
    assert (raid["at"]["text"], raid["at"]["iso"]) == ("4 May 2021", "2021-05-04")
    assert faults == []


def test_a_long_article_is_quick(page, running):
    """5,000 words and 300 quotations: under a second of the processor to the first sight, under 100 ms a key press."""
    thread = Thread(page)
    opened(page, running, "long")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    to_first_sight = thread.milliseconds()
    assert len(page.evaluate("document.getElementById('article').textContent").split()) >= 5000
    quotations = [
        quote
        for record in state_of(page)["records"]
        for value in record["values"].values()
        for quote in (value if isinstance(value, list) else [value])
        if isinstance(quote, dict)
    ]
    assert len(quotations) == 300
    assert to_first_sight < 1000
    for keys in ("jjjjjjjjjj", "kkkkkkkkkk", "aaaaaxxxxx", "uuuuuUUUUU"):
        before = thread.milliseconds()
        press(page, *keys)
        state_of(page)
        assert (thread.milliseconds() - before) / len(keys) < 100


# --------------------------------------------------------------------------------------------------------------------
# For everyone


def test_every_control_has_a_name(page, running):
    """A screen reader can say what each button, field and list is for, in a form with every type of field."""
    opened(page, running, "see")
    page.locator("#card-meeting-1 h3").click()
    press(page, "e")
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    roles = {"button", "textbox", "combobox", "checkbox", "link", "listbox", "searchbox"}
    controls = [node for node in nodes if not node["ignored"] and node["role"]["value"] in roles]

    assert len(controls) > 20
    assert [node["role"]["value"] for node in controls if not node.get("name", {}).get("value")] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_every_colour(page, running, scheme):
    """The contrast of text to each record's colours, and of small print to its ground, is at least 4.5 (WCAG AA)."""
    page.emulate_media(color_scheme=scheme)
    opened(page, running, "dark")
    press(page, "W", "x")
    ratios = page.evaluate(CONTRASTS)
    page.emulate_media(color_scheme=None)

    assert len(ratios) > 300
    assert {name: ratio for name, ratio in ratios.items() if ratio < 4.5} == {}


CONTRASTS = """() => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    const light = (colour) => {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        const parts = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map((part) => part / 255);
        const [r, g, b] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ratio = (one, other) => {
        const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
        return (high + 0.05) / (low + 0.05);
    };
    const found = {};
    const mark = document.querySelector("mark");
    const ink = getComputedStyle(mark).color;
    mark.className = "on strong";
    for (let hue = 0; hue < 360; hue += 1) {
        mark.style.setProperty("--chosen-hue", hue);
        found[`chosen ${hue}`] = ratio(ink, getComputedStyle(mark).backgroundColor);
    }
    const root = getComputedStyle(document.documentElement);
    for (const name of ["ink", "muted", "accent", "good", "bad", "unsure"]) {
        for (const ground of ["paper", "panel"]) {
            const [one, other] = [name, ground].map((part) => root.getPropertyValue(`--${part}`));
            found[`${name} on ${ground}`] = ratio(one, other);
        }
    }
    found.button = ratio(root.getPropertyValue("--on-accent"), root.getPropertyValue("--accent"));
    return found;
}"""
