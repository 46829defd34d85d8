"""What the bot understands and says: French in, decisions out."""
