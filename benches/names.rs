//! Benchmarks of parsing and comparing names: `cargo bench --bench names`.

use std::hint::black_box;

use criterion::Criterion;
use sanad::names::{Bearer, Name, compare, score};

/// Names of people in both scripts, several for each person, and names of an organization.
const NAMES: [&str; 12] = [
    "محمد الكاني",
    "Mohamed al-Kani",
    "KANI, Mohammed Khalifa",
    "خليفة بلقاسم حفتر",
    "Khalifa Belqasim Haftar",
    "عبد الفتاح سعيد حسين خليل السيسي",
    "Abdel Fattah Saeed Hussein Khalil el-Sisi",
    "محمود حجازي",
    "Mohamed Hegazy",
    "Antonio Guterres",
    "أنطونيو غوتيريش",
    "كتيبة شهداء أبو سليم",
];

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let mut next = NAMES.iter().cycle();
    criterion.bench_function("parse a name", |bench| {
        bench.iter(|| next.next().map(|text| Name::new(black_box(text), Some(Bearer::Person))));
    });
    let names = NAMES.map(|text| Name::new(text, Some(Bearer::Person)));
    let pairs: Vec<(&Name, &Name)> = names.iter().flat_map(|one| names.iter().map(move |other| (one, other))).collect();
    let mut next = pairs.iter().cycle();
    criterion.bench_function("compare two names", |bench| {
        bench.iter(|| next.next().map(|(one, other)| score(black_box(one), black_box(other))));
    });
    criterion.bench_function("compare two names with an explanation", |bench| {
        bench.iter(|| next.next().map(|(one, other)| compare(black_box(one), black_box(other))));
    });
    let mut next = names.iter().cycle();
    criterion.bench_function("keys of a name", |bench| bench.iter(|| next.next().map(|name| name.keys())));
    criterion.bench_function("probes of a name", |bench| bench.iter(|| next.next().map(|name| name.probes())));
    criterion.final_summary();
}
