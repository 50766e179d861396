//! Names that nobody has looked for before, and the same again: the names of candidates are remembered.

use sanad_testkit::measured::{Measured, SCREEN, screening};

use crate::times::Times;

/// Screens the names one by one, twice, and prints a row for each time.
///
/// # Errors
/// When a query fails, or the database is not one that `generate` has filled.
pub fn screened(measured: &Measured, count: usize) -> Result<(), Box<dyn std::error::Error>> {
    let queries: Vec<String> = measured.names(count)?.iter().map(|name| screening(&[name])).collect();
    for which in ["first", "again"] {
        let (mut times, mut complete) = (Times::default(), 0);
        for query in &queries {
            let answer = times.time(|| measured.answer(query));
            if let Some(error) = answer.errors.first() {
                return Err(error.message.clone().into());
            }
            let answer = answer.data.into_json()?;
            complete += usize::from(answer["screen"][0]["complete"] == true);
        }
        println!("| names of other parties screened, {which}; {complete} complete | {}", times.row(SCREEN));
    }
    Ok(())
}
