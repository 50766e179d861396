//! Titles of events and headlines of editions: no list has them, and every event and article needs one.

use sanad_model::{Localized, NameKind, SanctionAction};

use crate::edition::Head;
use crate::entry::Name;
use crate::list::List;
use crate::script::Script;

/// The title of an event in English and Arabic, with the names of the entry. `is_again` is for a listing after a lifting.
pub fn event_title(list: List, action: SanctionAction, is_again: bool, names: &[Name]) -> Localized {
    let latin = names.first().map(|name| name.text.as_str()).unwrap_or_default();
    let is_arabic = |name: &&Name| name.script == Script::Arabic && name.kind == NameKind::Primary;
    let arabic = names.iter().find(is_arabic).map_or(latin, |name| name.text.as_str());
    let (title, title_in_arabic) = (list.title(), list.title_in_arabic());
    let (english, in_arabic) = match action {
        SanctionAction::Imposed if is_again => {
            (format!("{latin} is listed again: {title}"), format!("إعادة إدراج {arabic} في {title_in_arabic}"))
        }
        SanctionAction::Lifted => {
            (format!("{latin} is delisted: {title}"), format!("شطب {arabic} من {title_in_arabic}"))
        }
        SanctionAction::Amended => (
            format!("The listing of {latin} is amended: {title}"),
            format!("تعديل إدراج {arabic} في {title_in_arabic}"),
        ),
        _ => (format!("{latin} is listed: {title}"), format!("إدراج {arabic} في {title_in_arabic}")),
    };
    let texts = [("en", english), ("ar", in_arabic)];
    Localized::new(texts.into_iter().filter_map(|(tag, text)| Some((tag.parse().ok()?, text))).collect())
}

/// The headline of an edition, in English.
pub fn headline(head: &Head) -> String {
    format!("{}, {} {}", head.list.title(), if head.is_delta { "changes of" } else { "edition of" }, head.date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str, script: Script) -> Name {
        Name { text: text.to_owned(), kind: NameKind::Primary, language: None, script, note: None, basis: None }
    }

    #[test]
    fn titles_have_the_names_in_both_languages() {
        let names = [name("Salim AL-MITHALI", Script::Latin), name("سالم المثالي", Script::Arabic)];
        let title = |action, is_again, names: &[Name]| event_title(List::Uk, action, is_again, names);
        let arabic = "ar".parse().unwrap();
        let imposed = title(SanctionAction::Imposed, false, &names);
        assert_eq!(imposed.text(&[]), Some("Salim AL-MITHALI is listed: UK Sanctions List"));
        assert_eq!(
            imposed.text(std::slice::from_ref(&arabic)),
            Some("إدراج سالم المثالي في قائمة العقوبات البريطانية")
        );
        let again = title(SanctionAction::Imposed, true, &names[..1]);
        assert_eq!(
            again.text(std::slice::from_ref(&arabic)),
            Some("إعادة إدراج Salim AL-MITHALI في قائمة العقوبات البريطانية")
        );
        let lifted = title(SanctionAction::Lifted, true, &names);
        assert_eq!(lifted.text(&[]), Some("Salim AL-MITHALI is delisted: UK Sanctions List"));
    }
}
