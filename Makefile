# What a person types: `make run` to use it, `make test` and `make check` to work on it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Where it is set, each of the many processes that tests start would compile everything anew.
unexport PYTHONDONTWRITEBYTECODE
UV ?= $(firstword $(wildcard $(BIN)/uv) uv)
PIP := $(BIN)/python -m pip install --disable-pip-version-check --quiet
# Made-up requests to one operation share a name, by which loadfile would take them for one test.
FUZZING := tests/api/fuzzing
# In the order of tests/conftest.py.
PYTEST_ARGS ?= -n 2 --dist loadfile --no-loadscope-reorder
OURSELVES := --no-deps --no-build-isolation --editable .
LOCK := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	--no-annotate --no-emit-index-url --no-emit-find-links

SEMGREP := SEMGREP_SETTINGS_FILE=$(VENV)/semgrep/settings.yml SEMGREP_LOG_FILE=/dev/null \
	$(VENV)/semgrep/bin/semgrep scan --metrics=off --disable-version-check

STATIC := core/web/static/manifest.json
HAS_NODE := $(shell command -v npm >/dev/null && \
	node -e 'process.exit(+(parseInt(process.versions.node) < 20))' 2>/dev/null && echo yes)
BUILDERS := assets $(if $(HAS_NODE),,node)

CHECKS := check-types check-style check-layers check-security

.PHONY: run assets test guide check $(CHECKS) bench soak lock

run: $(VENV)/.run-installed $(STATIC)
	@$(BIN)/chungsuc serve

# What pages are made of; a running server shows it at the next request.
assets: $(STATIC)

$(STATIC): $(shell find core/web/assets) core/translation/vi/device.po package-lock.json \
		tools/build_assets.py tools/figure_font.py tools/node_tools.py \
		| $(BUILDERS:%=$(VENV)/.%-installed)
	@echo "Đang dựng giao diện …"
	@$(BIN)/python tools/build_assets.py

test: $(VENV)/.dev-installed $(STATIC)
	$(BIN)/python -m pytest -n 2 $(FUZZING)
	$(BIN)/python -m pytest $(PYTEST_ARGS) --ignore $(FUZZING)

# Takes the pictures of docs/huong-dan anew, from the pages as they are.
guide: $(VENV)/.dev-installed $(STATIC)
	$(BIN)/python -m pytest tests/browser -m guide
	mkdir -p docs/huong-dan/hinh
	cp tests/browser/shots/huong-dan/*.png docs/huong-dan/hinh/

# Side by side, each with its output in one piece; the types take as long as all the rest.
check: $(VENV)/.dev-installed $(VENV)/.semgrep-installed
	@$(MAKE) --no-print-directory --jobs 2 --output-sync=target $(CHECKS)

check-types:
	$(BIN)/mypy

check-style:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

check-layers:
	$(BIN)/lint-imports

check-security:
	$(BIN)/bandit -q -c pyproject.toml -r core plugins
	$(SEMGREP) --quiet --error --config tools/semgrep core plugins
	$(SEMGREP) --quiet --test --config tools/semgrep tools/semgrep

# Measures everything docs/performance.md has goals for, beside the yardsticks of bench/peers:
# `make bench PARTS="1 3" ROUNDS=3 SECONDS=5`.
PARTS ?=
ROUNDS ?= 3
SECONDS ?= 8
bench: $(VENV)/.dev-installed $(STATIC) .bench/.peers-installed
	$(BIN)/python -m bench $(PARTS) --rounds $(ROUNDS) --seconds $(SECONDS)

.bench/.peers-installed: requirements/peers.lock | $(BIN)/pip
	@echo "Đang cài các chương trình để so sánh trong requirements/peers.lock (chỉ lần đầu) …"
	@$(BIN)/python -m venv --clear .bench/venv
	@.bench/venv/bin/python -m pip install --disable-pip-version-check --quiet --require-hashes \
		-r requirements/peers.lock
	@touch $@

# Mixed load with one fault after the other (docs/reliability.md): `make soak MINUTES=2`.
MINUTES ?= 10
soak: $(VENV)/.dev-installed $(STATIC)
	$(BIN)/python -m tests.faults.soak --minutes $(MINUTES)

# New versions within what pyproject.toml allows: `make lock LOCK_ARGS=--upgrade`.
lock:
	$(LOCK) $(LOCK_ARGS) pyproject.toml --extra embedded -o requirements/run.lock
	$(LOCK) $(LOCK_ARGS) pyproject.toml --extra embedded --group dev -c requirements/run.lock \
		-o requirements/dev.lock
	$(LOCK) $(LOCK_ARGS) --group assets -c requirements/dev.lock -o requirements/assets.lock
	$(LOCK) $(LOCK_ARGS) --group peers -c requirements/run.lock -o requirements/peers.lock
	$(LOCK) $(LOCK_ARGS) --group node -o requirements/node.lock
	$(LOCK) $(LOCK_ARGS) --group semgrep -o requirements/semgrep.lock
	echo setuptools | $(LOCK) $(LOCK_ARGS) - -o requirements/build.lock

$(VENV)/.%-installed: requirements/%.lock requirements/build.lock pyproject.toml | $(BIN)/pip
	@echo "Đang cài các gói đã khóa trong requirements/$*.lock (chỉ lần đầu) …"
	@$(PIP) --require-hashes -r requirements/build.lock -r requirements/$*.lock
	@$(PIP) $(OURSELVES)
	@touch $@

# An environment of its own: semgrep wants older packages than we use.
$(VENV)/.semgrep-installed: requirements/semgrep.lock | $(BIN)/pip
	@echo "Đang cài semgrep đã khóa trong requirements/semgrep.lock (chỉ lần đầu) …"
	@$(BIN)/python -m venv --clear $(VENV)/semgrep
	@$(VENV)/semgrep/bin/$(PIP:$(BIN)/%=%) --require-hashes -r requirements/semgrep.lock
	@touch $@

$(BIN)/pip:
	@command -v $(PYTHON) >/dev/null || { \
		echo "Không thấy lệnh $(PYTHON). Hãy cài Python 3.11 trở lên, hoặc: make PYTHON=python3.11"; \
		exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Cần Python 3.11 trở lên; đây là $$($(PYTHON) --version 2>&1). Hãy chạy: make PYTHON=python3.11"; \
		exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
		rm -rf $(VENV); \
		echo "Không tạo được môi trường $(VENV). Trên Debian, Ubuntu: apt-get install python3-venv"; \
		exit 1; }
