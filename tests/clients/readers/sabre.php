<?php
// Prints what sabre/vobject reads of a feed on standard input, as JSON, and fails on what its validator objects to.
spl_autoload_register(function ($name) {
    if (str_starts_with($name, 'Sabre\\')) {
        require str_replace('\\', '/', $name) . '.php';
    }
});
error_reporting(E_ALL & ~E_DEPRECATED);
// 2.1, which Debian 12 has, leaves escaped commas and semicolons as they are; 3.0 reads them.
$text = fn($property) => str_starts_with(Sabre\VObject\Version::VERSION, '2.')
    ? strtr((string) $property, ['\\,' => ',', '\\;' => ';'])
    : (string) $property;
$calendar = Sabre\VObject\Reader::read(stream_get_contents(STDIN));
foreach ($calendar->validate() as $finding) {
    fwrite(STDERR, $finding['message'] . "\n");
    exit(1);
}
$events = [];
foreach ($calendar->select('VEVENT') as $event) {
    $isDay = !$event->DTSTART->hasTime();
    $written = fn($property) => $property->getDateTime()->setTimezone(new DateTimeZone('UTC'))->format($isDay ? 'Y-m-d' : 'Y-m-d\TH:i:s\Z');
    $events[] = [
        'uid' => (string) $event->UID, 'summary' => $text($event->SUMMARY), 'description' => $text($event->DESCRIPTION),
        'status' => (string) $event->STATUS, 'start' => $written($event->DTSTART), 'end' => $written($event->DTEND),
    ];
}
echo json_encode($events);
