"""The colours of printed and web minutes: NHS blues and greys, each 4.5:1 or more on its ground."""

PALETTE = {
    "ink": "#212b32",
    "quiet": "#4c6272",
    "heading": "#003087",
    "accent": "#005eb8",
    "line": "#c8d1d6",
    "wash": "#f0f4f5",
    "draft": "#ffb81c",
    "draft_wash": "#fff6dc",
    "confirmed": "#007f3b",
    "confirmed_wash": "#e5f2eb",
    "watermark": "#f3f5f6",
}
"""Hexadecimal sRGB by use. A colour never says anything that words do not say as well."""
