#!/usr/bin/python3
"""Every calendar object of a folder as three other programs understand it, beside what was meant by it.

readers.py FOLDER: NAME.ics beside NAME.json, written by tests/readers.rs; a list of meanings stands beside a calendar of
many entries. The readers are icalendar with
recurring-ical-events (zones by the system's zoneinfo), libical 3 (by the VTIMEZONE in the object) and vobject with
dateutil (by the VTIMEZONE, too). Each says method, UID, SEQUENCE, DTSTAMP, organizer, attendees with what is asked of
them, and every occurrence as an instant; libical also checks what RFC 5545 and 5546 restrict. What no validator looks
at is looked at here: line ends, the length of a line, times without a zone.

Prints what differs, one line each; the last line says how much was read. Ends with 1 where anything differs.
"""

import io
import json
import pathlib
import re
import sys
from datetime import date, datetime, timedelta, timezone

import dateutil.tz
import icalendar
import recurring_ical_events
import vobject
import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # noqa: E402  the version must be said first

UTC = timezone.utc
# Every meeting of a test lies between.
FROM, TO = date(2019, 1, 1), date(2042, 1, 1)


def seconds(moment):
    """An instant as seconds since 1970; a day as its text."""
    if isinstance(moment, datetime):
        if moment.tzinfo is None:
            raise ValueError(f"{moment} has no zone")
        return int(moment.timestamp())
    return moment.isoformat()


def address(text):
    scheme, _, rest = str(text).partition(":")
    if scheme.lower() != "mailto":
        raise ValueError(f"{text} is no mail address")
    return rest


# ── icalendar ────────────────────────────────────────────────────────────────────────────────────────────────


