"""What `liniya check` looks at: one module a subject, each giving `Finding`s."""
