"""What the bot remembers: records, tables, stores, and one door to SQLite or PostgreSQL."""
