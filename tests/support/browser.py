"""A person at the Agents Playground: headless Chromium types, clicks and takes pictures."""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

T = TypeVar("T")

_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # The client's page asks for fonts elsewhere: only this machine exists.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
    "--lang=fr",
)
_PATIENCE = 60.0
_BOX = "[contenteditable=true]"


def missing() -> str:
    """What this machine lacks to run a browser, "" when nothing."""
    wanted = ("chromium", "chromedriver", "node", "npm")
    return ", ".join(name for name in wanted if shutil.which(name) is None)


class Person:
    """Somebody at the client."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self._driver = driver

    def enters(self, chat: str) -> None:
        """Opens the chat or channel with this name."""
        self._until(lambda: self._labelled(chat)).click()
        self._until(lambda: self._one(_BOX))
        time.sleep(1.0)  # the client paints the conversation without telling when it has

    def says(self, text: str) -> None:
        """Types a message in a chat and sends it; waits for the bot's answer to it."""
        before = self._answers()
        box = self._until(lambda: self._one(_BOX))
        box.click()
        box.send_keys(text)
        self._labelled("Send Message").click()
        self._until(lambda: self._answers() > before)
        time.sleep(1.0)

    def posts(self, text: str) -> None:
        """Starts a thread in a channel with a message that mentions the bot."""
        self._mentions(self._until(lambda: self._one(_BOX)), text)
        self._buttons("Post")[0].click()
        self.sees(text)

    def _mentions(self, box: WebElement, text: str) -> None:
        box.click()
        box.send_keys("@Pass")
        self._until(lambda: self._one("[role=menuitem]")).click()
        time.sleep(0.5)
        box.send_keys(f" {text}")

    def clicks(self, label: str) -> None:
        """Presses the last button with this label on a card."""
        buttons = self._until(lambda: self._buttons(label))
        self._driver.execute_script("arguments[0].scrollIntoView({block:'center'})", buttons[-1])
        buttons[-1].click()
        time.sleep(2.0)

    def reads(self) -> str:
        """Everything on the screen."""
        return str(self._driver.execute_script("return document.body.innerText"))

    def sees(self, words: str) -> None:
        """Waits until these words are on the screen."""
        self._until(lambda: words in self.reads().replace("\u00a0", " "))

    def pictures(self, path: Path) -> None:
        """Keeps what is on the screen."""
        self._driver.save_screenshot(str(path))

    def closes_log(self) -> None:
        """Hides the developer's panel: people do not have it."""
        script = (
            "const bar=[...document.querySelectorAll('*')].find(e=>e.innerText==='Log Panel');"
            "const close=bar&&bar.parentElement.querySelectorAll('button');"
            "if(close&&close.length)close[close.length-1].click()"
        )
        self._driver.execute_script(script)

    def _answers(self) -> int:
        return len(
            self._driver.find_elements(By.CSS_SELECTOR, "[data-tid=chat-pane-message]")
        ) or (self.reads().count("Passerelle"))

    def _buttons(self, label: str) -> list[WebElement]:
        found = self._driver.find_elements(By.TAG_NAME, "button")
        return [button for button in found if button.text.strip() == label]

    def _one(self, selector: str) -> WebElement | None:
        return next(iter(self._driver.find_elements(By.CSS_SELECTOR, selector)), None)

    def _labelled(self, label: str) -> WebElement:
        found = self._driver.find_elements(By.CSS_SELECTOR, f'[aria-label="{label}"]')
        found += [
            button
            for button in self._driver.find_elements(By.TAG_NAME, "button")
            if label in button.text
        ]
        return found[0]

    @staticmethod
    def _until(look: Callable[[], T | None]) -> T:
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            try:
                found = look()
            except (IndexError, LookupError):
                found = None
            if found:
                return found
            time.sleep(0.2)
        raise TimeoutError


@contextmanager
def person_at(url: str, *, size: str = "1280,900") -> Iterator[Person]:
    """Opens the client at `url`; the window is `size` pixels."""
    options = webdriver.ChromeOptions()
    options.binary_location = str(shutil.which("chromium"))
    for flag in (*_FLAGS, f"--window-size={size}"):
        options.add_argument(flag)
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    try:
        driver.get(url)
        yield Person(driver)
    finally:
        driver.quit()
