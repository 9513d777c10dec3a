// Prints what a parser of the npm registry reads of a feed on standard input, as JSON: node.mjs ical.js|node-ical|ts-ics
import { readFileSync } from "node:fs";

const text = readFileSync(0, "utf-8");
const day = (date) => date.toISOString().slice(0, 10);
const instant = (date) => date.toISOString().replace(".000Z", "Z");

const readers = {
  "ical.js": async () => {
    const { default: ICAL } = await import("ical.js-2");
    const calendar = new ICAL.Component(ICAL.parse(text));
    return calendar.getAllSubcomponents("vevent").map((component) => {
      const event = new ICAL.Event(component);
      const when = (time) => (time.isDate ? time.toString() : instant(time.toJSDate()));
      return {
        uid: event.uid,
        summary: event.summary,
        description: event.description,
        start: when(event.startDate),
        end: when(event.endDate),
        status: component.getFirstPropertyValue("status"),
      };
    });
  },
  "node-ical": async () => {
    const { default: ical } = await import("node-ical");
    return Object.values(ical.sync.parseICS(text))
      .filter((entry) => entry.type === "VEVENT")
      .map((event) => ({
        uid: event.uid,
        summary: event.summary?.val ?? event.summary,
        description: event.description?.val ?? event.description,
        // A day is midnight in the machine's own zone, which is UTC here.
        start: event.datetype === "date" ? day(event.start) : instant(event.start),
        end: event.datetype === "date" ? day(event.end) : instant(event.end),
        status: event.status,
      }));
  },
  "ts-ics": async () => {
    const { convertIcsCalendar } = await import("ts-ics");
    const calendar = convertIcsCalendar(undefined, text);
    const when = (value) => (value.type === "DATE" ? day(value.date) : instant(value.date));
    return (calendar.events ?? []).map((event) => ({
      uid: event.uid,
      summary: event.summary,
      description: event.description,
      start: when(event.start),
      end: when(event.end),
      status: event.status,
    }));
  },
};

console.log(JSON.stringify(await readers[process.argv[2]]()));
