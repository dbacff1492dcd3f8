.PHONY: setup demo test lint screenshots

setup:
	@python3 tools/setup.py

demo: setup
	@.venv/bin/xinlu demo

test: setup lint
	@.venv/bin/pytest -n 2 -m "not browser and not faults"
	@echo "未跑的道：PostgreSQL、故障、浏览器（.ci/run 会跑）"

lint: setup
	@mkdir -p build
	@.venv/bin/ruff check -q .
	@.venv/bin/ruff format -q --check .
	@.venv/bin/lint-imports --no-cache > build/lint-imports.txt || (cat build/lint-imports.txt; exit 1)
	@.venv/bin/mypy

screenshots: setup
	@.venv/bin/python tools/screenshots.py
