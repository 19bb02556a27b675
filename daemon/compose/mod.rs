//! A decision's letters and invites → finished bytes.
//!
//! A [`Composer`] holds the templates, parsed once. [`Composer::letters`] turns a plan into letters: one for several
//! readers (every language they read, the most common first) or one for each. One Markdown source makes the text
//! part and the HTML part; what people wrote is escaped on its way in, so that no field can bring a link, a heading
//! or markup. The same plan gives the same bytes: Date, Message-ID and boundaries are set here.
//!
//! Reading order: `load` (files; `lacking`: what a folder of an earlier release does not have yet; `slips`: what no sample letter shows), `facts` and `question` (what templates may say), `mark` and `tongue` (how it reads
//! for this person), `page` (text and HTML), `enclosed` (what goes along), `envelope` (MIME), `agenda` (a person's dates). The manual of templates is `templates/README.md`.
//!
//! Never does: decide who gets a letter or what an answer means; look at a clock, a file or the network.

mod agenda;
mod document;
mod enclosed;
mod envelope;
mod facts;
mod filter;
mod lacking;
mod load;
mod mark;
mod meeting;
mod page;
mod question;
mod remedy;
mod sample;
mod slips;
#[cfg(test)]
mod tests;
mod tongue;
mod words;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use jiff::tz::TimeZone;
use sha2::{Digest, Sha256};
use tera::value::Key;
use tera::{Context, Map, Tera, Value};

use crate::address::Address;
use crate::calendar::{self, Method};
use crate::directory::{Directory, Lang, Person, PersonId};
use crate::fault::{Fault, Faults, Source};
use crate::rules::{self, Rules};
use crate::time::{Instant, Zone};
use crate::workflow::{
    AskLetter, CaseId, Document, InvitePlan, LetterPlan, Occasion, Printed, World, memory,
};

pub use enclosed::{Gap, fill};
pub use page::attribute;

use enclosed::Enclosures;
use envelope::Envelope;
use facts::absent;
use load::{SYSTEM, Template};
use mark::Escape;
use page::Page;
use question::About;
use tongue::Tongue;
use words::Words;

/// Characters of an invitation's description, shared by its languages: more is cut, the mail has the rest.
const DESCRIPTION_MAX: usize = 4_000;

/// The finished bytes of one outgoing mail, with one Message-ID, and everybody who gets it.
#[derive(Debug, Clone, PartialEq)]
pub struct Letter {
    /// Its id; unique among all letters.
    pub id: String,
    /// Message-ID without angle brackets: `<letter.case@host>`.
    pub message_id: String,
    /// The subject, for lists.
    pub subject: String,
    /// One delivery each.
    pub to: Vec<(PersonId, Address)>,
    /// RFC 5322, CRLF line ends; passed the gate.
    pub bytes: Vec<u8>,
    /// Where in them files of the spool belong as it is sent ([`fill`]).
    pub gaps: Vec<Gap>,
    /// Documents that were too large for it: the archive must have them.
    pub filed: Vec<Document>,
    /// What its calendar part was made of, for whoever holds the one to the other.
    pub invite: Option<InvitePlan>,
}

/// The same letter as people see it, for previews and scenarios.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Who gets it.
    pub to: Vec<PersonId>,
    /// The subject.
    pub subject: String,
    /// The text part.
    pub text: String,
    /// The HTML part.
    pub html: String,
    /// The calendar object that goes with it.
    pub calendar: Option<String>,
}

/// What a letter is for: which of the templates of one name it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// A question to one person.
    Ask,
    /// Something is told or answered.
    Notice,
    /// An invitation.
    Invite,
}

impl Purpose {
    fn of(plan: &LetterPlan) -> Self {
        match plan.occasion {
            Occasion::Invite => Self::Invite,
            Occasion::Notice | Occasion::Reply => Self::Notice,
            Occasion::Ask | Occasion::Reminder | Occasion::Also | Occasion::Correction => Self::Ask,
        }
    }
}

impl fmt::Display for Purpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ask => "ask",
            Self::Notice => "notice",
            Self::Invite => "invite",
        })
    }
}

/// Templates by folder, letter and, where a name serves several, purpose; then by language.
type Letters = BTreeMap<(String, String, Option<Purpose>), BTreeMap<Lang, Template>>;

