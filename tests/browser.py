"""Clicks through reports in headless Chromium, as the people do whom they are for, and looks whether what they see is there.

Usage: browser.py CHROMIUM SAMPLES_REPORT ENGLISH_REPORT COMPARISON [CORPUS_REPORT]. Prints what it saw; ends with 1 at the first thing that
is wrong.

SAMPLES_REPORT is of the samples, a hostile document and one that cannot be read.
"""

import io
import logging
import os
import sys
import time
import unicodedata

import pdfplumber
from playwright.sync_api import sync_playwright

# Where the characters of a passage stand on the screen, and where the highlights do.
GLYPHS = """(passage) => [...document.querySelectorAll('.glyphs text')].flatMap((element) => {
    const at = element.textContent.indexOf(passage);
    if (at < 0) return [];
    const screen = element.getScreenCTM();
    const [first, last] = [element.getExtentOfChar(at), element.getExtentOfChar(at + passage.length - 1)];
    const point = (x, y) => new DOMPoint(x, y).matrixTransform(screen);
    const [a, b] = [point(first.x, first.y), point(last.x + last.width, last.y + last.height)];
    return [{ left: a.x, top: a.y, right: b.x, bottom: b.y }];
})"""
MARKS = """() => [...document.querySelectorAll('.mark')].map((mark) => {
    const box = mark.getBoundingClientRect();
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    const seen = x >= 0 && y >= 0 && x < innerWidth && y < innerHeight && document.elementFromPoint(x, y)?.closest('.stage');
    return { left: box.left, top: box.top, right: box.right, bottom: box.bottom, seen: Boolean(seen) };
})"""


# Of fonts that the print embeds without a box.
logging.getLogger("pdfminer").setLevel(logging.ERROR)


def check(holds, message):
    if not holds:
        print(f"html: {message}", file=sys.stderr)
        sys.exit(1)


class Watched:
    """A page whose every fault is one of the test: errors, and requests for anything but the file itself."""

    def __init__(self, browser, path, **options):
        self.address = "file://" + os.path.abspath(path)
        self.page = browser.new_page(viewport={"width": 1440, "height": 900}, **options)
        self.faults = []
        self.page.on("console", lambda said: said.type in ("error", "warning") and self.faults.append(said.text))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", lambda request: request.url.split("#")[0] != self.address and self.faults.append(request.url))
        self.page.on("dialog", lambda dialog: (self.faults.append(dialog.message), dialog.dismiss()))
        begin = time.perf_counter()
        self.page.goto(self.address)
        self.page.wait_for_selector(".index h1")
        self.seconds = time.perf_counter() - begin

    def index(self):
        self.page.goto(self.address + "#")
        self.page.wait_for_selector(".index")

    def document(self, name):
        self.index()
        self.page.get_by_role("link", name=name, exact=True).click()
        self.page.wait_for_selector(".document")

    def close(self):
        check(not self.faults, f"the page complained or called out: {self.faults[:3]}")
        self.page.close()


def covers(mark, glyphs):
    x, y = (glyphs["left"] + glyphs["right"]) / 2, (glyphs["top"] + glyphs["bottom"]) / 2
    return mark["left"] <= x <= mark["right"] and mark["top"] <= y <= mark["bottom"]


def verifies_the_total(report):
    """From opening the report: the document, the finding; and the printed total is highlighted in view."""
    page = report.page
    clicks = 0

    def click(locator):
        nonlocal clicks
        locator.click()
        clicks += 1

    click(page.get_by_role("link", name="department-and-projects.pdf", exact=True))
    card = page.locator(".finding", has=page.get_by_text("BUD-TOTAL-SRC", exact=True))
    click(card.locator(".pick"))
    check(clicks <= 3, f"it took {clicks} clicks")
    for text in ["2131.30", "2115.3", "-16.00", "纳入专户管理的非税收入拨款"]:
        check(text in card.inner_text(), f"the finding does not say {text}")
    marks, glyphs = page.evaluate(MARKS), page.evaluate(GLYPHS, "2115.3")
    check(len(glyphs) == 1, f"2115.3 stands {len(glyphs)} times on the page that is shown")
    over = [mark for mark in marks if covers(mark, glyphs[0])]
    check(over and over[0]["seen"], f"2115.3 at {glyphs} is not highlighted in view: {marks}")
    for amount in ["2107.30", "16"]:
        places = page.evaluate(GLYPHS, f"：{amount}")
        check(any(covers(mark, place) for mark in marks for place in places), f"{amount} is not highlighted")
    return clicks


