"""What views reckon with: things as events make them, and the arithmetic of the definitions."""
