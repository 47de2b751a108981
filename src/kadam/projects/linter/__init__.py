"""The brief linter: reads a brief as one writes it and says, with a reason and a mend, what cannot be published."""

from kadam.projects.linter.rules import RULES, Finding, Rule, Standing, blocks, lint

__all__ = ["RULES", "Finding", "Rule", "Standing", "blocks", "lint"]
