"""`make bench`: Passerelle beside botbuilder's own echo bot, on loopback, in one run."""
