.PHONY: setup demo test lint screenshots bench faults

PURE := tests/rules tests/spec
LANES := not browser and not faults and not fuzz

setup:
	@python3 tools/setup.py

demo: setup
	@.venv/bin/xinlu demo

test: setup lint
	@.venv/bin/pytest $(PURE) -n 2 --cov --cov-report=term
	@.venv/bin/pytest -n 2 -m "$(LANES)" $(addprefix --ignore=,$(PURE))
	@echo "make test 不含：PostgreSQL、故障、乱改文件、浏览器四道；.ci/run 全部都跑。"

lint: setup
	@mkdir -p build
	@.venv/bin/ruff check -q .
	@.venv/bin/ruff format -q --check .
	@.venv/bin/lint-imports --no-cache > build/lint-imports.txt || (cat build/lint-imports.txt; exit 1)
	@.venv/bin/mypy

screenshots: setup
	@.venv/bin/python tools/screenshots.py

faults: setup
	@XINLU_FAULTS_SCALE=$(or $(SCALE),0.02) .venv/bin/pytest -m faults

bench: SCALE ?= 1.0
bench: setup
	@.venv/bin/python -m bench $(TABLE) --scale $(SCALE)