def shows_values_and_their_places(report):
    page = report.page
    report.document("department-and-projects.pdf")
    page.get_by_role("tab", name="数据").click()
    page.locator("[data-key='t01.budget.0']").click()
    inspector = page.locator(".inspector")
    check("2115.3" in inspector.inner_text() and "第 1 页" in inspector.inner_text(), inspector.inner_text())
    check(inspector.locator(".link").count() >= 2, "the findings about the total are not named beside it")
    marks, glyphs = page.evaluate(MARKS), page.evaluate(GLYPHS, "2115.3")
    check(len(marks) == 1 and covers(marks[0], glyphs[0]), "a value does not show its place")
    # And the other way: what stands on the page, clicked, is found among the data.
    place = page.evaluate(GLYPHS, "2107.30")[0]
    page.mouse.click((place["left"] + place["right"]) / 2, (place["top"] + place["bottom"]) / 2)
    check(page.locator(".value.selected").inner_text() == "2107.30", "a click on the page does not find the value")
    # Published text stands beside what was repaired and how it was understood.
    page.goto(report.address + "#" + page.evaluate("location.hash").strip("#").split("/")[0] + "/data/t02.i01.target")
    page.wait_for_selector(".inspector:not([hidden])")
    check("读作" in inspector.inner_text(), f"nothing says how a target is read: {inspector.inner_text()}")
    check(page.locator(".chart .bar-row").count() == 12, "the projects' budgets are not drawn")


def filters_and_searches(report):
    page = report.page
    report.index()
    rows = page.locator(".documents tbody tr")
    everything = rows.count()
    page.get_by_role("button", name="错误").first.click()
    check(0 < rows.count() < everything, "the filter by severity leaves all documents or none")
    check(page.locator(".tile.error").get_attribute("aria-pressed") == "true", "the tile does not say that it is pressed")
    page.get_by_role("combobox", name="规则").select_option("BUD-TOTAL-SRC")
    check(rows.count() >= 1 and "department-and-projects.pdf" in page.locator(".documents").inner_text(), "the filter by rule")
    page.get_by_role("tab", name="问题").click()
    check("2115.3" in page.locator(".hits").inner_text(), "the findings of all documents are not listed")
    page.get_by_role("button", name="清除筛选").click()
    page.locator("#tab-documents").click()
    check(rows.count() == everything, "the filters are not cleared")
    page.get_by_role("combobox", name="年度").select_option("2023")
    check(0 < rows.count() < everything, "the filter by year")
    page.get_by_role("button", name="清除筛选").click()
    page.locator(".chart .bar-row").first.click()
    check(page.get_by_role("combobox", name="规则").input_value() != "", "a bar does not filter")
    page.get_by_role("button", name="清除筛选").click()
    page.get_by_role("searchbox").fill("普法考试参与人数")
    page.wait_for_selector(".hits li")
    page.locator(".lead[role=status]", has_text="匹配").wait_for()
    page.locator(".hits a", has_text="department-and-projects.pdf").filter(has_text="三级指标").first.click()
    check(page.locator(".value.selected").inner_text() == "普法考试参与人数", "a hit does not lead to the value")
    check(any(mark["seen"] for mark in page.evaluate(MARKS)), "and not to its place")
    report.index()
    page.get_by_role("searchbox").fill("没有这样的文字")
    page.locator(".lead[role=status]", has_text="没有匹配").wait_for()
    page.get_by_role("searchbox").fill("")


def is_used_by_keyboard(report):
    page = report.page
    report.index()
    page.reload()
    page.keyboard.press("Tab")
    check(page.evaluate("document.activeElement.id") == "skip", "the first stop is not the way past the bar")
    page.keyboard.press("/")
    page.locator("input[type=search]:focus").wait_for()
    report.document("department-and-projects.pdf")
    page.keyboard.press("j")
    page.keyboard.press("j")
    first = page.locator(".selected").inner_text()
    page.keyboard.press("k")
    check(page.locator(".selected").inner_text() != first and page.evaluate("location.hash").endswith("/findings/1"), "j and k")
    page.keyboard.press("ArrowDown")
    check(page.evaluate("location.hash").endswith("/findings/2"), "the arrows")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    check(outline == "solid", f"what has the focus does not show it: {outline}")
    page.keyboard.press("Escape")
    check(page.locator(".selected").count() == 0 and page.locator(".mark").count() == 0, "Esc clears nothing")
    page.get_by_role("tab", name="问题").focus()
    page.keyboard.press("ArrowRight")
    check(page.get_by_role("tab", name="数据").get_attribute("aria-selected") == "true", "the arrows among the tabs")
    page.keyboard.press("?")
    check(page.get_by_role("dialog").is_visible(), "the keys are not explained")
    page.keyboard.press("Escape")
    check(not page.get_by_role("dialog").is_visible(), "the dialog stays")
    page.keyboard.press("Escape")
    page.wait_for_selector(".index")


