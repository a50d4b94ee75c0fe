"""What lies near the best plan: room to move, other plans, and the smallest change of a plan there is. Asked here, told as plain data."""
