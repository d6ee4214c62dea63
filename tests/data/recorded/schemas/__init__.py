"""The declarations that come with the package; ``extract.catalog`` loads them by path, as it loads a user's own."""