/// Turns plans into bytes: templates, parsed once.
pub struct Composer {
    /// Bodies, parts and sentences that become Markdown.
    markdown: Tera,
    /// Subjects.
    plain: Tera,
    documents: Tera,
    /// The templates of documents, with the names each uses.
    document_names: BTreeMap<String, Vec<facts::Variable>>,
    layout: Tera,
    letters: Letters,
    words: BTreeMap<Lang, Words>,
    zones: BTreeMap<String, TimeZone>,
    /// What the letters read of their facts.
    printed: Printed,
    /// Every file by the name of its template, for places in faults.
    sources: BTreeMap<String, Source>,
    doubts: Vec<Fault>,
}

/// Why a letter could not be written.
#[derive(Debug)]
struct Trouble {
    text: String,
    /// What the template engine said, with its place.
    error: Option<tera::Error>,
}

impl From<String> for Trouble {
    fn from(text: String) -> Self {
        Self { text, error: None }
    }
}

impl From<Trouble> for String {
    fn from(trouble: Trouble) -> Self {
        trouble.text
    }
}

impl fmt::Debug for Composer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Composer").field("letters", &self.letters.len()).finish_non_exhaustive()
    }
}

/// One language of a letter, rendered.
struct Section {
    lang: Lang,
    page: Page,
    /// What the calendar shows, when an invitation goes along.
    summary: String,
}

/// All of a letter but its bytes.
struct Draft {
    shown: Shown,
    high: bool,
    in_reply_to: Option<String>,
    references: Vec<String>,
    reply_to: Address,
    calendar: Option<(Method, String)>,
    enclosed: Enclosures,
    lang: Lang,
}

impl Composer {
    /// Reads a template folder and tries every letter.
    ///
    /// # Errors
    /// All faults of [`Composer::read`]; where there is none, all of [`Composer::tried`].
    pub fn new(sources: &[Source], rules: &Rules, directory: &Directory) -> Result<Self, Faults> {
        let composer = Self::read(sources, rules, directory)?;
        composer.tried(rules, directory, (0, 1)).or(composer)
    }

    /// Reads a template folder.
    ///
    /// # Errors
    /// All faults at once: files that are no templates, syntax, names that are not in reach, and letters that the rules
    /// name and a language of the directory lacks.
    pub fn read(sources: &[Source], rules: &Rules, directory: &Directory) -> Result<Self, Faults> {
        load::load(sources, rules, directory)
    }

    /// The letters that cannot be written with sample data. Several may try them at once: each has one of so many shares,
    /// and what they find, one behind the other, is what one would have found.
    pub fn tried(&self, rules: &Rules, directory: &Directory, share: (usize, usize)) -> Faults {
        sample::try_share(self, rules, directory, share)
    }

    /// What is doubtful about the folder, each at its place; nothing of it keeps a letter from being written.
    pub fn doubts(&self) -> &[Fault] {
        &self.doubts
    }

    /// What the letters read of their facts, in any of their languages.
    pub fn printed(&self) -> &Printed {
        &self.printed
    }

    /// There is a template for that letter of a process (`system` for the core's own) in that language.
    pub fn has(&self, process: &str, letter: &str, lang: &Lang) -> bool {
        [Purpose::Notice, Purpose::Invite].into_iter().any(|p| self.find(process, letter, p, lang).is_some())
    }

    /// The letters of a plan: one for several readers, or one each. The error names the template.
    pub fn letters(&self, world: &World<'_>, plan: &LetterPlan, now: Instant) -> Result<Vec<Letter>, String> {
        self.split(world, plan).iter().map(|plan| self.letter(world, plan, now)).collect()
    }

