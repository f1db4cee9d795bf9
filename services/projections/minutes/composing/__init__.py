"""How the minutes of a meeting come out of what views keep, part by part."""
