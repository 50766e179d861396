//! When an edition is not taken.

use chrono::NaiveDate;
use sanad_model::Vocabulary;

use super::advance::Options;
use super::known::Known;
use crate::edition::Head;
use crate::list::List;

/// An edition that does not fit what is known. Nothing of it may be kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is an edition of another list.
    #[error("this is an edition of {found}: expected one of {expected}")]
    OtherList {
        /// The list that it is of.
        found: &'static str,
        /// The list that was expected.
        expected: &'static str,
    },
    /// It is of the same list in another format, which says other things of the same entries.
    #[error(
        "this is {found}, but the editions so far are {expected}: expected the same format, or a data set without editions"
    )]
    OtherFormat {
        /// The format that it has.
        found: &'static str,
        /// The format of the editions so far.
        expected: String,
    },
    /// It is older than the newest one that is known.
    #[error("this edition is of {found}, but the one of {newest} is known: expected a newer one")]
    Older {
        /// The day of the edition.
        found: NaiveDate,
        /// The day of the newest edition that is known.
        newest: NaiveDate,
    },
    /// It is the newest one that is known.
    #[error("the edition of {date} is known already")]
    Same {
        /// The day of the edition.
        date: NaiveDate,
    },
    /// It is of a day that has not come.
    #[error("this edition is of {found}, a day to come: expected one of {latest} or earlier")]
    Future {
        /// The day of the edition.
        found: NaiveDate,
        /// The last day that it may have.
        latest: NaiveDate,
    },
    /// Too many entries are gone: the file may be broken.
    #[error(
        "{left} of {before} entries are left, {removed} are gone: expected at least {PERCENT_LEFT} % of them; if the removal \
         is real, accept {removed} removals"
    )]
    TooFewLeft {
        /// The number of entries that are in both editions.
        left: usize,
        /// The number of entries in the edition before.
        before: usize,
        /// The number of entries that are gone.
        removed: usize,
    },
    /// It has an entry that a delta cannot remove.
    #[error("a delta of {found} cannot be taken before an edition of {list}: expected the whole list first")]
    DeltaFirst {
        /// The day of the delta.
        found: NaiveDate,
        /// The list.
        list: &'static str,
    },
}

/// The share of entries that has to be left, in per cent. The largest real removal took 9 % of a list.
pub(super) const PERCENT_LEFT: usize = 80;

/// Whether an edition may follow what is known.
pub(super) fn may_follow(known: &Known, head: &Head, options: &Options) -> Result<(), Refusal> {
    let are_of_ofac = |lists: [List; 2]| lists.iter().all(|list| matches!(list, List::OfacSdn | List::OfacNonSdn));
    if head.list != known.list && !(head.is_delta && are_of_ofac([head.list, known.list])) {
        return Err(Refusal::OtherList { found: head.list.title(), expected: known.list.title() });
    }
    if let Some(latest) = options.latest.filter(|latest| head.date > *latest) {
        return Err(Refusal::Future { found: head.date, latest });
    }
    let Some(newest) = known.date else {
        return match head.is_delta {
            true => Err(Refusal::DeltaFirst { found: head.date, list: known.list.title() }),
            false => Ok(()),
        };
    };
    if let Some(expected) = known.format.as_ref().filter(|format| !head.is_delta && *format != head.format.word()) {
        return Err(Refusal::OtherFormat { found: head.format.word(), expected: expected.clone() });
    }
    if known.is_newest(head) {
        return Err(Refusal::Same { date: head.date });
    }
    let is_older = match (head.moment, known.moment) {
        (Some(moment), Some(known)) if head.date == newest => moment < known,
        _ => head.date < newest,
    };
    if is_older { Err(Refusal::Older { found: head.date, newest }) } else { Ok(()) }
}

/// Whether enough entries are left.
pub(super) fn enough_left(left: usize, removed: usize, options: &Options) -> Result<(), Refusal> {
    let before = left + removed;
    let is_enough = left * 100 >= before * PERCENT_LEFT || removed <= options.accept_removals;
    if is_enough { Ok(()) } else { Err(Refusal::TooFewLeft { left, before, removed }) }
}
