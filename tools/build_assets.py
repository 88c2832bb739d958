"""Builds what the pages are made of into ``core/web/static/``, under names that hold their hash.

Run ``make assets``, or ``python tools/build_assets.py``. Sources are ``core/web/assets/`` and the
npm packages locked in ``package-lock.json``; ``manifest.json`` says which file a name stands for,
and each file that gains by it lies beside its ``.gz`` and ``.br``.
"""

from __future__ import annotations

import fcntl
import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import brotli
from babel.messages.pofile import read_po
from figure_font import make_figures
from node_tools import environment, run_npm

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "core" / "web" / "assets"
TARGET = ROOT / "core" / "web" / "static"
WORDS = ROOT / "core" / "translation" / "vi" / "device.po"
PACKAGES = ROOT / "node_modules"
FONTS = PACKAGES / "@fontsource" / "be-vietnam-pro" / "files"

BROWSERS = "--target=es2021,chrome90,firefox90,safari15"
COMPRESSED = {".css", ".js", ".svg", ".webmanifest"}
PLAIN = ("icons.svg", "favicon.svg")
SHELL = ("app.css", "app.js", *PLAIN)
"""What the service worker keeps on the device, beside the fonts."""

Manifest = dict[str, str]
"""A file's name in the sources → its name under ``static/``."""


def main() -> None:
    PACKAGES.mkdir(exist_ok=True)
    with (PACKAGES / ".building").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # one at a time
        install_packages()
        build()


def build() -> None:
    """Build everything anew, and put it in its place when all is there."""
    work = PACKAGES / ".assets"  # a fixed place, for esbuild's hashes hold where a file lay
    shutil.rmtree(work, ignore_errors=True)
    built = work / "static"
    built.mkdir(parents=True)
    prepare(work)
    manifest = bundle(work, built, ("app.css", "app.js"))
    manifest |= copy_plain(built)
    manifest |= write_web_manifest(built, manifest)
    manifest |= bundle(work, built, ("sw.js",), shell=shell_of(manifest))
    compress(built)
    listed = json.dumps(dict(sorted(manifest.items())), indent=1)
    (built / "manifest.json").write_text(listed + "\n", encoding="utf-8")
    replace(built)
    print(f"core/web/static: {len(manifest)} tệp")


def install_packages() -> None:
    """Install the locked packages, unless these very ones are there."""
    lock = (ROOT / "package-lock.json").read_bytes()
    stamp = PACKAGES / ".installed-lock"
    if not stamp.exists() or stamp.read_bytes() != lock:
        run_npm("ci", "--ignore-scripts", "--no-fund", "--no-audit", cwd=ROOT)
        stamp.write_bytes(lock)


def prepare(work: Path) -> None:
    """Write what esbuild bundles but nobody typed: styles in one list, figures, words."""
    for weight in (400, 600):
        font = FONTS / f"be-vietnam-pro-latin-{weight}-normal.woff2"
        make_figures(font, work / "figures" / f"cs-figures-{weight}.woff2")
    run_node(
        "sass/sass.js", "--quiet-deps", "--silence-deprecation=import,global-builtin",
        "--no-source-map", "--load-path=node_modules",
        f"{SOURCES / 'bootstrap.scss'}:{work / 'bootstrap.css'}",
    )  # fmt: skip
    styles = [
        work / "bootstrap.css",
        SOURCES / "style.css",
        *sorted((SOURCES / "css").glob("*.css")),
    ]
    listed = "".join(f'@import "{os.path.relpath(style, work)}";\n' for style in styles)
    (work / "app.css").write_text(listed, encoding="utf-8")
    (work / "words.json").write_text(json.dumps(words(), ensure_ascii=False), encoding="utf-8")


def words() -> dict[str, str]:
    """Return the sentences that scripts show, by message id."""
    with WORDS.open("rb") as file:
        return {str(each.id): str(each.string) for each in read_po(file, locale="vi") if each.id}


def bundle(
    work: Path, built: Path, names: tuple[str, ...], shell: tuple[str, ...] = ()
) -> Manifest:
    """Bundle entry points and the fonts they name; return what became of each."""
    entries = [work / name if name.endswith(".css") else SOURCES / "js" / name for name in names]
    meta = work / "meta.json"
    run_node(
        "esbuild/bin/esbuild", *map(str, entries), "--bundle", "--minify", "--charset=utf8",
        "--legal-comments=none", "--log-level=warning", BROWSERS, "--format=esm",
        f"--alias:figures={work / 'figures'}", f"--alias:words={work / 'words.json'}",
        f"--define:SHELL={json.dumps(shell)}", "--loader:.woff2=file",
        "--entry-names=[name]-[hash]", "--asset-names=[name]-[hash]",
        f"--outdir={built}", f"--metafile={meta}",
    )  # fmt: skip
    outputs = json.loads(meta.read_text(encoding="utf-8"))["outputs"]
    made = {}
    for path, output in outputs.items():
        source = output.get("entryPoint") or next(iter(output["inputs"]))
        made[Path(source).name] = Path(path).name
    return made


def copy_plain(built: Path) -> Manifest:
    copied = {}
    for name in PLAIN:
        content = (SOURCES / name).read_bytes()
        copied[name] = hashed(name, content)
        (built / copied[name]).write_bytes(content)
    return copied


def write_web_manifest(built: Path, manifest: Manifest) -> Manifest:
    """Write the application's own manifest, with the icon under its final name."""
    name = "app.webmanifest"
    content = (SOURCES / name).read_text(encoding="utf-8")
    content = content.replace("favicon.svg", manifest["favicon.svg"])
    final = hashed(name, content.encode())
    (built / final).write_text(content, encoding="utf-8")
    return {name: final}


def shell_of(manifest: Manifest) -> tuple[str, ...]:
    fonts = sorted(name for name in manifest if name.endswith(".woff2"))
    return tuple(f"/static/{manifest[name]}" for name in (*SHELL, *fonts))


def hashed(name: str, content: bytes) -> str:
    stem, dot, ending = name.partition(".")
    return f"{stem}-{hashlib.sha256(content).hexdigest()[:8].upper()}{dot}{ending}"


def compress(built: Path) -> None:
    for path in sorted(built.iterdir()):
        if path.suffix in COMPRESSED:
            content = path.read_bytes()
            path.with_name(path.name + ".gz").write_bytes(gzip.compress(content, 9, mtime=0))
            path.with_name(path.name + ".br").write_bytes(brotli.compress(content))


def replace(built: Path) -> None:
    """Put what was built in its place; the manifest last, so that no name stands for nothing."""
    TARGET.mkdir(exist_ok=True)
    new = sorted(built.iterdir(), key=lambda path: path.name == "manifest.json")
    for path in new:
        shutil.move(path, TARGET / path.name)
    for old in TARGET.iterdir():
        if old.name not in {path.name for path in new}:
            old.unlink()


def run_node(program: str, *arguments: str) -> None:
    command = [environment().node, str(PACKAGES / program), *arguments]
    try:
        subprocess.run(command, cwd=ROOT, check=True)  # noqa: S603
    except subprocess.CalledProcessError as error:
        sys.exit(error.returncode)


if __name__ == "__main__":
    main()
