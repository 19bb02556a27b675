//! What is read of a value: all of it, or only some of its members.
//!
//! An expression tells this from its own text ([`of_expression`]), a template from its own; whoever builds the values
//! then leaves out what nobody looks at. That is a saving and never a difference: where a text leaves doubt, all is
//! read.

use std::collections::BTreeMap;

use cel::common::ast::{ComprehensionExpr, EntryExpr, Expr, IdedExpr, operators};

/// What is read of a value; of a list, what is read of each of its items.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reads {
    whole: bool,
    members: BTreeMap<String, Reads>,
}

/// All of a value.
static ALL: Reads = Reads { whole: true, members: BTreeMap::new() };

impl Reads {
    /// All of a value.
    pub fn all() -> &'static Reads {
        &ALL
    }

    /// These members, each in whole.
    pub fn only<'a>(names: impl IntoIterator<Item = &'a str>) -> Reads {
        let members = names.into_iter().map(|name| (name.to_owned(), ALL.clone())).collect();
        Reads { whole: false, members }
    }

    /// All of it is read.
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// The member is read, and what of it.
    pub fn member(&self, name: &str) -> Option<&Reads> {
        if self.whole { Some(&ALL) } else { self.members.get(name) }
    }

    /// The members that are named. Of a value that is read in whole there may be more.
    pub fn named(&self) -> impl Iterator<Item = (&str, &Reads)> {
        self.members.iter().map(|(name, reads)| (name.as_str(), reads))
    }

    /// Adds what is read at a path.
    pub fn add(&mut self, path: &[String], whole: bool) {
        self.at(path).whole |= whole;
    }

    /// Adds what another reads, of the value at a path.
    pub fn add_at(&mut self, path: &[String], other: &Reads) {
        self.at(path).join(other);
    }

    fn at(&mut self, path: &[String]) -> &mut Reads {
        path.iter().fold(self, |at, name| at.members.entry(name.clone()).or_default())
    }

    /// Adds what another reads.
    pub fn join(&mut self, other: &Reads) {
        self.whole |= other.whole;
        for (name, reads) in &other.members {
            self.members.entry(name.clone()).or_default().join(reads);
        }
    }
}

/// What an expression reads to find its value: its names, with what it reads of each; and where that value stands.
pub(super) fn of_expression(expression: &IdedExpr) -> (Reads, Place) {
    let mut walk = Walk { reads: Reads::default(), bound: Vec::new() };
    let place = walk.place(expression);
    (walk.reads, place)
}

/// Where a value stands: at a path below the names, or it is made by the expression itself.
pub(super) type Place = Option<Vec<String>>;

struct Walk {
    reads: Reads,
    /// Variables of comprehensions, the innermost last.
    bound: Vec<(String, Place)>,
}

impl Walk {
    /// The value itself is used.
    fn value(&mut self, expr: &IdedExpr) {
        if let Some(path) = self.place(expr) {
            self.reads.add(&path, true);
        }
    }

    /// Where the value stands. What was read on the way is noted.
    fn place(&mut self, expr: &IdedExpr) -> Place {
        match &expr.expr {
            Expr::Ident(name) => match self.bound.iter().rev().find(|(bound, _)| bound == name) {
                Some((_, place)) => place.clone(),
                None => Some(vec![name.clone()]),
            },
            Expr::Select(select) => {
                let mut path = self.place(&select.operand)?;
                path.push(select.field.clone());
                Some(path)
            }
            Expr::Comprehension(comprehension) => self.comprehension(comprehension),
            Expr::Call(call) => {
                // A count looks at no item.
                let counted = match (call.func_name.as_str(), &call.target, call.args.as_slice()) {
                    ("size", Some(list), []) => Some(list.as_ref()),
                    ("size", None, [list]) => Some(list),
                    _ => None,
                };
                match counted {
                    Some(list) => {
                        if let Some(path) = self.place(list) {
                            // Of a name itself it may be the members that are counted.
                            self.reads.add(&path, path.len() < 2);
                        }
                    }
                    None => call.target.as_deref().into_iter().chain(&call.args).for_each(|e| self.value(e)),
                }
                None
            }
            Expr::List(list) => {
                list.elements.iter().for_each(|e| self.value(e));
                None
            }
            Expr::Map(map) => {
                map.entries.iter().for_each(|e| self.entry(&e.expr));
                None
            }
            Expr::Struct(s) => {
                s.entries.iter().for_each(|e| self.entry(&e.expr));
                None
            }
            Expr::Literal(_) | Expr::Unspecified => None,
        }
    }

