"""The commands, one per module. Heavy packages are imported inside the functions, so that `--help` is quick."""
