#!/usr/bin/python3
"""People's calendars, as another program keeps them and answers out of them.

Speaks with tests/responder.rs: one JSON value a line in, one out. It knows RFC 5546 from the attendee's side and nothing
of beadle: an invitation or its update replaces what is there unless it is older, a cancellation takes out, an answer is
written from what the calendar holds. The habits of real programs are played (`style`): Exchange leaves out ORGANIZER and
says the zone in Windows' words, Google puts the comment into the ATTENDEE line and times into UTC, small programs write
no SEQUENCE and no DTSTAMP to speak of.
"""

import copy
import json
import sys
from datetime import date, datetime, timedelta, timezone

import icalendar
import recurring_ical_events

UTC = timezone.utc
FROM, TO = date(2020, 1, 1), date(2035, 1, 1)
CALENDARS = {}
# What was called off, by attendee and UID: an answer to it may have been on its way already.
GONE = {}
SAVED = {}
# Occurrences of what was looked at before.
FOUND = {}


def utc(seconds):
    return datetime.fromtimestamp(seconds, UTC)


def line(moment):
    return utc(moment).strftime("%Y%m%dT%H%M%SZ")


def who(attendee):
    return str(attendee).split(":", 1)[-1].lower()


def attendees(event):
    found = event.get("ATTENDEE", [])
    return found if isinstance(found, list) else [found]


def named(part):
    """The planned start of the occurrence that a part is about."""
    return int(part["RECURRENCE-ID"].dt.timestamp()) if "RECURRENCE-ID" in part else None


class Held:
    """One meeting in one calendar."""

    def __init__(self, me, parts):
        self.parts = parts
        self.master = parts[0]
        self.uid = str(self.master["UID"])
        self.sequence = int(self.master.get("SEQUENCE", 0))
        self.stamp = int(self.master["DTSTAMP"].dt.timestamp())
        own = [a for a in attendees(self.master) if who(a) == me]
        self.invited = bool(own)
        self.partstat = str(own[0].params.get("PARTSTAT", "NEEDS-ACTION")) if own else None
        # Answers to single occurrences, by their planned start.
        self.apart = {}
        for part in parts:
            self.note(me, part)

    def note(self, me, part):
        own = [a for a in attendees(part) if who(a) == me]
        if own and "RECURRENCE-ID" in part:
            self.apart[named(part)] = str(own[0].params.get("PARTSTAT", "NEEDS-ACTION"))

    def revision(self, name=None):
        """Of the whole, or of one occurrence that has come apart."""
        part = next((p for p in self.parts if name and named(p) == name), self.master)
        return int(part.get("SEQUENCE", 0)), int(part["DTSTAMP"].dt.timestamp())

    def newest(self):
        return max(int(part.get("SEQUENCE", 0)) for part in self.parts)

    def occurrences(self):
        calendar = icalendar.Calendar()
        for part in self.parts:
            calendar.add_component(part)
        text = calendar.to_ical()
        if text in FOUND:
            return FOUND[text]
        found = []
        for one in recurring_ical_events.of(calendar).between(FROM, TO):
            start = one["DTSTART"].dt
            end = one["DTEND"].dt if "DTEND" in one else start
            found.append([int(start.timestamp()), int(end.timestamp())])
        FOUND[text] = sorted(found)
        return FOUND[text]


def take(me, text):
    """What a client does with an object that came by mail; the word says what it was."""
    calendar = icalendar.Calendar.from_ical(text)
    mine = CALENDARS.setdefault(me, {})
    if str(calendar["METHOD"]) == "DECLINECOUNTER":
        return "refused" if str(calendar.walk("VEVENT")[0]["UID"]) in mine else "not mine"
    new = Held(me, calendar.walk("VEVENT"))
    known = mine.get(new.uid)
    method = str(calendar["METHOD"])
    if not new.invited:
        return "not mine"
    name = named(new.master)
    if known and (new.sequence, new.stamp) < known.revision(name):
        return "old"
    if known and name and named(known.master) is None:
        # One occurrence, and nothing else of the series.
        known.parts = [part for part in known.parts if named(part) != name]
        if method == "CANCEL":
            known.master.add("EXDATE", new.master["RECURRENCE-ID"].dt)
            known.apart.pop(name, None)
            return "one cancelled"
        known.parts.append(new.master)
        known.note(me, new.master)
        return "one updated"
    if method == "CANCEL":
        # Of a meeting that was never here nothing is to be taken out.
        if new.uid in mine:
            GONE[me, new.uid] = mine.pop(new.uid)
        return "cancelled"
    if method != "REQUEST":
        return "unknown"
    if known and new.sequence == known.sequence:
        new.partstat = known.partstat
    mine[new.uid] = new
    return "updated" if known else "new"


WINDOWS = {"Asia/Shanghai": "China Standard Time", "Europe/Berlin": "W. Europe Standard Time"}


