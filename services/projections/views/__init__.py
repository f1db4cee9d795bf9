"""One file per question. The list is literal: `projections.catalogue.VIEWS`."""
