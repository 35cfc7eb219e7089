"""Writing plans: fixes, templates, forms."""
