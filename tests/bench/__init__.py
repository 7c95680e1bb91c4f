"""The measuring stick: a big union, what each page of it costs, and the few other figures that matter.

`make bench` prints them all, `python -m tests.bench --only pages --engine sqlite` some of them, and `--json` hands
them to a machine. `python -m tests.bench.folder FOLDER` makes the big union as a data folder, to look around in.
"""
