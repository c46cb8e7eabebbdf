# Everything a person does with this repository; each target sets up what it needs.
#
#   make run      start the app               make run ARGS="--example Iris"
#   make test     run the tests, no screen    make test ARGS="-k softmax"
#   make lint     style, types and import floors
#   make oracles  compare the numbers with PyTorch (a large download)
#   make walk     walk at random through the real window   make walk ARGS="--minutes 1"
#   make torture  kill it, damage its files, fill its disk   make torture ARGS="--short saves"
#   make bench    measure speed, beside PyTorch and ONNX Runtime (more downloads)
#   make pictures take the pictures of README and docs anew
#   make clean    remove all that was made here
#
# Another Python: make run PYTHON=python3.12

ifeq ($(OS),Windows_NT)
PYTHON ?= py
BIN := .venv/Scripts
else
PYTHON ?= python3
BIN := .venv/bin
endif

.PHONY: run test lint oracles walk torture bench pictures clean python libraries-for-a-window libraries-for-tests
.NOTPARALLEL:

run: libraries-for-a-window .venv/app.installed
	@$(BIN)/python main.py $(ARGS)

test oracles: export QT_QPA_PLATFORM = offscreen

test: libraries-for-tests .venv/app.installed .venv/dev.installed .venv/parquet.installed
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal $(ARGS)

oracles: libraries-for-tests .venv/app.installed .venv/dev.installed .venv/oracles.installed
	$(BIN)/python -m pytest tests/oracles $(ARGS)

walk: libraries-for-tests .venv/app.installed
	$(BIN)/python -m tests.walk $(ARGS)

torture: export QT_QPA_PLATFORM = offscreen

torture: libraries-for-tests .venv/app.installed .venv/dev.installed
	$(BIN)/python -m tests.torture $(ARGS)

bench: libraries-for-tests .venv/app.installed .venv/oracles.installed .venv/peers.installed
	$(BIN)/python -m benchmarks $(ARGS)

pictures: libraries-for-tests .venv/app.installed
	$(BIN)/python scripts/make_pictures.py

lint: python .venv/app.installed .venv/dev.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

python:
	@$(PYTHON) scripts/check_python.py

libraries-for-a-window: python
	@$(PYTHON) scripts/system_libraries.py window

libraries-for-tests: python
	@$(PYTHON) scripts/system_libraries.py tests

# A stamp for each group of dependencies: pip runs again only when one of these files changes.
.venv/%.installed: pyproject.toml constraints.txt scripts/install.py
	@$(PYTHON) scripts/install.py $*

clean:
	@$(PYTHON) scripts/clean.py
