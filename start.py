"""Due Course 到期之前: one file that makes everything ready and opens the course.

    python start.py                 open the course (in your own language: --lang en or --lang zh)
    python start.py test            run every check that guards the course

It needs Python 3.11 or newer with pip, and the network once. Everything it installs goes into the folder .venv here;
delete that folder and nothing is left behind.
"""

import argparse
import hashlib
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import webbrowser
from pathlib import Path

OLDEST = (3, 11)
HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
NOTE = VENV / "due-course.json"  # what is installed; written first, so that a half-made .venv is known as ours
LOCKS = {"course": HERE / "binder" / "requirements.txt", "test": HERE / "tests" / "requirements.txt"}
FIRST_PAGE = "notebooks/{lang}/00_start.ipynb"
NEEDED_MB = 900
NO_ROOM = ("No space left", "Errno 28", "WinError 112", "not enough space")
NO_NETWORK = ("NewConnectionError", "NameResolutionError", "Temporary failure in name", "ConnectTimeoutError", "ProxyError",
              "Network is unreachable", "getaddrinfo failed", "Max retries exceeded", "ReadTimeoutError", "(from versions: none)")


def main():
    if sys.version_info < OLDEST:
        sys.exit("This course needs Python %d.%d or newer; this is %s. Install a newer one from python.org and start again."
                 % (OLDEST + (sys.version.split()[0],)))
    parser = argparse.ArgumentParser(description="Open the course Due Course 到期之前, or run its checks.")
    parser.add_argument("what", nargs="?", choices=["open", "test"], default="open", help="open the course (default), or test it")
    parser.add_argument("--lang", choices=["en", "zh"], default=own_language(), help="language of the page that opens")
    parser.add_argument("--port", type=int, default=8888, help="where to listen; a busy port moves to the next one")
    parser.add_argument("--no-open", action="store_true", help="do not open a browser; print the address only")
    args, more = parser.parse_known_args()
    if more and args.what == "open":
        parser.error("unknown: " + " ".join(more))
    try:
        install("test" if args.what == "test" else "course")
        sys.exit(test(more) if args.what == "test" else open_lab(args))
    except KeyboardInterrupt:
        sys.exit("\nStopped. Start again whenever you like; it goes on from here.")


def own_language():
    """zh where the system speaks Chinese, else en."""
    names = [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG")]
    if os.name == "nt":
        import ctypes
        import locale

        names.insert(0, locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), ""))
    named = next((name for name in names if name and not name.startswith(("C", "POSIX"))), "")
    return "zh" if named.lower().startswith("zh") else "en"


def python():
    return str(VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))


def fingerprint(lock):
    """Changes with the lock, with what the project asks for, and with this Python."""
    text = LOCKS[lock].read_bytes() + (HERE / "pyproject.toml").read_bytes() + sys.version.encode()
    return hashlib.sha256(text).hexdigest()


def install(lock):
    """Make .venv and put the locked packages and the course into it, unless that is done already."""
    try:
        note = json.loads(NOTE.read_text("utf-8"))
    except (OSError, ValueError):
        note = {}
    ready = Path(python()).exists() and note.get("python") == sys.version and not note.get("busy")
    # The packages of the checks contain those of the course.
    if ready and any(note.get(name) == fingerprint(name) for name in {lock, "test"}):
        return
    if VENV.exists() and not NOTE.exists() and any(VENV.iterdir()):
        sys.exit("The folder %s was not made by start.py. Move or delete it, then start again." % VENV)
    if shutil.disk_usage(HERE).free < NEEDED_MB * 2**20:
        sys.exit("The disk is too full: about %d MB are needed here. Free some space and start again." % NEEDED_MB)
    try:
        if not ready:  # new, for another Python, or broken off in the middle: from the beginning
            print("1/3  Making the folder .venv ...", flush=True)
            shutil.rmtree(VENV, ignore_errors=True)
            VENV.mkdir()
            note = {"python": sys.version}
            write({"busy": True})
            run([sys.executable, "-m", "venv", str(VENV)])
        write(dict(note, busy=True))
        count = LOCKS[lock].read_text("utf-8").count("==")
        print("2/3  Installing %d packages; the first time this takes a minute or two ..." % count, flush=True)
        pip(["--require-hashes", "-r", str(LOCKS[lock])], note, count)
        print("3/3  Adding the course itself ...", flush=True)
        pip(["--no-deps", "--no-build-isolation", "--editable", str(HERE)], note)
        note[lock] = fingerprint(lock)
        write(note)
    except OSError as error:
        sys.exit(reason(str(error)))


def write(note):
    NOTE.write_text(json.dumps(note), "utf-8")


def pip(words, note, count=0):
    """Install; a refusal of pip leaves what was there before as it was."""
    quiet = ["--disable-pip-version-check", "--no-input", "--progress-bar=off"]
    run([python(), "-m", "pip", "install"] + quiet + words, count, lambda: write(note))


def run(command, count=0, on_failure=lambda: None):
    """Run a step; show how far it is; on failure end with one sentence."""
    lines, seen = [], 0
    step = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace")
    for line in step.stdout:
        lines.append(line)
        if count and line.lstrip().startswith("Collecting "):
            seen = min(seen + 1, count)
            print("\r     %d of %d found" % (seen, count), end="", flush=True)
        elif count and line.lstrip().startswith("Installing collected"):
            print("\r     all found; writing them to disk ...", end="", flush=True)
    print(end="\n" if count else "", flush=True)
    if step.wait() != 0:
        on_failure()
        sys.exit(reason("".join(lines)))


def reason(output):
    """The sentence that fits what went wrong."""
    if any(word in output for word in NO_ROOM):
        return "The disk is full. Free about %d MB and start again; it goes on from here." % NEEDED_MB
    if any(word in output for word in NO_NETWORK):
        return "The package index cannot be reached. Check the network and start again; what was loaded is kept."
    (VENV / "start.log").write_text(output, "utf-8")
    return "Installing did not work; the details are in .venv/start.log. Delete the folder .venv and start again."


def free_port(first):
    """This port, or the next free one."""
    for port in range(first, min(first + 100, 65536)):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    sys.exit("The ports %d to %d are all busy; choose another with --port." % (first, first + 99))


def open_lab(args):
    """Open JupyterLab on the first page with our settings, and stay until it is closed."""
    settings = json.loads((HERE / "binder" / "overrides.json").read_text("utf-8"))
    settings["@jupyterlab/translation-extension:plugin"] = {"locale": {"zh": "zh_CN", "en": "en"}[args.lang]}
    folder = VENV / "settings" / args.lang
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "overrides.json").write_text(json.dumps(settings), "utf-8")
    port, token, page = free_port(args.port), secrets.token_hex(16), FIRST_PAGE.format(lang=args.lang)
    address = "http://localhost:%d/doc/tree/%s?token=%s" % (port, page, token)
    command = [python(), "-m", "jupyterlab", "--no-browser", "--ServerApp.port=%d" % port, "--ServerApp.port_retries=0",
               "--ServerApp.root_dir=%s" % HERE, "--LabApp.app_settings_dir=%s" % folder, "--LabApp.default_url=/doc/tree/" + page,
               "--ContentsManager.pre_save_hook=widgets.saving.keep_pictures", "--ServerApp.jpserver_extensions={'jupyterlab_jupytext': False}"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    here = os.pathsep.join([str(HERE)] + os.environ.get("PYTHONPATH", "").split(os.pathsep)).rstrip(os.pathsep)
    surroundings = dict(os.environ, JUPYTER_TOKEN=token, PYTHONPATH=here)  # the course is found after its folder has moved, too
    print("Starting JupyterLab ...", flush=True)
    with (VENV / "lab.log").open("w", encoding="utf-8") as log:
        lab = subprocess.Popen(command, cwd=str(HERE), env=surroundings, stdout=log, stderr=log)
    try:
        while lab.poll() is None and free_port(port) == port:  # not listening yet
            try:
                lab.wait(0.2)
            except subprocess.TimeoutExpired:
                pass
        print("The course is at %s\nKeep this window open. Press Ctrl+C here when you have finished." % address, flush=True)
        if not args.no_open and lab.poll() is None:
            webbrowser.open(address)
        if lab.wait() != 0:
            sys.exit("JupyterLab stopped by itself; the details are in .venv/lab.log. Start again.")
    except KeyboardInterrupt:
        lab.terminate()
        lab.wait()
        print("\nClosed.")
    return 0


def test(more):
    """Everything that CI runs, file by file on two workers."""
    run = lambda *what: subprocess.call([python(), "-m"] + list(what), cwd=str(HERE))
    return run("tests.browser.chromium") or run("pytest", "--nbval", "-n2", "--dist=loadfile", "--no-loadscope-reorder", *more)


if __name__ == "__main__":
    main()
