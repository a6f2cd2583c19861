"""A page by the keyboard alone: Tab comes to whatever can be pressed, goes on from it, and shows where one is."""

from pathlib import Path

from playwright.sync_api import BrowserContext, Page

LIMIT = 60
"""How often Tab is pressed at most: where more can be pressed, it is rows of the same kind."""


def ready_for_the_keyboard(context: BrowserContext) -> None:
    """Before a page is opened: what its scripts listen to is only known to whoever was there first."""
    context.add_init_script(path=Path(__file__).with_suffix(".js"))


def assert_works_by_keyboard(page: Page) -> None:
    """The page as it now stands is of use to whoever has no mouse (WCAG 2.1.1, 2.1.2, 2.4.1, 2.4.3, 2.4.7, 2.4.11)."""
    faults = keyboard_faults(page)
    assert not faults, (page.url, faults)


def keyboard_faults(page: Page) -> list[str]:
    """What would stop somebody who presses Tab through the whole page, one line per element."""
    for _ in range(page.evaluate("limit => teclado.begin(limit)", LIMIT)):
        page.keyboard.down("Tab")
    page.keyboard.up("Tab")
    return list(page.evaluate("() => teclado.end()"))