def says_what_was_not_checked(report):
    page = report.page
    report.document("department-and-projects.pdf")
    page.get_by_role("tab", name="核对").click()
    panel = page.locator("#panel-checks").inner_text()
    check("核对无误" in panel and "603.88" in panel and "未核对，因为" in panel, panel[:300])
    page.get_by_role("tab", name="读取说明").click()
    check("全文" in page.locator("#panel-notes").inner_text(), "the characters are not accounted for")
    page.get_by_role("tab", name="问题").click()
    page.get_by_role("button", name="BUD-TOTAL-SRC").click()
    check("为什么重要" in page.get_by_role("dialog").inner_text(), "the rule is not explained")
    page.get_by_role("button", name="关闭").click()


def speaks_english_and_turns_dark(report):
    page = report.page
    report.document("department-and-projects.pdf")
    page.get_by_role("button", name="English").click()
    check(page.evaluate("document.documentElement.lang") == "en", "the language is not stated")
    check("differs" in page.locator(".finding").first.inner_text() or "Expected" in page.locator(".finding").first.inner_text(), "findings stay Chinese")
    page.get_by_role("button", name="中文").click()
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.locator("#theme").click()
    check(page.evaluate(paper) != light, "nothing turns dark")
    page.locator("#theme").click()
    check(page.evaluate(paper) == light, "nothing turns light again")
    page.emulate_media(color_scheme="dark")
    page.evaluate("delete document.documentElement.dataset.theme")
    check(page.evaluate(paper) != light, "the system's choice is not followed")
    page.emulate_media(color_scheme="light")


def prints(report):
    page = report.page
    report.document("department-and-projects.pdf")
    with pdfplumber.open(io.BytesIO(page.pdf(format="A4"))) as pdf:
        # Chromium names some ideographs by the radicals that look the same.
        texts = [unicodedata.normalize("NFKC", each.extract_text()).replace(" ", "") for each in pdf.pages]
        check("department-and-projects.pdf" in texts[0] and "资金总额与收入来源合计" in texts[0], f"the print begins {texts[0][:200]!r}")
        check("全部文件" not in texts[0] and "English" not in texts[0], "buttons are printed")
        check(any("核对无误" in text for text in texts), "the checks are not printed")
        facsimile = [each for each, text in zip(pdf.pages, texts) if "按收入性质分:" in text and "其他资金:8" in text]
        check(len(facsimile) == 1, f"the page with the total is printed {len(facsimile)} times")
        # Highlights are the only shapes in these colours.
        red = [shape for shape in facsimile[0].rects + facsimile[0].curves if is_red(shape.get("stroking_color"))]
        check(len(red) >= 5, f"{len(red)} highlights are printed on it")
        check(len(pdf.pages) < 60, f"{len(pdf.pages)} pages of paper")
        return len(pdf.pages)


def is_red(color):
    return color is not None and len(color) == 3 and color[0] > 0.6 and color[1] < 0.4 and color[2] < 0.4


def takes_hostile_text_for_text(report):
    page = report.page
    report.index()
    link = page.locator(".documents a", has_text="hostile")
    check("<img src=x onerror=" in link.inner_text(), f"the name is shown as {link.inner_text()!r}")
    link.click()
    page.get_by_role("tab", name="数据").click()
    check("</script>" in page.locator("#panel-data").inner_text(), "published text is lost")
    check("<b>" in page.locator(".lines").inner_text(), "the lines of the file lose what looks like markup")
    check(page.locator("img, iframe, object").count() == 0, "published text became an element")
    check(page.evaluate("window.hit") is None, "published text ran")
    report.index()
    page.locator(".documents a", has_text="broken").click()
    check(len(page.locator("#panel-findings").inner_text()) > 10, "nothing says why a document failed")


def leads_from_one_document_to_another(report):
    """A finding across documents: under one of them, and its passage in the other a click away."""
    page = report.page
    report.index()
    page.locator("#tab-across").click()
    page.locator(".hits a").first.click()
    page.locator(".document-head h1").wait_for()
    check(page.locator(".mark").count() > 0, "a finding across documents is not marked in the first")
    first, here = page.inner_text(".document-head h1"), page.evaluate("location.hash")
    page.locator(".selected .passage", has_text=".").last.click()
    page.locator(".document-head h1", has_not_text=first).wait_for()
    check(page.evaluate("location.hash") != here and page.locator(".selected").count() == 1, "the other document is not opened at the finding")
    check(any(mark["seen"] for mark in page.evaluate(MARKS)), "nor its passage marked")


