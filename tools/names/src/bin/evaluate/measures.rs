//! Measures of a matcher: recall, false positives, area under the curve, and calibration.

use std::fmt::Write;

/// Scores of pairs that are the same, and of pairs that are not.
pub struct Measures {
    same: Vec<f64>,
    other: Vec<f64>,
}

/// Above the first, names may be the same; above the second, they pass for the same.
const THRESHOLDS: [f64; 2] = [0.7, 0.85];
/// The bounds of the bins in the calibration table.
const BINS: [f64; 8] = [0.0, 0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 1.01];

impl Measures {
    pub fn of(scored: impl Iterator<Item = (f64, bool)>) -> Self {
        let (same, other): (Vec<_>, Vec<_>) = scored.partition(|(_, is_same)| *is_same);
        let scores = |scored: Vec<(f64, bool)>| {
            let mut scores: Vec<f64> = scored.into_iter().map(|(score, _)| score).collect();
            scores.sort_by(f64::total_cmp);
            scores
        };
        Self { same: scores(same), other: scores(other) }
    }

    /// The share of the pairs that are the same and score at least the threshold.
    pub fn recall(&self, threshold: f64) -> f64 {
        share(&self.same, threshold)
    }

    /// The share of the other pairs that score at least the threshold.
    pub fn false_positives(&self, threshold: f64) -> f64 {
        share(&self.other, threshold)
    }

    /// The probability that a pair that is the same scores higher than one that is not; ties count half.
    pub fn area(&self) -> f64 {
        let below = |score: &f64| {
            let less = self.other.partition_point(|other| other < score);
            let equal = self.other.partition_point(|other| other <= score) - less;
            less as f64 + equal as f64 / 2.0
        };
        self.same.iter().map(below).sum::<f64>() / (self.same.len() * self.other.len()) as f64
    }

    /// The recall at the threshold with at most this share of false positives.
    pub fn recall_at(&self, false_positives: f64) -> f64 {
        let place = ((1.0 - false_positives) * self.other.len() as f64).ceil() as usize;
        let above = self.other.get(place.min(self.other.len()).saturating_sub(1)).copied().unwrap_or_default();
        let first = self.same.partition_point(|score| *score <= above);
        (self.same.len() - first) as f64 / self.same.len() as f64
    }

    /// The measures as the cells of a row.
    pub fn row(&self) -> String {
        let mut text = format!("{} | {} |", self.same.len(), self.other.len());
        for threshold in THRESHOLDS {
            let _ = write!(text, " {:.3} | {:.4} |", self.recall(threshold), self.false_positives(threshold));
        }
        let _ = write!(text, " {:.3} | {:.3} |", self.recall_at(0.002), self.area());
        text
    }

    /// How often pairs with such scores are the same, as a Markdown table.
    pub fn calibration(&self) -> String {
        let mut text = "| score | pairs | of them the same |\n| ---: | ---: | ---: |\n".to_owned();
        for bounds in BINS.windows(2) {
            let within = |scores: &[f64]| scores.iter().filter(|score| (bounds[0]..bounds[1]).contains(score)).count();
            let (same, other) = (within(&self.same), within(&self.other));
            let share = 100.0 * same as f64 / ((same + other).max(1)) as f64;
            let _ = writeln!(text, "| {} to {} | {} | {share:.0} % |", bounds[0], bounds[1].min(1.0), same + other);
        }
        text
    }
}

fn share(scores: &[f64], threshold: f64) -> f64 {
    (scores.len() - scores.partition_point(|score| *score < threshold)) as f64 / scores.len().max(1) as f64
}
