"""What other programs may be told of: written down with what happened, told later."""
