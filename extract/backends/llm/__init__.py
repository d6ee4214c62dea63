"""The language-model backend: any provider, through instructor."""