    /// The same letters before they are written: all that follows from the plan alone. Subject and bytes are empty.
    pub fn unwritten(&self, world: &World<'_>, plan: &LetterPlan) -> Vec<Letter> {
        let letter = |plan: &Cow<'_, LetterPlan>| {
            let people = plan.to.iter().filter_map(|id| world.directory.person(id));
            Letter {
                id: plan.id.clone(),
                message_id: letter_id(world, plan),
                subject: String::new(),
                to: people.map(|p| (p.id.clone(), p.address().clone())).collect(),
                bytes: Vec::new(),
                gaps: Vec::new(),
                filed: Vec::new(),
                invite: plan.invite.clone(),
            }
        };
        self.split(world, plan).iter().map(letter).collect()
    }

    /// The same letters as people will see them.
    ///
    /// # Errors
    /// As [`Composer::letters`].
    pub fn show(&self, world: &World<'_>, plan: &LetterPlan, now: Instant) -> Result<Vec<Shown>, String> {
        self.split(world, plan).iter().map(|plan| Ok(self.draft(world, plan, now)?.shown)).collect()
    }

    /// A plan with sample data, for a preview: the letter of a process (or `system`) to `reader`.
    pub fn sample(
        rules: &Rules,
        directory: &Directory,
        letter: (&str, &str, Purpose),
        reader: &PersonId,
        now: Instant,
    ) -> LetterPlan {
        let lang = directory.person(reader).map_or(&directory.company.language, |person| &person.language);
        let sampler = sample::Sampler { rules, directory, now, lang: lang.clone(), sparse: false };
        let facts = sample::process_of(rules, letter.0).map(|process| sampler.facts(process));
        sample::plan(&sampler, letter, reader, facts.unwrap_or_default())
    }

    /// Every letter that the rules or the core send: folder, name, purpose.
    pub fn names(rules: &Rules) -> Vec<(String, String, Purpose)> {
        load::all(rules)
    }

    fn find(&self, folder: &str, name: &str, purpose: Purpose, lang: &Lang) -> Option<&Template> {
        let of = |purpose| self.letters.get(&(folder.to_owned(), name.to_owned(), purpose))?.get(lang);
        of(Some(purpose)).or_else(|| of(None))
    }

    /// One plan for each reader, where the template says so or a reader has a question or answer of their own.
    fn split<'p>(&self, world: &World<'_>, plan: &'p LetterPlan) -> Vec<Cow<'p, LetterPlan>> {
        let folder = plan.process.as_deref().unwrap_or(SYSTEM);
        let lang = &world.directory.company.language;
        let each = self.find(folder, &plan.name, Purpose::of(plan), lang).is_some_and(|t| t.each);
        if plan.to.len() < 2 || !(each || plan.ask.is_some()) {
            return vec![Cow::Borrowed(plan)];
        }
        let one = |person: &PersonId| {
            let hash = Sha256::new().chain_update(&plan.id).chain_update([0]).chain_update(person.as_str());
            let id: String = hash.finalize().iter().take(10).map(|b| format!("{b:02x}")).collect();
            Cow::Owned(LetterPlan { id, to: vec![person.clone()], ..plan.clone() })
        };
        plan.to.iter().map(one).collect()
    }

    fn letter(&self, world: &World<'_>, plan: &LetterPlan, now: Instant) -> Result<Letter, String> {
        let draft = self.draft(world, plan, now)?;
        let identity = world.identity;
        let case = plan.case.as_ref().map(|c| c.0.as_str());
        let message_id = letter_id(world, plan);
        let people: Vec<&Person> =
            draft.shown.to.iter().filter_map(|id| world.directory.person(id)).collect();
        let to: Vec<(String, Address)> =
            people.iter().map(|p| (p.name_in(&draft.lang).to_owned(), p.address().clone())).collect();
        let name = identity.names.get(&draft.lang).or_else(|| identity.names.values().next());
        let (bytes, gaps) = envelope::seal(&Envelope {
            id: &plan.id,
            message_id: &message_id,
            case,
            from: (name.map_or("beadle", String::as_str), &identity.address),
            reply_to: &draft.reply_to,
            to: &to,
            subject: &draft.shown.subject,
            in_reply_to: draft.in_reply_to.as_deref(),
            references: &draft.references,
            date: now,
            reply: plan.occasion == Occasion::Reply,
            high: draft.high,
            text: &draft.shown.text,
            html: &draft.shown.html,
            calendar: draft.calendar.as_ref().map(|(method, text)| (*method, text.as_str())),
            enclosed: &draft.enclosed.inside,
        })
        .map_err(|error| format!("letter '{}': {error}", plan.name))?;
        crate::mail::gate::check(&bytes).map_err(|error| format!("letter '{}': {error}", plan.name))?;
        let to = people.iter().map(|p| (p.id.clone(), p.address().clone())).collect();
        let (subject, filed) = (draft.shown.subject, draft.enclosed.filed);
        let invite = plan.invite.clone();
        Ok(Letter { id: plan.id.clone(), message_id, subject, to, bytes, gaps, filed, invite })
    }

    fn draft(&self, world: &World<'_>, plan: &LetterPlan, now: Instant) -> Result<Draft, Trouble> {
        let readers: Vec<&Person> = plan.to.iter().filter_map(|id| world.directory.person(id)).collect();
        if readers.is_empty() {
            return Err(format!("letter '{}' has no reader", plan.name).into());
        }
        let case = plan.case.as_ref().map_or("", |c| c.0.as_str());
        let title = title(world, plan);
        let first = plan.ask.as_ref().and_then(|ask| ask.first.clone());
        let reply_to = reply_to(world, plan)?;
        let enclosed = self.enclosures(world, plan)?;
        let languages = languages(&readers, &world.directory.company.language);
        let mut sections = Vec::new();
        let mut shown_subject = String::new();
        let away = readers.iter().any(|p| p.zone.name() != world.directory.company.zone.name());
        for (lang, people) in &languages {
            let words = self.words.get(*lang).ok_or_else(|| format!("there are no words of '{lang}'"))?;
            let company = &world.directory.company.zone;
            let zone = people.first().map(|p| &p.zone).filter(|z| people.iter().all(|p| p.zone == **z));
            let reader = match readers.as_slice() {
                [one] => Some(*one),
                _ => None,
            };
            let zone: &Zone = zone.unwrap_or(company);
            let tongue = Tongue { composer: self, world, lang, words, reader, zone, away, now };
            // A subject that several read is the same for all of them.
            let own = plan.titles.get(lang.as_str()).filter(|_| plan.to.len() == 1);
            let common = Common {
                case,
                title: own.unwrap_or(&title),
                again: first.is_some(),
                reply_to: &reply_to,
                readers: &plan.to,
                subject: &shown_subject,
                enclosed: &enclosed,
            };
            let (section, subject) = self.section(plan, &tongue, &common)?;
            shown_subject = subject;
            sections.push(section);
        }
        let lang =
            sections.first().map_or_else(|| world.directory.company.language.clone(), |s| s.lang.clone());
        let fence = plan.ask.as_ref().map(|ask| fence(world, located(plan, case), &ask.code, &lang));
        let calendar = self.calendar(plan, &sections)?;
        let (in_reply_to, references) = thread(world, plan, first.as_deref());
        let high = languages
            .first()
            .and_then(|(lang, _)| self.find(folder(plan), &plan.name, Purpose::of(plan), lang))
            .is_some_and(|t| t.high);
        let text = text(fence.as_deref(), &sections);
        let html = self.html(fence.as_deref(), &shown_subject, &sections)?;
        let shown = Shown {
            to: plan.to.clone(),
            subject: shown_subject,
            text,
            html,
            calendar: calendar.as_ref().map(|(_, text)| text.clone()),
        };
        Ok(Draft { shown, high, in_reply_to, references, reply_to, calendar, enclosed, lang })
    }

    /// One language: the body of its template inside the frame of its kind; and the subject of the mail.
    fn section(
        &self,
        plan: &LetterPlan,
        tongue: &Tongue<'_>,
        common: &Common<'_>,
    ) -> Result<(Section, String), Trouble> {
        let kind = match plan.occasion {
            Occasion::Reply => "reply",
            Occasion::Notice => "notice",
            Occasion::Invite => "invite",
            _ => "ask",
        };
        let (markdown, summary, subject) = self.framed(plan, tongue, common, kind)?;
        let markdown = tongue.resolve(&markdown, Escape::Markdown);
        Ok((Section { lang: tongue.lang.clone(), page: page::page(&markdown), summary }, subject))
    }

    /// A question folded into another letter, with its own address to answer.
    fn part(&self, plan: &LetterPlan, tongue: &Tongue<'_>) -> Result<String, Trouble> {
        let title = title(tongue.world, plan);
        let reply_to = reply_to(tongue.world, plan)?;
        let common = Common {
            case: plan.case.as_ref().map_or("", |case| case.0.as_str()),
            title: plan.titles.get(tongue.lang.as_str()).unwrap_or(&title),
            again: false,
            reply_to: &reply_to,
            readers: &plan.to,
            subject: "",
            // What goes along is listed once, below the questions.
            enclosed: &Enclosures::default(),
        };
        self.framed(plan, tongue, &common, "part").map(|(markdown, ..)| markdown)
    }

    /// Markdown with its marks unresolved, what a calendar shows, and the subject.
    fn framed(
        &self,
        plan: &LetterPlan,
        tongue: &Tongue<'_>,
        common: &Common<'_>,
        kind: &str,
    ) -> Result<(String, String, String), Trouble> {
        let template =
            self.find(folder(plan), &plan.name, Purpose::of(plan), tongue.lang).ok_or_else(|| {
                format!("there is no template '{}/{}' in '{}'", folder(plan), plan.name, tongue.lang)
            })?;
        let fence = plan
            .ask
            .as_ref()
            .map(|ask| fence(tongue.world, located(plan, common.case), &ask.code, tongue.lang));
        let mut context = Context::new();
        for variable in &template.used {
            let own = plan.titles.get(tongue.lang.as_str()).filter(|_| variable.name == "title");
            let value = own.map(|title| Value::from(mark::clean(title).trim().to_owned()));
            context.insert_value(variable.name.clone(), value.unwrap_or_else(|| variable.value(&plan.facts)));
        }
        let headline = self.headline(plan, tongue, common, template, &mut context)?;
        let subject = if common.subject.is_empty() {
            subject(plan, tongue, common.case, common.title, &headline)
        } else {
            common.subject.to_owned()
        };
        let about = About {
            plan,
            case: common.case,
            title: common.title,
            subject: &subject,
            readers: common.readers,
            again: common.again,
            reply_to: common.reply_to,
            fence: fence.as_deref(),
        };
        let mut letter = question::letter(&about, tongue);
        letter.push(("subject".into(), Value::from(mark::clean(&headline))));
        letter.extend(meeting::meeting(plan));
        letter.extend(common.enclosed.facts(tongue.world));
        let mut letter: Map = letter.into_iter().map(|(name, value)| (Key::from(name), value)).collect();
        context.insert_value("letter", Value::from(letter.clone()));
        let mut frame = Context::new();
        let body = self.render(&self.markdown, &template.name, &context)?;
        let mut body = body.trim().to_owned();
        for part in &plan.parts {
            body.push_str("\n\n");
            body.push_str(self.part(part, tongue)?.trim());
        }
        let (lead, rest) = page::opening(&body);
        frame.insert_value("lead", Value::safe_string(lead));
        frame.insert_value("rest", Value::safe_string(rest));
        frame.insert_value("body", Value::safe_string(&body));
        let silent = match &template.silent {
            Some(name) => Value::safe_string(self.render(&self.markdown, name, &context)?.trim()),
            None => absent(),
        };
        letter.insert(Key::from("silent"), silent);
        frame.insert_value("letter", Value::from(letter));
        let name = format!("_parts/{kind}.{}.md", tongue.lang);
        let markdown = self.render(&self.markdown, &name, &frame)?;
        let summary = match &template.summary {
            Some(summary) if plan.invite.is_some() => {
                let text = self.render(&self.plain, summary, &context)?;
                envelope::subject(&tongue.resolve(text.trim(), Escape::None))
            }
            _ => headline,
        };
        Ok((markdown, summary, subject))
    }

    /// The subject of this language's template, without the case.
    fn headline(
        &self,
        plan: &LetterPlan,
        tongue: &Tongue<'_>,
        common: &Common<'_>,
        template: &Template,
        context: &mut Context,
    ) -> Result<String, Trouble> {
        let basics = [
            ("case".to_owned(), Value::from(common.case)),
            ("title".to_owned(), Value::from(mark::clean(common.title))),
            ("occasion".to_owned(), absent()),
        ];
        context.insert_value("letter", facts::map(basics.into_iter().chain(meeting::meeting(plan))));
        let mut render = |name: &String| -> Result<String, Trouble> {
            let text = self.render(&self.plain, name, context)?;
            Ok(envelope::subject(&tongue.resolve(text.trim(), Escape::None)))
        };
        if let (Purpose::Invite, Some(summary)) = (Purpose::of(plan), &template.summary) {
            return render(summary);
        }
        if let Some(subject) = &template.subject {
            return render(subject);
        }
        let what = template.what.as_ref().map(&mut render).transpose()?.unwrap_or_default();
        Ok(words::put(&tongue.words.subject.one, &|name| match name {
            "what" => Some(what.clone()),
            "title" => Some(common.title.to_owned()),
            _ => None,
        }))
    }

    /// The calendar object: its summary in the letter's first language, its description in all of them, since many
    /// mail programs show it in place of the letter.
    fn calendar(&self, plan: &LetterPlan, sections: &[Section]) -> Result<Option<(Method, String)>, String> {
        let (Some(invite), Some(section)) = (&plan.invite, sections.first()) else { return Ok(None) };
        let mut object = invite.invite.clone();
        object.summary.clone_from(&section.summary);
        let share = DESCRIPTION_MAX / sections.len();
        let texts: Vec<String> = sections.iter().map(|s| s.page.text.chars().take(share).collect()).collect();
        object.description = texts.join(&between());
        object.language = (sections.len() == 1).then(|| section.lang.to_string());
        let method = match (invite.refuses, invite.cancel) {
            (true, _) => Method::DeclineCounter,
            (_, true) => Method::Cancel,
            _ => Method::Request,
        };
        let text = calendar::write(&object, method, invite.only.as_deref(), invite.instance)
            .map_err(|refused| format!("invitation '{}': {refused}", plan.name))?;
        Ok(Some((method, text)))
    }

    fn html(&self, fence: Option<&str>, subject: &str, sections: &[Section]) -> Result<String, Trouble> {
        let rows = sections.iter().map(|section| {
            facts::map([
                ("lang".to_owned(), Value::from(section.lang.as_str())),
                ("html".to_owned(), Value::safe_string(&section.page.html)),
            ])
        });
        let mut context = Context::new();
        context.insert_value("sections", Value::from(rows.collect::<Vec<_>>()));
        context.insert_value("subject", Value::from(subject));
        context.insert_value("fence", fence.map_or_else(absent, Value::from));
        context.insert_value("lang", Value::from(sections.first().map_or("", |s| s.lang.as_str())));
        self.render(&self.layout, "layout.html", &context)
    }

    fn render(&self, tera: &Tera, name: &str, context: &Context) -> Result<String, Trouble> {
        tera.render(name, context)
            .map_err(|error| Trouble { text: format!("template {name}: {error}"), error: Some(error) })
    }

    fn source(&self, name: &str) -> Option<Source> {
        self.sources.get(name).cloned()
    }
}

