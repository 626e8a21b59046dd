"""What the knowledge base learns from clients, in the operators' group: wordings to confirm, and what it lacks."""
