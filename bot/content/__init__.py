"""What ships with the bot: the reference content of Ivry and a fictional demo department."""
