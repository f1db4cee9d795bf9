"""How fast Minutebook is, measured beside yardsticks in the same run: `make bench`."""
