# The two commands of the README: `make demo` and `make test`. Each makes its own virtual environment the
# first time and asks nothing of the network after that.

.POSIX:
.PHONY: demo test check bench clean

RUN = .venv/bin/python
DEV = .venv-dev/bin/python
PIP = -m pip --disable-pip-version-check --quiet

demo: .venv/.project
	.venv/bin/cryptodrug demo

test: check

check: .venv-dev/.project
	$(DEV) -m ruff check .
	$(DEV) -m ruff format --check .
	$(DEV) -m mypy
	$(DEV) -m pytest -n auto

bench: .venv/.project
	$(RUN) benchmarks/report.py
	$(RUN) benchmarks/read.py
	$(RUN) benchmarks/tables.py
	$(RUN) benchmarks/waves.py
	$(RUN) benchmarks/refresh.py

clean:
	rm -rf .venv .venv-dev .mypy_cache .pytest_cache .ruff_cache .hypothesis build *.egg-info

# The stamps tell what has been installed: `.requirements` everything by others, `.project` this project.

.venv/.requirements: requirements.txt
	@$(NEW_VENV) .venv
	$(RUN) $(PIP) install --no-compile --require-hashes -r requirements.txt
	@touch $@

.venv-dev/.requirements: requirements-dev.txt
	@$(NEW_VENV) .venv-dev
	$(DEV) $(PIP) install --no-compile --require-hashes -r requirements-dev.txt
	@touch $@

.venv/.project: .venv/.requirements pyproject.toml
	$(RUN) $(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv-dev/.project: .venv-dev/.requirements pyproject.toml
	$(DEV) $(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# Makes the virtual environment named behind it with the first Python that is new enough and can make one.
NEW_VENV = new_venv() { \
	for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python; do \
		"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
		found=$$python; \
		"$$python" -c 'import ensurepip, venv' 2>/dev/null || continue; \
		echo "Making $$1 with $$("$$python" --version); the first time this takes a few minutes."; \
		exec "$$python" -m venv --clear "$$1"; \
	done; \
	if [ -n "$$found" ]; then \
		echo "$$found cannot make virtual environments. On Debian or Ubuntu: apt install python3-venv" >&2; \
	else \
		echo "No Python 3.11 or newer was found. Install one, or name it: make demo PYTHON=/where/python3" >&2; \
	fi; \
	exit 1; \
}; new_venv
