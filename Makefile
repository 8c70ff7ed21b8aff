# Every target sets up what it needs; a second call sets up nothing.
PYTHON ?= $(firstword $(foreach name,python3.11 python3.12 python3.13 python3,$(shell command -v $(name))))
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

# Bytecode is kept, whatever the environment says: the tests start hundreds of processes.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo story test lint check bench pictures format requirements clean

demo: $(READY)
	$(BIN)/tinbao sandbox

story: $(READY)
	$(BIN)/python -m bot.practice.story

# One in so many of the instants of the crash tests: others each day, and all of them in CI (decision 0029).
export INSTANTS_APART ?= $(if $(CI),1,4)
export INSTANTS_FROM ?= $(shell date +%-j)

# Four processes side by side, since the first three often wait: the crash points (hundreds of short lives, without
# coverage) and whole stories, which take longest and go first, then the practice room and the rest.
test: $(READY)
	$(BIN)/coverage erase
	@$(BIN)/pytest tests/crashes > .crashes.log 2>&1 & crashes=$$!; \
	$(BIN)/coverage run -m pytest tests/stories > .stories.log 2>&1 & stories=$$!; \
	nice -n 5 $(BIN)/coverage run -m pytest tests/practice > .practice.log 2>&1 & practice=$$!; \
	nice -n 5 $(BIN)/coverage run -m pytest --ignore=tests/crashes --ignore=tests/practice --ignore=tests/stories; rest=$$?; \
	wait $$stories; told=$$?; wait $$practice; played=$$?; wait $$crashes; crashed=$$?; \
	cat .stories.log .practice.log .crashes.log; \
	exit $$((rest || told || played || crashed))
	$(BIN)/coverage combine -q
	$(BIN)/coverage report

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/pyright
	$(BIN)/lint-imports

check: test lint

bench: $(READY)
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.photos
	$(BIN)/python -m benchmarks.albums
	$(BIN)/python -m benchmarks.locating
	$(BIN)/python -m benchmarks.posters
	$(BIN)/python -m benchmarks.naming
	$(BIN)/python -m benchmarks.broadcasts
	$(BIN)/python -m benchmarks.preparing

# Draws the pictures of the README and of docs/ anew; needs chromium.
pictures: $(READY)
	PICTURES=docs/pictures $(BIN)/pytest tests/practice/test_pictures.py tests/posters

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

$(READY): requirements/dev.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q --require-hashes -r requirements/dev.txt
	$(BIN)/pip install -q --no-deps --no-build-isolation -e .
	touch $@

# Needs uv; writes hashed pins for Python 3.11 to 3.13 without the address of any index.
requirements:
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -q -o requirements/run.txt
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -q -o requirements/dev.txt

clean:
	rm -rf $(VENV) .coverage .coverage.* .pytest_cache .ruff_cache .hypothesis
