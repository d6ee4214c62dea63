"""What the page's program answers, and to whom: one machine, one person, one browser."""

import json
import re

import pytest
from review_examples import CATALOG, TEXT, article, document, queue
from starlette.testclient import TestClient

from extract.errors import UsageError
from extract.review.guard import HEADER, LARGEST, Pass
from extract.review.server import Signer, listen, make_app

GIVEN = Pass(4567, token="secret", page_token="of-page")
HOST = "http://127.0.0.1:4567"
HEADERS = {"origin": HOST, HEADER: "of-page"}


@pytest.fixture
def app(tmp_path):
    """The program with two articles; one has a name that is not ASCII."""
    (tmp_path / "golden" / ".review").mkdir(parents=True)
    of = queue(tmp_path, document(), document(article("страна #1?")))
    return make_app(of, Signer("Eve", "1.1"), GIVEN)


@pytest.fixture
def client(app):
    """A browser that has opened the address once."""
    browser = TestClient(app, base_url=HOST)
    browser.get("/?token=secret")
    return browser


def edit(client, version=1, name="strait", headers=HEADERS, **data):
    data = data or {"do": "judge", "keys": ["norland"], "verdict": "accepted"}
    return client.post(f"/api/article/{name}/edit", json={"version": version, "edit": data}, headers=headers)


def static(client, name):
    """Return the address of a file, as the pages name it."""
    return re.search(r'href="(/static/[0-9a-f]{16}/)style\.css"', client.get("/").text)[1] + name


def data_of(page):
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', page.text, re.DOTALL)[1])


# --------------------------------------------------------------------------------------------------------------------
# Who is answered


def test_the_first_address_turns_its_token_into_a_cookie(app):
    """The browser is sent on to an address without it; the cookie goes to no other site and no script."""
    answer = TestClient(app, base_url=HOST).get("/?token=secret", follow_redirects=False)

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"].lower()
    assert cookie.startswith("extract-review-4567=secret;")
    assert {"httponly", "samesite=strict", "path=/"} <= {part.strip() for part in cookie.split(";")}


@pytest.mark.parametrize(
    "path", ["/", "/?token=wrong", "/article/strait", "/api/articles", "/static/x/review.js", "/nothing"]
)
def test_without_the_token_nothing_is_answered(app, path):
    """Not a page, not a list, not a file."""
    answer = TestClient(app, base_url=HOST).get(path)

    assert (answer.status_code, answer.text) == (
        403,
        "the token is missing or of an earlier review: open the address that the command printed",
    )


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:80", "evil.example:4567", ""])
def test_another_host_is_not_answered(client, host):
    """A name that was rebound to this machine is not its address."""
    assert client.get("/api/articles", headers={"host": host}).status_code == 403


def test_localhost_is_answered(app):
    """It is this machine too."""
    assert TestClient(app, base_url="http://localhost:4567").get("/?token=secret").status_code == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:80", "https://127.0.0.1:4567"])
def test_a_foreign_origin_is_not_answered(client, origin):
    """Neither to read nor to change, token or not."""
    assert client.get("/api/articles", headers={"origin": origin}).status_code == 403
    assert edit(client, headers=HEADERS | {"origin": origin}).status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_request_that_another_site_began_is_not_answered(client, site):
    """Another port of this machine is the same site, and not this origin."""
    assert client.get("/api/articles", headers={"sec-fetch-site": site}).status_code == 403


@pytest.mark.parametrize("missing", ["origin", HEADER])
def test_a_change_needs_origin_and_header(client, missing):
    """A form of another page sends neither this header nor no origin."""
    given = {name: value for name, value in HEADERS.items() if name != missing}

    assert edit(client, headers=given).status_code == 403
    assert edit(client).status_code == 200


def test_a_change_without_the_cookie_is_refused(app):
    """The header alone is not enough."""
    assert edit(TestClient(app, base_url=HOST)).status_code == 403


def test_a_huge_request_is_refused(client):
    """Its length is told before it is read."""
    sent = client.post("/api/article/strait/edit", content=b" " * (LARGEST + 1), headers=HEADERS)

    assert sent.status_code == 413


@pytest.mark.parametrize("path", ["/", "/article/strait", "/static/x/review.js", "/api/articles", "/nothing"])
def test_every_answer_forbids_foreign_content(client, path):
    """No script, style or connection but from here, no framing, no sniffing, no caching, no markup made by scripts."""
    headers = client.get(path).headers

    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert {policy[f"{kind}-src"] for kind in ("script", "style", "connect", "img")} == {"'self'"}
    assert (policy["frame-ancestors"], policy["base-uri"], policy["form-action"]) == ("'none'",) * 3
    assert policy["require-trusted-types-for"] == "'script'"
    assert (headers["x-content-type-options"], headers["cache-control"]) == ("nosniff", "no-store")


def test_a_refusal_forbids_foreign_content_too(app):
    """Also the answer to a stranger."""
    assert "content-security-policy" in TestClient(app, base_url=HOST).get("/").headers


@pytest.mark.parametrize(
    "path",
    [
        "../server.py",
        "..%2fserver.py",
        "%2e%2e%2fserver.py",
        "/etc/passwd",
        "article.html",
        "/static/../server.py",
        "/article/..%2f..%2fetc%2fpasswd",
        "/api/article/..%2fgolden",
        "/api/article/%00",
    ],
)
def test_no_path_leads_out(client, path):
    """Files are found by the names that were there at the start, articles by those in the queue."""
    addresses = (
        [path] if path.startswith(("/static", "/article", "/api")) else [static(client, path), f"/static/{path}"]
    )

    assert [client.get(address).status_code for address in addresses] == [404] * len(addresses)


def test_files_of_the_page_may_be_kept(client):
    """Their address tells their version; the pages, which have articles in them, are kept nowhere."""
    answer = client.get(static(client, "review.js"))

    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["cache-control"] == "private, max-age=31536000, immutable"
    assert client.get("/static/0123456789abcdef/review.js").status_code == 404


def test_nothing_comes_from_elsewhere(client):
    """No page, script or style names another address than this program's."""
    names = [
        "/",
        "/article/strait",
        *(static(client, name) for name in ("style.css", "review.js", "list.js", "api.js")),
    ]
    for text in (client.get(name).text for name in names):
        assert re.findall(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]+", text) == []


# --------------------------------------------------------------------------------------------------------------------
# What is answered


def test_the_page_has_its_data(client):
    """Text, records and forms come with the page."""
    data = data_of(client.get("/article/strait"))

    assert data["article"]["text"] == TEXT
    assert [record["key"] for record in data["state"]["records"]][:2] == ["norland", "sudland"]
    assert [form["name"] for form in data["forms"]] == [one.name for one in CATALOG]


def test_an_article_cannot_end_the_data_of_its_page(tmp_path):
    """Markup in the text is text: there is one script block of ours, and it holds all of it."""
    text = TEXT + "</script><script>alert(1)</script><!-- {{token}} {{data}}\n"
    (tmp_path / "golden" / ".review").mkdir(parents=True)
    of = queue(tmp_path, document(article(text=text)), texts={"strait": text})
    browser = TestClient(make_app(of, Signer("", "1.1"), GIVEN), base_url=HOST)
    browser.get("/?token=secret")
    page = browser.get("/article/strait")

    assert data_of(page)["article"]["text"] == text
    assert page.text.count("<script") == 2


def test_a_name_of_any_letters_is_found(client):
    """Ids are quoted in addresses."""
    assert client.get("/api/article/%D1%81%D1%82%D1%80%D0%B0%D0%BD%D0%B0%20%231%3F").status_code == 200


def test_an_edit_is_answered_with_the_state(client):
    """The version is the next, and the record has its verdict."""
    state = edit(client).json()["state"]

    assert (state["version"], state["records"][0]["verdict"], state["can_undo"]) == (2, "accepted", True)


