"""The file of a CRM."""