/// What all languages of a letter share.
struct Common<'a> {
    case: &'a str,
    title: &'a str,
    again: bool,
    reply_to: &'a Address,
    readers: &'a [PersonId],
    /// The subject of the mail, once the first language is written.
    subject: &'a str,
    /// What goes along.
    enclosed: &'a Enclosures,
}

impl Tongue<'_> {
    fn resolve(&self, text: &str, escape: Escape) -> String {
        mark::resolve(text, escape, &self.words.missing, &|of, parts| self.word(of, parts))
    }
}

/// The case that a fence names: of a folded letter the first it holds.
fn located<'a>(plan: &'a LetterPlan, case: &'a str) -> &'a str {
    let first = plan.parts.first().and_then(|part| part.case.as_ref()).map(|case| case.0.as_str());
    if case.is_empty() { first.unwrap_or(case) } else { case }
}

fn folder(plan: &LetterPlan) -> &str {
    plan.process.as_deref().unwrap_or(SYSTEM)
}

/// The subject of the mail: of a letter to several the same for the whole case, so that it stays one thread.
fn subject(plan: &LetterPlan, tongue: &Tongue<'_>, case: &str, title: &str, headline: &str) -> String {
    if let (Occasion::Reply, Some((_, original))) = (plan.occasion, &plan.in_reply_to) {
        return envelope::subject(&reply(original, case));
    }
    let cancelled = plan.invite.as_ref().is_some_and(|i| i.cancel);
    let ended = plan.invite.as_ref().is_some_and(|i| i.ended);
    let subject = match (&plan.ask, Purpose::of(plan)) {
        (Some(AskLetter { due: Some(due), .. }), _) => {
            words::put(&tongue.words.subject.ask, &|name| match name {
                "subject" => Some(headline.to_owned()),
                "due" => Some(tongue.when(*due)),
                _ => None,
            })
        }
        (None, Purpose::Invite) if plan.invite.as_ref().is_some_and(|i| meeting::dropped(i).is_some()) => {
            format!("{}{headline}", tongue.words.subject.dropped)
        }
        (None, Purpose::Invite) if cancelled => format!("{}{headline}", tongue.words.subject.cancelled),
        (None, Purpose::Invite) if ended => format!("{}{headline}", tongue.words.subject.ended),
        (None, Purpose::Notice) if plan.to.len() > 1 && !title.is_empty() => title.to_owned(),
        _ => headline.to_owned(),
    };
    envelope::subject(&if case.is_empty() { subject } else { format!("[{case}] {subject}") })
}