def keeps_still_in_a_narrow_window(report):
    page = report.page
    page.set_viewport_size({"width": 390, "height": 800})
    report.index()
    check(page.evaluate("document.documentElement.scrollWidth") <= 390, "the index is wider than the window")
    report.document("department-and-projects.pdf")
    page.locator(".finding .pick").first.click()
    check(any(mark["seen"] for mark in page.evaluate(MARKS)), "the highlight is not in view in a narrow window")
    page.set_viewport_size({"width": 1440, "height": 900})


def compares(comparison):
    """The comparison: charts, tables to sort and to search, by mouse and by keyboard, in both languages and on paper."""
    page = comparison.page
    check(page.inner_text("h1") == "部门与年度比较", "the comparison has another heading")
    check(page.locator("section.comparison").count() == 6, "a table is missing")
    check(page.locator("#totals .chart .track rect").count() > 1, "the totals have no chart")

    amounts = lambda: [float(cell.replace(",", "") or "nan") for cell in page.locator("#totals tbody td:nth-child(6)").all_inner_texts()]
    head = page.locator("#totals thead th").nth(5)
    head.locator("button").click()
    check(head.get_attribute("aria-sort") == "descending", "a click does not sort")
    given = [amount for amount in amounts() if amount == amount]
    check(len(given) > 2 and given == sorted(given, reverse=True), "amounts are not in descending order")
    page.keyboard.press("Enter")
    check(head.get_attribute("aria-sort") == "ascending", "the focus is lost, or Enter does not sort")
    given = [amount for amount in amounts() if amount == amount]
    check(given == sorted(given), "amounts are not in ascending order")

    series = page.locator("#totals .series select")
    before = page.locator("#totals .chart .bar-note").all_inner_texts()
    series.select_option(index=1)
    check(page.locator("#totals .chart .bar-note").all_inner_texts() != before, "another amount gives the same chart")

    page.locator("main").focus()
    page.keyboard.press("/")
    page.keyboard.type("STR-")
    page.locator("#totals .empty").wait_for()
    rules = page.locator("#frequent_findings tbody td:first-child").all_inner_texts()
    check(rules and all("STR-" in rule for rule in rules), f"the search finds {rules}")
    page.locator(".search").fill("")
    page.locator("#totals tbody tr").nth(2).wait_for()

    page.locator("nav.contents a").nth(3).click()
    top = page.locator("#weights").evaluate("(element) => element.getBoundingClientRect().top")
    check(0 <= top < 200, f"the link to the weights leads to {top}")
    ground = "() => getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.locator("#theme").click()
    check(page.evaluate(ground) != light, "the comparison does not turn dark")
    page.locator("#theme").click()
    page.locator("#language").click()
    check(page.inner_text("h1") == "Bureaus and years compared", "the comparison does not speak English")
    printed = pdfplumber.open(io.BytesIO(page.pdf()))
    text = "".join(paper.extract_text() for paper in printed.pages)
    check("Most frequent findings" in text and "Search" not in text, "the print lacks a table, or has the search")


def main(chromium, samples, english, comparison, corpus=None):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        report = Watched(browser, samples)
        clicks = verifies_the_total(report)
        shows_values_and_their_places(report)
        filters_and_searches(report)
        is_used_by_keyboard(report)
        says_what_was_not_checked(report)
        speaks_english_and_turns_dark(report)
        paper = prints(report)
        takes_hostile_text_for_text(report)
        keeps_still_in_a_narrow_window(report)
        report.close()

        report = Watched(browser, english)
        check("Report on budget-performance disclosures" in report.page.inner_text("h1"), "--lang en is not English")
        report.close()
        comparison = Watched(browser, comparison)
        compares(comparison)
        comparison.close()
        print(f"html: verified in {clicks} clicks, printed on {paper} pages")

        if corpus:
            size = os.path.getsize(corpus)
            check(size < 20_000_000, f"the corpus takes {size} bytes")
            report = Watched(browser, corpus)
            documents = report.page.locator(".documents tbody tr").count()
            check(documents >= 60, f"{documents} documents in the index")
            leads_from_one_document_to_another(report)
            report.close()
            print(f"html: {documents} documents, {size / 1e6:.1f} MB, open after {report.seconds:.2f} s")
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