    fn entry(&mut self, entry: &EntryExpr) {
        match entry {
            EntryExpr::MapEntry(e) => {
                self.value(&e.key);
                self.value(&e.value);
            }
            EntryExpr::StructField(e) => self.value(&e.value),
        }
    }

    /// `filter` gives items of its own list back; every other comprehension makes something new.
    fn comprehension(&mut self, c: &ComprehensionExpr) -> Place {
        let range = if c.iter_var2.is_some() {
            self.value(&c.iter_range);
            None
        } else {
            self.place(&c.iter_range)
        };
        if let Some(path) = &range {
            self.reads.add(path, false);
        }
        let depth = self.bound.len();
        self.value(&c.accu_init);
        self.bound.push((c.accu_var.clone(), None));
        self.bound.push((c.iter_var.clone(), range.clone()));
        self.bound.extend(c.iter_var2.iter().map(|name| (name.clone(), None)));
        let filter = kept_if(c);
        match filter {
            Some(condition) => self.value(condition),
            None => [&c.loop_cond, &c.loop_step, &c.result].into_iter().for_each(|e| self.value(e)),
        }
        self.bound.truncate(depth);
        range.filter(|_| filter.is_some())
    }
}

/// What a `filter` looks for: items of a list that have in one member what stands under a name. All others it drops,
/// whatever else it asks, so they need not even be shown to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sought {
    /// Where the list stands.
    pub(super) list: Vec<String>,
    /// The member of its items.
    pub(super) member: String,
    /// The name.
    pub(super) name: String,
}

/// What the only use of a list in an expression is to be filtered for.
pub(super) fn sought(expression: &IdedExpr) -> Option<Sought> {
    let filter = filter_of(expression)?;
    let list = path_of(&filter.iter_range.expr)?;
    let sought = equal_member(kept_if(filter)?, &filter.iter_var)?;
    let (member, name) = (sought.0.to_owned(), sought.1.to_owned());
    let once = mentions(expression, list.first()?) == 1;
    (once && name != filter.iter_var).then_some(Sought { list, member, name })
}

/// The first `filter` on the way into an expression, not within what is done with each item of another list.
fn filter_of(expression: &IdedExpr) -> Option<&ComprehensionExpr> {
    match &expression.expr {
        Expr::Comprehension(c) if kept_if(c).is_some() && path_of(&c.iter_range.expr).is_some() => Some(c),
        Expr::Comprehension(c) => filter_of(&c.iter_range),
        Expr::Call(call) => call.target.as_deref().into_iter().chain(&call.args).find_map(filter_of),
        Expr::Select(select) => filter_of(&select.operand),
        _ => None,
    }
}

/// `item.member == name`, where nothing is kept without it.
fn equal_member<'e>(condition: &'e IdedExpr, item: &str) -> Option<(&'e str, &'e str)> {
    let Expr::Call(call) = &condition.expr else { return None };
    let [left, right] = call.args.as_slice() else { return None };
    match call.func_name.as_str() {
        operators::LOGICAL_AND => equal_member(left, item).or_else(|| equal_member(right, item)),
        operators::EQUALS => match (&left.expr, &right.expr) {
            (Expr::Select(select), Expr::Ident(name)) | (Expr::Ident(name), Expr::Select(select)) => {
                let of_item = matches!(&select.operand.expr, Expr::Ident(of) if of == item);
                (of_item && !select.test).then_some((select.field.as_str(), name.as_str()))
            }
            _ => None,
        },
        _ => None,
    }
}

/// How often a name is used, whatever it means there.
fn mentions(expression: &IdedExpr, name: &str) -> usize {
    let all = |parts: &mut dyn Iterator<Item = &IdedExpr>| parts.map(|part| mentions(part, name)).sum();
    match &expression.expr {
        Expr::Ident(ident) => usize::from(ident == name),
        Expr::Select(select) => mentions(&select.operand, name),
        Expr::Call(call) => all(&mut call.target.as_deref().into_iter().chain(&call.args)),
        Expr::Comprehension(c) => {
            let parts: [&IdedExpr; 5] = [&c.iter_range, &c.accu_init, &c.loop_cond, &c.loop_step, &c.result];
            all(&mut parts.into_iter())
        }
        Expr::List(list) => all(&mut list.elements.iter()),
        Expr::Map(map) => map.entries.iter().map(|entry| mentions_in(&entry.expr, name)).sum(),
        Expr::Struct(of) => of.entries.iter().map(|entry| mentions_in(&entry.expr, name)).sum(),
        Expr::Literal(_) | Expr::Unspecified => 0,
    }
}

fn mentions_in(entry: &EntryExpr, name: &str) -> usize {
    match entry {
        EntryExpr::MapEntry(entry) => mentions(&entry.key, name) + mentions(&entry.value, name),
        EntryExpr::StructField(field) => mentions(&field.value, name),
    }
}

/// The segments of a plain path.
pub(super) fn path_of(expr: &Expr) -> Option<Vec<String>> {
    match expr {
        Expr::Ident(name) => Some(vec![name.clone()]),
        Expr::Select(select) if !select.test => {
            let mut path = path_of(&select.operand.expr)?;
            path.push(select.field.clone());
            Some(path)
        }
        _ => None,
    }
}

/// The condition of a `filter`, as its macro writes it: `condition ? @result + [item] : @result`.
fn kept_if(c: &ComprehensionExpr) -> Option<&IdedExpr> {
    let Expr::Call(step) = &c.loop_step.expr else { return None };
    let [condition, kept, _] = step.args.as_slice() else { return None };
    let Expr::Call(kept) = &kept.expr else { return None };
    let [_, item] = kept.args.as_slice() else { return None };
    let Expr::List(item) = &item.expr else { return None };
    let [IdedExpr { expr: Expr::Ident(item), .. }] = item.elements.as_slice() else { return None };
    let is_filter = step.func_name == operators::CONDITIONAL
        && kept.func_name == operators::ADD
        && *item == c.iter_var
        && matches!(&c.result.expr, Expr::Ident(result) if *result == c.accu_var);
    is_filter.then_some(condition)
}

#[cfg(test)]
mod tests {
    use crate::rules::Expression;

    fn reads(text: &str) -> String {
        fn show(reads: &super::Reads) -> String {
            let inner: Vec<String> = reads.named().map(|(name, r)| format!("{name}{}", show(r))).collect();
            let whole = if reads.is_whole() { "*" } else { "" };
            if inner.is_empty() { whole.to_owned() } else { format!("{whole}({})", inner.join(" ")) }
        }
        show(Expression::compile(text).unwrap().reads())
    }

    #[test]
    fn of_a_list_of_records_only_the_members_that_are_named() {
        assert_eq!(
            reads("children.item.filter(t, !t.ended).map(t, t.owner)"),
            "(children(item(ended* owner*)))"
        );
        assert_eq!(
            reads("cases.alarm.exists(i, i.class == class && opened - i.opened < duration('30m'))"),
            "(cases(alarm(class* opened*)) class* opened*)"
        );
    }

    #[test]
    fn a_count_reads_no_item() {
        assert_eq!(
            reads("children.item.filter(t, t.owner == who).size() == 1"),
            "(children(item(owner*)) who*)"
        );
        assert_eq!(reads("size(children.item) > 3"), "(children(item))");
        assert_eq!(reads("size(row) > 3"), "(row*)");
    }

    #[test]
    fn a_filter_looks_for_the_items_of_a_name_where_nothing_else_looks_at_the_list() {
        let sought = |text: &str| {
            let expression = Expression::compile(text).unwrap();
            let sought = super::sought(expression.program().expression())?;
            Some(format!("{}: {} is {}", sought.list.join("."), sought.member, sought.name))
        };
        let found = Some("children.item: owner is who".to_owned());
        for text in [
            "children.item.filter(t, t.owner == who && t.late)",
            "children.item.filter(t, t.late && (t.big && who == t.owner)).map(t, t.id)",
            "(children.item.filter(t, t.owner == who)).size() > 0",
        ] {
            assert_eq!(sought(text), found, "{text}");
        }
        for text in [
            "children.item.filter(t, t.owner == who || t.late)",
            "children.item.filter(t, !(t.owner == who))",
            "children.item.filter(t, t.owner == t)",
            "children.item.filter(t, t.owner.head == who)",
            "children.item.filter(t, has(t.owner) == who)",
            "children.item.exists(t, t.owner == who)",
            "children.item.all(t, t.owner == who)",
            "children.item.map(t, t.owner == who)",
            "children.item.filter(t, t.owner == who).size() == children.item.size()",
            "items.map(i, children.item.filter(t, t.owner == i))",
            "[one].filter(t, t.owner == who)",
        ] {
            assert_eq!(sought(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_handed_on_is_read_in_whole() {
        assert_eq!(reads("children.item"), "(children(item*))");
        assert_eq!(reads("children.item.filter(t, t.ended)"), "(children(item*(ended*)))");
        assert_eq!(reads("[sponsor] + others"), "(others* sponsor*)");
        assert_eq!(reads("children.item.map(t, t)"), "(children(item*))");
        assert_eq!(reads("has(task.due) ? task.due : now"), "(now* task(due*))");
    }
}
