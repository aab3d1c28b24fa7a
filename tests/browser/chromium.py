"""Which Chromium do the browser tests drive? `python -m tests.browser.chromium` makes sure that there is one.

In this order: one that is already here; on Debian or Ubuntu as root, the distribution's own, with a Chinese font for
the page; else the one that Playwright brings.
"""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


def path() -> str | None:
    """Where is a Chromium that runs? None where only Playwright's own can be used."""
    for name in NAMES:
        found = shutil.which(name)
        if found and subprocess.run([found, "--version"], capture_output=True).returncode == 0:
            return found
    return None


def has_chinese_font() -> bool:
    """Can this machine draw Chinese on a page? True where fontconfig is not in use (Windows, macOS)."""
    if not shutil.which("fc-list"):
        return sys.platform in ("win32", "darwin")
    return bool(subprocess.run(["fc-list", ":lang=zh-cn", "family"], capture_output=True, text=True).stdout.strip())


def _apt(*packages):
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-q"], env=environment, check=True, stdout=subprocess.DEVNULL)
    command = ["apt-get", "install", "-q", "-y", "--no-install-recommends", *packages]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)


def main() -> int:
    missing = [name for name, there in (("chromium", path()), ("fonts-noto-cjk", has_chinese_font())) if not there]
    if missing and shutil.which("apt-get") and os.geteuid() == 0:
        print("Installing for the browser tests:", *missing, flush=True)
        try:
            _apt(*missing)
        except subprocess.CalledProcessError as error:
            print(f"apt-get did not manage ({error}); trying Playwright's own browser.", file=sys.stderr)
    if not path():
        done = subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"]).returncode
        if done != 0:
            print(
                "No browser could be installed. Install Chromium, or run: playwright install chromium.", file=sys.stderr
            )
            return done
    if not has_chinese_font():
        print("No Chinese font is installed; install one (on Debian: fonts-noto-cjk).", file=sys.stderr)
        return 1
    print("Browser:", path() or "Playwright's own Chromium", flush=True)
    return 0


def launch(playwright, **more):
    """A headless Chromium."""
    where = path()
    return playwright.chromium.launch(args=QUIET, **({"executable_path": where} if where else {}), **more)


if __name__ == "__main__":
    sys.exit(main())
