# The panel's commands. Each sets up what it needs from the lock files first, and only what is not yet there.
PYTHON ?= python3
BIN := .venv/bin
export PYTHONUNBUFFERED = 1

.PHONY: help run test quality lock messages

help:
	@echo "make run       run the panel on http://127.0.0.1:8000/ (PORT=… for another port)"
	@echo "make test      check the code and run all tests"
	@echo "make quality   only check the code"
	@echo "make messages  gather the texts to translate into locale/"
	@echo "make lock      write the lock files anew"

run:
	@$(PYTHON) -m kafkasder.serving.setup run
	@exec $(BIN)/python -m kafkasder.serving.run

test:
	@$(PYTHON) -m kafkasder.serving.setup dev
	@exec $(BIN)/python -m tools.test

quality:
	@$(PYTHON) -m kafkasder.serving.setup dev
	@exec $(BIN)/python -m tools.quality

messages:
	@$(PYTHON) -m kafkasder.serving.setup dev
	@exec $(BIN)/python -m tools.messages gather

LOCK = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --custom-compile-command "make lock"

# uv alone writes one lock for all platforms and Pythons; it is needed only here (pip install uv).
lock:
	$(LOCK) pyproject.toml --group local --output-file requirements/run.txt
	$(LOCK) pyproject.toml --group local --group dev --constraint requirements/run.txt --output-file requirements/dev.txt
	$(LOCK) --group node --output-file requirements/node.txt
	npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved
