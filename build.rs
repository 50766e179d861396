//! The embedded files are read by macros, which do not notice a file that is added.

fn main() {
    println!("cargo::rerun-if-changed=seeds");
    println!("cargo::rerun-if-changed=migrations");
}
