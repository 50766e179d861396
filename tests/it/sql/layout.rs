//! Breaks statements into readable lines.

/// The keywords that begin a line.
const CLAUSES: [&str; 17] = [
    "SELECT ",
    "FROM ",
    "LEFT OUTER JOIN ",
    "LEFT JOIN ",
    "INNER JOIN ",
    "CROSS JOIN LATERAL ",
    "CROSS JOIN ",
    "JOIN ",
    "WHERE ",
    "AND ",
    "OR ",
    "GROUP BY ",
    "ORDER BY ",
    "LIMIT ",
    "UNION ALL ",
    "UNION ",
    "WITH ",
];

/// Longer lines are broken at commas.
const WIDTH: usize = 116;

/// The statement with a line for each clause, indented by the depth of its brackets.
pub fn laid_out(sql: &str) -> String {
    let sql = sql.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut lines = vec![(0, String::new())];
    let (mut depth, mut quote) = (0_usize, None);
    let mut rest = sql.as_str();
    while let Some(letter) = rest.chars().next() {
        let begins_word = lines.last().is_some_and(|(_, line)| line.is_empty() || line.ends_with([' ', '(']));
        let clause = CLAUSES.iter().find(|clause| quote.is_none() && begins_word && rest.starts_with(**clause));
        let (_, line) = lines.last_mut().expect("there is a first line");
        let taken = clause.map_or(letter.len_utf8(), |clause| clause.len());
        match clause {
            Some(clause) if !line.is_empty() => lines.push((depth, (*clause).to_owned())),
            Some(clause) => line.push_str(clause),
            None => line.push(letter),
        }
        match (quote, letter) {
            (Some(open), _) if open == letter => quote = None,
            (None, '"' | '\'' | '`') => quote = Some(letter),
            (None, '(') => depth += 1,
            (None, ')') => depth = depth.saturating_sub(1),
            _ => {}
        }
        rest = &rest[taken..];
    }
    let broken = lines.iter().flat_map(|(depth, line)| broken(2 * depth, line.trim_end()));
    broken.collect::<Vec<_>>().join("\n")
}

/// A line, broken at commas where it is too long.
fn broken(indent: usize, line: &str) -> Vec<String> {
    let mut lines = vec![" ".repeat(indent)];
    for piece in line.split_inclusive(", ") {
        let last = lines.last_mut().expect("there is a first line");
        if last.len() + piece.trim_end().len() > WIDTH && !last.trim().is_empty() {
            lines.push(" ".repeat(indent + 4));
        }
        lines.last_mut().expect("there is a first line").push_str(piece);
    }
    lines.iter().map(|line| line.trim_end().to_owned()).collect()
}

#[test]
fn clauses_begin_lines() {
    let sql = "SELECT a, ' FROM x' FROM (SELECT b  FROM c WHERE (d = 1 AND e = '(')) AS f ORDER BY a";
    let expected =
        "SELECT a, ' FROM x'\nFROM (\n  SELECT b\n  FROM c\n  WHERE (d = 1\n    AND e = '(')) AS f\nORDER BY a";
    assert_eq!(laid_out(sql), expected);
}
