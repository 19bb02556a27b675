//! A name means one thing.

use std::collections::BTreeMap;

use super::Set;
use super::reach::BUILT_IN;
use crate::fault::Faults;
use crate::rules::Wants;

/// No field, keep or derive has the name of another, of something built in, of a process above, or of an ask or say
/// that is given something.
pub(super) fn names_are_free(set: &Set<'_>, faults: &mut Faults) {
    for walk in &set.walks {
        let process = walk.process;
        let mut taken: BTreeMap<&str, &str> =
            BUILT_IN.iter().map(|name| (*name, "something built in")).collect();
        taken.extend(
            set.above(process).iter().map(|above| (above.name.as_str(), "a process this one is about")),
        );
        let mut places = Vec::new();
        for form in process.open.forms.iter().filter_map(|form| process.forms.get(form)) {
            let place = walk.form_place(&form.name, &set.places);
            places.extend(form.fields.iter().map(|f| (f.name.as_str(), "a field", place.key(&f.name))));
        }
        let keep =
            process.keep.iter().map(|(name, _)| (name.as_str(), "a keep", walk.place.key("keep").key(name)));
        let derive = process.derive.iter();
        let derive = derive.map(|(name, _)| (name.as_str(), "a derive", walk.place.key("derive").key(name)));
        for (name, what, place) in places.into_iter().chain(keep).chain(derive) {
            match taken.get(name) {
                Some(other) => faults.push(set.places.fault_at_key(
                    &place,
                    format!("'{name}' is the name of {other} already"),
                    "name it otherwise",
                )),
                None => {
                    taken.insert(name, what);
                }
            }
        }
        let with_form = walk.asks.iter().filter(|site| matches!(site.what.wants, Wants::Form(_)));
        let asks = with_form.map(|site| (&site.what.name, &site.place));
        let says = walk.says.iter().filter(|site| site.what.form.is_some());
        for (name, place) in asks.chain(says.map(|site| (&site.what.name, &site.place))) {
            if let Some(other) = taken.get(name.as_str()) {
                faults.push(set.places.fault_at_key(
                    place,
                    format!("what '{name}' is given cannot be named: '{name}' is {other} already"),
                    "name one of them otherwise",
                ));
            }
        }
        for form in process.forms.values() {
            for field in form.fields.iter().filter(|f| f.name == "letter" || f.name == "body") {
                let place = walk.form_place(&form.name, &set.places).key(&field.name);
                let found = format!("'{}' is the letter itself in its template", field.name);
                faults.push(set.places.fault_at_key(&place, found, "name the field otherwise"));
            }
            let given_to_ask = !process.open.forms.contains(&form.name);
            // `at` may be a field: it then says when, instead of the time of the message.
            for field in form.fields.iter().filter(|f| given_to_ask && f.name == "by") {
                let place = walk.form_place(&form.name, &set.places).key(&field.name);
                let found = "'by' is who gave the form, and would hide this field";
                faults.push(set.places.fault_at_key(&place, found, "name the field otherwise"));
            }
        }
    }
}