def by_icalendar(text):
    calendar = icalendar.Calendar.from_ical(text)
    for part in calendar.walk():
        if part.errors:
            raise ValueError(f"{part.name}: {part.errors}")
        for name in part.required:
            if name not in part:
                raise ValueError(f"{part.name} lacks {name}")
        for name in part.singletons:
            if isinstance(part.get(name), list):
                raise ValueError(f"{part.name} has {name} twice")
    events = calendar.walk("VEVENT")
    master = events[0]

    def people(event):
        found = event.get("ATTENDEE", [])
        found = found if isinstance(found, list) else [found]
        return [
            (address(p), p.params.get("PARTSTAT", "NEEDS-ACTION"), p.params.get("ROLE", "REQ-PARTICIPANT"),
             p.params.get("RSVP", "FALSE") == "TRUE")
            for p in found
        ]

    found = []
    # A DECLINECOUNTER names no time.
    timed = recurring_ical_events.of(calendar).between(FROM, TO) if "DTSTART" in master else []
    for one in timed:
        start = one["DTSTART"].dt
        end = one["DTEND"].dt if "DTEND" in one else start
        found.append((seconds(start), seconds(end)))
    return {
        "method": str(calendar["METHOD"]),
        "uid": {str(e["UID"]) for e in events},
        "sequence": {int(e["SEQUENCE"]) for e in events if "SEQUENCE" in e},
        "stamp": {seconds(e["DTSTAMP"].dt) for e in events},
        "status": {str(e.get("STATUS", "")) for e in events},
        "busy": {str(e.get("TRANSP", "OPAQUE")) == "OPAQUE" for e in events},
        "summary": {str(e.get("SUMMARY", "")) for e in events},
        "organizer": {address(e["ORGANIZER"]) for e in events},
        "attendees": people(master),
        "apart": {seconds(e["RECURRENCE-ID"].dt): people(e) for e in events[1:]},
        "alarms": sorted(-int(a["TRIGGER"].dt.total_seconds()) // 60 for a in master.walk("VALARM")),
        "occurrences": sorted(found),
    }


# ── libical ──────────────────────────────────────────────────────────────────────────────────────────────────


def properties(component, kind):
    one = component.get_first_property(kind)
    while one is not None:
        yield one
        one = component.get_next_property(kind)


def components(component, kind):
    one = component.get_first_component(kind)
    while one is not None:
        yield one
        one = component.get_next_component(kind)


def by_libical(text):
    calendar = ICalGLib.Component.new_from_string(text)
    if calendar is None:
        raise ValueError("it cannot be parsed")
    ICalGLib.restriction_check(calendar)
    errors = calendar.count_errors()
    if errors:
        said = re.findall(r"X-LIC-ERROR[^\r\n]*", calendar.as_ical_string())
        raise ValueError(f"{errors} faults: {said}")
    kinds, K = ICalGLib.ComponentKind, ICalGLib.PropertyKind
    events = list(components(calendar, kinds.VEVENT_COMPONENT))

    def instant(component, kind):
        for one in properties(component, kind):
            return moment(one.get_datetime_with_component(calendar))
        return None

    def moment(time):
        if time.is_date():
            return f"{time.get_year():04}-{time.get_month():02}-{time.get_day():02}"
        zone = ICalGLib.Timezone.get_utc_timezone() if time.is_utc() else time.get_timezone()
        if zone is None:
            raise ValueError(f"{time.as_ical_string()} has no zone")
        return time.as_timet_with_zone(zone)

    def words(kind):
        return {one.get_value_as_string() for e in events for one in properties(e, kind)}

    found, moved = {}, {}
    for event in events:
        start, end = instant(event, K.DTSTART_PROPERTY), instant(event, K.DTEND_PROPERTY)
        end = start if end is None else end
        if start is None:
            continue
        name = instant(event, K.RECURRENCEID_PROPERTY)
        if name is not None:
            moved[name] = (start, end)
        elif isinstance(start, str):
            found[start] = (start, end)
        else:
            spans = []
            event.foreach_recurrence(
                ICalGLib.Time.new_from_string("20190101T000000Z"),
                ICalGLib.Time.new_from_string("20420101T000000Z"),
                lambda _, span, *more: spans.append((span.get_start(), span.get_end())),
                None,
            )
            found.update((span[0], span) for span in spans)
    if moved and not found:
        found = dict(moved)
    unknown = set(moved) - set(found)
    if unknown:
        raise ValueError(f"occurrences {sorted(unknown)} are moved, but no rule gives them")
    found.update(moved)

    def parameter(one, kind, otherwise):
        text = one.get_parameter_as_string(kind)
        return otherwise if text is None else text

    def people(event):
        return [
            (address(one.get_attendee()), parameter(one, "PARTSTAT", "NEEDS-ACTION"),
             parameter(one, "ROLE", "REQ-PARTICIPANT"), parameter(one, "RSVP", "FALSE") == "TRUE")
            for one in properties(event, K.ATTENDEE_PROPERTY)
        ]

    master = events[0]
    alarms = []
    for alarm in components(master, kinds.VALARM_COMPONENT):
        trigger = alarm.get_first_property(K.TRIGGER_PROPERTY).get_trigger().get_duration()
        alarms.append(-trigger.as_int() // 60)
    method = calendar.get_first_property(K.METHOD_PROPERTY).get_value_as_string()
    return {
        "method": method,
        "uid": words(K.UID_PROPERTY),
        "sequence": {int(s) for s in words(K.SEQUENCE_PROPERTY)},
        "stamp": {instant(e, K.DTSTAMP_PROPERTY) for e in events},
        "status": words(K.STATUS_PROPERTY) or {""},
        "busy": {word == "OPAQUE" for word in words(K.TRANSP_PROPERTY)} or {True},
        "summary": {e.get_summary() or "" for e in events},
        "organizer": {address(word) for word in words(K.ORGANIZER_PROPERTY)},
        "attendees": people(master),
        "apart": {instant(e, K.RECURRENCEID_PROPERTY): people(e) for e in events[1:]},
        "alarms": sorted(alarms),
        "occurrences": sorted(found.values()),
    }


# ── vobject ──────────────────────────────────────────────────────────────────────────────────────────────────


def by_vobject(text):
    # By itself vobject keeps the first description of a zone that it ever saw.
    for described in re.findall(r"BEGIN:VTIMEZONE.*?END:VTIMEZONE\r\n", text, re.S):
        for name, zone in ((name, dateutil.tz.tzical(io.StringIO(described)).get(name)) for name in
                           re.findall(r"^TZID:(.*?)\r$", described, re.M)):
            vobject.icalendar.registerTzid(name, zone)
    calendar = vobject.readOne(text)
    if calendar.method.value != "DECLINECOUNTER":
        # It asks every VEVENT for a DTSTART.
        calendar.validate(raiseException=True)
    events = calendar.vevent_list
    master = events[0]

    def span(event):
        start = event.dtstart.value
        return start, (event.dtend.value if hasattr(event, "dtend") else start)

    found, moved = {}, {}
    for event in (e for e in events if hasattr(e, "dtstart")):
        start, end = span(event)
        if hasattr(event, "recurrence_id"):
            moved[seconds(event.recurrence_id.value)] = (seconds(start), seconds(end))
        elif event.rruleset is not None:
            for one in event.getrruleset(addRDate=True):
                # The clock on the wall is counted by, so that the length holds over a change of the clocks.
                one = one if one.tzinfo else one.replace(tzinfo=start.tzinfo)
                at = seconds(one)
                found[at] = (at, at + int((end - start).total_seconds()))
        else:
            found[seconds(start)] = (seconds(start), seconds(end))
    if moved and not found:
        found = dict(moved)
    found.update(moved)

    def parameter(one, name, otherwise):
        return one.params.get(name, [otherwise])[0]

    def people(event):
        return [
            (address(one.value), parameter(one, "PARTSTAT", "NEEDS-ACTION"),
             parameter(one, "ROLE", "REQ-PARTICIPANT"), parameter(one, "RSVP", "FALSE") == "TRUE")
            for one in getattr(event, "attendee_list", [])
        ]

    return {
        "method": calendar.method.value,
        "uid": {e.uid.value for e in events},
        "sequence": {int(e.sequence.value) for e in events if hasattr(e, "sequence")},
        "stamp": {seconds(e.dtstamp.value) for e in events},
        "status": {e.status.value if hasattr(e, "status") else "" for e in events},
        "busy": {(e.transp.value if hasattr(e, "transp") else "OPAQUE") == "OPAQUE" for e in events},
        "summary": {e.summary.value if hasattr(e, "summary") else "" for e in events},
        "organizer": {address(e.organizer.value) for e in events},
        "attendees": people(master),
        "apart": {seconds(e.recurrence_id.value): people(e) for e in events[1:]},
        "alarms": sorted(-int(a.trigger.value.total_seconds()) // 60 for a in getattr(master, "valarm_list", [])),
        "occurrences": sorted(found.values()),
    }


# ── what was meant ───────────────────────────────────────────────────────────────────────────────────────────


def meant(plan):
    return {
        "method": plan["method"],
        "uid": {plan["uid"]},
        "sequence": set() if plan["sequence"] is None else {plan["sequence"]},
        "stamp": {plan["stamp"]},
        "status": {plan["status"]},
        "busy": {plan["busy"]},
        "summary": {plan["summary"]},
        "organizer": {plan["organizer"]},
        "attendees": [tuple(one) for one in plan["attendees"]],
        "apart": {int(name): [tuple(one) for one in who] for name, who in plan["apart"].items()},
        "alarms": sorted(plan["alarms"]),
        "occurrences": sorted(tuple(one) for one in plan["occurrences"]),
    }


def form(raw):
    """What no validator asks: octets and lines, and every time with its zone."""
    if b"\r\n" not in raw or re.search(rb"(?<!\r)\n|\r(?!\n)", raw):
        yield "a line does not end with CR LF"
    for line in raw.split(b"\r\n"):
        if len(line) > 75:
            yield f"a line has {len(line)} octets"
        line.decode()  # a fold inside of a character
    unfolded = raw.replace(b"\r\n ", b"").decode()
    zones = set(re.findall(r"^TZID:(.*?)\r$", unfolded, re.M))
    outside = re.sub(r"BEGIN:VTIMEZONE.*?END:VTIMEZONE", "", unfolded, flags=re.S)
    for name, zone, time in re.findall(r"^(DT\w+|EXDATE|RECURRENCE-ID)(?:;TZID=([^:;]+))?:(\d{8}T\d{6}Z?)", outside, re.M):
        if time.endswith("Z") == bool(zone):
            yield f"{name} {time} has {'a zone and' if zone else 'neither a zone nor'} Z"
        if zone and zone not in zones:
            yield f"the zone {zone} of {name} is not described"
    if len(zones) != unfolded.count("BEGIN:VTIMEZONE"):
        yield "a zone is described twice"


def apart(text):
    """A calendar of many entries as one object for each UID, each with all zones."""
    head, *events = text.split("BEGIN:VEVENT\r\n")
    events = [event.split("END:VEVENT\r\n")[0] for event in events]
    found = {}
    for event in events:
        uid = re.search(r"^UID:(.*?)\r$", event.replace("\r\n ", ""), re.M)[1]
        found.setdefault(uid, []).append(f"BEGIN:VEVENT\r\n{event}END:VEVENT\r\n")
    return {uid: head + "".join(own) + "END:VCALENDAR\r\n" for uid, own in found.items()}


def whole(text):
    """What the readers say of a calendar of many entries as a whole: faults, and how many entries each has."""
    count = text.count("BEGIN:VEVENT")
    calendar = icalendar.Calendar.from_ical(text)
    faults = [f"{part.name}: {part.errors}" for part in calendar.walk() if part.errors]
    if len(calendar.walk("VEVENT")) != count:
        yield f"icalendar: {len(calendar.walk('VEVENT'))} entries for {count}"
    if faults:
        yield f"icalendar: {faults}"
    component = ICalGLib.Component.new_from_string(text)
    ICalGLib.restriction_check(component)
    if component.count_errors():
        said = re.findall(r"X-LIC-ERROR[^\r\n]*", component.as_ical_string())
        yield f"libical: {said}"
    if component.count_components(ICalGLib.ComponentKind.VEVENT_COMPONENT) != count:
        yield f"libical: not {count} entries"
    read = vobject.readOne(text)
    read.validate(raiseException=True)
    if len(getattr(read, "vevent_list", [])) != count:
        yield f"vobject: not {count} entries"


READERS = (("icalendar", by_icalendar), ("libical", by_libical), ("vobject", by_vobject))


def main(folder):
    objects = occurrences = series = 0
    wrong, todo = [], []
    for path in sorted(pathlib.Path(folder).glob("*.ics")):
        plan = json.loads(path.with_suffix(".json").read_text())
        raw = path.read_bytes()
        if isinstance(plan, list):
            where, named = f"{path.name} (a calendar)", apart(raw.decode())
            wrong += [f"{where}: {what}" for what in [*form(raw), *whole(raw.decode())]]
            if set(named) != {one["uid"] for one in plan}:
                wrong.append(f"{where}: has {sorted(named)}, not {sorted(one['uid'] for one in plan)}")
            todo += [(path, one, named[one["uid"]].encode()) for one in plan if one["uid"] in named]
        else:
            wrong += [f"{path.name} ({plan['where']}): {what}" for what in form(raw)]
            todo.append((path, plan, raw))
    for path, plan, raw in todo:
        expected = meant(plan)
        objects += 1
        occurrences += len(expected["occurrences"])
        series += len(expected["occurrences"]) > 1
        where = f"{path.name} ({plan['where']})"
        for name, reader in READERS:
            try:
                found = reader(raw.decode())
            except Exception as why:  # whatever a reader stumbles over is a finding
                wrong.append(f"{where}: {name}: {type(why).__name__}: {why}")
                continue
            for key, value in expected.items():
                if found[key] != value:
                    wrong.append(f"{where}: {name}: {key} is {brief(found[key], value)}")
    for line in wrong:
        print(line)
    print(f"{objects} objects, {series} series, {occurrences} occurrences, {len(READERS)} readers, {len(wrong)} faults")
    return 1 if wrong or not objects else 0


def brief(found, value):
    if isinstance(value, list):
        less, more = [v for v in value if v not in found], [v for v in found if v not in value]
        return f"{len(found)} entries for {len(value)}, without {less[:3]}, with {more[:3]}"
    return f"{found}, not {value}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