/// The title of the case: among the facts, or in memory.
fn title(world: &World<'_>, plan: &LetterPlan) -> String {
    let stored =
        || memory::glance(world.rows, plan.case.as_ref()?).ok().flatten().map(|case| case.title.clone());
    envelope::one_line(&told_title(plan).map(str::to_owned).or_else(stored).unwrap_or_default(), 120)
}

fn told_title(plan: &LetterPlan) -> Option<&str> {
    plan.facts.get("title").and_then(rules::Value::as_text).filter(|title| !title.is_empty())
}

/// The cases of a plan whose titles are looked up in memory: nothing else of a letter is.
pub fn untitled(plan: &LetterPlan) -> Vec<&CaseId> {
    let own = plan.case.as_ref().filter(|_| told_title(plan).is_none());
    own.into_iter().chain(plan.parts.iter().flat_map(untitled)).collect()
}

fn reply_to(world: &World<'_>, plan: &LetterPlan) -> Result<Address, String> {
    let identity = world.identity;
    match &plan.ask {
        Some(ask) if identity.plus => identity.address.with_detail(&ask.token).map_err(str::to_owned),
        _ => Ok(identity.address.clone()),
    }
}

/// Languages with their readers: the most common first, then the company's own.
fn languages<'p>(readers: &[&'p Person], company: &'p Lang) -> Vec<(&'p Lang, Vec<&'p Person>)> {
    let mut by: BTreeMap<&Lang, Vec<&Person>> = BTreeMap::new();
    for person in readers {
        by.entry(&person.language).or_default().push(person);
    }
    let mut out: Vec<(&Lang, Vec<&Person>)> = by.into_iter().collect();
    out.sort_by_key(|(lang, people)| (std::cmp::Reverse(people.len()), *lang != company));
    out
}

