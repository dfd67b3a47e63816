"""Rules for communique: Québec and Canada. The rules are the TOML and CSV files in this folder."""
