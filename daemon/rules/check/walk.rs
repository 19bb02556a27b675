//! One process laid out flat: every expression, phrase, `who`, step, ask, say, meet and timer with its place and
//! with what is in reach there.

use super::place::{Place, Places};
use crate::rules::{
    Arm, Ask, Expression, Field, Form, Meet, Process, Reaction, Say, State, Step, Target, Timer, Trigger, Who,
};
use crate::time::Phrase;

/// What is in reach at a place, besides the case itself.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    pub(super) process: &'a Process,
    /// The state; `None` outside of all, the process's `always` within it.
    pub(super) state: Option<&'a State>,
    /// Under this meet.
    pub(super) meet: Option<&'a Meet>,
    /// Under this ask: `missed`.
    pub(super) ask: Option<&'a Ask>,
    /// A person is meant, of a seat or the one who says something: `who`, `last`.
    pub(super) seat: bool,
    /// On entry, when what was asked in the state before is called off.
    pub(super) entry: bool,
    /// Somebody has just said something: `by`.
    pub(super) spoken: bool,
    /// The ask's own `due` is meant.
    pub(super) rung: bool,
    /// The fields of this form are in reach by their bare names.
    pub(super) form: Option<&'a Form>,
}

impl<'a> Scope<'a> {
    /// Nothing besides the case itself.
    pub(super) fn of(process: &'a Process) -> Self {
        Self {
            process,
            state: None,
            meet: None,
            ask: None,
            seat: false,
            entry: false,
            spoken: false,
            rung: false,
            form: None,
        }
    }
}

/// What an expression is for.
#[derive(Clone, Copy)]
pub(super) enum Purpose<'a> {
    /// Must be yes or no, and can be either.
    Condition,
    /// Must be yes or no; may be always the same.
    Flag,
    Value,
    /// Must be several things.
    List,
    /// Must be several cases.
    Cases,
    /// The value of a field that is not given.
    Default(&'a Field),
    /// The new value of a field or keep.
    Set(&'a Target),
    /// The value of a field of a new case: process, field.
    With(&'a str, &'a str),
}

/// What a `who` is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Whom {
    /// `open.by`: processes and anyone too.
    Openers,
    /// `by` of a say: anyone too.
    Speakers,
    /// People who get a letter or an invitation.
    Readers,
}

pub(super) struct Site<'a, T> {
    pub(super) place: Place,
    pub(super) scope: Scope<'a>,
    pub(super) what: T,
}

