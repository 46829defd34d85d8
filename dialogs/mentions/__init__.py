"""What a sentence names: people, venues, groups, actions the database knows."""
