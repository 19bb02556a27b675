//! A part of a case that all copies of the case share until one of them changes it.
//!
//! A decision changes a copy of a case, and mostly one of its questions: the others are neither copied nor, where the
//! two are compared, looked into.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A value that is shared until it is changed. Written and compared as the value itself.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Shared<T>(Arc<T>);

impl<T> From<T> for Shared<T> {
    fn from(value: T) -> Self {
        Self(Arc::new(value))
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: Clone> DerefMut for Shared<T> {
    /// A copy of its own, where somebody else has the same.
    fn deref_mut(&mut self) -> &mut T {
        Arc::make_mut(&mut self.0)
    }
}

impl<T: PartialEq> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0 == other.0
    }
}

impl<'a, T> IntoIterator for &'a Shared<T>
where
    &'a T: IntoIterator,
{
    type Item = <&'a T as IntoIterator>::Item;
    type IntoIter = <&'a T as IntoIterator>::IntoIter;

    fn into_iter(self) -> Self::IntoIter {
        self.0.as_ref().into_iter()
    }
}

impl<T: fmt::Debug> fmt::Debug for Shared<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_are_the_same_until_one_is_changed() {
        let one: Shared<Vec<i32>> = vec![1].into();
        let mut other = one.clone();
        assert!(Arc::ptr_eq(&one.0, &other.0) && one == other);
        other.push(2);
        assert_eq!((one.as_slice(), other.as_slice()), (&[1][..], &[1, 2][..]));
        assert_ne!(one, other);
        assert_eq!(serde_json::to_string(&other).unwrap(), "[1,2]");
    }
}