pub(super) struct Walk<'a> {
    pub(super) process: &'a Process,
    pub(super) place: Place,
    pub(super) expressions: Vec<Site<'a, (&'a Expression, Purpose<'a>)>>,
    pub(super) phrases: Vec<Site<'a, &'a Phrase>>,
    pub(super) people: Vec<Site<'a, (&'a Who, Whom)>>,
    pub(super) steps: Vec<Site<'a, &'a Step>>,
    /// Every target, those of `open` too.
    pub(super) arms: Vec<Site<'a, &'a Arm>>,
    pub(super) reactions: Vec<Site<'a, &'a Reaction>>,
    pub(super) asks: Vec<Site<'a, &'a Ask>>,
    pub(super) says: Vec<Site<'a, &'a Say>>,
    pub(super) meets: Vec<Site<'a, &'a Meet>>,
    pub(super) timers: Vec<Site<'a, &'a Timer>>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(process: &'a Process, places: &Places) -> Self {
        let mut walk = Self {
            process,
            place: Place::of(&process.name),
            expressions: Vec::new(),
            phrases: Vec::new(),
            people: Vec::new(),
            steps: Vec::new(),
            arms: Vec::new(),
            reactions: Vec::new(),
            asks: Vec::new(),
            says: Vec::new(),
            meets: Vec::new(),
            timers: Vec::new(),
        };
        let scope = Scope::of(process);
        walk.open(scope);
        walk.values(scope, places);
        for state in process.states.values() {
            let place = walk.place.key("state").key(&state.name);
            walk.state(&place, Scope { state: Some(state), ..scope }, state);
        }
        let place = walk.place.key("always");
        walk.state(&place, Scope { state: Some(&process.always), ..scope }, &process.always);
        walk
    }

    /// A place of a state of this process.
    pub(super) fn state_place(&self, state: &str) -> Place {
        self.place.key("state").key(state)
    }

    fn open(&mut self, scope: Scope<'a>) {
        let open = &scope.process.open;
        let place = self.place.key("open");
        self.who(&place.key("by"), scope, &open.by, Whom::Openers);
        if let Some(who) = &open.unverified {
            self.who(&place.key("shown-to"), scope, who, Whom::Readers);
        }
        if let Some(every) = &open.every {
            self.phrase(place.key("every"), scope, every);
        }
        let scope = Scope { spoken: true, ..scope };
        for (language, title) in &open.title {
            self.expression(place.key("title").key(language), scope, title, Purpose::Value);
        }
        if let Some(one_per) = &open.one_per {
            self.expression(place.key("one-per"), scope, one_per, Purpose::Value);
        }
        for (name, condition) in &open.refuse {
            self.expression(place.key("refuse").key(name), scope, condition, Purpose::Condition);
        }
        self.go(&place, scope, &open.go);
    }

    /// Forms, keep and derive.
    fn values(&mut self, scope: Scope<'a>, places: &Places) {
        for form in scope.process.forms.values() {
            let place = self.form_place(&form.name, places);
            let scope = Scope { form: Some(form), spoken: true, ..scope };
            for field in &form.fields {
                let place = place.key(&field.name);
                if let Some(default) = &field.default {
                    self.expression(place.key("default"), scope, default, Purpose::Default(field));
                }
                if let Some(check) = &field.check {
                    self.expression(place.key("check"), scope, check, Purpose::Condition);
                }
            }
        }
        for (name, value) in &scope.process.keep {
            self.expression(self.place.key("keep").key(name), scope, value, Purpose::Value);
        }
        for (name, value) in &scope.process.derive {
            self.expression(self.place.key("derive").key(name), scope, value, Purpose::Value);
        }
    }

    /// Where a form is written: under `form`, or in an ask or say of its name.
    pub(super) fn form_place(&self, name: &str, places: &Places) -> Place {
        let named = self.place.key("form").key(name);
        if places.is_written(&named) {
            return named;
        }
        let states = self.process.states.values().map(|state| (self.state_place(&state.name), state));
        let always = (self.place.key("always"), &self.process.always);
        let mut inline = Vec::new();
        for (place, state) in states.chain([always]) {
            inline.push(place.key("ask").key(name));
            inline.push(place.key("say").key(name));
            inline.extend(state.meets.keys().map(|meet| place.key("meet").key(meet).key("ask").key(name)));
        }
        inline
            .into_iter()
            .map(|place| place.key("form"))
            .find(|place| places.is_written(place))
            .unwrap_or(named)
    }

    fn state(&mut self, place: &Place, scope: Scope<'a>, state: &'a State) {
        self.step(place, Scope { entry: true, ..scope }, &state.entry);
        for ask in state.asks.values() {
            self.ask(&place.key("ask").key(&ask.name), scope, ask);
        }
        for say in state.says.values() {
            let place = place.key("say").key(&say.name);
            self.who(&place.key("by"), scope, &say.by, Whom::Speakers);
            if let Some(until) = &say.until {
                self.phrase(place.key("until"), scope, until);
            }
            let spoken = Scope { spoken: true, seat: true, ..scope };
            if let Some(receipt) = &say.receipt {
                self.expression(place.key("receipt"), spoken, receipt, Purpose::Flag);
            }
            self.each_step(&place, spoken, &say.steps);
            self.says.push(Site { place, scope, what: say });
        }
        for meet in state.meets.values() {
            self.meet(&place.key("meet").key(&meet.name), scope, meet);
        }
        for timer in state.timers.values() {
            self.timer(&place.key("at").key(&timer.name), scope, timer);
        }
        self.react(place, Scope { spoken: true, ..scope }, &state.on);
    }

    fn ask(&mut self, place: &Place, scope: Scope<'a>, ask: &'a Ask) {
        self.who(&place.key("who"), scope, &ask.who, Whom::Readers);
        let scope = Scope { ask: Some(ask), seat: true, ..scope };
        for (i, due) in ask.due.iter().enumerate() {
            self.phrase(place.key("due").index(i), scope, due);
        }
        if let Some(every) = &ask.every {
            self.phrase(place.key("every"), scope, every);
        }
        if let Some(about) = &ask.about {
            self.expression(place.key("about"), scope, about, Purpose::Cases);
        }
        for (i, rung) in ask.silence.iter().enumerate() {
            let place = place.key("silence").index(i);
            let scope = Scope { rung: true, ..scope };
            self.phrase(place.key("at"), scope, &rung.at);
            if let Some(when) = &rung.when {
                self.expression(place.key("when"), scope, when, Purpose::Condition);
            }
            if let Some(every) = &rung.every {
                self.phrase(place.key("every"), scope, every);
            }
            for (i, also) in rung.also.iter().enumerate() {
                self.who(&place.key("also").index(i), scope, also, Whom::Readers);
            }
            self.step(&place, scope, &rung.step);
        }
        self.each_step(&place.key("bounce"), scope, &ask.bounce);
        self.react(place, Scope { spoken: true, ..scope }, &ask.on);
        self.asks.push(Site { place: place.clone(), scope, what: ask });
    }

    fn meet(&mut self, place: &Place, scope: Scope<'a>, meet: &'a Meet) {
        self.who(&place.key("who"), scope, &meet.who, Whom::Readers);
        // `unless` names a field that need not be given: `check::states` looks at it.
        for (key, phrase) in
            [("at", &meet.at), ("every", &meet.every), ("until", &meet.until), ("free", &meet.free)]
        {
            if let Some(phrase) = phrase {
                self.phrase(place.key(key), scope, phrase);
            }
        }
        if let Some(alarms) = &meet.alarms {
            self.expression(place.key("alarms"), scope, alarms, Purpose::List);
        }
        let inside = Scope { meet: Some(meet), ..scope };
        for ask in meet.asks.values() {
            self.ask(&place.key("ask").key(&ask.name), inside, ask);
        }
        for timer in meet.timers.values() {
            self.timer(&place.key("at").key(&timer.name), inside, timer);
        }
        self.react(place, inside, &meet.on);
        self.meets.push(Site { place: place.clone(), scope, what: meet });
    }

    fn timer(&mut self, place: &Place, scope: Scope<'a>, timer: &'a Timer) {
        self.phrase(place.key("at"), scope, &timer.at);
        if let Some(until) = &timer.until {
            self.phrase(place.key("until"), scope, until);
        }
        self.each_step(place, scope, &timer.steps);
        self.timers.push(Site { place: place.clone(), scope, what: timer });
    }

    fn react(&mut self, place: &Place, scope: Scope<'a>, reactions: &'a [Reaction]) {
        for reaction in reactions {
            let place = reaction_place(place, &reaction.on);
            // Somebody has pressed a button of an invitation.
            let pressed = matches!(
                reaction.on,
                Trigger::Accepted | Trigger::Declined | Trigger::AllAccepted | Trigger::Answered
            );
            let scope = Scope { spoken: scope.spoken || pressed, seat: scope.seat || pressed, ..scope };
            self.each_step(&place, scope, &reaction.steps);
            self.reactions.push(Site { place, scope, what: reaction });
        }
    }

    fn each_step(&mut self, place: &Place, scope: Scope<'a>, steps: &'a [Step]) {
        for (i, step) in steps.iter().enumerate() {
            self.step(&place.index(i), scope, step);
        }
    }

    fn step(&mut self, place: &Place, scope: Scope<'a>, step: &'a Step) {
        if let Some(when) = &step.when {
            self.expression(place.key("when"), scope, when, Purpose::Condition);
        }
        for (target, value) in &step.set {
            let place = place.key("set");
            let place = target.of.iter().fold(place, |place, of| place.key(of)).key(&target.field);
            self.expression(place, scope, value, Purpose::Set(target));
        }
        for (letter, who) in &step.tell {
            self.who(&place.key("tell").key(letter), scope, who, Whom::Readers);
        }
        for opening in &step.open {
            let place = place.key("open").key(&opening.process);
            if let Some(each) = &opening.each {
                self.expression(place.key("each"), scope, each, Purpose::List);
            }
            for (field, value) in &opening.with {
                let purpose = Purpose::With(&opening.process, field);
                self.expression(place.key("with").key(field), scope, value, purpose);
            }
        }
        self.go(place, scope, &step.go);
        self.steps.push(Site { place: place.clone(), scope, what: step });
    }

    fn go(&mut self, place: &Place, scope: Scope<'a>, arms: &'a [Arm]) {
        for (i, arm) in arms.iter().enumerate() {
            let place = place.key("go").index(i);
            if let Some(when) = &arm.when {
                self.expression(place.key("when"), scope, when, Purpose::Condition);
            }
            self.arms.push(Site { place: place.key("go"), scope, what: arm });
        }
    }

    fn who(&mut self, place: &Place, scope: Scope<'a>, who: &'a Who, whom: Whom) {
        self.people.push(Site { place: place.clone(), scope, what: (who, whom) });
    }

    fn phrase(&mut self, place: Place, scope: Scope<'a>, phrase: &'a Phrase) {
        self.phrases.push(Site { place, scope, what: phrase });
    }

    fn expression(
        &mut self,
        place: Place,
        scope: Scope<'a>,
        expression: &'a Expression,
        purpose: Purpose<'a>,
    ) {
        self.expressions.push(Site { place, scope, what: (expression, purpose) });
    }
}

