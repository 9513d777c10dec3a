"""The commands, a file each. Heavy packages are imported inside them, so that help comes at once."""
