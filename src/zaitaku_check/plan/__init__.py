"""Tree to plan: the form, the readers of Japanese values, canonical values with their places."""
