"""What stands in every text of a row that no other organisation may read."""

SECRET = "nobody-else-may-read-this"
PASSWORD = "a sentence nobody guesses"