def test_a_stale_edit_is_answered_with_the_state_and_the_reason(client):
    """A tab that is behind can show what is there now."""
    edit(client)
    answer = edit(client, version=1, do="judge", keys=["sudland"], verdict="rejected")

    assert answer.status_code == 409
    assert answer.json()["error"]["problem"] == "this article was changed in another tab"
    assert [record["verdict"] for record in answer.json()["state"]["records"]][:2] == ["accepted", None]


def wrapped(value, edit='{"do": "set", "key": "norland", "field": "name", "value": %s}'):
    return f'{{"version": 1, "edit": {edit % value}}}'.encode()


GARBAGE = {
    "nothing": b"",
    "list": b"[]",
    "empty": b"{}",
    "null": b"null",
    "no edit": b'{"version": 1}',
    "no UTF-8": b"\xff",
    "version that is none": b'{"version": [[1]], "edit": {"do": "undo"}}',
    "version that is a flag": b'{"version": true, "edit": {"do": "undo"}}',
    "nested lists": b"[" * 100_000 + b"]" * 100_000,
    "nested lists in an edit": wrapped("[" * 900 + "]" * 900),
    "lists nested for ever": wrapped("[" * 100_000),
    "nested objects": wrapped('{"a":' * 900 + "1" + "}" * 900),
    "nested do": wrapped("1", '{"do": [[[[%s]]]]}'),
    "do of another kind": wrapped("1", '{"do": "fly", "key": %s}'),
    "keys of another kind": wrapped("1", '{"do": "judge", "keys": [{"a": [%s]}], "verdict": null}'),
    "no number": wrapped("NaN"),
    "number without end": wrapped("1e999"),
    "too many digits": wrapped("9" * 5000),
    "half a pair": wrapped('"\\ud800"'),
}


@pytest.mark.parametrize("body", GARBAGE.values(), ids=GARBAGE)
def test_a_request_of_another_form_is_refused(client, body):
    """It is told, and nothing is changed."""
    answer = client.post("/api/article/strait/edit", content=body, headers=HEADERS)

    assert (answer.status_code, answer.json()["state"]["version"]) == (400, 1)


def test_a_signature_is_of_texts(client):
    """Lists are no name."""
    sent = {"version": 1, "by": [["Ann"]], "guidelines": "1.1"}

    assert client.post("/api/article/strait/save", json=sent, headers=HEADERS).status_code == 400


def test_signing_is_answered_with_a_saved_state(client, tmp_path):
    """The golden is on disk then."""
    keys = [record["key"] for record in data_of(client.get("/article/strait"))["state"]["records"]]
    edit(client, do="judge", keys=keys, verdict="accepted")
    sent = {"version": 2, "by": "Ann", "guidelines": "1.1"}
    answer = client.post("/api/article/strait/save", json=sent, headers=HEADERS)

    assert answer.json()["state"]["is_saved"] is True
    assert json.loads((tmp_path / "golden" / "strait.json").read_bytes())["verified"]["by"] == "Ann"


def test_signing_is_refused_in_words_while_something_is_in_the_way(client):
    """With what to do, in three parts."""
    sent = {"version": 1, "by": "Ann", "guidelines": "1.1"}
    answer = client.post("/api/article/strait/save", json=sent, headers=HEADERS)

    assert answer.status_code == 422
    assert answer.json()["error"] == {
        "kind": "NotReady",
        "problem": "5 records are not judged yet",
        "where": "norland, sudland, ida-vale, meeting-1, demand-1",
        "remedy": "accept or reject each of them, or accept all the rest",
    }


def test_an_article_that_cannot_be_opened_is_told_on_its_page(client, tmp_path):
    """Its source is gone: the page says so."""
    (tmp_path / "out" / "strait.txt").unlink()
    page = client.get("/article/strait")

    assert (page.status_code, data_of(page)["error"]["problem"]) == (404, "the source is not at hand")


def test_a_port_in_use_is_told():
    """With another way."""
    with listen(0) as first:
        port = first.getsockname()[1]
        with pytest.raises(UsageError) as raised:
            listen(port)
    assert raised.value.problem == f"the port {port} is in use"
    assert raised.value.remedy == "give another, or none: a free one is then taken"
