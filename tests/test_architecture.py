"""The import rule and the other house rules, held against every module: see ARCHITECTURE.md."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("survey", "analysis", "reports")
MODULES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

MAY_IMPORT = {
    "survey": {"survey"},
    "analysis": {"survey", "analysis"},
    "reports": {"survey", "analysis", "reports"},
}

READERS = ("survey/read/", "survey/write/", "survey/interviews/", "survey/xlsform.py", "survey/workbook.py")
FENCES = {
    "python_calamine": READERS,
    "openpyxl": READERS,
    "pyreadstat": READERS,
    "docx": ("reports/", "survey/interviews/"),
    "pandas": ("survey/", "analysis/"),
    "numpy": ("survey/", "analysis/"),
    "scipy": ("analysis/inference/",),
    "statsmodels": ("analysis/inference/",),
    "pingouin": ("analysis/inference/",),
    "typer": ("reports/",),
    "rich": ("reports/",),
    "babel": ("reports/",),
    "matplotlib": ("reports/figures/",),
}
"""Where a package may be imported; anywhere else it may not."""

ONLY_INSIDE_FUNCTIONS = {"scipy", "statsmodels", "pingouin"}
HEAVY = (
    "pandas", "numpy", "docx", "lxml", "scipy", "statsmodels", "pingouin", "matplotlib", "openpyxl", "python_calamine",
)  # fmt: skip
OPENS_FILES = {"pathlib", "io", "os", "csv", "json", "shutil", "tempfile", "tomllib", "zipfile"}

DISTRIBUTIONS = {"docx": "python-docx"}
COME_ALONG = {"numpy": "pandas", "scipy": "statsmodels"}
"""Packages used that a declared dependency always brings."""

VAGUE_NAMES = {"utils", "util", "helpers", "helper", "manager", "process", "common", "misc"}


@dataclass(frozen=True)
class Import:
    """One name imported somewhere."""

    name: str
    line: int
    inside_function: bool

    @property
    def package(self) -> str:
        return self.name.split(".")[0]


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=relative(path))


def imported_names(node: ast.Import | ast.ImportFrom, path: Path) -> list[str]:
    """Return the full names a statement imports: `from a import b` gives `a` and `a.b`."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    package = relative(path).removesuffix(".py").split("/")[: -node.level] if node.level else []
    origin = ".".join([*package, *([node.module] if node.module else [])])
    return [origin, *(f"{origin}.{alias.name}" for alias in node.names)]


