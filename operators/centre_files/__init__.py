"""The file of a network's centres (TOML or XLSX): read whole or not at all, compared with what is known, put in."""
