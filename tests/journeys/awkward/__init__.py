"""The awkward cases of docs/demo.md: for each, what the views must answer of the demo's place."""