def imports(path: Path) -> Iterator[Import]:
    """Yield every import of a module, also those inside functions and under `TYPE_CHECKING`."""
    tree = parse(path)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    inside = {id(node) for function in functions for node in ast.walk(function)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            for name in imported_names(node, path):
                yield Import(name, node.lineno, id(node) in inside)


def breaches(path: Path) -> list[str]:
    """Return what a module imports against the rule, one line each."""
    room, name, found = relative(path).split("/")[0], relative(path), []
    for item in imports(path):
        where = f"{name}:{item.line} imports {item.name}"
        if item.package in (*ROOMS, "tests", "benchmarks") and item.package not in MAY_IMPORT[room]:
            found.append(f"{where}: {room} may only know {sorted(MAY_IMPORT[room])}")
        if item.package in FENCES and not name.startswith(FENCES[item.package]):
            found.append(f"{where}: allowed only in {', '.join(FENCES[item.package])}")
        if item.package in ONLY_INSIDE_FUNCTIONS and not item.inside_function:
            found.append(f"{where}: allowed only inside a function")
        if item.name == "reports.cli":
            found.append(f"{where}: the command line is imported by nobody")
    return found


def test_there_are_modules_to_check() -> None:
    assert {relative(path).split("/")[0] for path in MODULES} == set(ROOMS)


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_import_rule(path: Path) -> None:
    assert breaches(path) == []


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("survey/x.py", "import analysis.table"),
        ("survey/x.py", "from reports import plain"),
        ("survey/x.py", "import docx"),
        ("survey/x.py", "import openpyxl"),
        ("analysis/x.py", "from reports.numbers import number"),
        ("analysis/x.py", "def f():\n    import scipy.stats"),
        ("analysis/inference/", "import statsmodels.api"),
        ("reports/x.py", "def f():\n    from pandas import Series"),
        ("reports/x.py", "from . import cli"),
        ("reports/x.py", "from reports import cli"),
        ("reports/x.py", "import reports.cli"),
    ],
)
def test_import_rule_sees_a_breach(place: str, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / place
    path.parent.mkdir()
    path.write_text(code, encoding="utf-8")
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    assert breaches(path)


@pytest.mark.parametrize("path", [path for path in MODULES if "analysis" in path.parts], ids=relative)
def test_analysis_opens_no_file(path: Path) -> None:
    calls = [node.func for node in ast.walk(parse(path)) if isinstance(node, ast.Call)]
    opened = [call.lineno for call in calls if isinstance(call, ast.Name) and call.id in {"open", "print"}]
    methods = [call for call in calls if isinstance(call, ast.Attribute)]
    opened += [call.lineno for call in methods if re.match(r"(read|to)_(csv|excel|parquet|spss)", call.attr)]
    assert opened == []
    assert [item for item in imports(path) if item.package in OPENS_FILES] == []


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_modules_and_functions_stay_short(path: Path) -> None:
    assert path.read_text(encoding="utf-8").count("\n") <= 400
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert body_length(node) <= 40, f"{relative(path)}:{node.lineno} {node.name}"


def body_length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the number of lines of a function without its head and docstring."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_names_say_what_a_module_is_about(path: Path) -> None:
    assert VAGUE_NAMES.isdisjoint(path.stem.split("_"))
    assert re.fullmatch(r"[a-z][a-z0-9_]*|__init__|__main__", path.stem)


def test_package_list_matches_the_packages_on_disk() -> None:
    on_disk = {relative(path.parent).replace("/", ".") for path in MODULES}
    data_only = {"reports.languages"}
    listed = PYPROJECT["tool"]["setuptools"]["packages"]
    assert sorted(listed) == sorted(on_disk | data_only)


def test_every_folder_with_modules_is_a_package() -> None:
    folders = {path.parent for path in MODULES}
    assert [relative(folder) for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []


def test_every_data_file_of_a_package_is_packaged() -> None:
    for package, patterns in PYPROJECT["tool"]["setuptools"]["package-data"].items():
        folder = ROOT / package.replace(".", "/")
        assert folder.is_dir(), package
        for pattern in patterns:
            assert list(folder.glob(pattern)), f"{package}: nothing matches {pattern}"


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_third_party_imports_are_declared(path: Path) -> None:
    declared = {re.split(r"[<>=!~ \[;]", line)[0] for line in PYPROJECT["project"]["dependencies"]}
    for item in imports(path):
        package = COME_ALONG.get(item.package, item.package)
        if package not in sys.stdlib_module_names and package not in ROOMS:
            assert DISTRIBUTIONS.get(package, package.replace("_", "-")) in declared, f"line {item.line}"


def test_help_waits_for_no_heavy_package() -> None:
    script = (
        "import sys\n"
        "sys.argv = ['cryptodrug', '--help']\n"
        "from reports.cli import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        f"loaded = [name for name in {HEAVY!r} if name in sys.modules]\n"
        "assert not loaded, loaded\n"
    )
    result = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert "report" in result.stdout


def text_files() -> Iterator[Path]:
    """Yield what people wrote: no data, no binary, nothing that a tool left behind."""
    hidden = re.compile(r"(^|/)(\.(?!ci/)[^/]+|build|[^/]+\.egg-info|data|output|__pycache__)(/|$)")
    for path in ROOT.rglob("*"):
        known = path.suffix in {".py", ".toml", ".md", ".csv", ".txt", ".typed", ""}
        if known and path.is_file() and not hidden.search(relative(path)):
            yield path


def test_no_path_of_a_machine_is_written_down() -> None:
    machine = re.compile(r"(?<![\w.:/-])/(?:work|root|farm|home/\w+|Users/\w+)/|[A-Z]:\\Users\\\w")
    found = [relative(path) for path in text_files() if machine.search(path.read_text(encoding="utf-8"))]
    assert found == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "Makefile", ".ci/run"])
def test_install_files_name_packages_not_hosts(name: str) -> None:
    assert re.findall(r"https?://|--(?:extra-)?index-url|--find-links", (ROOT / name).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned_and_hashed(name: str) -> None:
    blocks = re.split(r"\n(?=\S)", (ROOT / name).read_text(encoding="utf-8").strip())
    assert [block for block in blocks if not re.match(r"[a-z0-9.-]+==\S+ ", block)] == []
    assert [block for block in blocks if "--hash=sha256:" not in block] == []


def pinned(name: str) -> set[str]:
    return set(re.findall(r"^[a-z0-9.-]+==\S+", (ROOT / name).read_text(encoding="utf-8"), flags=re.MULTILINE))


def test_requirements_cover_the_declared_dependencies() -> None:
    runtime, developer = pinned("requirements.txt"), pinned("requirements-dev.txt")
    assert runtime < developer
    for lines, pins in (
        (PYPROJECT["project"]["dependencies"], runtime),
        (PYPROJECT["project"]["optional-dependencies"]["dev"], developer),
    ):
        names = {pin.split("==")[0] for pin in pins}
        assert {re.split(r"[<>=!~ \[;]", line)[0] for line in lines} <= names
