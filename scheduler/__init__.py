"""What happens on time: the clock's tick, fan-out, deliveries and their channels.

- `worker/` ticks, claims, sends and records; worker.py shows how they fit together.
- `fanout/` turns due reminders and new events into one delivery per subscription; tick.py is one round.
- `deliveries/` has the lease, the retry policy, the record of attempts, and sending again.
- `channels/` sends: webhook.py and email.py, through outbound/; url_guard.py words its refusals for subscribers.
- `messages/` says what an event means, in words and in each format; `mail/` writes mails and the links in them.
- `subscriptions/` has their preferences, status, digests and failure tracking.
- `rehearsal/` computes what would be sent; `housekeeping/` deletes old rows; `health/` measures.
- relevance.py: the SQL conditions for whether what an event says is still true.
"""
