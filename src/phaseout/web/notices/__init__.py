"""Who is told of what happened: people by a letter a day or a week, other programs by signed requests."""
