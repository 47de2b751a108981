"""What every capability leans on and no table: money, clock, codes, refusals, transitions, ui."""
