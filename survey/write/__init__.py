"""Files written for researchers: beside first, then in place."""