/// In-Reply-To and References. An individual question is a thread of its own, an answer joins the message it
/// answers, and everything else of a case hangs under one root that is never sent.
fn thread(world: &World<'_>, plan: &LetterPlan, first: Option<&str>) -> (Option<String>, Vec<String>) {
    let case = plan.case.as_ref().map(|c| c.0.as_str());
    let host = &world.identity.host;
    let own = match (&plan.ask, case) {
        (Some(_), _) => first.map(|first| message_id(first, case, host)),
        (None, Some(_)) => Some(message_id("root", case, host)),
        (None, None) => None,
    };
    let answered = plan.in_reply_to.as_ref().map(|(id, _)| id.clone()).filter(|id| envelope::is_id(id));
    let references = own.iter().chain(&answered).cloned().collect();
    (answered.or(own), references)
}

fn letter_id(world: &World<'_>, plan: &LetterPlan) -> String {
    message_id(&plan.id, plan.case.as_ref().map(|case| case.0.as_str()), &world.identity.host)
}

/// `LETTER.CASE@HOST`
fn message_id(letter: &str, case: Option<&str>, host: &str) -> String {
    format!("{letter}.{}@{host}", case.unwrap_or("none"))
}

/// `Re:` once, with the case where the original does not name it.
fn reply(original: &str, case: &str) -> String {
    const PREFIXES: [&str; 6] = ["re:", "re：", "回复:", "回复：", "答复:", "答复："];
    let mut bare = original.trim();
    // Answers to answers bring one for each.
    loop {
        let folded = bare.to_lowercase();
        let cut = PREFIXES.iter().find(|prefix| folded.starts_with(*prefix));
        match cut.and_then(|prefix| bare.get(prefix.len()..)) {
            Some(rest) => bare = rest.trim_start(),
            None => break,
        }
    }
    if case.is_empty() || bare.to_uppercase().contains(&format!("[{case}]")) {
        format!("Re: {bare}")
    } else {
        format!("Re: [{case}] {bare}")
    }
}

/// What stands between two languages of one letter.
fn between() -> String {
    format!("\n\n{}\n\n", page::RULE)
}

fn text(fence: Option<&str>, sections: &[Section]) -> String {
    let all: Vec<&str> = sections.iter().map(|s| s.page.text.as_str()).collect();
    let body = all.join(&between());
    match fence {
        Some(fence) => format!("{fence}\n\n{body}\n"),
        None => format!("{body}\n"),
    }
}

/// The line above which an answer is written, with the code that ties it to its question.
fn fence(world: &World<'_>, case: &str, code: &str, lang: &Lang) -> String {
    let directory = world.directory;
    let only = directory.company.language == *lang && directory.active().all(|p| p.language == *lang);
    crate::mail::fence(case, code, lang.as_str(), only)
}
