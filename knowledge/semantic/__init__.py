"""Answers by meaning, beside the lexical search: any service that speaks OpenAI's `/v1/embeddings` may be asked.

    base's texts ──▶ service ──▶ cache (rows) ──▶ Meanings        questions ──▶ service, 0.3 s at most ──▶ memory
                                        └──────────── blending ◀──────────────┘

The lexical search stands without any of it: no service, a slow one, a broken one, and its answer goes out alone.
"""