/// Where a reaction stands: `on.ready` and `on.each.ready` mean the same.
fn reaction_place(place: &Place, on: &Trigger) -> Place {
    use crate::rules::Level;
    let level = |level: &Level| match level {
        Level::Each => "each".to_owned(),
        Level::Any => "any".to_owned(),
        Level::All => "all".to_owned(),
        Level::Count(count) => count.to_string(),
    };
    let place = place.key("on");
    match on {
        Trigger::Answer(Level::Each, answer) => place.maybe("each").key(answer),
        Trigger::Answer(other, answer) => place.key(&level(other)).key(answer),
        Trigger::Given => place.key("given"),
        Trigger::Filled => place.key("filled"),
        Trigger::Closed => place.key("closed"),
        Trigger::Silent => place.key("silent"),
        Trigger::Later => place.key("later"),
        Trigger::Ended => place.key("ended"),
        Trigger::Moved => place.key("moved"),
        Trigger::Skipped => place.key("skipped"),
        Trigger::Accepted => place.key("accepted"),
        Trigger::Declined => place.key("declined"),
        Trigger::AllAccepted => place.key("all-accepted"),
        Trigger::Answered => place.key("answered"),
        Trigger::Set(field) => place.key("set").key(field),
        Trigger::Children(process, of, state) => place.key(process).key(&level(of)).key(state),
    }
}
