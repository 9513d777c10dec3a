"""What happens on time: the clock's tick, fan-out, deliveries and their channels."""
