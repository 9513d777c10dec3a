"""What changed, as news for people: releases announced, moved, confirmed, cancelled and restored."""
