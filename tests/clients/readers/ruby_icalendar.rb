# Prints what Ruby's icalendar reads of a feed on standard input, as JSON.
require "stringio"
require "icalendar"
require "json"

def written(value)
  return value.strftime("%Y-%m-%d") if value.is_a?(Icalendar::Values::Date)
  value.to_time.utc.strftime("%Y-%m-%dT%H:%M:%SZ")
end

calendar = Icalendar::Calendar.parse($stdin.read.force_encoding("UTF-8")).first
puts JSON.generate(calendar.events.map { |event|
  { uid: event.uid.to_s, summary: event.summary.to_s, description: event.description.to_s, status: event.status.to_s,
    start: written(event.dtstart), end: written(event.dtend) }
})
