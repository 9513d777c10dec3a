"""What words mean in a text about films: verbs, nouns, places, types of release, companies."""