def answer(me, told):
    # An invitation that was passed on is answered out of the calendar of whoever passed it.
    of = told.get("for", me)
    held = CALENDARS[of].get(told["uid"]) or copy.deepcopy(GONE[of, told["uid"]])
    event, style, method = held.master, told.get("style", "plain"), told.get("method", "REPLY")
    now, lines = told["now"], []
    organizer = str(event["ORGANIZER"])
    start, end = event["DTSTART"], event["DTEND"]
    comment = told.get("comment")
    lines += [f"UID:{held.uid}"]
    revision = held.revision(told.get("instance"))[0]
    lines += [] if style == "small" else [f"SEQUENCE:{told.get('sequence', revision)}"]
    lines += ["DTSTAMP:00000000T000000Z" if style == "small" else f"DTSTAMP:{line(now)}"]
    lines += [] if style == "exchange" else [f"ORGANIZER:{organizer}"]
    if method == "COUNTER":
        lines += [f"DTSTART:{line(told['start'])}", f"DTEND:{line(told['end'])}"]
    elif method == "REPLY":
        zone = start.params.get("TZID")
        if style == "exchange" and zone in WINDOWS:
            wall = start.dt.strftime("%Y%m%dT%H%M%S")
            lines += [f'DTSTART;TZID={WINDOWS[zone]}:{wall}']
        else:
            lines += [f"DTSTART:{line(start.dt.timestamp())}", f"DTEND:{line(end.dt.timestamp())}"]
    if told.get("instance"):
        range = ";RANGE=THISANDFUTURE" if told.get("onward") else ""
        lines += [f"RECURRENCE-ID{range}:{line(told['instance'])}"]
    if comment and style != "google":
        lines += [f"COMMENT:{comment}"]
    partstat = told.get("partstat")
    if method == "REFRESH":
        lines += [f"ATTENDEE:mailto:{told.get('as', me)}"]
    else:
        extra = f';X-NUM-GUESTS=0;X-RESPONSE-COMMENT="{comment}"' if comment and style == "google" else ""
        sent = f';DELEGATED-TO="mailto:{told["to"]}"' if told.get("to") else ""
        sent += f';DELEGATED-FROM="mailto:{told["for"]}"' if told.get("for") else ""
        lines += [f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={partstat}{sent}{extra}:mailto:{told.get('as', me)}"]
    if method == "COUNTER" and style == "google":
        # The whole list of guests, each with an answer that nobody here gave.
        others = [a for a in attendees(event) if who(a) != me]
        lines += [f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{who(a)}" for a in others]
    if told.get("for"):
        held = CALENDARS.setdefault(me, {})[told["uid"]] = copy.deepcopy(held)
    if method == "REPLY" and not told.get("instance") and "sequence" not in told:
        held.partstat = partstat
        # As in Outlook and Google: what waits for an answer has it with that to the series.
        held.apart = {name: said for name, said in held.apart.items() if said != "NEEDS-ACTION"}
    if method == "REPLY" and told.get("instance") and "sequence" not in told and not told.get("onward"):
        held.apart[told["instance"]] = partstat
    body = ["BEGIN:VCALENDAR", "PRODID:-//responder//EN", "VERSION:2.0", f"METHOD:{method}", "BEGIN:VEVENT"]
    body += lines + ["SUMMARY:Re", "END:VEVENT", "END:VCALENDAR", ""]
    folded = []
    for one in body:
        raw = one.encode()
        while len(raw) > 75:
            cut = 75
            while raw[cut] & 0xC0 == 0x80:
                cut -= 1
            folded.append(raw[:cut].decode())
            raw = b" " + raw[cut:]
        folded.append(raw.decode())
    return "\r\n".join(folded)


def show(me):
    return [
        {
            "uid": h.uid,
            "sequence": h.newest(),
            "partstat": h.partstat,
            "apart": [[name, said] for name, said in sorted(h.apart.items())],
            "occurrences": h.occurrences(),
        }
        for h in CALENDARS.get(me, {}).values()
    ]


def main():
    for text in sys.stdin:
        told = json.loads(text)
        me = told["me"].lower()
        try:
            if told["do"] == "take":
                said = {"is": take(me, told["object"])}
            elif told["do"] == "answer":
                said = {"object": answer(me, told)}
            elif told["do"] == "save":
                SAVED[told["as"]] = copy.deepcopy((CALENDARS, GONE))
                said = {}
            elif told["do"] == "load":
                for now, then in zip((CALENDARS, GONE), copy.deepcopy(SAVED[told["as"]])):
                    now.clear()
                    now.update(then)
                said = {}
            else:
                said = {"events": show(me)}
        except Exception as why:  # the test prints it and fails
            said = {"fault": f"{type(why).__name__}: {why}"}
        print(json.dumps(said), flush=True)


if __name__ == "__main__":
    main()
