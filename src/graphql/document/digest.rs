//! The hash that identifies a document.

use std::hash::{Hash, Hasher};

use apollo_compiler::ast;
use sha2::{Digest as _, Sha256};

/// The SHA-256 of a parsed document. It does not depend on white space, commas, comments and the notation of strings,
/// but on everything else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    pub fn of(document: &ast::Document) -> Self {
        let mut hashing = Hashing(Sha256::new());
        document.definitions.hash(&mut hashing);
        Self(hashing.0.finalize().into())
    }

    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// Hashes what the `Hash` implementations of the document's parts write: kinds, lengths and contents.
struct Hashing(Sha256);

impl Hasher for Hashing {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn finish(&self) -> u64 {
        let digest: [u8; 32] = self.0.clone().finalize().into();
        u64::from_le_bytes(std::array::from_fn(|place| digest[place]))
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn parsed(document: &str) -> ast::Document {
        ast::Document::parse(document, "").unwrap_or_else(|invalid| panic!("{document}: {invalid}"))
    }

    fn digest(document: &str) -> Digest {
        Digest::of(&parsed(document))
    }

    #[test]
    fn what_is_insignificant_does_not_change_the_digest() {
        let written = digest("query A($b: Int = 1) { c(d: [1, 2], e: \"f\") { ...G @h } }");
        for same in [
            "query A($b:Int=1){c(d:[1 2]e:\"f\"){...G@h}}",
            "\u{feff}query A ( $b : Int = 1 ) # {\n{ c ( d : [ 1 , 2 , ] , e : \"f\" ) { ... G @ h } }\r\n",
            r#"query A($b: Int = 1) { c(d: [1, 2], e: "\u0066") { ...G @h } }"#,
            r#"query A($b: Int = 1) { c(d: [1, 2], e: "\u{66}") { ...G @h } }"#,
            "query A($b: Int = 1) { c(d: [1, 2], e: \"\"\"\n  f\n\"\"\") { ...G @h } }",
        ] {
            assert_eq!(digest(same), written, "{same}");
        }
        assert_eq!(digest(r#"{a(b: "\uD83D\uDE00")}"#), digest("{a(b: \"😀\")}"));
    }

    #[test]
    fn what_is_significant_changes_the_digest() {
        let documents = [
            "{a b}",
            "{ab}",
            "{a:b}",
            "{a{b}}",
            "{...a}",
            "{...{a}}",
            "{...on a{a}}",
            "query{a(b:$a)}",
            "query a{b}",
            "query($a:b){b}",
            "query($a:[b]){b}",
            "query($a:[b!]){b}",
            "query($a:[b]!){b}",
            "query($a:b!){b}",
            "query($a:b=1){b}",
            "mutation{b}",
            "{b} fragment a on b{c}",
            "{a(b:[1 2])}",
            "{a(b:[12])}",
            "{a(b:[1 -2])}",
            "{a(b:[[1] 2])}",
            "{a(b:[[1 2]])}",
            "{a(b:1)}",
            "{a(b:1.0)}",
            "{a(b:\"1\")}",
            "{a(b:c)}",
            "{a(b:\"c\")}",
            "{a(b:\"c \")}",
            "{a(b:\"#c\")}",
            "{a(b:{c:d})}",
            "{a(b:null)}",
            "{a(b:\"null\")}",
            "{a(b:true)}",
            "{a(b:[\"\" \"c\" \"\"])}",
            "{a(b:[\"c\" \"c\"])}",
            "{a(b:[\"c\\\" \\\"c\"])}",
            "{a@b}",
            "{a@b@b}",
            "{A b}",
            "{b a}",
            "{a(b:\"\"\"c\n\nd\"\"\")}",
            "{a(b:\"\"\"c\nd\"\"\")}",
        ];
        let mut digests: Vec<_> = documents.iter().map(|document| digest(document).0).collect();
        digests.sort_unstable();
        digests.dedup();
        assert_eq!(digests.len(), documents.len());
    }

    /// Values in GraphQL, with insignificant characters between their parts.
    fn value() -> impl Strategy<Value = String> {
        let leaf = prop_oneof![
            "-?(0|[1-9][0-9]{0,2})(\\.[0-9]{1,2})?",
            "[a-z_]{1,4}",
            "\\$[a-z]{1,2}",
            r#""([a-c #,{é\n]|\\u006[1-3]|\\u\{6[1-3]\}|\\"){0,4}""#
                .prop_filter("one line", |text| !text.contains('\n')),
            "\"\"\"[a-c #,\n{]{0,5}\"\"\"",
        ];
        leaf.prop_recursive(3, 12, 3, |inner| {
            prop_oneof![
                vec(inner.clone(), 0..3).prop_map(|items| format!("[{}]", items.join(" ,"))),
                vec(("[a-c]", inner), 0..3).prop_map(|fields| {
                    let fields: Vec<_> = fields.iter().map(|(name, value)| format!("{name} : {value}")).collect();
                    format!("{{{}}}", fields.join("\n"))
                }),
            ]
        })
    }

    proptest! {
        #[test]
        fn documents_have_the_same_digest_if_the_parser_reads_the_same(one in value(), other in value()) {
            let (one, other) = (format!("{{ a(b: {one}) }}"), format!("{{a(b:#\n{other})}}"));
            let (one, other) = (parsed(&one), parsed(&other));
            prop_assert_eq!(Digest::of(&one) == Digest::of(&other), one.definitions == other.definitions);
            prop_assert_eq!(Digest::of(&one), digest(&one.to_string()));
        }
    }
}
