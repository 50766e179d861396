//! One element with everything in it.

/// An element of an XML file. Names are local: prefixes of namespaces are cut off.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) children: Vec<Element>,
    /// All text directly in it, as it stands in the file.
    pub(crate) raw: String,
}

impl Element {
    /// The first child of this name.
    pub(crate) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// All children of this name.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// All children of this name in the first child that is called `outer`.
    pub(crate) fn within<'a>(&'a self, outer: &str, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.child(outer).into_iter().flat_map(move |outer| outer.all(name))
    }

    /// Its text with single spaces, if there is any.
    pub(crate) fn text(&self) -> Option<String> {
        Some(collapsed(&self.raw)).filter(|text| !text.is_empty())
    }

    /// The text of the first child of this name, if there is any.
    pub(crate) fn text_of(&self, name: &str) -> Option<String> {
        self.child(name).and_then(Self::text)
    }

    /// The texts of all children of this name in the first child that is called `outer`.
    pub(crate) fn texts_within(&self, outer: &str, name: &str) -> Vec<String> {
        self.within(outer, name).filter_map(Self::text).collect()
    }

    /// The value of the attribute with single spaces, if it is there and not empty.
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        let (_, value) = self.attributes.iter().find(|(own, _)| own == name)?;
        Some(collapsed(value)).filter(|value| !value.is_empty())
    }
}

/// The text without spaces at its ends, and with single spaces between its words.
pub(crate) fn collapsed(text: &str) -> String {
    let mut words = text.split_whitespace();
    let mut joined = String::with_capacity(text.len());
    joined.extend(words.next());
    for word in words {
        joined.push(' ');
        joined.push_str(word);
    }
    joined
}
